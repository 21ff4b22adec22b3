"""A file as rows: text through ``lib.tabular``, a workbook through openpyxl, both one row at a time."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook

from banso.directory.exchange.incoming.columns import columns_of
from banso.lib import tabular
from banso.lib.readability.book import Unreadable as UnreadableBook
from banso.lib.readability.book import guard
from banso.lib.tabular import Row, Unreadable, fold_header

__all__ = ["Incoming", "Row", "Unreadable", "opened"]
# Titles and notes may stand above the header.
_HEADER_WITHIN = 10
_NO_NAME = "「名称」の列がありません。1行目に、名称・所在地_市区町村・電話番号などの項目名を書いてください。"


@dataclass
class Incoming:
    """An opened file: iterate ``rows`` once. ``notes`` tell what was understood of the file as a whole."""

    encoding: str
    columns: dict[str, str]
    notes: list[str]
    rows: Iterable[Row]


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[Incoming]:
    """Open an upload by its content. Raises :class:`Unreadable`, whose message is for people."""
    file.seek(0)
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if is_zip:
        yield from _workbook(file)
        return
    with tabular.opened(file) as table:
        notes = [*table.problems, *_odd_headers(table.header)]
        if table.encoding not in ("utf-8", "utf-8-sig"):
            notes.append(f"文字コードは {table.encoding} として読みました。")
        yield Incoming(table.encoding, _columns(table.header), notes, table)


def _columns(header: Iterable[str]) -> dict[str, str]:
    found = columns_of(header)
    if "name" not in found:
        raise Unreadable(_NO_NAME)
    return found


def _odd_headers(header: Iterable[str]) -> list[str]:
    odd = [column for column in header if any(mark in column for mark in "（）［］【】　＿")]
    if not odd:
        return []
    return [f"項目名の全角のかっこや空白は、半角と同じものとして読みました（{'、'.join(odd[:5])}）。"]


def _workbook(file: BinaryIO) -> Iterator[Incoming]:
    """The sheet whose first rows name 名称. Values only: a formula counts for the result kept with it."""
    book = _loaded(file)
    try:
        for sheet in book.worksheets:
            head = list(islice(_values(sheet), _HEADER_WITHIN))
            for number, cells in enumerate(head):
                if "name" in columns_of(cells):
                    note = f"シート「{sheet.title}」を読みました。"
                    columns = columns_of(cells)
                    yield Incoming("xlsx", columns, [note, *_odd_headers(cells)], _rows(sheet, number, cells))
                    return
    finally:
        book.close()
    raise Unreadable(_NO_NAME)


def _loaded(file: BinaryIO) -> Any:
    try:
        with zipfile.ZipFile(file) as archive:
            guard(archive)
        file.seek(0)
        return load_workbook(file, read_only=True, data_only=True)
    except UnreadableBook as problem:
        raise Unreadable(str(problem)) from problem
    except Exception as problem:
        # Whatever openpyxl or the parser raises on a broken archive, it cannot be read.
        raise Unreadable(
            "Excelファイルとして開けません。CSVかExcel（.xlsx）で出し直してください。"
        ) from problem


def _values(sheet: Any) -> Iterator[list[str]]:
    # What a workbook says of its own size may be wrong.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(values_only=True):
        yield [_text(value) for value in cells]


def _rows(sheet: Any, header: int, names: list[str]) -> Iterator[Row]:
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(fold_header(name), place)
    for number, cells in enumerate(_values(sheet), 1):
        if number > header + 1 and any(value.strip() for value in cells):
            yield Row(number, number, tuple(cells), (), places)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case time():
            return f"{value.hour:02}:{value.minute:02}"
        case date():
            return value.isoformat()
    return str(value)
