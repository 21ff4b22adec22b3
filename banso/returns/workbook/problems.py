"""What reading a workbook gives: what could be taken, and a question for every cell that could not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from banso.ledger.kinds import Component, MeasureState, Status
from banso.lib.fiscal import Period


@dataclass(frozen=True)
class Problem:
    """One problem. ``sheet`` and ``cell`` are empty when the whole file is meant.

    ``stored`` is what the cell holds, ``shown`` what the spreadsheet displays where that differs,
    ``about`` the row in words.
    """

    message: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    stored: str = ""
    shown: str = ""
    about: str = ""

    @property
    def place(self) -> str:
        """指標!I7, the name of a sheet, or the whole file."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet or "ファイル全体"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "place": self.place}


class NotTaken(Exception):
    """The whole file cannot be taken. ``further``: more reasons of the same kind, each with its cell."""

    def __init__(self, message: str, remedy: str, sheet: str = "") -> None:
        self.problem = Problem(message, remedy, sheet)
        self.further: tuple[Problem, ...] = ()
        super().__init__(message)

    @classmethod
    def for_each(cls, problems: Sequence[Problem]) -> Self:
        """At least one."""
        reason = cls(problems[0].message, problems[0].remedy, problems[0].sheet)
        reason.problem, reason.further = problems[0], tuple(problems[1:])
        return reason


class Asks(StrEnum):
    """What answers a question."""

    TEXT = "text"  # what should stand in the cell, as a clerk would type it
    CONFIRM = "confirm"  # any word: "yes, I saw it, go on"


@dataclass(frozen=True)
class Question:
    """One thing that only the clerk can tell.

    ``row`` is ``banso:numbers/<key of the row>`` where the question is about a row of the template, ``column`` the key
    of its column; both are empty for what stands outside it. ``cell`` is empty where the cell does not exist (a row
    was deleted). ``displayed`` is what the spreadsheet shows, where it differs from ``stored``. ``proposal``, given
    back as the answer, settles the question; ``choices`` are other answers worth offering. Answers go back into
    :func:`read` by ``key``: ``answers={question.key: "12"}``. A text answers for the cell as if it had been typed there;
    in a number's cell a status without number (調査中) empties the cell and sets the status.
    """

    sheet: str
    cell: str
    row: str
    column: str
    stored: str
    displayed: str
    message: str
    remedy: str
    proposal: str | None = None
    about: str = ""
    asks: Asks = Asks.TEXT
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the answer is kept under: it stays the same when the same file is read again."""
        return f"{self.row}#{self.column}" if self.row else f"{self.place}#{self.column}"

    @property
    def place(self) -> str:
        """指標!I7, or the name of a sheet."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet or "ファイル全体"

    @property
    def as_problem(self) -> Problem:
        return Problem(
            self.message, self.remedy, self.sheet, self.cell, self.stored, self.displayed, self.about
        )

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "key": self.key, "place": self.place}


@dataclass(frozen=True)
class Notice:
    """Something that changes no value and needs no answer, but is said: a filter, a hidden row, a formula's result."""

    message: str
    sheet: str = ""
    cell: str = ""
    rule: str = ""

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet or "ファイル全体"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "place": self.place}


@dataclass(frozen=True)
class NumberLine:
    """One number as read; ``amount`` is scaled by 10^decimals of the indicator."""

    indicator: str
    unit: str
    member: str
    component: Component
    amount: int | None
    status: Status
    note: str
    cell: str


@dataclass(frozen=True)
class MeasureAnswer:
    """One measure as read. ``counts``: count id → {"amount", "status", "note", "cell"}."""

    measure: str
    state: MeasureState
    done: str
    next_step: str
    counts: dict[str, dict[str, Any]]
    cell: str


@dataclass(frozen=True)
class Draft:
    """The lines of a return as read."""

    remarks: str
    numbers: tuple[NumberLine, ...]
    measures: tuple[MeasureAnswer, ...]


@dataclass(frozen=True)
class Reading:
    """What a file says. Either ``refusal`` (the whole file cannot be taken), or ``taken`` and ``questions``.

    Every input cell of the template is in ``taken`` or named by a question. ``taken`` holds whole lines only: a row
    with an open question has no line yet, and is read anew with the answer. The identity (``organisation``,
    ``period``) is known as far as it could be read. ``answers`` is what was given to :func:`read`. ``further``: more
    reasons beside the refusal.
    """

    taken: Draft | None = None
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusal: Problem | None = None
    organisation: str = ""
    period: Period | None = None
    answers: dict[str, str] = field(default_factory=dict, compare=False)
    further: tuple[Problem, ...] = ()

    @property
    def draft(self) -> Draft | None:
        """The whole return, once nothing is open; else ``None``."""
        return None if self.questions else self.taken

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The refusal, or every open question, as problems that say where, what and what to do."""
        if self.refusal is not None:
            return (self.refusal, *self.further)
        return tuple(question.as_problem for question in self.questions)
