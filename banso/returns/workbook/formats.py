"""How cells look, as far as it changes what a clerk sees: number formats, crossed-out and invisible text."""

from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format


class Style(NamedTuple):
    number_format: str
    is_date: bool
    struck: bool
    invisible: bool


PLAIN = Style("General", False, False, False)

# Numbers of formats that depend on the country; in Japan they are dates. Source: ECMA-376, part 1, 18.8.30.
_JAPANESE_DATES = {*range(27, 37), *range(50, 59)}
_DATE = "yyyy/m/d"
# From this brightness on (0 to 255), white text cannot be seen on a ground.
_BRIGHT = 230


def styles_of(root: Element) -> list[Style]:
    """One style for each number that cells refer to."""
    formats = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "General") for e in _children(root, "numFmts")
    }
    struck = [_is_struck(font) for font in _children(root, "fonts")]
    inks = [_colour(font, "color") for font in _children(root, "fonts")]
    grounds = [_ground(fill) for fill in _children(root, "fills")]
    styles = []
    for use in _children(root, "cellXfs"):
        code = _code(int(use.get("numFmtId", "0")), formats)
        font, fill = int(use.get("fontId", "0")), int(use.get("fillId", "0"))
        ink = inks[font] if font < len(inks) else ""
        ground = grounds[fill] if fill < len(grounds) else ""
        styles.append(
            Style(
                code,
                bool(is_date_format(code)),
                font < len(struck) and struck[font],
                ink != "" and _cannot_be_seen(ink, ground or "FFFFFF"),
            )
        )
    return styles


def _code(number: int, formats: dict[int, str]) -> str:
    if number in formats:
        return formats[number]
    if number in _JAPANESE_DATES:
        return _DATE
    return str(BUILTIN_FORMATS.get(number, f"（番号{number}）"))


def _children(root: Element, name: str) -> list[Element]:
    group = next((e for e in root if e.tag.rpartition("}")[2] == name), None)
    return list(group) if group is not None else []


def _child(element: Element, name: str) -> Element | None:
    return next((e for e in element if e.tag.rpartition("}")[2] == name), None)


def _is_struck(font: Element) -> bool:
    strike = _child(font, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _colour(element: Element, name: str) -> str:
    """Six hexadecimal digits; "" for automatic or a colour that a theme decides, except its white."""
    colour = _child(element, name)
    if colour is None:
        return ""
    if colour.get("theme") == "0" and not Decimal(colour.get("tint", "0")):
        return "FFFFFF"
    return colour.get("rgb", "")[-6:].upper()


def _ground(fill: Element) -> str:
    pattern = _child(fill, "patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return ""
    return _colour(pattern, "fgColor")


def _cannot_be_seen(ink: str, ground: str) -> bool:
    if ink == ground:
        return True
    try:
        levels = [int(ground[place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return False
    # The blue of a pale yellow is lower, and white on it cannot be read either.
    return ink == "FFFFFF" and (2 * levels[0] + 5 * levels[1] + levels[2]) / 8 > _BRIGHT
