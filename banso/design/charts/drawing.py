"""From an Altair chart to SVG and PNG, always with the same font, colours and bytes."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noto_cjk_sans_jp_regular import FONT_PATH

from banso.lib.late import Late

if TYPE_CHECKING:
    import altair as alt
    import vl_convert
else:
    alt, vl_convert = Late("altair"), Late("vl_convert")

# The bundled face draws PNG and measures text; a browser that shows the SVG takes the next one it has.
FONT = "Noto Sans CJK JP, Noto Sans JP, BIZ UDPGothic, Yu Gothic UI, Meiryo, sans-serif"
DOTS_PER_INCH = 300
# Characters that a line does not begin with (行頭禁則).
NEVER_FIRST = "）」』】〕、。，．・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%)"
NEVER_LAST = "（「『【〔("

# From the tokens of the design system. Each pair that meets differs by more than 3 : 1, in grey as well.
INK, SOFT, GRID = "#1a1a1a", "#4d4d4d", "#cccccc"
STRONG, LIGHT = "#0017c1", "#9db7f9"


@cache
def _register_font() -> None:
    vl_convert.register_font_directory(str(Path(str(FONT_PATH)).parent))


def length(value: Decimal | None) -> float | None:
    """A place on a drawing. The only float of a figure: what is read as a number is text made from Decimal."""
    return None if value is None else round(float(value), 4)


def table(values: list[dict[str, Any]]) -> Any:
    """Rows as the data of a chart."""
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def wrapped(text: str, width: int = 18, lines: int = 3) -> str:
    """A label in lines of about the same length, none over ``width`` characters; what does not fit ends in …"""
    if len(text) > width * lines:
        text = text[: width * lines - 1] + "…"
    share = ceil(len(text) / ceil(len(text) / width)) if text else 1
    parts = [text[i : i + share] for i in range(0, len(text), share)]
    for above, below in pairwise(range(len(parts))):
        while parts[below] and parts[below][0] in NEVER_FIRST:
            parts[above], parts[below] = parts[above] + parts[below][0], parts[below][1:]
        while len(parts[above]) > 1 and parts[above][-1] in NEVER_LAST:
            parts[above], parts[below] = parts[above][:-1], parts[above][-1] + parts[below]
    return "\n".join(part for part in parts if part)


def to_svg(chart: alt.TopLevelMixin) -> str:
    """The chart as an SVG text. The same chart gives the same bytes."""
    _register_font()
    spec: dict[str, Any] = chart.to_dict()
    return str(vl_convert.vegalite_to_svg(spec, config=_look(), allowed_base_urls=[]))


@lru_cache(maxsize=64)
def png(svg: str) -> bytes:
    """The SVG as a PNG of 300 dots per inch; one unit of the SVG is one point (1/72 inch)."""
    _register_font()
    return bytes(vl_convert.svg_to_png(svg, scale=1, ppi=DOTS_PER_INCH))


def _look() -> dict[str, Any]:
    axis = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
        "domainColor": SOFT,
        "tickColor": SOFT,
    }
    return {
        "background": "#ffffff",
        "font": FONT,
        "padding": 8,
        "axis": axis,
        "text": {"font": FONT, "fontSize": 12, "color": INK},
        "title": {
            "font": FONT,
            "fontSize": 14,
            "fontWeight": "normal",
            "color": INK,
            "subtitleFont": FONT,
            "subtitleFontSize": 11,
            "subtitleColor": SOFT,
            "anchor": "start",
            "offset": 10,
        },
        "view": {"stroke": None},
    }
