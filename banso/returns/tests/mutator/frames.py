"""Damage to the rows and columns of a sheet, and what is put beside them."""

import random
from copy import copy
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.tests.mutator.places import ask_all, on_sheet, told
from banso.returns.tests.mutator.truth import (
    Truth,
    column_of,
    row_of,
)


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


def _read_by_labels(truth: Truth, marker: str) -> None:
    """Where the sheet has no keys at all, its labels say which row is which, and a notice says that they did."""
    for row in truth.of(marker):
        if row.labelled is not None:
            row.inputs = row.labelled


@on_sheet("key_row_removed")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    truth.may_refuse = True
    sheet.delete_rows(1)
    _read_by_labels(truth, marker)


@on_sheet("key_column_removed")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    truth.may_refuse = True
    sheet.delete_cols(1)
    _read_by_labels(truth, marker)


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


@on_sheet("header_written")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    part = rng.choice([sheet.oddHeader, sheet.evenHeader, sheet.firstFooter])
    rng.choice([part.left, part.center, part.right]).text = told(truth, rng)


@on_sheet("footer_rewritten_with_codes")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    text = f"&P/&N &D {told(truth, rng)} && &F"
    sheet.oddFooter.left.text, sheet.oddFooter.left.size, sheet.oddFooter.left.color = text, 12, "FF0000"


@on_sheet("page_number_in_the_header")
def _(sheet: Worksheet, marker: str, truth: Truth, rng: random.Random) -> None:
    """Nothing of a clerk's is in it."""
    sheet.oddHeader.right.text = "&P / &N ページ"
