"""A sheet as a table to point at. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from banso.lib.text import one_line
from banso.returns.own_forms.read import month_in
from banso.returns.workbook import cells
from banso.returns.workbook.book import Grid, StoredCell
from banso.returns.workbook.doubts import Doubt, is_dash

MAX_ROWS, MAX_COLUMNS = 120, 40


@dataclass(frozen=True)
class Shown:
    """One cell: what is stored, and what it can be pointed at for."""

    ref: str
    text: str
    is_text: bool
    is_number: bool


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Picture:
    """The used part of a sheet, from A1; ``is_cut`` where it goes on beyond what can be shown."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_cut: bool


def picture(grid: Grid) -> Picture:
    """The sheet as a table."""
    last_row, last_column = extent(grid)
    columns = range(1, min(last_column, MAX_COLUMNS) + 1)
    rows = tuple(
        Row(row, tuple(_shown(grid.get((row, column)), row, column) for column in columns))
        for row in range(1, min(last_row, MAX_ROWS) + 1)
    )
    is_cut = last_row > MAX_ROWS or last_column > MAX_COLUMNS
    return Picture(tuple(get_column_letter(column) for column in columns), rows, is_cut)


def extent(grid: Grid) -> tuple[int, int]:
    """The last row and the last column that are used."""
    used = [place for place, cell in grid.items() if not cells.is_blank(cell)]
    return max((row for row, _c in used), default=1), max((column for _r, column in used), default=1)


def can_hold_number(grid: Grid, place: tuple[int, int]) -> bool:
    """Whether a number stands in a cell of the used part, or may stand there in another month."""
    last_row, last_column = extent(grid)
    return place[0] <= last_row and place[1] <= last_column and may_hold_number(grid.get(place))


def may_hold_number(cell: StoredCell | None) -> bool:
    """Whether a cell holds a number, or nothing, or the dash that people write instead of one."""
    if cell is None or cells.is_blank(cell):
        return True
    return is_number(cell) or (isinstance(cell.value, str) and is_dash(cell.value))


def around(grid: Grid, place: tuple[int, int]) -> str:
    """The texts nearest to the left of a cell and above it: what its row and its column are called."""
    row, column = place
    left = _nearest(grid, [(row, c) for c in range(column - 1, 0, -1)])
    above = _nearest(grid, [(r, column) for r in range(row - 1, 0, -1)])
    return "・".join(text for text in (left, above) if text)


def is_number(cell: StoredCell) -> bool:
    """Whether a cell holds a number, or a text that is one."""
    if cell.is_error or cell.is_date or isinstance(cell.value, bool):
        return False
    if isinstance(cell.value, int | float | Decimal):
        return True
    if not isinstance(cell.value, str):
        return False
    try:
        return cells.number(cell, decimals=6, unit="") is not None
    except Doubt:
        return False


def _nearest(grid: Grid, places: list[tuple[int, int]]) -> str:
    for place in places:
        cell = grid.get(place)
        if cell is not None and _is_label(cell):
            return one_line(str(cell.value))[:20]
    return ""


def _is_label(cell: StoredCell) -> bool:
    return isinstance(cell.value, str) and bool(cell.value.strip()) and not is_number(cell)


def _text(cell: StoredCell | None) -> str:
    if cell is None or cell.value is None:
        return cells.stored(cell)
    return one_line(str(cell.value))


def _shown(cell: StoredCell | None, row: int, column: int) -> Shown:
    ref = f"{get_column_letter(column)}{row}"
    if cell is None or cells.is_blank(cell):
        return Shown(ref, "", False, False)
    # A text with a month in it stands on no later month's sheet: nothing to know the form by.
    is_anchor = _is_label(cell) and month_in(cell) is None
    return Shown(ref, _text(cell)[:60], is_anchor, is_number(cell))
