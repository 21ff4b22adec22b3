"""Which questions are put: few, and none that can change nothing."""

from statistics import median

import pytest

from banso.directory.format import QuestionKind
from banso.navigator.answers import SKIP, Unreadable, facts_of, place
from banso.navigator.guide import guide
from banso.navigator.results import Verdict
from banso.navigator.tests.conftest import A_DAY, saitama

# Sample people: what each answers, by question; whatever is asked beside that, they do not know.
PEOPLE = {
    "jobless at 45, wishing": {"asker": "self", "now": "wishing", "age": "45", "municipality": "川越市", "gender": "male"},
    "jobless at 55, seeking": {"asker": "self", "now": "seeking", "age": "55", "municipality": "上尾市", "wishes": ["regular-job"], "gender": "female"},
    "part-time at 41": {"asker": "self", "now": "non-regular", "age": "41", "municipality": "さいたま市南区", "wishes": ["regular-job", "training"], "gender": "male"},
    "several jobs at 38": {"asker": "self", "now": "several", "age": "38", "municipality": "草加市", "wishes": ["training"], "hardship": "no"},
    "at home at 50": {"asker": "self", "now": "at-home", "age": "50", "municipality": "横瀬町", "wants-to-work": "no", "hardship": "yes"},
    "not now at 47": {"asker": "self", "now": "not-now", "age": "47", "municipality": "所沢市", "withdrawn": "no"},
    "a mother": {"asker": "family", "now": "at-home", "age": "44", "municipality": "川口市", "wishes": ["family"]},
    "a supporter": {"asker": "supporter", "now": "wishing", "age": "36", "municipality": "深谷市"},
    "a firm": {"asker": "employer", "firm-municipality": "熊谷市", "firm-wishes": ["subsidy", "host"]},
    "who says nothing": {},
    "somebody from elsewhere": {"asker": "self", "now": "seeking", "age": "40", "municipality": "県外"},
    "regular at 52": {"asker": "self", "now": "regular", "age": "52", "municipality": "春日部市", "wishes": ["keep"]},
}  # fmt: skip


def walk(answers):
    """The questions that somebody is asked, in order, with what is then known."""
    catalogue, given, asked = saitama(), {}, []
    while True:
        facts, problems = facts_of(catalogue, given)
        assert problems == {}
        guidance = guide(catalogue, facts, on=A_DAY, skipped=asked)
        if guidance.question is None:
            return asked, guidance
        question = guidance.question.id
        answer = answers.get(question, SKIP)
        given[question] = answer if isinstance(answer, list) else [answer]
        asked.append(question)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_is_asked_more_than_six_questions_nor_one_twice(who):
    asked, _ = walk(PEOPLE[who])
    assert len(asked) <= 6 and len(set(asked)) == len(asked)


def test_the_median_person_answers_at_most_six():
    assert median(len(walk(answers)[0]) for answers in PEOPLE.values()) <= 6


def test_everybody_who_told_something_gets_a_window_that_fits():
    for who, answers in PEOPLE.items():
        _, guidance = walk(answers)
        if answers:
            assert guidance.groups[Verdict.FITS], who


@pytest.mark.parametrize("who", PEOPLE)
def test_a_question_is_put_only_if_one_of_its_answers_changes_the_result(who):
    catalogue, given, asked = saitama(), {}, []
    for question in walk(PEOPLE[who])[0]:
        facts, _ = facts_of(catalogue, given)
        outcomes = {
            shape(guide(catalogue, facts_of(catalogue, {**given, question: [a]})[0], on=A_DAY))
            for a in possible(question)
        }
        outcomes.add(shape(guide(catalogue, facts, on=A_DAY)))
        assert len(outcomes) > 1, question
        answer = PEOPLE[who].get(question, SKIP)
        given[question] = answer if isinstance(answer, list) else [answer]
        asked.append(question)


def shape(guidance):
    return tuple(
        (r.service.key, r.verdict.value, tuple(n.window.key for n in r.windows)) for r in guidance.results
    )


def possible(key):
    (question,) = (q for q in saitama().vocabulary.questions if q.id == key)
    match question.kind:
        case QuestionKind.NUMBER:
            return ["2", "20", "40", "45", "70", "2000"] if key != "age" else ["20", "40", "45", "52", "70"]
        case QuestionKind.PLACE:
            return ["川越市", "さいたま市", "横瀬町", "県外"]
    return [choice.id for choice in question.choices]


@pytest.mark.parametrize(
    ("written", "code"),
    [("川越市", "112011"), ("かわごえし", "112011"), ("埼玉県川越市", "112011"), ("112011", "112011"), ("１１２０１１", "112011"),
     ("さいたま市浦和区", "111074"), ("浦和区", "111074"), ("鶴ケ島市", "112411"), ("東京都練馬区", "elsewhere"), ("東京", "elsewhere"),
     ("神奈川県大井町", "elsewhere"), ("府中市", "elsewhere"), ("県外", "elsewhere")],
)  # fmt: skip
def test_a_municipality_is_read_as_people_write_it(written, code):
    assert place(written, saitama()) == code


def test_a_slip_gets_suggestions():
    with pytest.raises(Unreadable) as problem:
        place("川超市", saitama())
    assert "川越市" in problem.value.candidates and "川越市" in str(problem.value)


@pytest.mark.parametrize(
    ("written", "today"),
    # Other prefectures have towns of the names 大井町 and 吉田町 today: still nobody of here is sent away.
    [("鳩ヶ谷", "川口市"), ("大井町", "ふじみ野市"), ("吉田町", "秩父市"), ("うらわし", "さいたま市"), ("おおたきむら", "秩父市")],
)  # fmt: skip
def test_a_name_of_the_past_gets_todays_as_a_suggestion(written, today):
    with pytest.raises(Unreadable) as problem:
        place(written, saitama())
    assert today in problem.value.candidates


@pytest.mark.parametrize("written", ["四十五", "-3", "45.5", "300", "45歳くらい"])
def test_an_age_that_is_no_number_is_asked_again(written):
    facts, problems = facts_of(saitama(), {"age": [written]})
    assert facts == {} and "数字" in str(problems["age"])


def test_a_number_may_be_written_in_full_width_with_its_unit():
    facts, problems = facts_of(saitama(), {"age": ["４５歳"]})
    assert [*facts.values()] == [45] and problems == {}
