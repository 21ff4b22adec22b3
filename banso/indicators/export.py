"""The series of an indicator as a tidy table."""

import csv
import io

from banso.indicators.results import Figure, FigureStatus, Progress
from banso.plan.format import PlanDocument

HEADER = (
    "指標id", "指標", "単位", "期間", "期間キー", "状態", "値", "下限", "上限", "分子", "分母",
    "累計の状態", "累計", "累計の下限", "累計の上限", "累計の分子", "累計の分母", "目標",
    "一部未報告", "概数を含む", "累計の一部未報告", "累計の概数を含む", "見本",
)  # fmt: skip
SAMPLE_MARK = "見本データ"


def series_csv(progress: Progress, document: PlanDocument, *, sample: bool = False) -> bytes:
    """CSV with a byte-order mark, so that a spreadsheet reads the Japanese. What is unknown is an empty cell.

    The last column marks every row of sample data, because such a file is passed on without the page around it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    indicator = document.indicator(progress.id)
    target = "" if progress.target is None else f"{progress.target:f}"
    mark = SAMPLE_MARK if sample else ""
    for point in progress.series:
        period = (point.period.label, point.period.key)
        figures = (*_cells(point.figure), *_cells(point.cumulative))
        flags = (*_flags(point.figure), *_flags(point.cumulative))
        writer.writerow(
            (progress.id, indicator.label, indicator.unit, *period, *figures, target, *flags, mark)
        )
    return text.getvalue().encode("utf-8-sig")


def _cells(figure: Figure) -> tuple[str, ...]:
    # The decimals of a percentage are none of the people it is made of.
    parts = (
        part.to_integral_value() if part is not None and part == part.to_integral_value() else part
        for part in (figure.numerator, figure.denominator)
    )
    numbers = (figure.value, figure.low, figure.high, *parts)
    return (figure.labels[0][1], *("" if number is None else f"{number:f}" for number in numbers))


def _flags(figure: Figure) -> tuple[str, ...]:
    """1 where something lacks, and where an answer is approximate, whatever the status: one datum in one cell."""
    return tuple(
        "1" if s in figure.statuses else "0" for s in (FigureStatus.PARTIAL, FigureStatus.APPROXIMATE)
    )
