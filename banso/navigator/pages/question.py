"""One question on a page: its wording, the choices, what was answered before, and how many may follow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from banso.directory.catalogue import Catalogue
from banso.directory.format import Choice, Fact, Question, QuestionKind
from banso.navigator.answers import SKIP, Unreadable
from banso.navigator.asking import concerns
from banso.navigator.pages import words
from banso.navigator.results import Facts
from banso.navigator.rules.judging import judge_of


@dataclass(frozen=True)
class QuestionPage:
    """``offered`` are the choices that no other answer rules out, ``chosen`` the answers given before, ``candidates`` names to press where a place could not be read."""

    question: Question
    text: str
    offered: tuple[Choice, ...]
    chosen: tuple[str, ...]
    left: int
    problem: str = ""
    candidates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unit: str = ""
    is_change: bool = False

    @property
    def written(self) -> str:
        """What stood in the field, to be corrected rather than typed again."""
        return "" if SKIP in self.chosen else "".join(self.chosen[:1])

    @property
    def choices(self) -> list[tuple[Choice, bool]]:
        return [(choice, choice.id in self.chosen) for choice in self.offered]

    @property
    def is_one(self) -> bool:
        return self.question.kind is QuestionKind.ONE

    @property
    def is_several(self) -> bool:
        return self.question.kind is QuestionKind.SEVERAL

    @property
    def is_place(self) -> bool:
        return self.question.kind is QuestionKind.PLACE

    @property
    def is_date(self) -> bool:
        return self.question.kind is QuestionKind.DATE

    @property
    def is_number(self) -> bool:
        return self.question.kind is QuestionKind.NUMBER


def question_page(
    catalogue: Catalogue,
    question: Question,
    facts: Facts,
    answers: Mapping[str, Sequence[str]],
    problem: Unreadable | None = None,
    *,
    left: int,
    is_change: bool = False,
) -> QuestionPage:
    """The page of one question, after which ``left`` may come. A question that is changed does not count as one more."""
    place = question.kind is QuestionKind.PLACE
    chosen = tuple(answers.get(question.id, ()))
    told = judge_of(facts, catalogue.vocabulary, catalogue.places, catalogue.area)
    return QuestionPage(
        question=question,
        text=words.wording(question, facts),
        # What was chosen before stays in sight, so that it can be taken back.
        offered=tuple(c for c in question.choices if c.id in chosen or concerns(c, told)),
        chosen=chosen,
        left=left,
        problem=str(problem) if problem else "",
        candidates=problem.candidates if problem else (),
        places=tuple(p.name for p in catalogue.places.values()) if place else (),
        unit=words.unit(question),
        is_change=is_change,
    )


def left(questions: Sequence[Question], most: int, facts: Facts, answers: Collection[str]) -> int:
    """How many questions may still come: ``most`` without those answered, never more than there are."""
    open_ = [
        question
        for question in questions
        if question.id not in answers and not all(fact in facts for fact in question.facts)
    ]
    return max(0, min(most - len(answers), len(open_)))


def asker_question(catalogue: Catalogue) -> Question | None:
    """The question that opens the door: on whose behalf one asks."""
    questions = catalogue.vocabulary.questions
    return next((q for q in questions if Fact.ASKER in q.facts and q.kind is QuestionKind.ONE), None)
