"""Damage to sheets, and to what the workbook says it is."""

import random

from openpyxl import Workbook

from banso.returns.tests.mutator.places import a_sheet, told
from banso.returns.tests.mutator.truth import (
    Truth,
    damage,
    sheet_of,
)


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
def another_month_on_the_cover(book: Workbook, truth: Truth, rng: random.Random) -> bool:
    """Nothing of it may be taken for the month that the file was made for."""
    sheet = sheet_of(book, "banso:cover")
    if sheet is None:
        return False
    for cells in sheet.iter_rows(max_row=12):
        for cell in cells:
            if cell.value == "令和7年9月":
                cell.value = "令和7年10月"
                truth.may_refuse = truth.must_refuse = True
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
