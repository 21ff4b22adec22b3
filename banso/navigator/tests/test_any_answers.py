"""What must hold whatever is answered."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from banso.directory.format import VALUES, Fact, FactKind
from banso.navigator.guide import guide
from banso.navigator.lines import FIELDS
from banso.navigator.results import Verdict
from banso.navigator.tests.conftest import A_DAY, saitama

PLACES = ["111007", "111074", "112011", "112038", "112216", "112356", "113611", "113697", "elsewhere"]


def values_of(fact):
    match fact.kind:
        case FactKind.NUMBER:
            return {
                Fact.AGE: [10, 14, 15, 24, 25, 34, 35, 38, 40, 43, 49, 50, 52, 54, 59, 60, 63, 80],
                Fact.MONTHS_WITHOUT_WORK: [0, 5, 6, 40],
                Fact.GRADUATED_YEAR: [1980, 1991, 1993, 2004, 2020],
            }[fact]
        case FactKind.PLACE:
            return PLACES
        case FactKind.YES_NO:
            return ["yes", "no"]
        case FactKind.SET:
            return [frozenset(s) for s in ([], *([w] for w in VALUES[fact]), ["regular_job", "training"])]
    return list(VALUES[fact])


answers = st.fixed_dictionaries({}, optional={fact: st.sampled_from(values_of(fact)) for fact in FIELDS})


def judged(facts):
    return {r.service.key: r for r in guide(saitama(), facts, on=A_DAY).results}


@given(answers, st.sampled_from(FIELDS), st.data())
def test_a_further_answer_never_turns_a_no_into_a_fit(facts, fact, data):
    before = judged({f: v for f, v in facts.items() if f is not fact})
    after = judged({**facts, fact: data.draw(st.sampled_from(values_of(fact)))})
    turned = [k for k, r in before.items() if r.verdict is Verdict.NO and after[k].verdict is not Verdict.NO]
    assert turned == []


@given(answers)
def test_what_is_not_known_never_makes_a_no(facts):
    """Each fact of an unmet condition was answered, or follows from one that was."""
    for result in judged(facts).values():
        named = {fact for unmet in result.unmet for fact in unmet.facts}
        derived = {Fact.WANTS_TO_WORK}
        assert named - derived <= set(facts), result.service.key
    assert all(r.verdict is not Verdict.NO for r in judged({}).values())


@given(answers)
def test_every_no_names_a_smallest_set_of_facts_whose_change_opens_the_door(facts):
    results = judged(facts)
    for key, result in results.items():
        if result.verdict is not Verdict.NO:
            assert result.unmet == ()
            continue
        assert result.unmet and result.next_best is None or result.next_best.key != key
        named = list(dict.fromkeys(fact for unmet in result.unmet for fact in unmet.facts))
        assert named, key
        opened = opens(facts, named, key)
        assert opened, (key, named)
        # None of them can be spared.
        for spared in named:
            assert not opens(facts, [fact for fact in named if fact is not spared], key), (key, named, spared)


OPENED = {}


def opens(facts, changed, key):
    """Whether some values of just these facts make the service fit, or undecided."""
    for combination in product(*(values_of(fact) for fact in changed)):
        trial = {**facts, **dict(zip(changed, combination, strict=True))}
        token = tuple(sorted((f.value, str(v)) for f, v in trial.items()))
        if token not in OPENED:
            OPENED[token] = {k for k, r in judged(trial).items() if r.verdict is not Verdict.NO}
        if key in OPENED[token]:
            return True
    return False
