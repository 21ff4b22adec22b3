"""Questions and answers as they are said to the one who asks."""

from collections.abc import Iterable, Mapping, Sequence

from banso.directory.codes import Asker
from banso.directory.format import Fact, Question, QuestionKind
from banso.lib import wareki
from banso.lib.numbers import kanji_number
from banso.navigator.answers import SKIP
from banso.navigator.results import Facts

OPEN_ANSWER = "わからない・答えない"
_UNITS = {
    Fact.AGE: "歳",
    Fact.MONTHS_WITHOUT_WORK: "か月",
    Fact.GRADUATED_YEAR: "年",
    Fact.AGE_AT_HIRING: "歳",
    Fact.REGULAR_MONTHS_IN_5_YEARS: "か月",
    Fact.MONTHS_SINCE_LAST_JOB: "か月",
    Fact.MONTHS_EMPLOYED: "か月",
    Fact.WEEKLY_HOURS: "時間",
    Fact.JOB_CHANGES_IN_2_YEARS: "回",
    Fact.WAGE_RISE_PERCENT: "%",
}


def asks_for_others(facts: Facts) -> bool:
    """Whether somebody asks in the place of another."""
    return facts.get(Fact.ASKER) in (Asker.FAMILY.value, Asker.SUPPORTER.value)


def wording(question: Question, facts: Facts) -> str:
    """The question as it is put to this person."""
    return (question.for_others if asks_for_others(facts) else None) or question.text


def unit(question: Question) -> str:
    """What stands after the number."""
    return _UNITS.get(question.facts[0], "") if question.kind is QuestionKind.NUMBER else ""


def answer_words(question: Question, values: Sequence[str]) -> str:
    """The answer as it was given."""
    if SKIP in values:
        return OPEN_ANSWER
    if question.kind is QuestionKind.DATE and (day := wareki.parse_day(values[0])):
        return f"{day.year}年{day.month}月{day.day}日"
    labels = {choice.id: choice.label for choice in question.choices}
    said = "、".join(labels.get(value, value) for value in values)
    is_number = said.isdigit() or kanji_number(said) is not None
    return f"{said}{unit(question)}" if is_number else said


def question_of(questions: Iterable[Question], key: str) -> Question | None:
    return next((question for question in questions if question.id == key), None)


def given(
    questions: Sequence[Question], answers: Mapping[str, Sequence[str]], facts: Facts
) -> list[tuple[Question, str, str]]:
    """What was asked and answered so far: the question, its wording, the answer."""
    found = ((question_of(questions, key), values) for key, values in answers.items())
    return [
        (question, wording(question, facts), answer_words(question, values))
        for question, values in found
        if question is not None
    ]
