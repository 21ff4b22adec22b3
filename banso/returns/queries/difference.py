"""What a version changes against the one approved before it, line by line."""

from dataclasses import dataclass

from django.db.models import Q

from banso.ledger.kinds import Component, MeasureState, Status
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.wording import (
    amount_text,
    count_texts,
    covered_text,
    decimals_of,
    measure_name,
    municipality_name,
    names_of,
)
from banso.returns.states import State


@dataclass(frozen=True)
class Change:
    """One line that differs. ``before`` or ``after`` is empty where the line stands in one version only."""

    subject: str
    label: str
    before: str
    after: str
    cell: str


def approved_before(version: Version) -> Version | None:
    """The approved version that ``version`` corrects, or would correct. One SQL query."""
    others = Version.objects.approved().filter(subject_id=version.subject_id).exclude(pk=version.pk)
    if version.state == State.APPROVED:
        others = others.filter(Q(decided_at__lt=version.decided_at) | Q(number__lt=version.number))
    return others.defer("file").order_by("-decided_at", "-number").first()


def difference(plan: LoadedPlan, version: Version, before: Version | None = None) -> list[Change]:
    """The lines that differ from the approved version before; [] when there is none. At most three SQL queries."""
    before = before or approved_before(version)
    if before is None:
        return []
    document, pks = plan.document, [before.pk, version.pk]
    changes = _numbers(
        document, list(IndicatorLine.objects.filter(version__in=pks).order_by("pk")), version.pk
    )
    changes += _measures(
        document, list(MeasureLine.objects.filter(version__in=pks).order_by("pk")), version.pk
    )
    if before.remarks != version.remarks:
        changes.append(Change("", "意見・備考", before.remarks, version.remarks, ""))
    return changes


def _numbers(document: PlanDocument, lines: list[IndicatorLine], pk: int) -> list[Change]:
    old = {_key(line): line for line in lines if line.version_id != pk}
    new = {_key(line): line for line in lines if line.version_id == pk}
    changes = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        texts = _number_text(document, was), _number_text(document, now)
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


def _measures(document: PlanDocument, lines: list[MeasureLine], pk: int) -> list[Change]:
    old = {line.measure: line for line in lines if line.version_id != pk}
    new = {line.measure: line for line in lines if line.version_id == pk}
    changes = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        texts = _measure_text(document, was), _measure_text(document, now)
        if texts[0] != texts[1]:
            changes.append(Change(key, measure_name(document, key), *texts, now.cell if now else ""))
    return changes


def _measure_text(document: PlanDocument, line: MeasureLine | None) -> str:
    if line is None:
        return ""
    counts = [f"{label}：{value}" for label, value in count_texts(document, line.measure, line.counts)]
    parts = [MeasureState.of(line.state).label, line.done, line.next_step, *counts]
    return "／".join(part for part in parts if part)
