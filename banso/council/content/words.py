"""Figures as a paper says them: the printed number, its text, and the raw parts beside it."""

from decimal import Decimal
from typing import Any

from banso.council.rules import printable
from banso.indicators.results import Figure, FigureStatus, Part
from banso.lib.fiscal import Period
from banso.lib.numbers import Rounding, grouped, rounded
from banso.plan.format import Indicator, PlanDocument

# A figure or a percentage that is not known. Never an empty cell, and never zero.
UNKNOWN = "未確認"
NOTHING = {
    FigureStatus.UNKNOWN: "未確認",
    FigureStatus.NOT_COMPARABLE: "比較不能",
    FigureStatus.NOT_APPLICABLE: "該当なし",
    FigureStatus.PARTIAL: "未確認",
}


def figure_json(figure: Figure, indicator: Indicator, plan: PlanDocument) -> dict[str, Any]:
    """A figure with its printed form. Numbers are decimal text; ``text`` carries the unit."""
    shown = {name: _shown(getattr(figure, name), indicator, plan) for name in ("value", "low", "high")}
    return {
        "status": figure.status.value,
        "status_label": figure.status.label,
        **shown,
        "numerator": _plain(figure.numerator),
        "denominator": _plain(figure.denominator),
        "members": sorted(figure.members),
        "missing": [missing_text(item, plan) for item in figure.missing],
        "text": _text(figure.status, shown, indicator.unit),
    }


def percent_json(value: Decimal | None, low: Decimal | None, high: Decimal | None, plan: PlanDocument) -> dict[str, Any]:
    """A ratio (1 = 100 %) or its bounds as percent, rounded as the plan or its secretariat says."""
    shown = {name: percent(number, plan) for name, number in (("value", value), ("low", low), ("high", high))}
    if shown["value"] is not None:
        text = f"{shown['value']}%"
    elif shown["low"] is not None and shown["high"] is not None:
        text = f"{shown['low']}～{shown['high']}%"
    else:
        text = "－"
    return {**shown, "text": text}


def percent(value: Decimal | None, plan: PlanDocument) -> str | None:
    """0.5 → 50.0"""
    rule = plan.rounding
    return None if value is None else str(rounded(value * 100, rule.percent_digits, rule.mode))


def part_json(part: Part, indicator: Indicator, plan: PlanDocument, kind: str) -> dict[str, Any]:
    """One owner or reporting unit of an indicator."""
    return {
        "kind": kind,
        "key": part.key,
        "name": printable(part.name),
        "period": figure_json(part.period, indicator, plan),
        "cumulative": figure_json(part.cumulative, indicator, plan),
        "target": _plain(part.target),
        "target_text": "" if part.target is None else f"{grouped(part.target)}{indicator.unit}",
        "achievement": percent_json(part.achievement, None, None, plan),
    }


def missing_text(item: str, plan: PlanDocument) -> str:
    """見本市 令和7年9月, from an id and the key of a period; what cannot be read stays as it is."""
    words = [_name(word, plan) for word in item.replace(":", " ").replace("@", " ").replace("/", " ").split()]
    return " ".join(words)


def _name(word: str, plan: PlanDocument) -> str:
    for find in (plan.organisation, plan.unit, plan.indicator):
        try:
            found = find(word)
        except KeyError:
            continue
        return getattr(found, "name", None) or found.label  # type: ignore[union-attr]
    try:
        return Period.parse(word).label
    except ValueError:
        return word


def _shown(value: Decimal | None, indicator: Indicator, plan: PlanDocument) -> str | None:
    """The number as printed: with the decimals of its indicator; one more digit is never invented."""
    if value is None:
        return None
    mode = plan.rounding.mode if indicator.structure.kind == "ratio" else Rounding.HALF_UP
    return str(rounded(value, indicator.decimals, mode))


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _text(status: FigureStatus, shown: dict[str, str | None], unit: str) -> str:
    value, low, high = shown["value"], shown["low"], shown["high"]
    if value is not None:
        return f"{grouped(Decimal(value))}{unit}"
    if low is not None and high is not None:
        return f"{grouped(Decimal(low))}～{grouped(Decimal(high))}{unit}"
    return NOTHING.get(status, UNKNOWN)
