"""A workbook of plain values: one table a sheet, no looks, no formulas.

openpyxl writes the book and we the rows in it: it makes an object of every cell, and the tables of a large directory have
a million, most of them the same few texts again and again.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from banso.lib.cells import cell

Value = str | int | float
Row = Sequence[Value]
# Its name, the names of its columns, its rows.
Table = tuple[str, Sequence[str], Iterable[Row]]
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_NO_ROWS = re.compile(r"<sheetData\s*/>|<sheetData>\s*</sheetData>")


def plain(value: Value) -> Value:
    """What may stand in a cell: letters that cannot be seen would break a workbook."""
    if not isinstance(value, str):
        return value
    text = cell(value)
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())


def book_of(tables: Sequence[Table]) -> bytes:
    """The tables as a workbook."""
    book = Workbook(write_only=True)
    for name, _header, _rows in tables:
        book.create_sheet(name)
    empty, filled, cells = io.BytesIO(), io.BytesIO(), _Cells()
    book.save(empty)
    with zipfile.ZipFile(empty) as shell, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as full:
        for part in shell.namelist():
            sheet = _SHEET.fullmatch(part)
            if sheet is None:
                full.writestr(part, shell.read(part))
                continue
            before, after = _NO_ROWS.split(shell.read(part).decode())
            with full.open(part, "w") as out:
                out.write(f"{before}<sheetData>".encode())
                for line in _lines(tables[int(sheet[1]) - 1], cells):
                    out.write(line.encode())
                out.write(f"</sheetData>{after}".encode())
    return filled.getvalue()


class _Cells(dict[Value, str]):
    """What follows the address of a cell that holds the value; empty where nothing does. Each is made once."""

    def __missing__(self, value: Value) -> str:
        held = plain(value)
        if isinstance(held, str):
            made = f' t="inlineStr"><is><t>{escape(held)}</t></is></c>' if held else ""
        else:
            made = f"><v>{held!r}</v></c>"
        self[value] = made
        return made


def _lines(table: Table, cells: _Cells) -> Iterator[str]:
    _name, header, rows = table
    letters = [get_column_letter(number) for number in range(1, len(header) + 1)]
    yield _line(letters, 1, header, cells)
    for number, row in enumerate(rows, start=2):
        yield _line(letters, number, row, cells)


def _line(letters: Sequence[str], number: int, row: Row, cells: _Cells) -> str:
    told = [
        f'<c r="{letter}{number}"{made}'
        for letter, value in zip(letters, row, strict=True)
        if (made := cells[value])
    ]
    return f'<row r="{number}">{"".join(told)}</row>'
