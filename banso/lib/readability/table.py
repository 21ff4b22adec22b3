"""One sheet, or the text of one CSV: where its header stands, what is data, and what lies around it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# A number as people write it: widths, separators, a sign of their own, a unit, the mark of a footnote.
LOOSE_NUMBER = re.compile(
    r"[+\-−－▲△]?\s*[\\¥￥]?\s*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*"
    r"(?:[ぁ-んァ-ヶ一-鿿a-zA-Z%％]{0,3})\s*(?:[（(]?(?:※|注|\*|＊)[^ぁ-ん一-鿿]{0,4}[）)]?)?"
)
SYMBOLS = frozenset(
    [
        "-",
        "－",
        "―",
        "ー",
        "—",
        "–",
        "‐",
        "…",
        "・・・",
        "...",
        "x",
        "X",
        "ｘ",
        "Ｘ",
        "χ",
        "*",
        "**",
        "***",
        "＊",
        "#",
        "N/A",
        "NA",
        "n/a",
        "na",
        "秘",
        "秘匿",
        "不詳",
        "不明",
        "該当なし",
        "調査対象外",
        "未公表",
        "調査中",
        "未確認",
        "-",
        "..",
        "...",
        "／",
        "/",
    ]
)
TIME_HEADER = re.compile(
    r"(?:年|年度|年次|年月|年月日|月|月日|開始日|終了日|公開日|更新日|作成日|発生日|調査日|基準日|日付|日時|時点|期日|期間)"
    r"(?:[（(].*[）)])?$|^日$|(?:^|_)(?:date|year|month|period)$",
    re.IGNORECASE,
)
CODE_HEADER = re.compile(r"(?:コード|ID|ＩＤ|id|番号|符号|No\.?|_code|code)(?:[（(].*[）)])?$")
FREE_HEADER = re.compile(r"備考|注|摘要|メモ|説明|自由記述|URL|note|remark", re.IGNORECASE)


def words(value: Any) -> str:
    """The value as the text that a reader gets."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


@dataclass
class Table:
    """A grid as it stands. ``name`` is the sheet's, empty for a CSV; ``lines`` gives a CSV row its line."""

    name: str
    grid: list[list[Any]]
    lines: list[int] = field(default_factory=list)

    def place(self, row: int, column: int | None = None) -> str:
        """Row and column count from 0: ``12行目の「値」`` in a CSV, ``シート「表」のC12`` in a workbook."""
        if self.name:
            return (
                f"シート「{self.name}」の{letters(column)}{row + 1}"
                if column is not None
                else f"シート「{self.name}」の{row + 1}行目"
            )
        line = self.lines[row] if row < len(self.lines) else row + 1
        label = f"の「{self.heading(column)}」" if column is not None else ""
        return f"{line}行目{label}"

    def column_place(self, column: int) -> str:
        sheet = f"シート「{self.name}」の" if self.name else ""
        return f"{sheet}{letters(column)}列（{self.heading(column)}）"

    def heading(self, column: int) -> str:
        label = self.header[column] if column < len(self.header) else ""
        return label or f"{column + 1}列目"

    @cached_property
    def used(self) -> list[list[int]]:
        """The columns that hold something, by row."""
        return [[c for c, value in enumerate(row) if words(value).strip()] for row in self.grid]

    @cached_property
    def width(self) -> int:
        return max((columns[-1] + 1 for columns in self.used if columns), default=0)

    @cached_property
    def blocks(self) -> list[range]:
        """The runs of rows without an empty row between them."""
        found: list[range] = []
        start = None
        for row, columns in enumerate([*self.used, []]):
            if columns and start is None:
                start = row
            elif not columns and start is not None:
                found.append(range(start, row))
                start = None
        return found

    @cached_property
    def main(self) -> range:
        """The block that holds most, without the single cells above and below it: the table itself."""
        if not self.blocks:
            return range(0)
        block = max(self.blocks, key=lambda b: sum(len(self.used[row]) for row in b))
        first, last = block.start, block.stop
        if self.width > 1 and any(len(self.used[row]) > 1 for row in block):
            while len(self.used[first]) <= 1:
                first += 1
            while last - first > 1 and len(self.used[last - 1]) <= 1:
                last -= 1
        return range(first, last)

    @cached_property
    def header(self) -> list[str]:
        """The names of the columns, an empty one where a column has none."""
        if not self.main:
            return []
        row = self.grid[self.main.start]
        return [words(row[c]).strip() if c < len(row) else "" for c in range(self.width)]

    @cached_property
    def body(self) -> range:
        """The rows of data below the header."""
        return range(self.main.start + 1, self.main.stop) if self.main else range(0)

    def value(self, row: int, column: int) -> Any:
        cells = self.grid[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        return words(self.value(row, column))

    def filled(self, column: int) -> list[tuple[int, str]]:
        """(row, text) of the data of a column that are not empty."""
        return self._filled[column] if column < self.width else []

    @cached_property
    def _filled(self) -> list[list[tuple[int, str]]]:
        """Most rules go through every column, so they are gone through once."""
        found: list[list[tuple[int, str]]] = [[] for _ in range(self.width)]
        for row in self.body:
            for column in self.used[row]:
                found[column].append((row, self.text(row, column)))
        return found

    @cached_property
    def numeric(self) -> list[int]:
        """The columns of figures: at least half of what they hold reads as a number, however it is written."""
        found = []
        for column, label in enumerate(self.header):
            if TIME_HEADER.search(label) or CODE_HEADER.search(label):
                continue
            texts = [text.strip() for _, text in self.filled(column) if text.strip() not in SYMBOLS]
            loose = sum(LOOSE_NUMBER.fullmatch(text) is not None for text in texts)
            strict = sum(NUMBER.fullmatch(text.replace(",", "")) is not None for text in texts)
            if texts and (loose == len(texts) or (strict and loose * 2 >= len(texts))):
                found.append(column)
        return found


def letters(column: int | None) -> str:
    """The letters that a spreadsheet gives the column: 0 is A, 26 is AA."""
    text, left = "", (column or 0) + 1
    while left:
        left, rest = divmod(left - 1, 26)
        text = chr(65 + rest) + text
    return text
