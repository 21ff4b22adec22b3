"""Trying conditions out before they are saved: can anybody meet them, and for whom does the answer change? Pure.

People are made up from the values near the limits of the rules, and the navigator judges each as it judges a visitor:
what is shown here is what the public will be told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, islice, product
from typing import Any

from banso.directory.catalogue import Catalogue, ServiceCard
from banso.directory.format import NO, VALUES, YES, Condition, Fact, FactKind, Rule
from banso.directory.offering import offered
from banso.navigator.guide import verdicts
from banso.navigator.results import Facts, Verdict
from banso.navigator.rules.compiled import compiled, holds_on
from banso.navigator.rules.judging import ELSEWHERE, judge_of

Value = Any
# So many made-up people are judged, so many steps are taken to find one who meets all conditions.
MOST_TRIED = 400
_MOST_STEPS = 2_000
# Answers that leave a fact open.
_OPEN = ("unstated", "unknown")


@dataclass(frozen=True)
class Shift:
    """People whose answer changes: the facts that tell them apart (for an age, the first and the last), and how."""

    facts: Facts
    ages: tuple[int, int] | None
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Trial:
    """What a change does on the day ``on``: of ``tried`` people the answer of ``changed`` is another."""

    on: date
    tried: int
    changed: int
    shifts: tuple[Shift, ...]


def why_impossible(service: ServiceCard, catalogue: Catalogue, on: date) -> str:
    """Why nobody can ever meet the conditions of ``service``, in a sentence; empty where somebody can."""
    own = service.conditions
    for condition in own:
        if unknown := _unknown(condition.rule, catalogue):
            return f"条件「{condition.says}」の「{unknown}」は、台帳にない言葉です。"
    for day in _days(own, on):
        asked = [c for c in _all_conditions(service, catalogue) if holds_on(c, day)]
        if (problem := _contradiction(asked, own, catalogue)) is not None:
            return problem
    return ""


def why_unmeetable(conditions: Sequence[Condition], catalogue: Catalogue) -> str:
    """The same of conditions that stand alone, as those of a subsidy do."""
    for condition in conditions:
        if unknown := _unknown(condition.rule, catalogue):
            return f"条件「{condition.says}」の「{unknown}」は、台帳にない言葉です。"
    return _contradiction(conditions, conditions, catalogue) or ""


def trials(catalogue: Catalogue, before: ServiceCard, after: ServiceCard, on: date) -> list[Trial]:
    """Whose answer changes from ``before`` to ``after``: on the day ``on``, and on each later day from which a changed
    condition begins or ends to count. Empty where no rule changes."""
    changed = [*_not_in(before.conditions, after.conditions), *_not_in(after.conditions, before.conditions)]
    if not changed:
        return []
    old, new = _alone(catalogue, before), _alone(catalogue, after)
    people = _people(changed, after, catalogue)
    found = []
    for day in _days(changed, on):
        judged = [
            (told, verdicts(old, told, on=day)[before.key], verdicts(new, told, on=day)[after.key])
            for told in people
        ]
        moved = [each for each in judged if each[1] is not each[2]]
        found.append(
            Trial(day, len(judged), len(moved), tuple(_gathered(moved, _facts_of(changed, catalogue))))
        )
    return found


def _not_in(some: Iterable[Condition], others: Iterable[Condition]) -> list[Condition]:
    """The conditions of ``some`` whose rule or time is not among ``others``: other words alone change no answer."""
    known = [(other.rule, other.effective) for other in others]
    return [each for each in some if (each.rule, each.effective) not in known]


def _days(conditions: Iterable[Condition], on: date) -> list[date]:
    spans = [condition.effective for condition in conditions if condition.effective]
    later = {span.start for span in spans if span.start} | {
        span.end + timedelta(days=1) for span in spans if span.end
    }
    return [on, *sorted(day for day in later if day > on)]


def _alone(catalogue: Catalogue, service: ServiceCard) -> Catalogue:
    """The catalogue with one service and its windows: the others do not change what is said of it."""
    told = offered([service], catalogue.windows)[service.key]
    windows = {key: window for key, window in catalogue.windows.items() if key in told.at}
    return replace(catalogue, windows=windows, services={told.key: told})


def _all_conditions(service: ServiceCard, catalogue: Catalogue) -> list[Condition]:
    """With those that follow from who may ask and from where its windows receive people."""
    prepared = compiled(_alone(catalogue, service))
    return [prepared.conditions[number] for number in prepared.services[0].conditions]


def _contradiction(
    conditions: Sequence[Condition], own: Sequence[Condition], catalogue: Catalogue
) -> str | None:
    """The first condition, or the first two, that nobody can meet; ``None`` where somebody meets all.

    The few before the many: two that contradict each other are found at once, however many others there are.
    """
    for one in conditions:
        if _nobody([one], catalogue):
            return f"条件「{one.says}」に当てはまる方は、いません。"
    facts = {id(each): set(_facts_of([each], catalogue)) for each in conditions}
    for one, other in combinations(conditions, 2):
        # What is about different things does not contradict each other.
        related = facts[id(one)] & facts[id(other)] and (one in own or other in own)
        if related and _nobody([one, other], catalogue):
            return f"条件「{one.says}」と「{other.says}」の両方に当てはまる方は、いません。"
    return "条件を全部合わせると、当てはまる方がいません。" if _nobody(conditions, catalogue) else None


def _nobody(conditions: Sequence[Condition], catalogue: Catalogue) -> bool:
    """Whether it is certain that one of the conditions is untrue of everybody."""
    rules = [condition.rule for condition in conditions]
    for step in islice(_search(rules, catalogue), _MOST_STEPS):
        if step.is_whole:
            return False
        last = step
    return not last.goes_on


def _usual(conditions: Sequence[Condition], catalogue: Catalogue) -> Facts:
    """Somebody who meets all conditions, else somebody of whom none is untrue, as far as that is soon found."""
    rules = [condition.rule for condition in conditions]
    found: Facts = {}
    for step in islice(_search(rules, catalogue), _MOST_STEPS):
        if step.is_whole:
            found = found or step.told
            if all(step.holds):
                return step.told
    return found


@dataclass(frozen=True)
class _Step:
    """Somebody of whom not all is known yet, or all (``is_whole``); ``goes_on`` while there are others to look at."""

    told: Facts
    holds: list[bool | None]
    is_whole: bool
    goes_on: bool


def _search(rules: Sequence[Rule], catalogue: Catalogue) -> Iterator[_Step]:
    """People of whom no rule is untrue. Facts are added one by one: what is untrue already stays untrue whatever else
    is known, and is not looked into."""
    near = _near(rules, catalogue)
    names = list(near)
    waiting: list[dict[Fact, Value]] = [{}]
    while waiting:
        told = waiting.pop()
        judge = judge_of(told, catalogue.vocabulary, catalogue.places, catalogue.area)
        holds = [judge.judge(rule).holds for rule in rules]
        is_possible = False not in holds
        if is_possible and len(told) < len(names):
            fact = names[len(told)]
            waiting += [told | {fact: value} for value in reversed(near[fact])]
        is_whole = is_possible and len(told) == len(names)
        yield _Step(told, holds, is_whole, bool(waiting))


def _people(changed: Sequence[Condition], service: ServiceCard, catalogue: Catalogue) -> list[Facts]:
    """People who meet the conditions that stay, with every value near the limits of those that change."""
    stay = [c for c in _all_conditions(service, catalogue) if c not in changed]
    usual = _usual(stay, catalogue)
    near = _near([condition.rule for condition in changed], catalogue)
    every = islice(product(*near.values()), MOST_TRIED)
    return [{**usual, **dict(zip(near, values, strict=True))} for values in every]


def _facts_of(conditions: Iterable[Condition], catalogue: Catalogue) -> list[Fact]:
    return list(_near([condition.rule for condition in conditions], catalogue))


def _leaves(rule: Rule, catalogue: Catalogue) -> Iterator[Rule]:
    """The rules on single facts that ``rule`` is made of."""
    inner = [*(rule.all or ()), *(rule.any or ()), *filter(None, [rule.not_])]
    if rule.situation is not None:
        inner = [s.rule for s in catalogue.vocabulary.situations if s.id == rule.situation]
    for part in inner:
        yield from _leaves(part, catalogue)
    if rule.fact is not None or rule.places is not None:
        yield rule


def _near(rules: Iterable[Rule], catalogue: Catalogue) -> dict[Fact, list[Value]]:
    """For each fact that decides a rule the values near its limits: those between which the answer may change."""
    by_fact: dict[Fact, list[Rule]] = {}
    for rule in rules:
        for leaf in _leaves(rule, catalogue):
            by_fact.setdefault(leaf.fact or Fact.MUNICIPALITY, []).append(leaf)
    # An age is shown in spans: it varies fastest.
    ordered = sorted(by_fact, key=lambda fact: fact is Fact.AGE)
    return {fact: _values(fact, by_fact[fact], catalogue) for fact in ordered}


def _values(fact: Fact, rules: list[Rule], catalogue: Catalogue) -> list[Value]:
    if fact is Fact.MUNICIPALITY:
        return _places(rules, catalogue)
    bounds = [bound for rule in rules for bound in (rule.min, rule.max) if bound is not None]
    match fact.kind:
        case FactKind.NUMBER:
            return _numbers(
                fact, [b for b in bounds if isinstance(b, int)], catalogue.vocabulary.margin_years
            )
        case FactKind.DATE:
            dates = [b for b in bounds if isinstance(b, date)]
            return sorted({day + timedelta(days=step) for day in dates for step in (-1, 0, 1)})
        case FactKind.CHOICE:
            return [code for code in VALUES[fact] if code not in _OPEN]
        case FactKind.SET:
            named = list(dict.fromkeys(code for rule in rules for code in rule.any_of or rule.none_of or ()))
            wanted = frozenset(code for rule in rules for code in rule.any_of or ())
            return list(dict.fromkeys([wanted, *(frozenset({code}) for code in named), frozenset[str]()]))
    return [YES, NO]


def _numbers(fact: Fact, bounds: list[int], margin: int) -> list[int]:
    reach = margin + 1
    if fact is Fact.AGE:
        return list(range(max(0, min(bounds) - reach), max(bounds) + reach + 1))
    return sorted({max(0, bound + step) for bound in bounds for step in (-reach, -1, 0, 1, reach)})


def _places(rules: list[Rule], catalogue: Catalogue) -> list[str]:
    """One place for each way in which the rules tell places apart."""
    found: dict[tuple[bool | None, ...], str] = {}
    for code in (*catalogue.places, ELSEWHERE):
        judge = judge_of({Fact.MUNICIPALITY: code}, catalogue.vocabulary, catalogue.places, catalogue.area)
        found.setdefault(tuple(judge.judge(rule).holds for rule in rules), code)
    return list(found.values())


def _unknown(rule: Rule, catalogue: Catalogue) -> str:
    """A word of the rule that nothing defines; empty where all are known."""
    inner = [*(rule.all or ()), *(rule.any or ()), *filter(None, [rule.not_])]
    known = {situation.id for situation in catalogue.vocabulary.situations}
    if rule.situation is not None and rule.situation not in known:
        return rule.situation
    codes = [*(rule.places or ()), *rule.unsettled_places]
    strange = (c for c in codes if c.isdigit() and c != catalogue.area and c not in catalogue.places)
    return next(strange, "") or next(filter(None, (_unknown(part, catalogue) for part in inner)), "")


def _gathered(moved: Sequence[tuple[Facts, Verdict, Verdict]], touched: Sequence[Fact]) -> Iterator[Shift]:
    """Those who differ in nothing but neighbouring ages are one line."""
    last: Shift | None = None
    for told, before, after in moved:
        facts: Facts = {fact: told[fact] for fact in touched if fact is not Fact.AGE}
        age = told.get(Fact.AGE) if Fact.AGE in touched else None
        ages = (age, age) if isinstance(age, int) else None
        shift = Shift(facts, ages, before, after)
        if last and last.ages and ages and last.ages[1] + 1 == ages[0] and shift == replace(last, ages=ages):
            last = replace(last, ages=(last.ages[0], ages[1]))
            continue
        if last:
            yield last
        last = shift
    if last:
        yield last
