"""What was answered once is not asked again: answers go with what stands unchanged into the next version of a return."""

from collections.abc import Callable, Hashable

from banso.returns.models import Question, Version
from banso.returns.states import QuestionKind, State


def carry_cells(version: Version) -> bool:
    """Put the answers of earlier versions to the same doubt about the same cell; whether there were any.

    The same is: the same row and column, the same stored and displayed value, the same words of the question.
    """
    return _carry(version, QuestionKind.CELL, lambda q: (q.key, q.stored, q.displayed, q.message))


def carry_sense(version: Version) -> bool:
    """Likewise what a body said of a number that looks odd for the same reason: the question names the values."""
    return _carry(version, QuestionKind.SENSE, lambda q: (q.key, q.message))


def _carry(version: Version, kind: QuestionKind, same: Callable[[Question], Hashable]) -> bool:
    asked = list(version.questions.open().filter(kind=kind))
    if not asked:
        return False
    # A colleague's draft is not settled, so what was said there is left there.
    earlier = Question.objects.filter(
        version__subject=version.subject_id,
        version__number__lt=version.number,
        kind=kind,
        answered_at__isnull=False,
    ).exclude(version__state=State.DRAFT)
    said = {
        same(q): q
        for q in earlier.select_related("version").defer("version__file").order_by("version__number")
    }
    carried = [(question, said[same(question)]) for question in asked if same(question) in said]
    for question, old in carried:
        question.answer, question.explanation = old.answer, old.explanation
        question.answered_at, question.answered_by_id = old.answered_at, old.answered_by_id
        question.carried_from = old.carried_from or old.version.number
    Question.objects.bulk_update(
        [question for question, _old in carried],
        ["answer", "explanation", "answered_at", "answered_by", "carried_from"],
    )
    return bool(carried)
