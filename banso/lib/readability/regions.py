"""L3-06: how a region may be written. Sources as in level1."""

import re
from collections.abc import Callable, Iterator

from banso.lib.codes import check_digit, is_local_body
from banso.lib.municipalities import by_code, prefectures
from banso.lib.readability.results import Finding, not_applicable, unless
from banso.lib.readability.subject import Subject
from banso.lib.readability.table import Table

REGION_CODE = re.compile(
    r"(?:地方公共団体|都道府県|市区町村|市町村|自治体|地域|区域).*コード|^(?:lg|pref|city)_?code$",
    re.IGNORECASE,
)
_REGION_NAME = re.compile(r"(?:地方公共団体|都道府県|市区町村|市町村|自治体|地域)(?:の)?(?:名|名称)?$")
_FORMAL = re.compile(
    r"(?:北海道|東京都|(?:大阪|京都)府|[^\d\s]{2,3}県)?(?:[^\d\s]{1,10}[市区町村])?(?:[^\d\s]{1,10}区)?|全国|日本"
)


def formal_regions(subject: Subject) -> Finding:
    """L3-06: regions by their standard code (5 digits, or 6 with the check digit) or their formal name."""
    places: list[str] = []
    found = False
    for table in subject.tables:
        for column, label in enumerate(table.header):
            if REGION_CODE.search(label):
                found = True
                places += _places(table, column, _is_region_code)
                places += _other_places(table, column)
            elif _REGION_NAME.search(label):
                found = True
                places += _places(table, column, _is_formal)
    return unless(places) if found else not_applicable("地域を表す列がありません。")


def _places(table: Table, column: int, holds: Callable[[str], bool]) -> Iterator[str]:
    for row, text in table.filled(column):
        if not holds(text.strip()):
            yield f"{table.place(row, column)}：「{text.strip()[:30]}」"


def _other_places(table: Table, column: int) -> Iterator[str]:
    """Rows whose code is of another place than the name in the column beside it, as far as both are known today."""
    names = [c for c in (column - 1, column + 1) if 0 <= c < table.width]
    name = next((c for c in names if _REGION_NAME.search(table.header[c])), None)
    if name is None:
        return
    for row, text in table.filled(column):
        known, beside = _place_names(text.strip()), table.text(row, name).strip()
        if known and beside and beside not in known:
            yield f"{table.place(row, column)}：「{text.strip()}」は{known[-1]}のコードで、隣の「{beside}」ではありません"


def _place_names(code: str) -> tuple[str, ...]:
    """The names of the place with this code, as short as they are written: 西区, 横浜市西区, 神奈川県横浜市西区."""
    whole = code if len(code) == 6 else f"{code:0<5}"
    if len(whole) == 5 and whole.isascii() and whole.isdigit():
        whole += check_digit(whole)
    if place := by_code(whole):
        return (place.short, place.name, place.full_name)
    return next(((p.name,) for p in prefectures() if p.code == whole), ())


def _is_region_code(value: str) -> bool:
    if re.fullmatch(r"(?:0[1-9]|[1-3]\d|4[0-7])(?:\d{3})?", value, re.ASCII):
        return True
    return is_local_body(value)


def _is_formal(value: str) -> bool:
    return bool(value) and _FORMAL.fullmatch(value) is not None
