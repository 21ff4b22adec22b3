"""Which question to put next: the one whose answer decides most, and none that can decide nothing. Pure: no Django."""

from collections.abc import Collection, Iterable

from banso.directory.format import Choice, Fact, Question
from banso.navigator.rules.judging import Judge

# Where somebody lives changes which window comes first, even where it decides nothing else.
_FOR_THE_ORDER = 0.5


def next_question(
    questions: Iterable[Question],
    judge: Judge,
    missing: Iterable[tuple[Fact, ...]],
    skipped: Collection[str],
    *,
    most: int,
    several_places: bool = False,
) -> Question | None:
    """The next of ``questions``, or ``None`` when as many as ``most`` were put or no answer can change the result.

    ``missing`` are the facts that each undecided service or subsidy lacks: one that lacks little weighs more than one
    that lacks much. ``several_places`` tells that something that fits can be had at more than one window.
    """
    if len(skipped) >= most:
        return None
    weights = _weights(missing)
    if several_places and judge.facts.get(Fact.MUNICIPALITY) is None:
        weights.setdefault(Fact.MUNICIPALITY, _FOR_THE_ORDER)
    best, decided = None, 0.0
    for question in questions:
        if question.id in skipped or not concerns(question, judge):
            continue
        gain = sum(weights.get(fact, 0.0) for fact in question.facts if judge.facts.get(fact) is None)
        if gain > decided:
            best, decided = question, gain
    return best


def _weights(missing: Iterable[tuple[Fact, ...]]) -> dict[Fact, float]:
    weights: dict[Fact, float] = {}
    for facts in missing:
        for fact in facts:
            weights[fact] = weights.get(fact, 0.0) + 1 / len(facts)
    return weights


def concerns(put: Question | Choice, judge: Judge) -> bool:
    """Whether the question or the choice is for this person; one that may be is."""
    return put.when is None or judge.judge(put.when).holds is not False
