"""How far each indicator is: horizontal bars against a line at 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from banso.design.charts.drawing import INK, LIGHT, STRONG, length, table, to_svg, wrapped
from banso.design.figures import UNKNOWN, percent
from banso.lib.late import Late
from banso.lib.numbers import Rounding

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Late("altair")

WIDTH, ROW, LINE = 340, 38, 14
KEY = "棒：目標に対する割合　薄い棒：値の幅　◇：期間の経過　縦の線：目標（100%）"
# Beyond this a bar is cut off and its figure says so, so that one runaway does not flatten the others.
LONGEST = 300


@dataclass(frozen=True)
class Bar:
    """One row. Ratios, 1 = 100 %; an interval has ``low`` and ``high`` and no ``achievement``."""

    label: str
    achievement: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    elapsed: Decimal | None = None

    def said(self, digits: int = 1, mode: Rounding = Rounding.HALF_UP) -> str:
        """The figure in words: 55.6%, 40.0%〜70.0%, 未確認."""
        if self.achievement is not None:
            return percent(self.achievement, digits, mode)
        if self.low is not None and self.high is not None:
            return f"{percent(self.low, digits, mode)}〜{percent(self.high, digits, mode)}"
        return UNKNOWN

    @property
    def longest(self) -> Decimal:
        known = [ratio for ratio in (self.achievement, self.high, self.elapsed) if ratio is not None]
        return max(known, default=Decimal(0)) * 100


def achievement_bars(
    rows: Sequence[Bar], title: str = "", *, digits: int = 1, mode: Rounding = Rounding.HALF_UP
) -> str:
    """SVG of the rows, top to bottom in the order given; percentages rounded as the plan prints them."""
    return _draw(tuple(rows), title, digits, mode)


def achievement_sentence(rows: Sequence[Bar], *, digits: int = 1, mode: Rounding = Rounding.HALF_UP) -> str:
    """The alternative text: every bar, then the elapsed share where all rows have the same."""
    said = "、".join(f"{row.label}は{row.said(digits, mode)}" for row in rows)
    elapsed = {row.elapsed for row in rows}
    only = elapsed.pop() if len(elapsed) == 1 else None
    return f"目標に対する割合の横棒グラフ。{said}。" + (
        f"期間の経過は{percent(only, digits, mode)}。" if only is not None else ""
    )


@lru_cache(maxsize=128)
def _draw(rows: tuple[Bar, ...], title: str, digits: int, mode: Rounding) -> str:
    end = _end_of_axis(rows)
    data = table([_row(number, row, end, row.said(digits, mode)) for number, row in enumerate(rows)])
    y = alt.Y("row:O", axis=alt.Axis(title=None, labels=False, ticks=False))
    x = alt.Scale(domain=[0, end], nice=False)
    axis = alt.Axis(
        title=None, values=list(range(0, end + 1, 20 if end <= 160 else 50)), labelExpr="datum.label + '%'"
    )
    base = alt.Chart(data, width=WIDTH, height=alt.Step(ROW))
    bars = base.mark_bar(color=STRONG, height=15).encode(
        x=alt.X("start:Q", scale=x, axis=axis), x2="solid:Q", y=y
    )
    ranges = base.mark_bar(color=LIGHT, stroke=STRONG, strokeWidth=1, height=15).encode(
        x=alt.X("low:Q", scale=x), x2="high:Q", y=y
    )
    target = (
        alt.Chart(table([{"at": 100}])).mark_rule(color=INK, strokeWidth=2).encode(x=alt.X("at:Q", scale=x))
    )
    elapsed = base.mark_point(
        shape="diamond", size=110, fill="#ffffff", stroke=INK, strokeWidth=2, opacity=1
    ).encode(x=alt.X("elapsed:Q", scale=x), y=y)
    figures = base.mark_text(align="left", baseline="middle").encode(
        x=alt.value(WIDTH + 10), y=y, text="said:N"
    )
    chart: Any = alt.layer(bars, ranges, target, elapsed, figures, *_labels(base, y))
    return to_svg(chart.properties(title=alt.TitleParams(title, subtitle=KEY)))


def _labels(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    """The names, each as a block of lines around the middle of its row; an axis would hang them from it."""
    return [
        base.transform_filter(f"datum.lines == {lines}")
        .mark_text(
            align="right", baseline="middle", lineBreak="\n", lineHeight=LINE, dy=-(lines - 1) * LINE / 2
        )
        .encode(x=alt.value(-8), y=y, text="label:N")
        for lines in (1, 2, 3)
    ]


def _end_of_axis(rows: tuple[Bar, ...]) -> int:
    """At least 120 %, in steps of 20."""
    longest = max((row.longest for row in rows), default=Decimal(0))
    steps = int((longest / 20).to_integral_value(ROUND_CEILING))
    return min(max(120, steps * 20), LONGEST)


def _row(number: int, row: Bar, end: int, said: str) -> dict[str, Any]:
    def place(ratio: Decimal | None) -> float | None:
        return length(None if ratio is None else min(max(ratio * 100, Decimal(0)), Decimal(end)))

    label = wrapped(row.label)
    interval = row.achievement is None and row.low is not None and row.high is not None
    return {
        "row": number,
        "label": label,
        "lines": label.count("\n") + 1,
        "start": 0,
        "solid": place(row.low if interval else row.achievement) or 0,
        "low": place(row.low) if interval else None,
        "high": place(row.high) if interval else None,
        "elapsed": place(row.elapsed),
        "said": said + (" ▶" if row.longest > end else ""),
    }
