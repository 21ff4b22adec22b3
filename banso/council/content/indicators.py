"""The part of a paper about indicators: one row each, summary by group, charts with their tables."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from banso.council.content.words import achievement_json, figure_json, part_json, percent_json, plain
from banso.council.rules import printable
from banso.indicators.queries import missing_names
from banso.indicators.results import FigureStatus, Progress
from banso.indicators.rules.verdicts import GroupVerdict
from banso.indicators.rules.words import break_text
from banso.indicators.words import NOT_COMPUTED, Standing, percent_text, standing
from banso.lib.fiscal import FiscalMonth
from banso.plan.format import Indicator, PlanDocument, StructureKind
from banso.plan.format.indicator import DefinitionChange


def indicator_json(progress: Progress, plan: PlanDocument) -> dict[str, Any]:
    """Everything that a paper says of one indicator."""
    indicator = plan.indicator(progress.id)
    where = standing(progress)
    return {
        "id": progress.id,
        "label": printable(progress.label),
        "short_label": printable(indicator.short_label or progress.label),
        "groups": groups_of(indicator, plan),
        "goal": is_goal(indicator, plan),
        "unit": progress.unit,
        "decimals": indicator.decimals,
        "numerator_unit": _unit_of_part(indicator, indicator.structure.numerator_unit),
        "denominator_unit": _unit_of_part(indicator, indicator.structure.denominator_unit),
        "owners": [{"id": key, "name": plan.organisation(key).short_name} for key in indicator.owners],
        "owners_text": owners_text(indicator, plan),
        "target": plain(progress.target),
        "target_text": printable(progress.target_text) or "計画に定めなし",
        "breaks": [printable(break_text(change)) for change in _breaks(indicator, progress)],
        "period": figure_json(progress.figure, indicator, plan),
        "cumulative": figure_json(progress.cumulative, indicator, plan),
        "achievement": achievement_json(progress, plan),
        "elapsed": percent_json(progress.elapsed, plan),
        "compared_elapsed": percent_json(progress.compared_elapsed, plan),
        "pace": percent_json(progress.pace, plan),
        "standing": where.value,
        "standing_label": where.label,
        "status_label": progress.cumulative.status_label,
        "verdict": progress.verdict,
        "verdict_label": progress.verdict_label,
        "last_year": plain(progress.last_year),
        "last_year_text": printable(progress.last_year_text) or "未確認",
        "window": [d and d.isoformat() for d in (progress.window_start, progress.window_end)],
        "definition": printable(indicator.definition),
        "sources": [printable(text) for text in indicator.sources],
        "notes": [printable(text) for text in (*progress.notes, *_comparison(progress, plan))],
        "missing": missing_names(plan, progress.cumulative.missing),
        "parts": [
            *(part_json(part, indicator, plan, "owner") for part in progress.by_owner),
            *(part_json(part, indicator, plan, "unit") for part in progress.by_unit),
        ],
        "series": [
            {
                "period": point.period.key,
                "label": point.period.label,
                "figure": figure_json(point.figure, indicator, plan),
                "cumulative": figure_json(point.cumulative, indicator, plan),
            }
            for point in progress.series
        ],
    }


def group_summary(
    rows: list[dict[str, Any]], verdicts: dict[str, GroupVerdict], plan: PlanDocument
) -> list[dict[str, Any]]:
    """How many indicators of each group stand where. The total counts every indicator once."""
    summary = []
    for group in plan.groups:
        verdict = verdicts.get(group.id)
        marks = {"id": group.id, "verdict": verdict.label if verdict else None}
        summary.append(_count(group.short_name, _of(rows, group.id)) | marks)
    loose = [row for row in rows if not row["groups"]]
    if loose:
        summary.append(_count("区分なし", loose))
    return [*summary, _count("合計", rows) | {"total": True}]


def charts(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """A chart for each group that has an indicator with an achievement; its rows are the table beside it."""
    found = []
    for group in plan.groups:
        shown = [row for row in _of(rows, group.id) if row["achievement"]["text"] != NOT_COMPUTED]
        if not shown:
            continue
        title = f"{group.short_name}の達成率"
        bars = "、".join(f"{row['label']} {row['achievement']['text']}" for row in shown)
        found.append(
            {
                "group": group.id,
                "group_name": group.name,
                "title": title,
                "alt": f"横棒グラフ。{title}。{bars}。",
                "indicators": [row["id"] for row in shown],
            }
        )
    return found


def groups_of(indicator: Indicator, plan: PlanDocument) -> list[str]:
    """The groups of an indicator; the goal of a group belongs to that group."""
    goals = [g.id for g in plan.groups if g.goal and g.goal.indicator and g.goal.indicator.id == indicator.id]
    return indicator.groups or goals


def _breaks(indicator: Indicator, progress: Progress) -> list[DefinitionChange]:
    """The changes of definition inside the window and by the end of the period that part the series."""
    since = progress.window_start or date.min
    changes = [c for c in indicator.definition_changes if not c.comparable]
    return [c for c in changes if since < c.effective_from <= progress.period.last_day]


def _unit_of_part(indicator: Indicator, unit: str | None) -> str:
    """The unit of a numerator or denominator. Those of a coverage are members, counted as the indicator is."""
    if unit is not None:
        return unit
    return "計画に定めなし" if indicator.structure.kind is StructureKind.RATIO else indicator.unit


def is_goal(indicator: Indicator, plan: PlanDocument) -> bool:
    return any(g.goal and g.goal.indicator and g.goal.indicator.id == indicator.id for g in plan.groups)


def owners_text(indicator: Indicator, plan: PlanDocument) -> str:
    """Who holds it, as the plan says; where it names nobody, that, and from whom the figures come."""
    if indicator.owners:
        return _names(indicator.owners, plan)
    if indicator.reporters:
        return f"計画になし（報告：{_names(indicator.reporters, plan)}）"
    holders = [key for part in indicator.structure.of for key in plan.indicator(part).holders]
    return f"計画になし（{_names(dict.fromkeys(holders), plan)}の指標から集計）" if holders else "計画になし"


def _names(keys: Iterable[str], plan: PlanDocument) -> str:
    return "・".join(plan.organisation(key).short_name for key in keys)


def in_plan_order(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """The rows by group, the goal of a group before its indicators; those of no group come last."""
    places = {group.id: n for n, group in enumerate(plan.groups)}
    return sorted(
        rows,
        key=lambda row: (places[row["groups"][0]] if row["groups"] else len(places), not row["goal"]),
    )


def _comparison(progress: Progress, plan: PlanDocument) -> list[str]:
    """On which day the figure is compared with time, where this is not the end of the period."""
    until = progress.compared_until
    if until is None or not (progress.comparable and progress.compared_earlier):
        return []
    day, share = FiscalMonth.of(until).label, percent_text(progress.compared_elapsed, plan)
    return [f"ペースと経過率との比較は、報告がそろっている{day}末まで（経過率{share}）のものです。"]


def _of(rows: list[dict[str, Any]], group: str) -> list[dict[str, Any]]:
    return [row for row in rows if group in row["groups"]]


def _count(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    by_standing = {code.value: sum(row["standing"] == code.value for row in rows) for code in Standing}
    lacking = FigureStatus.PARTIAL.value
    partial = sum(lacking in (row["cumulative"]["status"], *row["cumulative"]["caveats"]) for row in rows)
    return {"name": name, "count": len(rows), **by_standing, "partial": partial, "id": "", "total": False}
