"""One sheet of the template as it came: where its rows and columns stand, and what is asked about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from banso.returns.workbook import book as books
from banso.returns.workbook import cells
from banso.returns.workbook.book import Merged, Sheet, StoredCell
from banso.returns.workbook.doubts import Doubt
from banso.returns.workbook.layout import Table
from banso.returns.workbook.problems import Asks, Notice, Question

T = TypeVar("T")
# What is quoted of a cell; the file itself is kept.
_LONG = 500

Fixed = Mapping[str, tuple[str, ...]]


@dataclass
class Frame:
    """Where the keys of a table stand in a sheet. ``key_row`` and ``key_column`` are 0 where they were lost."""

    sheet: Sheet
    key_row: int
    key_column: int
    header_row: int
    columns: dict[str, int]


@dataclass
class Found:
    """Rows and columns by key. ``copies`` are further rows with the same key, for which ``doubted`` holds what is to be asked;
    ``held`` are the rows whose values are not taken before a question is answered."""

    table: Table
    frame: Frame
    fixed: Fixed
    answers: Mapping[str, str]
    formats_known: bool
    rows: dict[str, int] = field(default_factory=dict)
    copies: dict[int, str] = field(default_factory=dict)
    doubted: dict[tuple[str, str], Doubt] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    merged: dict[tuple[str, str], Merged] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return self.frame.sheet.title

    @property
    def columns(self) -> dict[str, int]:
        return self.frame.columns

    def name(self, row: str) -> str:
        return self.table.name_of(self.fixed[row])

    def row_key(self, row: str) -> str:
        return f"{self.table.marker}/{row}"

    def answer(self, row: str, column: str) -> str | None:
        return self.answers.get(f"{self.row_key(row)}#{column}")

    def stands(self, row: str, column: str) -> StoredCell | None:
        """The cell as it came."""
        place = (self.rows.get(row, 0), self.columns.get(column, 0))
        return self.frame.sheet.grid.get(place)

    def ref(self, row: str, column: str) -> str:
        """I7; "" where the row or the column does not exist."""
        number, letter = self.rows.get(row, 0), self.columns.get(column, 0)
        return books.ref(number, letter) if number and letter else ""

    def place(self, row: str, column: str) -> str:
        """指標!I7, for the source of a number; the sheet alone where the cell does not exist."""
        cell = self.ref(row, column)
        return f"{self.sheet}!{cell}" if cell else self.sheet

    def take(self, row: str, column: str, how: Callable[[StoredCell | None], T]) -> T | None:
        """What ``how`` makes of a cell or of the answer that was given for it; a doubt becomes a question."""
        answered = self.answer(row, column)
        try:
            if answered is not None:
                return how(StoredCell(self.ref(row, column), answered))
            if (row, column) in self.doubted:
                raise self.doubted[row, column]
            if (row, column) in self.merged:
                raise self._merged_doubt(row, column)
            return how(self.stands(row, column))
        except Doubt as doubt:
            if doubt.proposal is not None and doubt.proposal not in doubt.choices:
                doubt.proposal = _settling(doubt.proposal, how)
            self.ask(row, column, doubt, answered)
            return None

    def _merged_doubt(self, row: str, column: str) -> Doubt:
        area = self.merged[row, column]
        is_first = (self.rows[row], self.columns[column]) == (area.top, area.left)
        shown = cells.stored(self.frame.sheet.grid.get((area.top, area.left)))
        what = f"「{shown}」" if shown else "値"
        return Doubt(
            f"セルが結合されています（{area.name}）。{what}がどの欄のものか分かりません。",
            "この欄の値を記入してください。次からは結合せずに記入してください。",
            (shown or None) if is_first else None,
        )

    def ask(self, row: str, column: str, doubt: Doubt, answered: str | None = None) -> None:
        """Put a question about an input cell; its line waits for the answer."""
        cell = self.stands(row, column) if answered is None else None
        shown = cells.shown(cell)
        if (row, column) in self.merged and answered is None:
            area = self.merged[row, column]
            shown = cells.stored(self.frame.sheet.grid.get((area.top, area.left)))
        self.held.add(row)
        self.questions.append(
            Question(
                self.sheet, self.ref(row, column), self.row_key(row), column,
                _cut(cells.stored(cell) if answered is None else answered), _cut(shown),
                doubt.message, doubt.remedy, doubt.proposal, self.name(row), choices=doubt.choices,
            )
        )  # fmt: skip

    def confirm(
        self, row: str, column: str, message: str, remedy: str, *, stored: str = "", holds: bool = True
    ) -> None:
        """Ask whether something about a row is meant so, unless that was answered; the row waits if ``holds``."""
        if self.answer(row, column) is not None:
            return
        if holds:
            self.held.add(row)
        cell = self.stands(row, column)
        self.questions.append(
            Question(
                self.sheet, self.ref(row, column), self.row_key(row), column,
                _cut(stored or cells.stored(cell)), "" if stored else cells.shown(cell),
                message, remedy, None, self.name(row), Asks.CONFIRM,
            )
        )  # fmt: skip

    def aside(self, kind: str, cell: str, stored: str, message: str, remedy: str, *, sheet: str = "") -> None:
        """Ask whether something outside the template's cells may be left aside."""
        question = Question(
            sheet or self.sheet, cell, "", kind, stored, "", message, remedy, None, "", Asks.CONFIRM
        )
        if question.key not in self.answers:
            self.questions.append(question)

    def formulas(self) -> Notice | None:
        """How many values were taken that are computed, if any."""
        asked = {question.key for question in self.questions} | self.answers.keys()
        computed = [
            self.ref(row, column.key)
            for row in self.rows
            for column in self.table.inputs
            if (cell := self.stands(row, column.key))
            and cell.formula
            and cell.value is not None
            and f"{self.row_key(row)}#{column.key}" not in asked
        ]
        if not computed:
            return None
        listed = "、".join(computed[:5]) + (" など" if len(computed) > 5 else "")
        return Notice(f"計算式の結果を値として読みました（{len(computed)}個：{listed}）。", self.sheet)


def _settling(proposal: str, how: Callable[[StoredCell | None], object]) -> str | None:
    """The proposal, if it would be taken."""
    try:
        how(StoredCell("", proposal))
    except Doubt:
        return None
    return proposal


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"


def required(table: Table) -> tuple[str, ...]:
    """The inputs without which a row says nothing; notes and descriptions may be missing."""
    return tuple(c.key for c in table.inputs if c.key in ("value", "status", "state"))


def value_of(cell: StoredCell | None) -> Any:
    """What is compared when two copies of a cell should hold the same."""
    return None if cells.is_blank(cell) or cell is None else (cell.value, cell.formula)
