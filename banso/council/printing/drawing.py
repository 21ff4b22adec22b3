"""The charts of a paper, drawn from its printed figures."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from banso.design.charts import Bar, achievement_bars


def svgs(figures: Mapping[str, Any]) -> dict[str, str]:
    """The SVG of each chart, by group."""
    rows = {row["id"]: row for row in figures["indicators"]}
    return {
        chart["group"]: achievement_bars(
            [_bar(rows[key]) for key in chart["indicators"]], chart["title"], digits=_digits(rows.values())
        )
        for chart in figures["charts"]
    }


def _bar(row: Mapping[str, Any]) -> Bar:
    """The achievement as printed, so that the bar says the same as the table beside it."""
    shown = row["achievement"]
    return Bar(
        label=row["short_label"],
        achievement=_ratio(shown["value"]),
        low=_ratio(shown["low"]),
        high=_ratio(shown["high"]),
        elapsed=_ratio(row.get("compared_elapsed", row["elapsed"])["value"]),
    )


def _digits(rows: Iterable[Mapping[str, Any]]) -> int:
    """The decimals of the printed percentages."""
    shown = [
        text for row in rows for text in (row["achievement"]["value"], row["achievement"]["low"]) if text
    ]
    return max((len(text.partition(".")[2]) for text in shown), default=0)


def _ratio(percent: str | None) -> Decimal | None:
    return None if percent is None else Decimal(percent) / 100
