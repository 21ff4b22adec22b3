"""Find the rows and columns of a workbook by their hidden keys."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from banso.lib.text import fold
from banso.returns.workbook import cells
from banso.returns.workbook.cells import StoredCell
from banso.returns.workbook.layout import Table
from banso.returns.workbook.problems import NotTaken, Problem

logger = logging.getLogger(__name__)

MAX_ROWS = 20_000
MAX_COLUMNS = 200

Grid = dict[tuple[int, int], StoredCell]

# What openpyxl and its parsers raise on a damaged workbook; it has no exception of its own for it.
_DAMAGED = (
    InvalidFileException, BadZipFile, ParseError, DefusedXmlException, SyntaxError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError,
)  # fmt: skip


@dataclass
class Found:
    """A sheet of the template as it came: columns by key, rows by key, and what is wrong with its frame."""

    sheet: str
    grid: Grid
    columns: dict[str, int]
    rows: dict[str, int]
    names: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def cell(self, row_key: str, column_key: str) -> StoredCell | None:
        return self.grid.get((self.rows[row_key], self.columns[column_key]))

    def ref(self, row_key: str, column_key: str) -> str:
        return f"{get_column_letter(self.columns[column_key])}{self.rows[row_key]}"

    def problem(self, row_key: str, column_key: str, message: str, remedy: str) -> Problem:
        cell = self.cell(row_key, column_key)
        place = self.ref(row_key, column_key)
        return Problem(
            message, remedy, self.sheet, place, cells.stored(cell), cells.shown(cell), self.names[row_key]
        )


def sheets_of(data: bytes) -> dict[str, Grid]:
    """Every sheet as a grid of stored cells. Raises :class:`NotTaken` for a damaged workbook."""
    try:
        grids = _grids(data, kept_results=False)
        if any(cell.formula for grid in grids.values() for cell in grid.values()):
            _put_results(grids, _grids(data, kept_results=True))
        return grids
    except _DAMAGED as damage:
        logger.info("workbook refused: %r", damage)
        raise NotTaken(
            "Excelファイルの中身が壊れていて読めません。",
            "Excelで開いて保存し直すか、新しい様式に記入して送ってください。",
        ) from damage


def _grids(data: bytes, *, kept_results: bool) -> dict[str, Grid]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=kept_results, keep_links=False)
    try:
        return {sheet.title: _grid(sheet, kept_results) for sheet in book.worksheets}
    finally:
        book.close()


def _grid(sheet: Any, kept_results: bool) -> Grid:
    # The size that a file states for a sheet may be wrong; what counts is what stands in it.
    sheet.reset_dimensions()
    grid: Grid = {}
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        for cell in row:
            if cell.value is None:
                continue
            is_formula = cell.data_type == "f" and not kept_results
            grid[cell.row, cell.column] = StoredCell(
                ref=f"{get_column_letter(cell.column)}{cell.row}",
                value=None if is_formula else cell.value,
                formula=str(getattr(cell.value, "text", cell.value)) if is_formula else "",
                number_format=cell.number_format or "General",
                is_error=cell.data_type == "e",
            )
    return grid


def _put_results(grids: dict[str, Grid], results: dict[str, Grid]) -> None:
    for title, grid in grids.items():
        for place, cell in grid.items():
            kept = results.get(title, {}).get(place)
            if cell.formula and kept is not None:
                grid[place] = StoredCell(
                    cell.ref, kept.value, cell.formula, cell.number_format, kept.is_error
                )


def find(table: Table, grids: dict[str, Grid], expected: dict[str, tuple[str, ...]]) -> Found:
    """The sheet of ``table``, by its marker, with its rows checked against ``expected`` (key → fixed texts).

    Raises :class:`NotTaken` when the sheet or a column is missing or stands twice.
    """
    named = [title for title, grid in grids.items() if _text(grid, 1, 1) == table.marker]
    if not named:
        raise NotTaken(
            f"シート「{table.sheet}」がありません。",
            "シートを消さずに、受け取った様式に記入し直して送ってください。",
        )
    if len(named) > 1:
        raise NotTaken(
            f"シート「{table.sheet}」が二つ以上あります（{'、'.join(named)}）。",
            "使うシートを一つだけ残して送ってください。",
        )
    grid = grids[named[0]]
    names = {key: table.name_of(fixed) for key, fixed in expected.items()}
    found = Found(named[0], grid, _columns(table, grid, named[0]), {}, names)
    _find_rows(table, found, expected)
    return found


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.get((row, column))
    return str(cell.value).strip() if cell and cell.value is not None else ""


def _columns(table: Table, grid: Grid, sheet: str) -> dict[str, int]:
    keys = [(_text(grid, 1, column), column) for (row, column) in grid if row == 1]
    for wanted in table.columns:
        places = [column for key, column in keys if key == wanted.key]
        if len(places) != 1:
            raise NotTaken(
                f"列「{wanted.title}」が{'二つ以上あります' if places else 'ありません'}。",
                "列を消したり複写したりせずに、受け取った様式に記入し直して送ってください。",
                sheet,
            )
    return {key: column for key, column in keys if key}


def _find_rows(table: Table, found: Found, expected: dict[str, tuple[str, ...]]) -> None:
    """Fill ``found.rows``, and say which rows are missing, unknown, doubled or relabelled."""
    keyed = [
        (_text(found.grid, row, 1), row) for row, column in sorted(found.grid) if column == 1 and row > 1
    ]
    times = Counter(key for key, _row in keyed)
    for key, row in keyed:
        place = f"A{row}"
        if key not in expected:
            found.problems.append(
                Problem("様式にない行があります。", "その行を消してください。", found.sheet, place, key)
            )
        elif times[key] > 1 and key in found.rows:
            message = f"同じ行が二つあります（{row}行目と{found.rows[key]}行目）。"
            found.problems.append(
                Problem(
                    message,
                    "複写した行を消して送り直してください。",
                    found.sheet,
                    place,
                    found.names[key],
                )
            )
        else:
            found.rows[key] = row
    missing = [found.names[key] for key in expected if key not in found.rows]
    if missing:
        names = "、".join(missing[:5])
        more = f" ほか{len(missing) - 5}行" if len(missing) > 5 else ""
        found.problems.append(
            Problem(
                f"行がありません：{names}{more}。",
                "行を消さずに、受け取った様式に記入し直して送ってください。",
                found.sheet,
            )
        )
    _check_labels(table, found, expected)
    _check_strays(table, found, {row for _key, row in keyed})


def _check_labels(table: Table, found: Found, expected: dict[str, tuple[str, ...]]) -> None:
    """A key beside another label means that cells were shifted: the value below could be anybody's."""
    fixed = [column for column in table.columns if column.is_fixed]
    for key in found.rows:
        for column, wanted in zip(fixed, expected[key], strict=True):
            stands = cells.stored(found.cell(key, column.key))
            if fold(stands) != fold(wanted):
                message = f"「{column.title}」が様式（{wanted}）と違います。セルがずれていることがあります。"
                found.problems.append(
                    found.problem(
                        key, column.key, message, "新しい様式を受け取り、そこに記入し直してください。"
                    )
                )


def _check_strays(table: Table, found: Found, keyed: Iterable[int]) -> None:
    """A value in a row without a key would be lost in silence: say so."""
    known = set(keyed)
    inputs = {found.columns[column.key] for column in table.inputs}
    header = _header_row(table, found)
    for (row, column), cell in sorted(found.grid.items()):
        if row > header and column in inputs and row not in known and not cells.is_blank(cell):
            # The cover explains itself in the same column, in rows without a key.
            if table.marker == "banso:cover":
                continue
            found.problems.append(
                Problem(
                    "様式にない行に記入があります。",
                    "様式の行に移すか、消してください。",
                    found.sheet,
                    cell.ref,
                    cells.stored(cell),
                    cells.shown(cell),
                )
            )


def _header_row(table: Table, found: Found) -> int:
    last = table.columns[-1]
    column = found.columns[last.key]
    titles = [r for (r, c), cell in found.grid.items() if c == column and cell.value == last.title]
    return min(titles, default=1)
