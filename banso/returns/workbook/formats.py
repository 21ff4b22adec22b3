"""How cells look, as far as it changes what a clerk sees: number formats, crossed-out and invisible text."""

import re
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format


class Look(NamedTuple):
    """How letters are written. ``ink``: six hexadecimal digits, "" for automatic; ``raised``: 1 above, -1 below the line."""

    struck: bool = False
    ink: str = ""
    is_tiny: bool = False
    raised: int = 0

    def is_unseen_on(self, ground: str) -> bool:
        return self.is_tiny or (self.ink != "" and _are_alike(self.ink, ground))


class Style(NamedTuple):
    """``whitens``: its number format writes some numbers in white, which cannot be seen on its ground."""

    number_format: str
    is_date: bool
    struck: bool
    invisible: bool
    ground: str = "FFFFFF"
    whitens: bool = False


PLAIN = Style("General", False, False, False)

_ERA, _ERA_LONG = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_MONTH, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
# Formats whose numbers mean another thing in each country; these are Japan's. Source: ECMA-376, part 1, 18.8.30.
_JAPANESE = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: _ERA, 28: _ERA_LONG, 29: _ERA_LONG, 30: "m/d/yy",
    31: f"{_MONTH}d日", 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: _MONTH, 35: _DAY, 36: _ERA,
    50: _ERA, 51: _ERA_LONG, 52: _MONTH, 53: _DAY, 54: _ERA_LONG, 55: _MONTH, 56: _DAY, 57: _ERA, 58: _ERA_LONG,
}  # fmt: skip
_WHITE = re.compile(r"\[(?:white|白|color ?2)\]", re.IGNORECASE)
# The two whites among the numbered colours that old programs write. Source: ECMA-376, part 1, 18.8.27.
_WHITES = ("1", "9")
# Colours that differ by less than this, of 255 and as the eye weighs red, green and blue, are one.
_ALIKE = 25
_WEIGHTS = (2, 5, 1)
# Points below which letters are specks.
_TINY = 4


def styles_of(root: Element) -> list[Style]:
    """One style for each number that cells refer to."""
    formats = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "General") for e in _children(root, "numFmts")
    }
    looks = [look_of(font) for font in _children(root, "fonts")]
    grounds = [_ground(fill) for fill in _children(root, "fills")]
    styles = []
    for use in _children(root, "cellXfs"):
        code = _code(int(use.get("numFmtId", "0")), formats)
        font, fill = int(use.get("fontId", "0")), int(use.get("fillId", "0"))
        look = looks[font] if font < len(looks) else Look()
        ground = grounds[fill] if fill < len(grounds) else "FFFFFF"
        whitens = _WHITE.search(code) is not None and _are_alike("FFFFFF", ground)
        styles.append(
            Style(
                code, bool(is_date_format(code)), look.struck, look.is_unseen_on(ground), ground, whitens,
            )
        )  # fmt: skip
    return styles


def is_white(section: str) -> bool:
    """Whether this part of a number format writes in white."""
    return _WHITE.search(section) is not None


def look_of(font: Element) -> Look:
    """The look that a font, or the properties of a run, give."""
    size, place = _child(font, "sz"), _child(font, "vertAlign")
    return Look(
        struck=_is_struck(font),
        ink=_colour(font, "color"),
        is_tiny=size is not None and Decimal(size.get("val", "11")) < _TINY,
        raised=0 if place is None else {"superscript": 1, "subscript": -1}.get(place.get("val", ""), 0),
    )


def _code(number: int, formats: dict[int, str]) -> str:
    return formats.get(number) or _JAPANESE.get(number) or BUILTIN_FORMATS.get(number) or f"（番号{number}）"


def _children(root: Element, name: str) -> list[Element]:
    group = next((e for e in root if e.tag.rpartition("}")[2] == name), None)
    return list(group) if group is not None else []


def _child(element: Element, name: str) -> Element | None:
    return next((e for e in element if e.tag.rpartition("}")[2] == name), None)


def _is_struck(font: Element) -> bool:
    strike = _child(font, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _colour(element: Element, name: str) -> str:
    """Six hexadecimal digits; the number of another colour that a theme or a list decides; "" for automatic."""
    colour = _child(element, name)
    if colour is None:
        return ""
    rgb, theme, number = colour.get("rgb", ""), colour.get("theme"), colour.get("indexed")
    tint = Decimal(colour.get("tint", "0"))
    if not tint and (theme == "0" or number in _WHITES):
        return "FFFFFF"
    if rgb:
        return rgb[-6:].upper()
    return f"theme {theme} {tint}" if theme else f"number {number}" if number else ""


def _ground(fill: Element) -> str:
    pattern = _child(fill, "patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return "FFFFFF"
    return _colour(pattern, "fgColor") or "FFFFFF"


def _are_alike(ink: str, ground: str) -> bool:
    """Whether letters in one colour cannot be seen on the other."""
    try:
        pairs = [(int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return ink == ground
    return sum(w * abs(a - b) for w, (a, b) in zip(_WEIGHTS, pairs, strict=True)) < _ALIKE * sum(_WEIGHTS)
