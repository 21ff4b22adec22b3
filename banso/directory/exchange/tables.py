"""A table for machines with all that explains it, written as one CSV with its companions in a zip, or as a workbook.

The rule of machine readability (2026-03-31) asks for definitions of the columns, a table of codes, and what the file is
(L3-02, L3-08); for one datum a cell, so that what belongs to one entry several times stands in a table of links (L1-07).
It leaves the mark at the beginning of UTF-8 (BOM) open and asks that its use be stated: it is written, because the
spreadsheets of offices read a CSV without it as Shift_JIS.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from banso.directory.exchange.books import Row, Value, book_of, plain
from banso.lib.archives import zip_of

_ITEMS = ("項目名", "物理名", "型", "定義", "単位", "コードの種類", "空欄の意味")
_CODES = ("コードの種類", "コード", "名称", "説明")
_ABOUT = ("見出し", "内容")


@dataclass(frozen=True)
class Column:
    """``physical`` is the name for programs; ``codes`` the list that its codes are of; ``blank`` what empty means."""

    name: str
    physical: str
    meaning: str
    kind: str = "文字"
    blank: str = "未確認（分からない。ないという意味ではない）"
    unit: str = ""
    codes: str = ""


# Whoever takes the table of links alone finds its columns defined with the others.
_LINK_COLUMNS = (
    Column("ID", "id", "台帳の中で一件を識別する符号"),
    Column("関係", "relation", "相手がこの一件の何であるか"),
    Column("相手ID", "other_id", "相手を識別する符号、または番号"),
    Column("相手名", "other_name", "相手の名、または言葉"),
)
_LINKS = tuple(column.name for column in _LINK_COLUMNS)


@dataclass(frozen=True)
class Sheet:
    """One table: a row holds values by the names of the columns, what it leaves out is empty."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Package:
    """Tables and what explains them. ``stem`` begins the names of the files."""

    stem: str
    sheets: Sequence[Sheet]
    codes: Sequence[tuple[str, str, str, str]] = ()
    links: Sequence[tuple[str, str, str, str]] = ()
    about: Sequence[tuple[str, str]] = field(default_factory=tuple)


def csv_zip(package: Package) -> bytes:
    """The first table as a CSV with its companions. The encoding is that of every member."""
    first = package.sheets[0]
    about = [
        *package.about,
        ("文字コード", "UTF-8（BOM付き）"),
        ("改行コード", "CRLF"),
        ("区切り文字", "半角コンマ"),
    ]
    members = {
        f"{package.stem}.csv": csv_bytes([c.name for c in first.columns], _cells(first)),
        f"{package.stem}_items.csv": csv_bytes(_ITEMS, _items([first], package.links)),
        f"{package.stem}_codes.csv": csv_bytes(_CODES, package.codes),
        f"{package.stem}_links.csv": csv_bytes(_LINKS, package.links),
        f"{package.stem}_about.csv": csv_bytes(_ABOUT, about),
    }
    return zip_of(members.items())


def csv_bytes(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV in UTF-8 with its mark; no line break inside a record."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([plain(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def workbook(package: Package) -> bytes:
    """Every table on a sheet of its own, then what explains them."""
    about = [*package.about, ("文字コード", "UTF-8（Excelブックの中のXML）")]
    return book_of(
        [
            *((sheet.name, [c.name for c in sheet.columns], _cells(sheet)) for sheet in package.sheets),
            ("項目の定義", _ITEMS, _items(package.sheets, package.links)),
            ("コード表", _CODES, package.codes),
            ("関係の表", _LINKS, package.links),
            ("データの説明", _ABOUT, about),
        ]
    )


def _cells(sheet: Sheet) -> Iterable[list[Value]]:
    names = [column.name for column in sheet.columns]
    return ([row.get(name, "") for name in names] for row in sheet.rows)


def _items(sheets: Iterable[Sheet], links: Sequence[object]) -> list[tuple[str, ...]]:
    """The definitions of all columns; a name that two tables use means one thing."""
    columns = {column.name: column for column in (_LINK_COLUMNS if links else ())}
    columns |= {column.name: column for sheet in sheets for column in sheet.columns}
    return [(c.name, c.physical, c.kind, c.meaning, c.unit, c.codes, c.blank) for c in columns.values()]
