"""Writes of this room: taking a file, answering questions, each step of a version's life, closing periods.

All or nothing, each.
"""

from banso.returns.operations.asking import answer
from banso.returns.operations.life import (
    approve,
    as_if_approved,
    ask_back,
    confirm,
    refuse_the_same,
    replace_waiting,
    submit,
    withdraw,
)
from banso.returns.operations.offices import Doubtful, Mistyped, object_to, tell_lines, vouch
from banso.returns.operations.outcomes import AnotherWaits, KeptAsDraft, NotSaved, PeriodClosed, Unreadable
from banso.returns.operations.periods import Locked, lock_period, reopen_period
from banso.returns.operations.taking import take_reading, take_workbook
from banso.returns.rules import NotPossible
from banso.returns.states import State

__all__ = [
    "AnotherWaits",
    "Doubtful",
    "KeptAsDraft",
    "Locked",
    "Mistyped",
    "NotPossible",
    "NotSaved",
    "PeriodClosed",
    "State",
    "Unreadable",
    "answer",
    "approve",
    "as_if_approved",
    "ask_back",
    "confirm",
    "lock_period",
    "object_to",
    "refuse_the_same",
    "reopen_period",
    "replace_waiting",
    "submit",
    "take_reading",
    "take_workbook",
    "tell_lines",
    "vouch",
    "withdraw",
]
