"""The part of a paper about measures: their state as each body reported it, and what nobody reported."""

from collections.abc import Iterable
from typing import Any, Protocol

from banso.council.rules import printable
from banso.ledger.kinds import MeasureState
from banso.lib.fiscal import Period
from banso.lib.numbers import grouped
from banso.plan.format import Measure, PlanDocument

UNREPORTED = "unreported"
UNREPORTED_LABEL = "未報告"


class Report(Protocol):
    """What ``banso.returns.queries.measures_as_known`` gives."""

    @property
    def measure(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def state(self) -> str: ...
    @property
    def done(self) -> str: ...
    @property
    def next_step(self) -> str: ...
    @property
    def counts(self) -> Any: ...
    @property
    def version_id(self) -> int: ...


def measures_json(reports: Iterable[Report], plan: PlanDocument) -> list[dict[str, Any]]:
    """Every measure of the plan with its newest report by each body, in the order of the plan."""
    newest: dict[tuple[str, str], Report] = {}
    for report in sorted(reports, key=lambda r: (r.period.year, r.period.last, r.version_id)):
        newest[report.measure, report.organisation] = report
    return [_measure_json(measure, newest, plan) for measure in plan.measures]


def measure_summary(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """Measures, reports by state, and measures that nobody reported, by group and in all."""
    summary = [
        _count(group.short_name, [r for r in rows if r["group"] == group.id], total=False) for group in plan.groups
    ]
    return [*summary, _count("合計", rows, total=True)]


def _measure_json(measure: Measure, newest: dict[tuple[str, str], Report], plan: PlanDocument) -> dict[str, Any]:
    owners = [o.id for o in plan.organisations] if measure.all_members else list(measure.owners)
    section = plan.section(measure.section)
    lines = [line for owner in owners for line in _lines(measure, owner, newest, plan)]
    return {
        "id": measure.id,
        "group": measure.group,
        "group_name": plan.group(measure.group).name,
        "section": " ".join(filter(None, (section.number, section.title))),
        "place": f"{section.number or section.title} {measure.letter}",
        "title": printable(measure.title),
        "owners_text": "構成員すべて"
        if measure.all_members
        else "・".join(plan.organisation(key).short_name for key in owners) or "計画に定めなし",
        "reported": any(line["state"] != UNREPORTED for line in lines),
        "lines": lines or [_silent("", "担い手の定めなし")],
    }


def _lines(
    measure: Measure, owner: str, newest: dict[tuple[str, str], Report], plan: PlanDocument
) -> list[dict[str, Any]]:
    """A line for each body that reported; those of one class that did not share one line."""
    members = plan.members_of(owner)
    told = [_told(newest[measure.id, m.id], measure, plan) for m in members if (measure.id, m.id) in newest]
    silent = [m for m in members if (measure.id, m.id) not in newest]
    if not silent:
        return told
    name = plan.organisation(owner).short_name
    if len(members) > 1:
        name = f"{name}（{'ほか' if told else ''}{len(silent)}団体）"
    elif silent[0].id != owner:
        name = silent[0].short_name
    return [*told, _silent(owner if len(members) > 1 else silent[0].id, name)]


def _told(report: Report, measure: Measure, plan: PlanDocument) -> dict[str, Any]:
    counts = []
    for count in measure.counts:
        value = report.counts.get(count.id)
        text = "未確認" if value is None else f"{grouped(int(value))}{count.unit}"
        counts.append(
            {"id": count.id, "label": count.label, "unit": count.unit, "value": value, "text": f"{count.label} {text}"}
        )
    return {
        "organisation": report.organisation,
        "name": plan.organisation(report.organisation).short_name,
        "state": MeasureState.of(report.state).value,
        "state_label": MeasureState.of(report.state).label,
        "done": printable(report.done),
        "next_step": printable(report.next_step),
        "counts": counts,
        "period": report.period.key,
        "period_label": report.period.label,
        "version": report.version_id,
    }


def _silent(organisation: str, name: str) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "name": name,
        "state": UNREPORTED,
        "state_label": UNREPORTED_LABEL,
        "done": "",
        "next_step": "",
        "counts": [],
        "period": "",
        "period_label": "",
        "version": None,
    }


def _count(name: str, rows: list[dict[str, Any]], *, total: bool) -> dict[str, Any]:
    lines = [line for row in rows for line in row["lines"]]
    states = {state.value: sum(line["state"] == state.value for line in lines) for state in MeasureState}
    return {
        "name": name,
        "measures": len(rows),
        "unreported": sum(not row["reported"] for row in rows),
        **states,
        "total": total,
    }
