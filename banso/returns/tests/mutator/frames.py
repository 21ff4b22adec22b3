"""Damage to rows, columns and sheets, and what is put beside them."""

import random
from copy import copy
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.tests.mutator.truth import (
    ANYTHING,
    Row,
    Truth,
    cell_of,
    column_of,
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


@on_sheet("row_inserted_on_top")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.insert_rows(1)


@on_sheet("row_inserted_between")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.insert_rows(rng.randint(2, sheet.max_row))


@on_sheet("column_inserted_on_the_left")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.insert_cols(1)


@on_sheet("column_inserted_between")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.insert_cols(rng.randint(2, sheet.max_column))


@on_sheet("column_inserted_and_filled")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    place = rng.randint(2, sheet.max_column)
    sheet.insert_cols(place)
    sheet.cell(rng.randint(5, 6), place).value = told(truth, rng)


@on_sheet("note_beside_the_table")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.cell(rng.randint(1, sheet.max_row), sheet.max_column + rng.randint(1, 40)).value = told(truth, rng)


@on_sheet("note_below_the_table")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.cell(sheet.max_row + rng.randint(1, 400), rng.randint(1, 9)).value = told(truth, rng)


@on_sheet("many_notes_below")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    told(truth, rng)
    for row in range(sheet.max_row + 2, sheet.max_row + 80):
        sheet.cell(row, 2).value = truth.tells[-1]


@on_sheet("note_far_below")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.cell(25_000, 3).value = told(truth, rng)


@on_sheet("note_above_the_table")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.cell(rng.randint(2, 3), rng.randint(3, 8)).value = told(truth, rng)


@on_sheet("heading_rewritten")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.cell(3, 2).value = told(truth, rng)


@on_sheet("total_below")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    last = sheet.max_row + 1
    sheet.cell(last, 2).value = told(truth, rng)
    sheet.cell(last, sheet.max_column - 1).value = 99999


@on_sheet("title_of_a_column_rewritten")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, rng.choice(["value", "state", "note", "label", "done"]))
    if place is None:
        return False
    titles = [row for row in range(1, 8) if sheet.cell(row, place).fill.fgColor.rgb == "00D9E6FF"]
    if not titles:
        return False
    sheet.cell(titles[0], place).value = told(truth, rng)
    return True


@on_sheet("sheet_renamed")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.title = rng.choice(["Sheet1", "9月分", "提出用 (2)", "&<>'\"特殊".replace("'", "")])


@on_sheet("sheet_hidden")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.sheet_state = rng.choice(["hidden", "veryHidden"])


@on_sheet("filtered")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.auto_filter.ref = f"B4:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.auto_filter.add_filter_column(2, ["東事務所"])
    sheet.row_dimensions[6].hidden = True


@on_sheet("columns_hidden")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.column_dimensions[get_column_letter(rng.randint(2, 10))].hidden = True


@on_sheet("keys_unhidden")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    sheet.row_dimensions[1].hidden = False
    sheet.column_dimensions["A"].hidden = False


@on_sheet("key_row_removed")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    truth.may_refuse = True
    sheet.delete_rows(1)


@on_sheet("key_column_removed")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    truth.may_refuse = True
    sheet.delete_cols(1)


@on_sheet("marker_overwritten")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    truth.may_refuse = True
    sheet.cell(1, 1).value = "x"


@on_sheet("rows_sorted_with_their_keys")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    _shuffle(sheet, rng, first_column=1)


@on_sheet("rows_sorted_without_their_keys")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    # Beside a key stands another label afterwards; the values went with the labels.
    _shuffle(sheet, rng, first_column=2)
    for row in truth.of(marker):
        ask_all(row)


def _shuffle(sheet: Worksheet, rng: random.Random, first_column: int) -> None:
    numbers = list(range(5, sheet.max_row + 1))
    columns = range(first_column, sheet.max_column + 1)
    contents = [
        [(sheet.cell(row, column).value, copy(sheet.cell(row, column)._style)) for column in columns]
        for row in numbers
    ]
    # Every row moves, so that none keeps its place by chance.
    step = rng.randint(1, max(1, len(contents) - 1))
    for row, values in zip(numbers, contents[step:] + contents[:step], strict=True):
        for column, (value, look) in zip(columns, values, strict=True):
            sheet.cell(row, column).value = value
            sheet.cell(row, column)._style = look


