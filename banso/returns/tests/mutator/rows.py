"""Damage to one row."""

import random

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.tests.mutator.places import ask_all, copied, gone, on_row, told
from banso.returns.tests.mutator.truth import (
    Row,
    Truth,
    column_of,
)


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
    row.labelled = dict(row.inputs)
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
