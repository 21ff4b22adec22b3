"""Read the values of an old .xls or an .ods. Formulas, formats, comments and pictures are not known there."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import python_calamine

from banso.returns.workbook.archive import MAX_CELLS
from banso.returns.workbook.book import Book, Sheet, Stored, StoredCell, ref
from banso.returns.workbook.openxml import number_of

_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


def book_of(data: bytes, name: str) -> Book:
    """The workbook in the format called ``name``. Raises ``python_calamine.CalamineError`` and ValueError for what is none."""
    book = python_calamine.load_workbook(BytesIO(data))
    sheets = []
    for about in book.sheets_metadata:
        is_visible = about.visible == python_calamine.SheetVisibleEnum.Visible
        sheet = Sheet(_printable(about.name), is_hidden=not is_visible)
        if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
            _fill(sheet, book.get_sheet_by_name(about.name))
        sheets.append(sheet)
    return Book(sheets, values_only=name)


def _fill(sheet: Sheet, source: python_calamine.CalamineSheet) -> None:
    if source.total_height * source.total_width > MAX_CELLS:
        raise ValueError("too many cells")
    for row, values in enumerate(source.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                kept, is_date = _stored(value)
                is_error = isinstance(kept, str) and kept in _ERRORS
                sheet.grid[row, column] = StoredCell(
                    ref(row, column), kept, is_error=is_error, is_date=is_date
                )


def _stored(value: object) -> tuple[Stored, bool]:
    """(value, whether it is a date)"""
    if isinstance(value, bool):
        return value, False
    if isinstance(value, str):
        return _printable(value), False
    if isinstance(value, datetime):
        return _days(value - datetime(1899, 12, 30)), True
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days, True
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        return _days(value), True
    return number_of(repr(value)), False


def _printable(text: str) -> str:
    """Characters that no database takes are made visible, so that they are asked about."""
    return "".join(c if c.isprintable() or c in "\n\r\t　" else "\ufffd" for c in text)


def _days(span: timedelta) -> Decimal:
    return Decimal(span.days) + Decimal(span.seconds) / 86400
