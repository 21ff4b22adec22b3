"""A workbook as it came, of whatever format: sheets of stored cells, and what lies on and beside them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

Place = tuple[int, int]  # row, column, both from 1
Stored = None | bool | int | Decimal | str


class Oddity(StrEnum):
    """Why a piece of a text does not count like the rest, the worst first."""

    STRUCK = "struck"
    UNSEEN = "unseen"
    RAISED = "raised"  # or lowered


class Mixed(NamedTuple):
    """A text with odd pieces: the worst oddity, what the whole looks like, and the text without such pieces."""

    oddity: Oddity
    looks: str
    rest: str


class StoredCell(NamedTuple):
    """A cell as it stands in the file. ``formula`` where it is computed; then ``value`` is the kept result.

    A date is a number with ``is_date``: days since 1899-12-30, with ``counts_from`` added. ``struck``: crossed out;
    ``invisible``: the screen shows nothing of it. ``is_from_elsewhere``: its formula takes something from outside the
    workbook, or from where it does not say.
    """

    ref: str
    value: Stored
    formula: str = ""
    number_format: str = "General"
    is_error: bool = False
    is_date: bool = False
    struck: bool = False
    invisible: bool = False
    counts_from: int = 0
    mixed: Mixed | None = None
    is_from_elsewhere: bool = False


Grid = dict[Place, StoredCell]


class Comment(NamedTuple):
    place: Place
    text: str
    author: str


class Picture(NamedTuple):
    """Something that floats over cells; ``text`` is what is written in it."""

    first: Place | None
    last: Place | None
    kind: str
    text: str


class Margin(NamedTuple):
    """A text that is printed above or below each page; ``where``: ヘッダーの左."""

    where: str
    text: str


class Merged(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    @property
    def name(self) -> str:
        return f"{ref(self.top, self.left)}:{ref(self.bottom, self.right)}"


@dataclass
class Sheet:
    title: str
    is_hidden: bool = False
    grid: Grid = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    is_filtered: bool = False
    has_conditions: bool = False
    comments: list[Comment] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        cell = self.grid.get((row, column))
        return str(cell.value).strip() if cell and cell.value is not None else ""


@dataclass
class Book:
    """``values_only``: the name of a format of which only values are known, no formulas, formats, comments or pictures."""

    sheets: list[Sheet]
    has_links: bool = False
    has_embedded: bool = False
    values_only: str = ""

    def sheet(self, title: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def ref(row: int, column: int) -> str:
    """I7"""
    return f"{get_column_letter(column)}{row}"


_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    return column_index_from_string(letters)


def place_of(written: str) -> Place:
    """I7 → (7, 9). Raises ValueError."""
    match = _REF.fullmatch(written)
    if match is None:
        raise ValueError(f"no reference of a cell: {written[:20]}")
    return int(match[2]), _column(match[1].upper())
