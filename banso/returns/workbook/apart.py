"""Read the values of an .xls, .xlsb or .ods in a process of its own, with bounds that a parser cannot step over.

Run by its path (``python -I apart.py``), it reads the file on its input and writes one JSON document. It imports nothing
of ours, so that it starts in a few hundredths of a second: what a cell far away costs is found out only by parsing, and
then it is this process that ends.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO

import python_calamine

MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 20
# Cells of the area that a file uses, and its letters: a text that stands once may be used in every cell.
MAX_CELLS = 400_000
MAX_LETTERS = 20_000_000
# How the process ends: 0 with the values; or it says why not.
BROKEN, TOO_LARGE = 3, 4

_EPOCH = datetime(1899, 12, 30)
Cell = list[object]


class TooLarge(Exception):
    """More than a form could ever hold."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        told = json.dumps(sheets_of(sys.stdin.buffer.read()), ensure_ascii=False).encode("utf-8", "replace")
    except (TooLarge, MemoryError):
        return TOO_LARGE
    # What a damaged file makes the parser raise may not even be an Exception.
    except BaseException as damage:
        sys.stderr.write(repr(damage)[:500])
        return BROKEN
    sys.stdout.buffer.write(told)
    return 0


def sheets_of(data: bytes) -> list[dict[str, object]]:
    """Title, whether it is shown, and the cells that hold something: [row, column, kind, value…]."""
    book = python_calamine.load_workbook(BytesIO(data))
    found: list[dict[str, object]] = []
    area = letters = 0
    for about in book.sheets_metadata:
        cells: list[Cell] = []
        if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
            source = book.get_sheet_by_name(about.name)
            area += source.total_height * source.total_width
            if area > MAX_CELLS:
                raise TooLarge
            cells = _cells(source)
            letters += sum(len(str(cell[3])) for cell in cells)
        if letters > MAX_LETTERS:
            raise TooLarge
        is_visible = about.visible == python_calamine.SheetVisibleEnum.Visible
        found.append({"title": about.name, "is_visible": is_visible, "cells": cells})
    return found


def _cells(source: python_calamine.CalamineSheet) -> list[Cell]:
    rows = source.to_python(skip_empty_area=False)
    return [
        [row, column, *_value(value)]
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    ]


def _value(value: object) -> Cell:
    """("text", …), ("bool", …), ("number", its shortest writing), ("date", days since 1899-12-30, seconds)."""
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, str):
        return ["text", value]
    if isinstance(value, datetime):
        return _date(value - _EPOCH)
    if isinstance(value, date):
        return _date(datetime.combine(value, time()) - _EPOCH)
    if isinstance(value, time):
        return _date(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, timedelta):
        return _date(value)
    return ["number", repr(value)]


def _date(span: timedelta) -> Cell:
    return ["date", span.days, span.seconds]


if __name__ == "__main__":
    sys.exit(main())
