"""Rows of a workbook of many bodies that are no body's: sums, which are left out, and others, which hold the file."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from banso.returns.workbook import cells
from banso.returns.workbook.book import Sheet, StoredCell
from banso.returns.workbook.problems import Problem

_LABEL = re.compile(r"(?:総|小|合)?(?:合)?計(?:[(（].*[)）])?")
_RANGE = r"\$?[A-Z]{1,3}\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"
_SUM = re.compile(rf"=\s*(?:SUM\(|SUBTOTAL\(\s*\d+\s*,)\s*{_RANGE}(?:\s*,\s*{_RANGE})*\s*\)\s*", re.I)
_EACH = re.compile(_RANGE, re.I)
_REMEDY = "機関の行に移すか、消してください。合計の行なら、見出しを「合計」としてください。"
# More than this is no slip of single rows.
MOST = 300


@dataclass(frozen=True)
class Nobodys:
    """Of one sheet: what stands in the rows that are sums, by row, and the cells for input that are filled in others."""

    sheet: str
    sums: dict[int, list[StoredCell]]
    filled: list[StoredCell]


def look(
    sheet: Sheet, mine: Collection[int], key_column: int, places: Collection[int], first: int
) -> Nobodys:
    """``mine``: the rows of bodies; ``places``: the columns for input; ``first``: the row under the headings."""
    rows: dict[int, list[StoredCell]] = {}
    for (row, _column), cell in sorted(sheet.grid.items()):
        if row >= first and row not in mine and not cells.is_blank(cell):
            rows.setdefault(row, []).append(cell)
    found = Nobodys(sheet.title, {}, [])
    for row, stand in rows.items():
        inputs = [sheet.grid[row, column] for column in sorted(places) if (row, column) in sheet.grid]
        inputs = [cell for cell in inputs if not cells.is_blank(cell)]
        if not inputs:
            continue
        if not sheet.text(row, key_column) and _is_sum(stand, inputs, mine):
            found.sums[row] = stand
        else:
            found.filled.extend(inputs)
    return found


def problems(found: Sequence[Nobodys]) -> Iterator[Problem]:
    """One for each cell, with what is stored in it."""
    stand = [(sheet.sheet, cell) for sheet in found for cell in sheet.filled]
    for title, cell in stand[:MOST]:
        message = "どの機関の行か分からない行に記入があります。"
        yield Problem(message, _REMEDY, title, cell.ref, cells.stored(cell))
    if len(stand) > MOST:
        yield Problem(f"どの機関の行か分からない記入が、ほかに{len(stand) - MOST}個あります。", _REMEDY)


def _is_sum(stand: Sequence[StoredCell], inputs: Sequence[StoredCell], mine: Collection[int]) -> bool:
    """Whether a row says that it is a sum, or holds nothing but sums over the rows of bodies."""
    if any(isinstance(cell.value, str) and not cell.formula and _is_label(cell.value) for cell in stand):
        return True
    return all(_sums_bodies(cell.formula, mine) for cell in inputs)


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) is not None


def _sums_bodies(formula: str, mine: Collection[int]) -> bool:
    if not _SUM.fullmatch(formula):
        return False
    spans = [(int(first), int(last)) for first, last in _EACH.findall(formula)]
    return all(any(first <= row <= last for row in mine) for first, last in spans)
