"""What a version sets back to what a correction had replaced: a form handed out before the correction does so by itself."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from banso.ledger.kinds import MeasureState, Status
from banso.plan.format import PlanDocument
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.wording import measure_name
from banso.returns.sense import Case, Finding, key_of
from banso.returns.states import State

RULE = "reverted"
_Told = TypeVar("_Told", IndicatorLine, MeasureLine)


def reverts(
    document: PlanDocument,
    version: Version,
    case: Case,
    lines: Sequence[IndicatorLine],
    measures: Sequence[MeasureLine],
) -> list[Finding]:
    """Lines that say what an approved version said, and not what the one that stands says. At most three SQL queries."""
    approved = Version.objects.filter(subject=version.subject_id, state=State.APPROVED).exclude(pk=version.pk)
    numbers = dict(approved.order_by("-decided_at", "-number").values_list("pk", "number"))
    if len(numbers) < 2:
        return []
    found = []
    for line, stands in _reverted(lines, IndicatorLine, numbers, key_of, _number):
        if line.indicator in case.shapes:
            now, then = _amount(case, line), _amount(case, stands)
            message = (
                f"第{numbers[stands.version_id]}版で{then}に訂正した値が、訂正の前の{now}に戻っています。"
            )
            found.append(Finding(RULE, "|".join(key_of(line)), line.cell, case.about(line), message))
    for told, stood in _reverted(measures, MeasureLine, numbers, lambda m: m.measure, _said):
        message = (
            f"第{numbers[stood.version_id]}版で訂正した内容（{_short(stood)}）が、"
            f"訂正の前の内容（{_short(told)}）に戻っています。"
        )
        about = measure_name(document, told.measure)
        found.append(Finding(RULE, told.measure, told.cell, about, message))
    return found


def _reverted(
    lines: Sequence[_Told],
    model: type[_Told],
    numbers: dict[int, int],
    key: Callable[[_Told], Hashable],
    says: Callable[[_Told], Hashable],
) -> Iterator[tuple[_Told, _Told]]:
    """Each line that went back, with the line that stands. ``numbers``: the approved versions, that which stands first."""
    standing, *_older = numbers
    told = list(model.objects.filter(version__in=numbers))
    stands = {key(line): line for line in told if line.version_id == standing}
    before = {(key(line), says(line)) for line in told if line.version_id != standing}
    for line in lines:
        now = stands.get(key(line))
        if now is not None and says(line) != says(now) and (key(line), says(line)) in before:
            yield line, now


def _number(line: IndicatorLine) -> Hashable:
    return line.amount, line.status


def _said(line: MeasureLine) -> Hashable:
    counts = tuple(sorted((key, count["amount"], count["status"]) for key, count in line.counts.items()))
    return line.state, line.done, line.next_step, counts


def _amount(case: Case, line: IndicatorLine) -> str:
    return Status.of(line.status).label if line.amount is None else case.text(line, line.amount)


def _short(line: MeasureLine) -> str:
    text = "、".join(word for word in (MeasureState.of(line.state).label, line.done) if word)
    return text if len(text) <= 60 else f"{text[:60]}…"