@on_sheet("values_slid_down")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "value")
    rows = {row_of(sheet, row.key): row for row in truth.of(marker)}
    if place is None or None in rows or marker == "banso:measures":
        return False
    numbers = sorted(number for number in rows if number)
    before = {number: (sheet.cell(number, place).value, rows[number].inputs["value"]) for number in numbers}
    for upper, lower in zip(numbers, numbers[1:], strict=False):
        value, allowed = before[upper]
        sheet.cell(lower, place).value = value
        # A number is what it is in whatever row; what a text meant, it may mean there.
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        rows[lower].inputs["value"] = {Decimal(str(value))} if is_number else set(allowed)
    return True


@on_sheet("column_moved_with_its_key")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place, target = column_of(sheet, "note") or column_of(sheet, "done"), sheet.max_column + 2
    if place is None:
        return False
    for row in range(1, sheet.max_row + 1):
        source = sheet.cell(row, place)
        sheet.cell(row, target).value, source.value = source.value, None
        sheet.cell(row, target).fill = copy(source.fill)
    return True


def _column_removed(name: str, key: str, *, refused: bool, lost: bool = False) -> None:
    @on_sheet(name)
    def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
        place = column_of(sheet, key)
        if place is None:
            return False
        sheet.delete_cols(place)
        truth.may_refuse = truth.may_refuse or refused
        for row in truth.of(marker):
            if key in row.inputs:
                row.inputs[key] = set() if refused else {""}
        return True


_column_removed("column_of_values_removed", "value", refused=True)
_column_removed("column_of_statuses_removed", "status", refused=True)
_column_removed("column_of_notes_removed", "note", refused=False)
_column_removed("column_for_reference_removed", "reported", refused=False)
_column_removed("column_of_labels_removed", "label", refused=False)


@on_sheet("column_copied")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place, target = column_of(sheet, "value"), sheet.max_column + 1
    if place is None:
        return False
    truth.may_refuse = True
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, target).value = sheet.cell(row, place).value
    return True


@on_sheet("number_in_a_column_for_reference")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "reported")
    number = row_of(sheet, rng.choice(truth.of(marker)).key)
    if place is None or number is None:
        return False
    value = rng.randrange(10**6, 10**7)
    sheet.cell(number, place).value = value
    truth.tells.append(str(value))
    return True


@on_sheet("values_merged_downwards")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "value") or column_of(sheet, "done")
    key = "value" if column_of(sheet, "value") else "done"
    numbers = {row_of(sheet, row.key): row for row in truth.of(marker)}
    pairs = [n for n in numbers if n and n + 1 in numbers]
    if place is None or not pairs or sheet.merged_cells.ranges:
        return False
    first = rng.choice(pairs)
    letter = get_column_letter(place)
    sheet.merge_cells(f"{letter}{first}:{letter}{first + 1}")
    for number in (first, first + 1):
        numbers[number].inputs[key] = set()
    return True


@on_row("value_merged_with_the_next_column")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "value") or column_of(sheet, "state")
    if place is None or sheet.merged_cells.ranges:
        return False
    letters = get_column_letter(place), get_column_letter(place + 1)
    sheet.merge_cells(f"{letters[0]}{number}:{letters[1]}{number}")
    ask_all(row)
    return True


@on_row("labels_merged")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    if sheet.merged_cells.ranges:
        return False
    sheet.merge_cells(f"B{number}:C{number}")
    ask_all(row)
    return True


@on_row("row_removed")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    sheet.delete_rows(number)
    gone(row, sheet)


@on_row("row_emptied")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    for column in range(1, sheet.max_column + 1):
        sheet.cell(number, column).value = None
    gone(row, sheet)


@on_row("row_hidden")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    sheet.row_dimensions[number].hidden = True


@on_row("row_copied")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    copied(sheet, number, sheet.max_row + 1)


@on_row("row_copied_and_changed")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    key = next(iter(row.inputs))
    place = column_of(sheet, key)
    if place is None:
        return False
    target = sheet.max_row + 1
    copied(sheet, number, target)
    sheet.cell(target, place).value = 31
    row.inputs[key] = set()
    return True


