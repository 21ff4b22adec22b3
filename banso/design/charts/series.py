"""One indicator over time: the cumulative line with its target above, the single months below."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from banso.design.charts.drawing import INK, LIGHT, SOFT, STRONG, length, table, to_svg
from banso.design.figures import UNKNOWN, number, with_unit
from banso.lib import wareki
from banso.lib.fiscal import FiscalMonth
from banso.lib.late import Late
from banso.lib.numbers import Rounding

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Late("altair")

WIDTH, UPPER, LOWER = 600, 170, 110
# More points than this leave no room for words that lie flat.
FLAT = 13


@dataclass(frozen=True)
class Point:
    """One period. ``None`` is unknown and marked so, except where nothing is ``expected`` yet (the future).

    ``low`` and ``high`` bound a cumulative figure that is an interval, ``value_low`` and ``value_high`` that of the
    period itself. ``mark`` is what stands in place of a value that is not there (未確認, 調査中 …). ``breaks``:
    the definition changes with this period, so that the line ends before it.
    """

    label: str
    value: Decimal | None
    cumulative: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    expected: bool = True
    mark: str = UNKNOWN
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    breaks: bool = False

    @property
    def unknown(self) -> bool:
        """Whether a value is expected and not there, not even between two bounds."""
        return self.expected and self.value is None and self.value_low is None


def month_labels(months: Iterable[FiscalMonth]) -> list[str]:
    """4月, 5月 …, with the year above the first month and above each January."""
    labels: list[str] = []
    for month in months:
        name = f"{month.calendar[1]}月"
        with_year = not labels or month.calendar[1] == 1
        labels.append(f"{name}\n{wareki.year(month.first_day)}" if with_year else name)
    return labels


def series_chart(
    points: Sequence[Point],
    *,
    unit: str,
    target: Decimal | None = None,
    title: str = "",
    digits: int | None = None,
    mode: Rounding = Rounding.HALF_UP,
) -> str:
    """SVG: above the cumulative line with the target, below a bar for each period. ``digits``: decimals of a value."""
    return _draw(tuple(points), unit, target, title, digits, mode)


def series_sentence(
    points: Sequence[Point],
    *,
    unit: str,
    target: Decimal | None = None,
    digits: int | None = None,
    mode: Rounding = Rounding.HALF_UP,
) -> str:
    """The alternative text: the newest figures, the target, the unknown periods, where the definition changes."""
    known = [point for point in points if point.cumulative is not None or point.low is not None]
    said = "累計の折れ線と期間ごとの棒のグラフ。"
    if known:
        last = known[-1]
        total = f"{number(last.cumulative, digits, mode)}{unit}"
        if last.cumulative is None:
            total = f"{number(last.low, digits, mode)}から{number(last.high, digits, mode)}{unit}"
        said += f"{_name(last)}までの累計は{total}。"
    else:
        said += f"累計は{UNKNOWN}。"
    if target is not None:
        said += f"目標は{with_unit(target, unit)}。"
    broken = [_name(point) for point in points if point.breaks]
    said += f"{'、'.join(broken)}から定義が変わり、その前とつなげて比べられない。" if broken else ""
    unknown = [_name(point) for point in points if point.unknown]
    return said + (f"値のない期間は{'、'.join(unknown)}。" if unknown else "")


@lru_cache(maxsize=128)
def _draw(
    points: tuple[Point, ...],
    unit: str,
    target: Decimal | None,
    title: str,
    digits: int | None,
    mode: Rounding,
) -> str:
    def said(value: Decimal | None) -> str:
        return number(value, digits, mode)

    data = table([_row(place, point, said) | _stretch(points, place) for place, point in enumerate(points)])
    labels = json.dumps([point.label.split("\n") for point in points], ensure_ascii=False)
    step = 1 if len(points) <= FLAT else 3 if len(points) <= 3 * FLAT else 12
    axis = alt.Axis(
        title=None,
        labelExpr=f"{labels}[datum.value]",
        labelAngle=0,
        grid=False,
        values=list(range(0, len(points), step)),
    )
    upper = _cumulative(data, target, _x(None), len(points)).properties(
        width=WIDTH,
        height=UPPER,
        title=alt.TitleParams(f"累計（{unit}）", subtitle=_key(points, target), fontSize=12),
    )
    lower = _months(data, _x(axis), len(points)).properties(
        width=WIDTH,
        height=LOWER,
        title=alt.TitleParams(f"期間ごとの値（{unit}）", subtitle=_lower_key(points), fontSize=12),
    )
    chart: Any = alt.vconcat(upper, lower, spacing=14)
    return to_svg(chart.properties(title=alt.TitleParams(title)) if title else chart)


def _key(points: tuple[Point, ...], target: Decimal | None) -> str:
    parts = ["線と点：累計"]
    parts += ["破線：目標"] if target is not None else []
    parts += ["縦の太線：値の幅"] if any(p.cumulative is None and p.low is not None for p in points) else []
    parts += ["縦の破線：ここから定義が変わる（前と比べられない）"] if any(p.breaks for p in points) else []
    return "　".join(parts)


def _lower_key(points: tuple[Point, ...]) -> str:
    return "端に線のある薄い棒：値の幅" if any(p.value_low is not None for p in points) else ""


def _x(axis: alt.Axis | None) -> alt.X:
    return alt.X("place:O", axis=axis, scale=alt.Scale(type="band", paddingInner=0.3, paddingOuter=0.15))


def _y(field: str) -> alt.Y:
    axis = alt.Axis(title=None, format=",f", tickCount=5)
    return alt.Y(field, axis=axis, scale=alt.Scale(zero=True))


def _cumulative(data: Any, target: Decimal | None, x: alt.X, count: int) -> Any:
    base = alt.Chart(data)
    layers: list[Any] = [
        _breaks(base, x, count),
        base.mark_rule(color=STRONG, strokeWidth=6, opacity=1).encode(x=x, y=_y("low:Q"), y2="high:Q"),
        base.mark_line(
            color=STRONG, strokeWidth=3, point={"filled": True, "fill": STRONG, "size": 50}
        ).encode(x=x, y=_y("cumulative:Q"), detail="stretch:N"),
    ]
    if target is not None:
        at = alt.Chart(table([{"at": length(target), "said": f"目標 {number(target)}"}]))
        layers.append(at.mark_rule(color=INK, strokeWidth=2, strokeDash=[7, 4]).encode(y=_y("at:Q")))
        layers.append(
            at.mark_text(align="left", baseline="middle").encode(
                x=alt.value(WIDTH + 6), y=_y("at:Q"), text="said:N"
            )
        )
    return alt.layer(*layers)


def _breaks(base: alt.Chart, x: alt.X, count: int) -> Any:
    """A line through the height, before each period with which the definition changes."""
    look: dict[str, Any] = {"color": INK, "strokeWidth": 2, "strokeDash": [2, 3]}
    line = base.transform_filter("datum.breaks").mark_rule(xOffset=-WIDTH // max(count, 1) // 2, **look)
    return line.encode(x=x)


def _months(data: Any, x: alt.X, count: int) -> Any:
    base, flat = alt.Chart(data), count <= FLAT
    bars = base.mark_bar(color=LIGHT, stroke=STRONG, strokeWidth=1).encode(x=x, y=_y("value:Q"))
    ranges = base.mark_bar(color=LIGHT, width={"band": 0.5}).encode(
        x=x, y=_y("value_low:Q"), y2="value_high:Q"
    )
    ends = [
        base.mark_tick(color=STRONG, thickness=3, orient="horizontal", width={"band": 0.7}).encode(
            x=x, y=_y(end)
        )
        for end in ("value_low:Q", "value_high:Q")
    ]
    missing: dict[str, Any] = {"color": SOFT, "fontSize": 11}
    missing |= {"dy": -8} if flat else {"angle": 270, "align": "left", "dx": 4, "baseline": "middle"}
    marks = base.mark_text(**missing).encode(x=x, y=alt.value(LOWER), text="mark:N")
    figures = base.mark_text(dy=-6, fontSize=11).encode(x=x, y=_y("value:Q"), text="said:N")
    spans = base.mark_text(dy=-8, fontSize=11).encode(x=x, y=_y("value_high:Q"), text="span:N")
    return alt.layer(_breaks(base, x, count), bars, ranges, *ends, marks, *([figures, spans] if flat else []))


def _row(place: int, point: Point, said: Callable[[Decimal | None], str]) -> dict[str, Any]:
    low, high = point.value_low, point.value_high
    between = point.value is None and low is not None and high is not None
    return {
        "place": place,
        "value": length(point.value),
        "cumulative": length(point.cumulative),
        "low": length(point.low) if point.cumulative is None else None,
        "high": length(point.high) if point.cumulative is None else None,
        "value_low": length(low) if between else None,
        "value_high": length(high) if between else None,
        "said": said(point.value) if point.value is not None else "",
        "span": f"{said(low)}～{said(high)}" if between else "",
        "mark": point.mark if point.unknown else "",
        "breaks": point.breaks,
    }


def _stretch(points: tuple[Point, ...], place: int) -> dict[str, int]:
    """Points of one stretch are joined by the line; a change of definition begins another."""
    return {"stretch": sum(point.breaks for point in points[: place + 1])}


def _name(point: Point) -> str:
    month, _, year = point.label.partition("\n")
    return year + month
