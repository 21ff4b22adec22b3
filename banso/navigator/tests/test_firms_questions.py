"""What a firm is asked about subsidies: few questions, none that can change nothing, and all of them for who wants."""

from functools import lru_cache
from statistics import median

import pytest
from django.conf import settings

from banso.directory.format import Fact, QuestionKind
from banso.directory.records import subsidy_card, subsidy_records
from banso.navigator.answers import SKIP
from banso.navigator.firm_questions import ALONE, DOOR, door, firm_questions
from banso.navigator.interview import Interview
from banso.navigator.subsidies import Prospect
from banso.navigator.tests.conftest import A_DAY, saitama
from tests.plans import read, read_folder_of


@lru_cache(maxsize=1)
def offered():
    document = read(settings.PLANS_DIR / "saitama/2025").document
    folder = read_folder_of("saitama/2025").folder
    return [subsidy_card(record) for record in subsidy_records(folder, document)]


# Sample firms: what each would answer, by question; whatever is asked beside that, they do not know.
HIRING = {
    DOOR: "hire-regular", "training-planned": "no", "hired-on": "2025-12-01", "weekly-hours": "38", "referred-on": "2025-11-01",
    "job-changes-in-2-years": "2", "age-at-hiring": "45", "referred-by": "hello-work",
    "growth-field": "no", "regular-months-in-5-years": "0", "regular-in-1-year": "no", "in-stable-work": "no",
    "individual-support": "yes", "wishes-regular": "yes", "months-since-last-job": "20", "born-on": "1980-05-01",
}  # fmt: skip
CONVERTING = {
    DOOR: "convert-fixed-term", "converted-on": "2026-01-01", "plan-filed": "yes", "months-employed": "8", "wage-rise-percent": "5",
    "new-graduate": "no",
}  # fmt: skip
FIRMS = {
    "hires one of 45 and knows everything": HIRING,
    "hires and trains": {**HIRING, "training-planned": "yes", "growth-field": "yes"},
    "hires for few hours": {**HIRING, "weekly-hours": "20"},
    "hires without any referral, the day is open": {DOOR: "hire-fixed-term", "referred-by": "none", "training-planned": "no"},
    "hires one of 62": {**HIRING, "age-at-hiring": "62", "born-on": "1963-05-01"},
    "converts one and has prepared it": CONVERTING,
    "converts one and has filed nothing": {**CONVERTING, "plan-filed": "no"},
    "converts one after three months": {DOOR: "convert-dispatched", "months-employed": "3"},
    "has planned nothing yet": {},
    "knows nothing": {DOOR: "hire"},
}  # fmt: skip


def walk(answers, *, alone=""):
    """The questions that a firm is asked, in order, with the interview at their end."""
    given = {ALONE: [alone]} if alone else {}
    asked = []
    if not alone:
        given[DOOR] = [answers.get(DOOR, SKIP)]
        asked.append(DOOR)
    while True:
        interview = Interview(saitama(), offered(), given, on=A_DAY)
        assert interview.problems == {}
        question = interview.next(more=bool(alone))
        if question is None:
            return asked, interview
        given[question.id] = [answers.get(question.id, SKIP)]
        asked.append(question.id)


def prospects(interview):
    return {answer.subsidy.key: answer.prospect for answer in interview.results}


@pytest.mark.parametrize("who", FIRMS)
def test_no_firm_is_asked_more_than_six_questions_nor_one_twice(who):
    asked, _ = walk(FIRMS[who])
    assert len(asked) <= 6 and len(set(asked)) == len(asked)


def test_the_median_firm_answers_at_most_six():
    assert median(len(walk(answers)[0]) for answers in FIRMS.values()) <= 6


def test_who_converts_is_asked_about_converting_alone_and_gets_an_answer():
    asked, interview = walk(CONVERTING)
    assert set(asked) <= set(CONVERTING)
    assert prospects(interview) == {"career-up": Prospect.POSSIBLE}
    assert [subsidy.key for subsidy in interview.others] == [
        "stable-employment", "growth-fields", "trial-employment", "human-resources"
    ]  # fmt: skip


def test_nothing_more_is_asked_of_a_subsidy_that_is_excluded():
    asked, interview = walk({**CONVERTING, "plan-filed": "no"})
    assert prospects(interview) == {"career-up": Prospect.EXCLUDED}
    assert asked[-1] == "plan-filed"


@pytest.mark.parametrize("alone", ["", "stable-employment"])
def test_an_age_that_follows_from_two_days_is_not_asked(alone):
    given = {DOOR: ["hire-regular"], "born-on": ["1978-05-05"], "hired-on": ["2025-12-01"]}
    given |= {"training-planned": ["yes"], "weekly-hours": ["40"], "individual-support": ["yes"]}
    given |= {ALONE: [alone]} if alone else {}
    interview = Interview(saitama(), offered(), given, on=A_DAY)
    (stable,) = (each for each in interview.results if each.subsidy.key == "stable-employment")
    assert [each.holds for each in stable.conditions if "35歳から59歳" in each.says] == [True]
    while (question := interview.next(more=True)) is not None:
        assert question.id != "age-at-hiring"
        given[question.id] = [SKIP]
        interview = Interview(saitama(), offered(), given, on=A_DAY)


def test_one_subsidy_looked_at_alone_is_asked_about_to_its_end():
    asked, interview = walk({**HIRING, "employed-as": "regular"}, alone="stable-employment")
    assert prospects(interview) == {"stable-employment": Prospect.POSSIBLE}
    assert len(asked) == 9, "its eight conditions and the day of its rules"


def test_to_know_nothing_is_an_answer_and_excludes_nobody():
    _, interview = walk({})
    assert set(prospects(interview).values()) == {Prospect.CHECK} and len(interview.results) == len(offered())


@pytest.mark.parametrize("who", FIRMS)
def test_a_question_is_put_only_if_one_of_its_answers_changes_how_a_subsidy_stands(who):
    given = {DOOR: [FIRMS[who].get(DOOR, SKIP)]}
    for key in walk(FIRMS[who])[0][1:]:
        outcomes = {shape({**given, key: [answer]}) for answer in possible(key)} | {shape(given)}
        assert len(outcomes) > 1, key
        given[key] = [FIRMS[who].get(key, SKIP)]


def shape(given):
    """How the subsidies stand, and what of each condition is open: two answers may have to come together."""
    interview = Interview(saitama(), offered(), given, on=A_DAY)
    return tuple(
        (
            answer.subsidy.key,
            answer.prospect,
            answer.dated,
            tuple((c.holds, c.missing) for c in answer.conditions),
        )
        for answer in interview.results
    )


def possible(key):
    (question,) = (q for q in firm_questions(offered(), saitama()) if q.id == key)
    match question.kind:
        case QuestionKind.NUMBER:
            return ["0", "2", "5", "13", "30", "40", "60"]
        case QuestionKind.DATE:
            return ["1960-01-01", "1980-01-01", "2024-01-01", "2025-12-01"]
    return [choice.id for choice in question.choices]


def test_every_fact_of_a_firm_has_a_question_of_its_own_words():
    facts = [*Fact][[*Fact].index(Fact.HIRED_ON) :]
    texts = {question.facts[0]: question.text for question in firm_questions(offered(), saitama())}
    assert set(texts) <= set(facts) and len(set(texts.values())) == len(texts)
    assert not [text for text in texts.values() if "答えてください" in text]


def test_without_two_kinds_of_plans_there_is_no_first_question():
    assert len(door(offered()).choices) == 6
    assert door([subsidy for subsidy in offered() if subsidy.key == "career-up"]) is None