@on_row("row_moved_down")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    copied(sheet, number, sheet.max_row + 3)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(number, column).value = None


@on_row("row_with_an_unknown_key")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    target = sheet.max_row + 1
    copied(sheet, number, target)
    for column in range(1, 4):
        if sheet.cell(target, column).value == row.key:
            sheet.cell(target, column).value = told(truth, rng)


@on_row("label_rewritten")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "label") or column_of(sheet, "name")
    if place is None:
        return False
    sheet.cell(number, place).value = "べつの名前"
    ask_all(row)
    return True


@on_row("unit_rewritten")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, "measured_in")
    if place is None:
        return False
    sheet.cell(number, place).value = "千件"
    ask_all(row)
    return True


@on_row("key_removed")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> None:
    for column in range(1, 4):
        if sheet.cell(number, column).value == row.key:
            sheet.cell(number, column).value = None
    gone(row, sheet)


@on_row("value_and_status_swapped")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    value, status = column_of(sheet, "value"), column_of(sheet, "status")
    if value is None or status is None:
        return False
    one, other = sheet.cell(number, value), sheet.cell(number, status)
    one.value, other.value = other.value, one.value
    row.inputs["value"], row.inputs["status"] = set(), set()
    return True


@on_row("comment_by_the_clerk")
def _(row: Row, sheet: Worksheet, number: int, truth: Truth, rng: random.Random) -> bool:
    place = column_of(sheet, next(iter(row.inputs)))
    if place is None:
        return False
    sheet.cell(number, place).comment = Comment(told(truth, rng), "係長")
    return True


@damage
def sheets_reordered(book: Workbook, truth: Truth, rng: random.Random) -> None:
    rng.shuffle(book._sheets)


@damage
def sheet_removed(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    found = a_sheet(book, rng)
    if found is None:
        return False
    truth.may_refuse = True
    book.remove(found[1])
    return True


@damage
def sheet_copied(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    found = a_sheet(book, rng)
    if found is None:
        return False
    # A copy is taken aside only while both say the same; further damage to one of them makes two of it.
    truth.may_refuse = True
    book.copy_worksheet(found[1])
    return True


@damage
def sheet_added(book: Workbook, truth: Truth, rng: random.Random) -> None:
    book.create_sheet(rng.choice(["集計", "メモ", "Sheet2"]))["B2"] = told(truth, rng)


@damage
def hidden_sheet_added(book: Workbook, truth: Truth, rng: random.Random) -> None:
    sheet = book.create_sheet("内訳")
    sheet["C7"] = told(truth, rng)
    sheet.sheet_state = "hidden"


@damage
def empty_sheet_added(book: Workbook, truth: Truth, rng: random.Random) -> None:
    book.create_sheet("空")


@damage
def period_on_the_cover_rewritten(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    sheet = sheet_of(book, "banso:cover")
    if sheet is None:
        return False
    for cells in sheet.iter_rows(max_row=12):
        for cell in cells:
            if cell.value == "令和7年9月":
                cell.value = told(truth, rng)
                return True
    return False


@damage
def note_on_the_cover(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    sheet = sheet_of(book, "banso:cover")
    if sheet is None:
        return False
    sheet.cell(rng.randint(6, 30), rng.randint(4, 9)).value = told(truth, rng)
    return True


def _identity(name: str, key: str, value: str) -> None:
    def act(book: Workbook, truth: Truth, rng: random.Random) -> bool:
        if "_banso" not in book.sheetnames:
            return False
        for cells in book["_banso"].iter_rows():
            if cells[0].value == key:
                cells[1].value = value
        truth.may_refuse = True
        return True

    act.__name__ = name
    damage(act)


_identity("another_body", "organisation", "labour-bureau")
_identity("an_unknown_body", "organisation", "nobody")
_identity("last_year", "period", "2024-09")
_identity("another_plan", "plan", "yoso/2025")
_identity("an_older_format", "format", "banso-return/0")
_identity("an_older_layout", "layout", "0" * 64)


@damage
def identity_removed(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    if "_banso" not in book.sheetnames:
        return False
    truth.may_refuse = True
    del book["_banso"]
    return True


__all__ = ["cell_of"]
