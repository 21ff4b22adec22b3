"""Figures as JSON: the printed number, its text, and the raw parts beside it. The words are those of the pages."""

from decimal import Decimal
from typing import Any

from banso.council.rules import printable
from banso.indicators import words
from banso.indicators.queries import missing_names
from banso.indicators.results import Figure, Part, Progress
from banso.lib.numbers import rounded
from banso.plan.format import Indicator, PlanDocument


def figure_json(figure: Figure, indicator: Indicator, plan: PlanDocument) -> dict[str, Any]:
    """A figure with its printed form. Numbers are decimal text as printed; ``text`` carries the unit."""
    return {
        "status": figure.status.value,
        "status_label": figure.status_label,
        "caveats": [caveat.value for caveat in figure.caveats],
        **{name: _shown(getattr(figure, name), indicator, plan) for name in ("value", "low", "high")},
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "members": sorted(figure.members),
        "missing": missing_names(plan, figure.missing),
        "text": words.figure_text(figure, indicator, plan),
    }


def percent_json(ratio: Decimal | None, plan: PlanDocument) -> dict[str, Any]:
    """A ratio (1 = 100 %) as percent, rounded as the plan or its secretariat says."""
    return {
        "value": _percent(ratio, plan),
        "low": None,
        "high": None,
        "text": words.percent_text(ratio, plan),
    }


def achievement_json(progress: Progress, plan: PlanDocument) -> dict[str, Any]:
    """The achievement, or its two ends where the figure is an interval."""
    ends = words.ends(progress) if progress.achievement is None else None
    return {
        "value": _percent(progress.achievement, plan),
        "low": _percent(ends[0], plan) if ends else None,
        "high": _percent(ends[1], plan) if ends else None,
        "text": words.achievement_text(progress, plan),
    }


def part_json(part: Part, indicator: Indicator, plan: PlanDocument, kind: str) -> dict[str, Any]:
    """One owner or reporting unit of an indicator."""
    return {
        "kind": kind,
        "key": part.key,
        "name": printable(part.name),
        "period": figure_json(part.period, indicator, plan),
        "cumulative": figure_json(part.cumulative, indicator, plan),
        "target": plain(part.target),
        "target_text": ""
        if part.target is None
        else f"{words.amount(part.target, indicator, plan)}{indicator.unit}",
    }


def plain(value: Decimal | None) -> str | None:
    """Decimal text without an exponent."""
    return None if value is None else format(value, "f")


def _percent(ratio: Decimal | None, plan: PlanDocument) -> str | None:
    rule = plan.rounding
    return None if ratio is None else plain(rounded(ratio * 100, rule.percent_digits, rule.mode))


def _shown(value: Decimal | None, indicator: Indicator, plan: PlanDocument) -> str | None:
    """The number as it is printed, without the commas."""
    return None if value is None else words.amount(value, indicator, plan).replace(",", "")
