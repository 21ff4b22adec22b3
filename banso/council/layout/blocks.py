"""What a paper is made of: sections of headings, paragraphs, lists, tables and charts.

A cell has the text that people read and, where it is a number, the same number for spreadsheets.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """``number`` is decimal text in the unit of its column (percent as 55.0); ``decimals`` how many are shown.

    ``key`` is the id of the indicator or measure whose printed figure can be explained; pages make it a link.
    """

    text: str
    number: str | None = None
    decimals: int = 0
    suffix: str = ""
    key: str = ""


@dataclass(frozen=True)
class Column:
    """``weight`` is the share of the width; ``align`` is left, right or center."""

    heading: str
    weight: int
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """``part`` names the group of one of several tables with the same columns, which a spreadsheet joins."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "該当するものはありません。"
    part: str = ""
    kind: str = "table"

    @property
    def cells(self) -> list[list[tuple[Column, Cell]]]:
        """Each row as (column, cell)."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Chart:
    group: str
    title: str
    alt: str
    kind: str = "chart"


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Items:
    items: tuple[str, ...]
    kind: str = "items"


Block = Table | Chart | Heading | Paragraph | Items


@dataclass(frozen=True)
class Section:
    """A numbered chapter; ``sheet`` is the name of its sheet in Excel."""

    key: str
    title: str
    sheet: str
    blocks: tuple[Block, ...]
    new_page: bool = False
