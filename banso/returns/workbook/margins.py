"""What is printed above and below every page of a sheet: a clerk may have written something there.

Source of the codes: ECMA-376, part 1, 18.3.1.46 (headerFooter) and 18.3.1.39 (evenFooter and its five siblings).
"""

import re
from xml.etree.ElementTree import Element

from banso.lib.text import fold
from banso.returns.workbook.book import Margin

_PLACES = {
    "oddHeader": "ヘッダー", "oddFooter": "フッター", "evenHeader": "偶数ページのヘッダー",
    "evenFooter": "偶数ページのフッター", "firstHeader": "先頭ページのヘッダー", "firstFooter": "先頭ページのフッター",
}  # fmt: skip
_SIDES = {"L": "左", "C": "中央", "R": "右"}
# A letter that stands for itself, a font, a colour, a number with an offset, a size, or a single letter.
_CODE = re.compile(
    r'&(?:(&)|"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[PN][+-]\d+|\d{1,3} ?|([LCRPNDTAFZGBIUESXYOH]))'
)
_PICTURE = "（画像）"
# What Excel itself offers around page numbers.
_PAGE = re.compile(r"ページ|page|of|頁")


def margins_of(element: Element | None) -> list[Margin]:
    """The texts of a ``headerFooter``, side by side. What the program fills in itself (page, date, name) is left out."""
    found = []
    for child in element if element is not None else ():
        place = _PLACES.get(child.tag.rpartition("}")[2])
        if place and child.text:
            found += [Margin(f"{place}の{side}", text) for side, text in _sides(child.text) if text]
    return found


def _sides(written: str) -> list[tuple[str, str]]:
    """Without a code the text stands in the middle."""
    sides: dict[str, list[str]] = {"C": []}
    side, end = "C", 0
    for code in _CODE.finditer(written):
        sides[side].append(written[end : code.start()])
        end = code.end()
        if code[1]:
            sides[side].append("&")
        elif code[2] in _SIDES:
            side = code[2]
            sides.setdefault(side, [])
        elif code[2] == "G":
            sides[side].append(_PICTURE)
    sides[side].append(written[end:])
    return [(_SIDES[side], "".join(pieces).strip()) for side, pieces in sides.items()]


def says(text: str) -> bool:
    """More than signs and the word "page"."""
    return any(character.isalnum() for character in _PAGE.sub("", fold(text)))
