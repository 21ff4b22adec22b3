"""What a version changes against the one approved before it, line by line."""

from dataclasses import dataclass

from banso.ledger.kinds import Component, MeasureState, Status
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.measures import moved, saying_of_line
from banso.returns.queries.wording import (
    amount_text,
    covered_text,
    decimals_of,
    measure_name,
    municipality_name,
    names_of,
)
from banso.returns.states import WAITING, State
from banso.returns.workbook.layout import layout_of

# A row of a draft that has no line yet, because its body is still asked about a cell of it.
ASKED = "質問中"


@dataclass(frozen=True)
class Change:
    """One line that differs. ``before`` or ``after`` is empty where the line stands in one version only."""

    subject: str
    label: str
    before: str
    after: str
    cell: str


@dataclass(frozen=True)
class Beside:
    """What stands beside a version: the approved one that it corrects, and the one that waits while it is a draft."""

    approved: Version | None
    waiting: Version | None


def beside(version: Version) -> Beside:
    """The versions of the same return to compare with, without their files. One SQL query."""
    others = (
        Version.objects.filter(subject_id=version.subject_id, state__in=[State.APPROVED, *WAITING])
        .exclude(pk=version.pk)
        .select_related("created_by")
        .defer("file")
    )
    waiting = [other for other in others if other.state != State.APPROVED]
    approved = [other for other in others if other.state == State.APPROVED and _is_before(other, version)]
    return Beside(
        max(approved, key=lambda other: (other.decided_at, other.number), default=None),
        waiting[0] if waiting and version.state == State.DRAFT else None,
    )


def open_beside(version: Version) -> list[Version]:
    """The other versions of the same return that nobody has decided. One SQL query."""
    others = Version.objects.filter(subject_id=version.subject_id, state__in=[State.DRAFT, *WAITING]).exclude(
        pk=version.pk
    )
    return list(others.select_related("created_by").defer("file").order_by("number"))


def _is_before(other: Version, version: Version) -> bool:
    """Whether ``other``, which is approved, was or will be corrected by ``version``."""
    if version.state != State.APPROVED:
        return True
    assert other.decided_at is not None and version.decided_at is not None  # both are decided
    return other.decided_at < version.decided_at or other.number < version.number


@dataclass(frozen=True)
class Lines:
    """The lines of some versions of one return."""

    numbers: list[IndicatorLine]
    measures: list[MeasureLine]


def lines_of(*versions: Version | None) -> Lines:
    """Two SQL queries, for however many versions."""
    pks = [version.pk for version in versions if version is not None]
    return Lines(
        list(IndicatorLine.objects.filter(version__in=pks).order_by("pk")),
        list(MeasureLine.objects.filter(version__in=pks).order_by("pk")),
    )


def difference(
    plan: LoadedPlan, version: Version, before: Version | None = None, lines: Lines | None = None
) -> list[Change]:
    """The lines that differ from ``before``, else from the approved version before; [] when there is none.

    ``lines`` where the caller holds those of both. At most three SQL queries.
    """
    before = before or beside(version).approved
    if before is None:
        return []
    document, pks = plan.document, {before.pk, version.pk}
    lines = lines or lines_of(before, version)
    waiting = _waiting(plan, version)
    numbers = [line for line in lines.numbers if line.version_id in pks]
    measures = [line for line in lines.measures if line.version_id in pks]
    changes = _numbers(document, numbers, version.pk, waiting)
    changes += _measures(document, measures, version.pk, waiting)
    if before.remarks != version.remarks:
        changes.append(Change("", "意見・備考", before.remarks, version.remarks, ""))
    return changes


def _numbers(document: PlanDocument, lines: list[IndicatorLine], pk: int, waiting: set[str]) -> list[Change]:
    old = {_key(line): line for line in lines if line.version_id != pk}
    new = {_key(line): line for line in lines if line.version_id == pk}
    changes = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        is_asked = now is None and was is not None and _row(was) in waiting
        texts = _number_text(document, was), ASKED if is_asked else _number_text(document, now)
        if texts[0] != texts[1]:
            line = now or was
            assert line is not None  # a key comes from one of the two
            changes.append(
                Change(line.indicator, _number_label(document, line), *texts, now.cell if now else "")
            )
    return changes


def _key(line: IndicatorLine) -> tuple[str, str, str, str]:
    return line.indicator, line.unit, line.member, line.component


def _number_label(document: PlanDocument, line: IndicatorLine) -> str:
    label = names_of(document, line.indicator, line.unit)
    if line.member:
        return f"{label} {municipality_name(document, line.member)}"
    return label if line.component == Component.VALUE else f"{label} {Component.of(line.component).label}"


def _number_text(document: PlanDocument, line: IndicatorLine | None) -> str:
    if line is None:
        return ""
    status = Status.of(line.status)
    note = f"（備考：{line.note}）" if line.note else ""
    if line.member:
        return f"{covered_text(line.amount)}{note}"
    decimals = decimals_of(document, line.indicator)
    value = amount_text(line.amount, decimals, decimals if line.component == Component.VALUE else 0)
    if not status.has_number:
        return f"{status.label}{note}"
    return f"{value}{'' if status is Status.FINAL else f'（{status.label}）'}{note}"


def _measures(document: PlanDocument, lines: list[MeasureLine], pk: int, waiting: set[str]) -> list[Change]:
    old = {line.measure: line for line in lines if line.version_id != pk}
    new = {line.measure: line for line in lines if line.version_id == pk}
    changes = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        name = measure_name(document, key)
        if now is None and was is not None and key in waiting:
            changes.append(Change(key, name, MeasureState.of(was.state).label, ASKED, ""))
            continue
        told = moved(*(saying_of_line(document, line) if line else None for line in (was, now)))
        changes += [Change(key, f"{name} {m.name}", m.before, m.after, m.cell) for m in told]
    return changes


def _waiting(plan: LoadedPlan, version: Version) -> set[str]:
    """The rows that a draft may lack because a cell of theirs is asked about: those that the plan asks of its body."""
    if version.state != State.DRAFT:
        return set()
    asked = layout_of(plan, version.subject.organisation, version.subject.period)
    rows = {row.key for row in asked.numbers} | {row.key for row in asked.coverage}
    return rows | {row.measure for row in asked.measures}


def _row(line: IndicatorLine) -> str:
    """The key of the row of the workbook on which a number stands."""
    if line.member:
        return f"{line.indicator}|{line.member}"
    return f"{line.indicator}|{line.unit}|{line.component}"
