"""One indicator over time: the cumulative line with its target above, the single months below."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import altair as alt

from banso.design.charts.drawing import INK, LIGHT, SOFT, STRONG, length, table, to_svg
from banso.design.figures import UNKNOWN, number, with_unit
from banso.lib import wareki
from banso.lib.fiscal import FiscalMonth

WIDTH, UPPER, LOWER = 600, 170, 110
# More points than this leave no room for words that lie flat.
FLAT = 13


@dataclass(frozen=True)
class Point:
    """One period. ``None`` is unknown and marked so, except where nothing is ``expected`` yet (the future).

    ``low`` and ``high`` bound a cumulative figure that is an interval. ``mark`` is what stands in place of a
    value that is not there (未確認, 調査中 …).
    """

    label: str
    value: Decimal | None
    cumulative: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    expected: bool = True
    mark: str = UNKNOWN


def month_labels(months: Iterable[FiscalMonth]) -> list[str]:
    """4月, 5月 …, with the year above the first month and above each January."""
    labels: list[str] = []
    for month in months:
        name = f"{month.calendar[1]}月"
        with_year = not labels or month.calendar[1] == 1
        labels.append(f"{name}\n{wareki.year(month.first_day)}" if with_year else name)
    return labels


def series_chart(
    points: Sequence[Point], *, unit: str, target: Decimal | None = None, title: str = ""
) -> str:
    """SVG: above the cumulative line with the target, below a bar for each period."""
    return _draw(tuple(points), unit, target, title)


def series_sentence(points: Sequence[Point], *, unit: str, target: Decimal | None = None) -> str:
    """The alternative text: the newest figures, the target, the unknown periods."""
    known = [point for point in points if point.cumulative is not None or point.low is not None]
    said = "累計の折れ線と期間ごとの棒のグラフ。"
    if known:
        last = known[-1]
        total = with_unit(last.cumulative, unit)
        if last.cumulative is None:
            total = f"{number(last.low)}から{with_unit(last.high, unit)}"
        said += f"{_name(last)}までの累計は{total}。"
    else:
        said += f"累計は{UNKNOWN}。"
    if target is not None:
        said += f"目標は{with_unit(target, unit)}。"
    unknown = [_name(point) for point in points if point.expected and point.value is None]
    return said + (f"値のない期間は{'、'.join(unknown)}。" if unknown else "")


@lru_cache(maxsize=128)
def _draw(points: tuple[Point, ...], unit: str, target: Decimal | None, title: str) -> str:
    data = table([_row(place, point) for place, point in enumerate(points)])
    labels = json.dumps([point.label.split("\n") for point in points], ensure_ascii=False)
    step = 1 if len(points) <= FLAT else 3 if len(points) <= 3 * FLAT else 12
    axis = alt.Axis(
        title=None,
        labelExpr=f"{labels}[datum.value]",
        labelAngle=0,
        grid=False,
        values=list(range(0, len(points), step)),
    )
    upper = _cumulative(data, target, _x(None)).properties(
        width=WIDTH,
        height=UPPER,
        title=alt.TitleParams(f"累計（{unit}）", subtitle=_key(points, target), fontSize=12),
    )
    lower = _months(data, _x(axis), flat=len(points) <= FLAT).properties(
        width=WIDTH, height=LOWER, title=alt.TitleParams(f"期間ごとの値（{unit}）", fontSize=12)
    )
    chart: Any = alt.vconcat(upper, lower, spacing=14)
    return to_svg(chart.properties(title=alt.TitleParams(title)) if title else chart)


def _key(points: tuple[Point, ...], target: Decimal | None) -> str:
    parts = ["線と点：累計"]
    parts += ["破線：目標"] if target is not None else []
    parts += ["縦の太線：値の幅"] if any(p.cumulative is None and p.low is not None for p in points) else []
    return "　".join(parts)


def _x(axis: alt.Axis | None) -> alt.X:
    return alt.X("place:O", axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))


def _y(field: str) -> alt.Y:
    axis = alt.Axis(title=None, format=",f", tickCount=5)
    return alt.Y(field, axis=axis, scale=alt.Scale(zero=True))


def _cumulative(data: Any, target: Decimal | None, x: alt.X) -> Any:
    base = alt.Chart(data)
    layers: list[Any] = [
        base.mark_rule(color=STRONG, strokeWidth=6, opacity=1).encode(x=x, y=_y("low:Q"), y2="high:Q"),
        base.mark_line(
            color=STRONG, strokeWidth=3, point={"filled": True, "fill": STRONG, "size": 50}
        ).encode(x=x, y=_y("cumulative:Q")),
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


def _months(data: Any, x: alt.X, *, flat: bool) -> Any:
    base = alt.Chart(data)
    bars = base.mark_bar(color=LIGHT, stroke=STRONG, strokeWidth=1).encode(x=x, y=_y("value:Q"))
    missing: dict[str, Any] = {"color": SOFT, "fontSize": 11}
    missing |= {"dy": -8} if flat else {"angle": 270, "align": "left", "dx": 4, "baseline": "middle"}
    marks = base.mark_text(**missing).encode(x=x, y=alt.value(LOWER), text="mark:N")
    figures = base.mark_text(dy=-6, fontSize=11).encode(x=x, y=_y("value:Q"), text="said:N")
    return alt.layer(bars, marks, *([figures] if flat else []))


def _row(place: int, point: Point) -> dict[str, Any]:
    return {
        "place": place,
        "value": length(point.value),
        "cumulative": length(point.cumulative),
        "low": length(point.low) if point.cumulative is None else None,
        "high": length(point.high) if point.cumulative is None else None,
        "said": number(point.value) if point.value is not None else "",
        "mark": point.mark if point.expected and point.value is None else "",
    }


def _name(point: Point) -> str:
    month, _, year = point.label.partition("\n")
    return year + month
