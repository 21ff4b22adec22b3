"""How damage finds its place in a workbook, and says what it did."""

import random
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.tests.mutator.truth import (
    ANYTHING,
    Row,
    Truth,
    damage,
    row_of,
    sheet_of,
)

TABLES = ("banso:numbers", "banso:coverage", "banso:measures", "banso:counts")


def a_sheet(book: Workbook, rng: random.Random) -> tuple[str, Worksheet] | None:
    marker = rng.choice(TABLES)
    sheet = sheet_of(book, marker)
    return None if sheet is None else (marker, sheet)


def a_row(book: Workbook, truth: Truth, rng: random.Random) -> tuple[Row, Worksheet, int] | None:
    row = rng.choice([row for row in truth.rows.values() if row.marker in TABLES])
    sheet = sheet_of(book, row.marker)
    number = row_of(sheet, row.key) if sheet else None
    return None if sheet is None or number is None else (row, sheet, number)


def ask_all(row: Row) -> None:
    for column in row.inputs:
        row.inputs[column] = set()


def gone(row: Row, sheet: Worksheet) -> None:
    """The row is away, unless earlier damage left a copy."""
    if row_of(sheet, row.key) is None:
        ask_all(row)
    else:
        for column in row.inputs:
            row.inputs[column] = {ANYTHING}


def told(truth: Truth, rng: random.Random) -> str:
    text = f"めもがき{rng.randrange(10**6)}"
    truth.tells.append(text)
    return text


def copied(sheet: Worksheet, source: int, target: int) -> None:
    for column in range(1, sheet.max_column + 1):
        sheet.cell(target, column).value = sheet.cell(source, column).value
        sheet.cell(target, column)._style = copy(sheet.cell(source, column)._style)


def on_sheet(name: str) -> Any:
    """Register damage to the sheet of a table: ``act(sheet, marker, truth, rng)``."""

    def register(act: Any) -> Any:
        def whole(book: Workbook, truth: Truth, rng: random.Random) -> bool:
            found = a_sheet(book, rng)
            return found is not None and act(found[1], found[0], truth, rng) is not False

        whole.__name__ = name
        damage(whole)
        return act

    return register


def on_row(name: str) -> Any:
    """Register damage to one row: ``act(row, sheet, number, truth, rng)``."""

    def register(act: Any) -> Any:
        def whole(book: Workbook, truth: Truth, rng: random.Random) -> bool:
            found = a_row(book, truth, rng)
            return found is not None and act(*found, truth, rng) is not False

        whole.__name__ = name
        damage(whole)
        return act

    return register
