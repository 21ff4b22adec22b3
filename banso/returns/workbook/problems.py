"""What reading a workbook gives: a draft, or problems that say where, what and what to do."""

from dataclasses import asdict, dataclass, field
from typing import Any

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
    """The whole file cannot be taken, for one reason."""

    def __init__(self, message: str, remedy: str, sheet: str = "") -> None:
        self.problem = Problem(message, remedy, sheet)
        super().__init__(message)


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
    """A whole return as read. Either everything was understood or there is no draft."""

    remarks: str
    numbers: tuple[NumberLine, ...]
    measures: tuple[MeasureAnswer, ...]


@dataclass(frozen=True)
class Reading:
    """``draft`` is ``None`` when there is any problem; the identity is known as far as it could be read."""

    draft: Draft | None
    problems: tuple[Problem, ...] = ()
    organisation: str = ""
    period: Period | None = None
    cells_read: int = field(default=0, compare=False)
