"""A table with a header, row by row. What is wrong with a row is told with it; no row is left out for it."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from banso.lib import csv_text
from banso.lib.csv_text import Record
from banso.lib.tabular.encoding import Unreadable, detect

_BRACKETS = str.maketrans("〔〕［］[]【】", "()()()()")
# How much of the beginning decides what separates the columns, in letters.
_SNIFFED = 20_000


@dataclass(frozen=True)
class Row:
    """One row. ``number`` is the row that Excel shows, ``line`` the line of the text where it begins.

    ``fields`` are as written, without NUL; ``problems`` are Japanese sentences.
    """

    number: int
    line: int
    fields: tuple[str, ...]
    problems: tuple[str, ...]
    places: Mapping[str, int] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """The value below a header, in any spelling of it; "" where the row is too short. Raises KeyError."""
        place = self.places[fold_header(column)]
        return self.fields[place] if place < len(self.fields) else ""

    def get(self, column: str, default: str = "") -> str:
        """The same, or ``default`` where the table has no such column."""
        return self[column] if fold_header(column) in self.places else default


@dataclass
class Table:
    """A table being read: iterate it once. ``header`` is as written, ``columns`` folded, ``problems`` the header's."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    columns: tuple[str, ...]
    problems: tuple[str, ...]
    _rows: Iterator[tuple[int, Record]] = field(repr=False)

    def __iter__(self) -> Iterator[Row]:
        places: dict[str, int] = {}
        for place, column in enumerate(self.columns):
            places.setdefault(column, place)
        for number, record in self._rows:
            if any(value.strip("\x00 　\t") for value in record.fields):
                fields = tuple(value.replace("\x00", "") for value in record.fields)
                yield Row(number, record.line, fields, tuple(self._wrong_with(record)), places)

    def _wrong_with(self, record: Record) -> Iterator[str]:
        wide, here = len(self.columns), len(record.fields)
        if record.fault:
            yield f"{record.fault}。"
        if any("\x00" in value for value in record.fields):
            yield "目に見えない文字（NUL）があったため、除いて読みました。"
        if here < wide:
            yield f"列が足りません（見出しは{wide}列、この行は{here}列）。"
        if any(value.strip() for value in record.fields[wide:]):
            over = "」「".join(value for value in record.fields[wide:] if value.strip())
            yield f"見出しより列が多く、「{over}」の列が分かりません。"


def fold_header(text: str) -> str:
    """A header without what differs from file to file: width, kinds of brackets, blanks, line breaks, case."""
    return "".join(
        unicodedata.normalize("NFKC", text).translate(_BRACKETS).casefold().replace("\x00", "").split()
    )


@contextmanager
def opened(source: bytes | Path | BinaryIO, delimiter: str = "") -> Iterator[Table]:
    """Read a table from bytes, a file of this machine, or an open binary file that can seek.

    The delimiter is a comma, a tab or a semicolon, whichever the header has most of, unless given. Raises
    :class:`Unreadable`, and OSError for a path.
    """
    file = _binary(source)
    text: io.TextIOWrapper | None = None
    try:
        file.seek(0)
        encoding = detect(file)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        yield _table(text, encoding, delimiter)
    finally:
        if text is not None:
            text.detach()
        if file is not source:
            file.close()


def _binary(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else source


def _table(text: io.TextIOWrapper, encoding: str, delimiter: str) -> Table:
    first = _first_lines(text)
    if sum(line.count("\x00") for line in first) * 5 > sum(map(len, first)):
        raise Unreadable(
            "文字の間に見えない文字（NUL）が並んでいます。UTF-16でしたら「CSV UTF-8」で保存し直してください。"
        )
    delimiter = delimiter or _delimiter(first)
    rows = enumerate(csv_text.stream(chain(first, text), delimiter), 1)
    header = next((record for _, record in rows if any(value.strip() for value in record.fields)), None)
    if header is None:
        raise Unreadable("ファイルが空です。")
    columns = tuple(map(fold_header, header.fields))
    while columns and not columns[-1]:
        columns = columns[:-1]
    return Table(
        encoding, delimiter, tuple(header.fields), columns, tuple(_wrong_with_header(columns, header)), rows
    )


def _first_lines(text: io.TextIOWrapper) -> list[str]:
    first, length = [], 0
    for line in islice(text, 100):
        first.append(line)
        length += len(line)
        if length > _SNIFFED:
            break
    return first


def _delimiter(first: list[str]) -> str:
    header = next((line for line in first if line.strip()), "")
    counts = {mark: header.count(mark) for mark in ",\t;"}
    return max(counts, key=lambda mark: counts[mark])


def _wrong_with_header(columns: tuple[str, ...], header: Record) -> Iterator[str]:
    if header.fault:
        yield f"見出しの行で、{header.fault}。"
    for column, count in Counter(columns).items():
        if not column:
            yield "見出しのない列があります。"
        elif count > 1:
            yield f"見出し「{column}」が{count}つあります。初めの列を使います。"
