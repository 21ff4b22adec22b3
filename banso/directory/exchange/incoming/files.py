"""A file as rows: text through ``lib.tabular``, a workbook through openpyxl, both one row at a time."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice, repeat
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from banso.directory.exchange.incoming.columns import columns_of, unread
from banso.directory.exchange.incoming.relations import HEADER, Links, collected
from banso.lib import tabular
from banso.lib.readability.book import Unreadable as UnreadableBook
from banso.lib.readability.book import guard
from banso.lib.tabular import Row, Unreadable, fold_header

__all__ = ["Incoming", "Row", "Unreadable", "opened"]
# Titles and notes may stand above the header.
_HEADER_WITHIN = 10
_SHEET_OF_LINKS = "関係の表"
# How a row tells of a formula whose result the file does not have.
LOST = "数式の結果が空か、ファイルに保存されていません"
_NO_NAME = "「名称」の列がありません。1行目に、名称・所在地_市区町村・電話番号などの項目名を書いてください。"


@dataclass
class Incoming:
    """An opened file: iterate ``rows`` once. ``notes`` tell what was understood of the file as a whole."""

    encoding: str
    columns: dict[str, str]
    notes: list[str]
    rows: Iterable[Row]
    links: Links = field(default_factory=dict)


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[Incoming]:
    """Open an upload by its content. Raises :class:`Unreadable`, whose message is for people."""
    file.seek(0)
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if is_zip:
        yield from (_package(file) if _is_package(file) else _workbook(file))
        return
    yield from _text_table(file, {})


def _text_table(file: BinaryIO, links: Links) -> Iterator[Incoming]:
    with tabular.opened(file) as table:
        notes = [*table.problems, *_odd_headers(table.header), *_unread(table.header)]
        if table.encoding not in ("utf-8", "utf-8-sig"):
            notes.append(f"文字コードは {table.encoding} として読みました。")
        yield Incoming(table.encoding, _columns(table.header), notes, table, links)


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


def _unread(header: Iterable[str]) -> list[str]:
    """What nobody would miss in a preview of windows: a column that no fact is read from."""
    columns = unread(header)
    if not columns:
        return []
    more = f" ほか{len(columns) - _MOST_NAMED}列" if len(columns) > _MOST_NAMED else ""
    return [
        f"次の列は読みません。台帳に入りません: {'、'.join(c[:40] for c in columns[:_MOST_NAMED])}{more}。"
    ]


_MOST_NAMED = 10
_LINKS = "_links.csv"


def _is_package(file: BinaryIO) -> bool:
    """Whether it is a zip of ours: a table with its companions."""
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.endswith(_LINKS) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _package(file: BinaryIO) -> Iterator[Incoming]:
    with zipfile.ZipFile(file) as archive:
        try:
            guard(archive)
        except UnreadableBook as problem:
            raise Unreadable(str(problem)) from problem
        name = next(name for name in archive.namelist() if name.endswith(_LINKS))
        table = name.removesuffix(_LINKS) + ".csv"
        if table not in archive.namelist():
            raise Unreadable(f"ZIPの中に {table} がありません。書き出したままのZIPを出してください。")
        with tabular.opened(archive.read(name)) as links:
            found = collected((row.get("ID"), row.get("関係"), row.get("相手ID")) for row in links)
        yield from _text_table(io.BytesIO(archive.read(table)), found)


def _workbook(file: BinaryIO) -> Iterator[Incoming]:
    """The sheet whose first rows name 名称. Values only: a formula counts for the result kept with it."""
    book = _loaded(file)
    asked = _loaded(file, formulas=True) if _has_formulas(file) else None
    try:
        for sheet in book.worksheets:
            head = list(islice(_values(sheet), _HEADER_WITHIN))
            for number, cells in enumerate(head):
                if "name" in columns_of(cells):
                    columns = columns_of(cells)
                    links = _links(book)
                    notes = [
                        f"シート「{sheet.title}」を読みました。",
                        *_others(book, sheet, links),
                        *_odd_headers(cells),
                        *_unread(cells),
                    ]
                    rows = _rows(sheet, number, cells, asked[sheet.title] if asked else None)
                    yield Incoming("xlsx", columns, notes, rows, links)
                    return
    finally:
        book.close()
        if asked:
            asked.close()
    raise Unreadable(_NO_NAME)


def _links(book: Any) -> Links:
    """The sheet of links that our own workbooks have."""
    sheet = next((sheet for sheet in book.worksheets if sheet.title == _SHEET_OF_LINKS), None)
    rows = _values(sheet) if sheet else iter(())
    if tuple(next(rows, ())[: len(HEADER)]) != HEADER:
        return {}
    return collected((row[0], row[1], row[2]) for row in rows if len(row) >= len(HEADER))


def _others(book: Any, read: Any, links: Links) -> list[str]:
    """The sheets that are not read, by name: nobody shall think that their rows came in."""
    titles = [
        s.title for s in book.worksheets if s is not read and not (links and s.title == _SHEET_OF_LINKS)
    ]
    named = "」「".join(titles[:20])
    return (
        [f"ほかのシート（「{named}」）は読んでいません。窓口があれば、別のファイルにして出してください。"]
        if titles
        else []
    )


def _has_formulas(file: BinaryIO) -> bool:
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        return any(_is_in(archive, name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


def _is_in(archive: zipfile.ZipFile, name: str) -> bool:
    last = b""
    with archive.open(name) as member:
        while part := member.read(1 << 16):
            if b"<f>" in last + part or b"<f " in last + part:
                return True
            last = part[-2:]
    return False


def _loaded(file: BinaryIO, *, formulas: bool = False) -> Any:
    try:
        with zipfile.ZipFile(file) as archive:
            guard(archive)
        file.seek(0)
        return load_workbook(file, read_only=True, data_only=not formulas)
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


def _rows(sheet: Any, header: int, names: list[str], asked: Any) -> Iterator[Row]:
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(fold_header(name), place)
    wanted = {places[column] for column in columns_of(names).values()}
    formulas = _formulas(asked, wanted) if asked else repeat(())
    for number, (cells, places_of) in enumerate(zip(_values(sheet), formulas, strict=False), 1):
        lost = [place for place in places_of if place >= len(cells) or not cells[place]]
        if number > header + 1 and (lost or any(value.strip() for value in cells)):
            told = [f"{get_column_letter(place + 1)}{number}の{LOST}（{names[place]}）。" for place in lost]
            yield Row(number, number, tuple(cells), tuple(told), places)


def _formulas(sheet: Any, wanted: set[int]) -> Iterator[list[int]]:
    """Row by row, in which of the wanted columns a formula stands."""
    sheet.reset_dimensions()
    for cells in sheet.iter_rows():
        yield [place for place, cell in enumerate(cells) if place in wanted and cell.data_type == "f"]


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
