"""The charts of the progress pages: what is drawn, and the sentence that says the same."""

from collections.abc import Iterable
from typing import Any

from banso.design.charts import Bar, Point, month_labels
from banso.indicators import words
from banso.indicators.results import Progress
from banso.indicators.tables import Row
from banso.plan.format import PlanDocument


def bars(rows: Iterable[Row]) -> list[Bar]:
    """The rows whose achievement is known; the table beside the chart names the others too."""
    drawn = [(row, row.marks) for row in rows if words.ends(row.progress) is not None]
    return [
        Bar(
            label=row.indicator.short_label or row.indicator.label,
            achievement=achievement,
            low=low if achievement is None else None,
            high=high if achievement is None else None,
            elapsed=elapsed,
        )
        for row, (achievement, low, high, elapsed) in drawn
    ]


def points(progress: Progress, document: PlanDocument) -> list[Point]:
    """The series of an indicator. Periods of one month are labelled by the month alone."""
    indicator, series = document.indicator(progress.id), progress.series
    if all(point.period.first == point.period.last for point in series):
        labels = month_labels(point.period.start for point in series)
    else:
        labels = [point.period.label for point in series]
    broken = [c.effective_from for c in indicator.definition_changes if not c.comparable]
    return [
        Point(
            label=label,
            value=point.figure.value,
            cumulative=point.cumulative.value,
            low=point.cumulative.low,
            high=point.cumulative.high,
            mark=words.figure_text(point.figure, indicator, document).removesuffix(indicator.unit),
            value_low=point.figure.low,
            value_high=point.figure.high,
            breaks=any(point.period.first_day <= day <= point.period.last_day for day in broken),
        )
        for label, point in zip(labels, series, strict=True)
    ]


def manner(progress: Progress) -> dict[str, Any]:
    """How a series is drawn and said: unit, target, and the decimals and rounding of the plan."""
    return {
        "unit": progress.unit,
        "target": progress.target,
        "digits": progress.digits,
        "mode": progress.rounding,
    }
