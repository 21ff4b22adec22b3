"""Which question to put next: the one whose answer decides most, and none that can decide nothing. Pure: no Django."""

from collections.abc import Collection, Mapping

from banso.directory.catalogue import Catalogue
from banso.directory.format import Fact, Question
from banso.navigator.results import Result, Verdict
from banso.navigator.rules.judging import Judge


def next_question(
    catalogue: Catalogue,
    judge: Judge,
    groups: Mapping[Verdict, tuple[Result, ...]],
    skipped: Collection[str],
    *,
    wished: bool,
) -> Question | None:
    """The next question, or ``None`` when enough were put or no answer can change the result.

    A service with few facts missing weighs more than one with many. Once wishes are named, services that answer none of
    them do not cause questions.
    """
    vocabulary = catalogue.vocabulary
    if len(skipped) >= vocabulary.most_questions:
        return None
    undecided = [r for r in groups[Verdict.CHECK] if r.missing and (r.wanted or not wished)]
    weights = _weights(undecided)
    best, most = None, 0.0
    for question in vocabulary.questions:
        if question.id in skipped or not _concerns(question, judge):
            continue
        gain = sum(weights.get(fact, 0.0) for fact in question.facts if judge.facts.get(fact) is None)
        if Fact.MUNICIPALITY in question.facts and gain == 0 and _many_places(judge, groups):
            gain = 0.5
        if gain > most:
            best, most = question, gain
    return best


def _weights(undecided: list[Result]) -> dict[Fact, float]:
    weights: dict[Fact, float] = {}
    for result in undecided:
        for fact in result.missing:
            weights[fact] = weights.get(fact, 0.0) + 1 / len(result.missing)
    return weights


def _concerns(question: Question, judge: Judge) -> bool:
    """Whether the question is for this person; one that may be is."""
    return question.when is None or judge.judge(question.when).holds is not False


def _many_places(judge: Judge, groups: Mapping[Verdict, tuple[Result, ...]]) -> bool:
    """Where someone lives changes which window comes first, even where it decides nothing else."""
    if judge.facts.get(Fact.MUNICIPALITY) is not None:
        return False
    return any(len(result.windows) > 1 for result in groups[Verdict.FITS])
