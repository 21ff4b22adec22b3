"""The part of a paper about indicators: one row each, summary by group, charts with their tables."""

from typing import Any

from banso.council.content.words import figure_json, missing_text, part_json, percent_json
from banso.council.rules import Standing, printable, standing
from banso.indicators.results import FigureStatus, Progress
from banso.plan.format import Indicator, PlanDocument


def indicator_json(progress: Progress, plan: PlanDocument) -> dict[str, Any]:
    """Everything that a paper says of one indicator."""
    indicator = plan.indicator(progress.id)
    low, high = progress.achievement_low, progress.achievement_high
    where = standing(
        reached=progress.reached,
        pace=progress.pace,
        low=low,
        high=high,
        elapsed=progress.elapsed,
        known=progress.cumulative.status not in _NOT_KNOWN and _has_number(progress),
    )
    return {
        "id": progress.id,
        "label": printable(progress.label),
        "groups": groups_of(indicator, plan),
        "goal": is_goal(indicator, plan),
        "unit": progress.unit,
        "decimals": indicator.decimals,
        "numerator_unit": indicator.structure.numerator_unit or "",
        "denominator_unit": indicator.structure.denominator_unit or "",
        "owners": [{"id": key, "name": plan.organisation(key).short_name} for key in indicator.holders],
        "owners_text": "・".join(plan.organisation(key).short_name for key in indicator.holders),
        "target": None if progress.target is None else format(progress.target, "f"),
        "target_text": printable(progress.target_text) or "計画に定めなし",
        "period": figure_json(progress.figure, indicator, plan),
        "cumulative": figure_json(progress.cumulative, indicator, plan),
        "achievement": percent_json(progress.achievement, low, high, plan),
        "elapsed": percent_json(progress.elapsed, None, None, plan),
        "pace": percent_json(progress.pace, None, None, plan),
        "standing": where.value,
        "standing_label": where.label,
        "status_label": progress.cumulative.status.label,
        "verdict": progress.verdict,
        "verdict_label": progress.verdict_label,
        "last_year": None if progress.last_year is None else format(progress.last_year, "f"),
        "last_year_text": printable(progress.last_year_text) or "未確認",
        "window": [d and d.isoformat() for d in (progress.window_start, progress.window_end)],
        "definition": printable(indicator.definition),
        "sources": [printable(text) for text in indicator.sources],
        "notes": [printable(text) for text in progress.notes],
        "missing": [missing_text(item, plan) for item in progress.cumulative.missing],
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


def group_summary(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """How many indicators of each group stand where. The total counts every indicator once."""
    summary = [_count(group.short_name, _of(rows, group.id)) | {"id": group.id} for group in plan.groups]
    loose = [row for row in rows if not row["groups"]]
    if loose:
        summary.append(_count("区分なし", loose) | {"id": ""})
    return [*summary, _count("合計", rows) | {"id": "", "total": True}]


def charts(rows: list[dict[str, Any]], plan: PlanDocument) -> list[dict[str, Any]]:
    """A chart for each group that has an indicator with an achievement; its rows are the table beside it."""
    found = []
    for group in plan.groups:
        shown = [row for row in _of(rows, group.id) if row["achievement"]["text"] != "－"]
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


def is_goal(indicator: Indicator, plan: PlanDocument) -> bool:
    return any(g.goal and g.goal.indicator and g.goal.indicator.id == indicator.id for g in plan.groups)


_NOT_KNOWN = (FigureStatus.UNKNOWN, FigureStatus.NOT_COMPARABLE, FigureStatus.NOT_APPLICABLE)


def _has_number(progress: Progress) -> bool:
    return progress.cumulative.value is not None or progress.cumulative.low is not None


def _of(rows: list[dict[str, Any]], group: str) -> list[dict[str, Any]]:
    return [row for row in rows if group in row["groups"]]


def _count(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    by_standing = {code.value: sum(row["standing"] == code.value for row in rows) for code in Standing}
    partial = sum(row["cumulative"]["status"] == FigureStatus.PARTIAL.value for row in rows)
    return {"name": name, "count": len(rows), **by_standing, "partial": partial, "total": False}
