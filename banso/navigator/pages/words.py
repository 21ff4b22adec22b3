"""Questions and answers as they are said to the one who asks."""

from collections.abc import Mapping, Sequence

from banso.directory.codes import Asker
from banso.directory.format import Fact, Question, QuestionKind, Vocabulary
from banso.navigator.answers import SKIP
from banso.navigator.results import Facts

# What everybody may say at their own town hall.
FIRST_WORDS = "仕事と暮らしのことを相談したいです。"
OPEN_ANSWER = "わからない・答えない"
_UNITS = {Fact.AGE: "歳", Fact.MONTHS_WITHOUT_WORK: "か月", Fact.GRADUATED_YEAR: "年"}


def asks_for_others(facts: Facts) -> bool:
    """Whether somebody asks in the place of another."""
    return facts.get(Fact.ASKER) in (Asker.FAMILY.value, Asker.SUPPORTER.value)


def whose(facts: Facts) -> str:
    """How a sentence begins for somebody who asks in the place of another."""
    return {
        Asker.FAMILY.value: "家族のことで、",
        Asker.SUPPORTER.value: "支えている人のことで、",
        Asker.EMPLOYER.value: "会社のことで、",
    }.get(str(facts.get(Fact.ASKER)), "")


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
    labels = {choice.id: choice.label for choice in question.choices}
    said = "、".join(labels.get(value, value) for value in values)
    return f"{said}{unit(question)}" if said.isdigit() else said


def question_of(vocabulary: Vocabulary, key: str) -> Question | None:
    return next((question for question in vocabulary.questions if question.id == key), None)


def given(
    vocabulary: Vocabulary, answers: Mapping[str, Sequence[str]], facts: Facts
) -> list[tuple[Question, str, str]]:
    """What was asked and answered so far: the question, its wording, the answer."""
    found = ((question_of(vocabulary, key), values) for key, values in answers.items())
    return [
        (question, wording(question, facts), answer_words(question, values))
        for question, values in found
        if question is not None
    ]
