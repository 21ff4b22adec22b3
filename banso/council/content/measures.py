"""The part of a paper about measures: their state as each body reported it, and what nobody reported.

``lines`` holds every body; ``short`` is what fits on paper: the bodies of a large class (62 municipalities) become
one line with how many stand where, and their own words stand in the list of bodies.
"""

from collections.abc import Iterable
from typing import Any

from banso.council.rules import printable
from banso.indicators.rules.wholes import Whole, whole_of
from banso.ledger.kinds import MeasureState
from banso.plan.format import Measure, Organisation, PlanDocument
from banso.returns.queries import MeasureReport

UNREPORTED = "unreported"
UNREPORTED_LABEL = "未報告"
# A class of more bodies than this is printed as one line.
FEW = 5
IN_THE_LIST = "団体ごとの内容は、Excelとテキストの「団体別」にあります。"


def measures_json(reports: Iterable[MeasureReport], plan: PlanDocument) -> list[dict[str, Any]]:
    """Every measure of the plan with its newest report by each body, in the order of the plan."""
    newest = {(report.measure, report.organisation): report for report in reports}
    return [_measure_json(measure, newest, plan) for measure in plan.measures]


def measure_summary(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """Measures by how each stands as a whole, and reports by state, by group and in all."""
    summary = [
        _count(group.short_name, [r for r in rows if r["group"] == group.id], total=False)
        for group in plan.groups
    ]
    return [*summary, _count("合計", rows, total=True)]


def _measure_json(
    measure: Measure, newest: dict[tuple[str, str], MeasureReport], plan: PlanDocument
) -> dict[str, Any]:
    owners = plan.carriers_of(measure)
    section = plan.section(measure.section)
    lines = [line for owner in owners for line in _lines(measure, owner, newest, plan)]
    silent = sum(line["bodies"] for line in lines if line["state"] == UNREPORTED)
    bodies = {state: sum(line["state"] == state.value for line in lines) for state in MeasureState}
    whole = whole_of(bodies, silent=silent)
    return {
        "id": measure.id,
        "whole": whole.value,
        "whole_label": whole.label,
        "silent": silent,
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
        "short": _short(lines, plan) or [_silent("", "担い手の定めなし")],
    }


def _lines(
    measure: Measure, owner: str, newest: dict[tuple[str, str], MeasureReport], plan: PlanDocument
) -> list[dict[str, Any]]:
    """A line for each body that reported; those of one class that did not share one line."""
    members = plan.members_of(owner)
    told = [told_json(newest[measure.id, m.id], plan) for m in members if (measure.id, m.id) in newest]
    silent = [m for m in members if (measure.id, m.id) not in newest]
    if not silent:
        return told
    if len(members) == 1:
        return [_silent(silent[0].id, _short_name(silent[0]))]
    name = f"{plan.organisation(owner).short_name}（{'ほか' if told else ''}{len(silent)}団体）"
    return [*told, _silent(owner, name, bodies=len(silent))]


def _short(lines: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """The lines with those of each large class made one, where the first of them stood."""
    classes = {line["class"] for line in lines if len(plan.members_of(line["class"])) > FEW}
    short = []
    for line in lines:
        if line["class"] not in classes:
            short.append(line)
        elif line["class"] not in {kept["class"] for kept in short}:
            short.append(
                _summed(line["class"], [other for other in lines if other["class"] == line["class"]], plan)
            )
    return short


def _summed(owner: str, lines: list[dict[str, Any]], plan: PlanDocument) -> dict[str, Any]:
    """How many bodies of a class stand where. Their counts are not added: they may count the same people."""
    bodies: dict[str, int] = {}
    for line in lines:
        bodies[line["state_label"]] = bodies.get(line["state_label"], 0) + line["bodies"]
    if list(bodies) == [UNREPORTED_LABEL]:
        return lines[0]
    total = sum(bodies.values())
    labels = [*(state.label for state in MeasureState), UNREPORTED_LABEL]
    said = "、".join(f"{label}{bodies[label]}" for label in labels if label in bodies)
    name = f"{plan.organisation(owner).short_name}（{total}団体）"
    told = next(line for line in lines if line["state"] != UNREPORTED)
    return (
        told
        | {"organisation": owner, "name": name, "state": "several", "state_label": said, "bodies": total}
        | {
            "done": IN_THE_LIST,
            "next_step": "",
            "counts": [],
            "period": "",
            "period_label": "",
            "version": None,
        }
    )


def _short_name(organisation: Organisation) -> str:
    return f"{organisation.short_name}（見本）" if organisation.sample else organisation.short_name


def told_json(report: MeasureReport, plan: PlanDocument) -> dict[str, Any]:
    """One body's line of a measure."""
    counts = [
        {
            "id": count.id,
            "label": count.label,
            "unit": count.unit,
            "value": count.amount,
            "status": count.status.value,
            "text": f"{count.label} {count.text}",
        }
        for count in report.counts
    ]
    return {
        "organisation": report.organisation,
        "class": plan.owner_key(report.organisation),
        "bodies": 1,
        "name": _short_name(plan.organisation(report.organisation)),
        "state": report.state.value,
        "state_label": report.state.label,
        "done": printable(report.done),
        "next_step": printable(report.next_step),
        "counts": counts,
        "period": report.period.key,
        "period_label": report.period.label,
        "version": report.version_id,
    }


def _silent(organisation: str, name: str, *, bodies: int = 1) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "class": organisation,
        "bodies": bodies,
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
        "whole": {state.value: sum(row["whole"] == state.value for row in rows) for state in Whole},
        "partial": sum(row["reported"] and row["silent"] > 0 for row in rows),
        **states,
        "total": total,
    }
