"""What a damaged workbook still says: for each input cell, which readings are right. None: it must be asked."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.workbook import Layout

Allowed = set[Any]
# After some damage upon damage only asking or taking as it stands remain, and either is right.
ANYTHING: Any = "anything"


@dataclass
class Row:
    """One row of the template: where it is asked, its unit, and what may be read from each of its inputs.

    ``labelled``: what may be read from a row that has lost its key, once the whole sheet is read by its labels.
    """

    marker: str
    key: str
    unit: str = ""
    precision: int = 0
    scale: int = 0
    inputs: dict[str, Allowed] = field(default_factory=dict)
    labelled: dict[str, Allowed] | None = None

    @property
    def is_number(self) -> bool:
        return self.marker in ("banso:numbers", "banso:counts")


@dataclass
class Truth:
    """``tells``: texts that must come up somewhere, as long as they stand in the file."""

    rows: dict[tuple[str, str], Row]
    tells: list[str] = field(default_factory=list)
    may_refuse: bool = False
    must_refuse: bool = False

    def numbers(self) -> list[Row]:
        return [row for row in self.rows.values() if row.is_number]

    def of(self, marker: str) -> list[Row]:
        return [row for row in self.rows.values() if row.marker == marker]


def truth_of(layout: Layout) -> Truth:
    """The truth of a template filled in by :func:`fill`."""
    rows = [Row("banso:cover", "remarks", inputs={"value": {"意見です。"}})]
    for number, row in enumerate(layout.numbers):
        rows.append(
            Row("banso:numbers", row.key, row.measured_in, row.precision, row.decimals, _filled(number))
        )
    for row in layout.coverage:
        rows.append(Row("banso:coverage", row.key, inputs={"value": {"設置済"}, "note": {""}}))
    for row in layout.measures:
        words = {"state": {"実施中"}, "done": {f"{row.key}の相談会を開いた。"}, "next_step": {"秋にも開く。"}}
        rows.append(Row("banso:measures", row.key, inputs=words))
    for number, row in enumerate(layout.counts, start=50):
        rows.append(Row("banso:counts", row.key, row.measured_in, 0, 0, _filled(number)))
    return Truth({(row.marker, row.key): row for row in rows})


def _filled(number: int) -> dict[str, Allowed]:
    """A number of its own for each row, so that no two can be mistaken for each other."""
    return {"value": {Decimal(1203 + 37 * number)}, "status": {"確定"}, "note": {f"備考{number}"}}


def fill(book: Workbook, truth: Truth) -> None:
    for row in truth.rows.values():
        for column, allowed in row.inputs.items():
            [value] = allowed
            cell = cell_of(book, row, column)
            assert cell is not None
            cell.value = int(value) if isinstance(value, Decimal) else value or None


def sheet_of(book: Workbook, marker: str) -> Worksheet | None:
    """The sheet with the marker, near its upper left corner."""
    for sheet in book.worksheets:
        for cells in sheet.iter_rows(max_row=3, max_col=3):
            if any(cell.value == marker for cell in cells):
                return sheet
    return None


def column_of(sheet: Worksheet, key: str) -> int | None:
    for cells in sheet.iter_rows(max_row=3):
        for cell in cells:
            if cell.value == key:
                return int(cell.column)
    return None


def row_of(sheet: Worksheet, key: str) -> int | None:
    for cells in sheet.iter_rows(max_col=3):
        for cell in cells:
            if cell.value == key:
                return int(cell.row)
    return None


def cell_of(book: Workbook, row: Row, column: str) -> Cell | None:
    """The cell by its keys; ``None`` where earlier damage took them."""
    sheet = sheet_of(book, row.marker)
    if sheet is None:
        return None
    number, place = row_of(sheet, row.key), column_of(sheet, column)
    if number is None or place is None:
        return None
    cell = sheet.cell(number, place)
    return cell if isinstance(cell, Cell) else None


Book = Callable[[Workbook, Truth, random.Random], bool | None]
Raw = Callable[[bytes, Truth, random.Random], bytes]

ON_BOOKS: dict[str, Book] = {}
ON_BYTES: dict[str, Raw] = {}


def damage(function: Book) -> Book:
    """Register damage done in a spreadsheet program; it returns False where it does not apply."""
    ON_BOOKS[function.__name__] = function
    return function


def raw_damage(function: Raw) -> Raw:
    """Register damage done to the file."""
    ON_BYTES[function.__name__] = function
    return function


def in_cell(
    name: str, marker: str, column: str, write: Callable[[Row, random.Random], tuple[Any, Allowed]]
) -> None:
    """Register damage that writes one value; ``write`` gives the value and what may be read from it."""

    def act(book: Workbook, truth: Truth, rng: random.Random) -> bool:
        rows = truth.numbers() if marker == "number" else truth.of(marker)
        row = rng.choice(rows)
        cell = cell_of(book, row, column)
        if cell is None:
            return False
        value, allowed = write(row, rng)
        if callable(value):
            value(cell)
        else:
            cell.value = value
        row.inputs[column] = allowed
        return True

    act.__name__ = name
    ON_BOOKS[name] = act
