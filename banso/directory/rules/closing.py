"""Whether a window is still there on a day. Pure: the day decides, whether or not a routine has run."""

from datetime import date
from typing import Protocol

from banso.directory.codes import EntryStatus


class _Closing(Protocol):
    @property
    def status(self) -> EntryStatus: ...
    @property
    def closes_on(self) -> date | None: ...


def has_closed(closes_on: date | None, today: date) -> bool:
    """A window is shut from its closing day on."""
    return closes_on is not None and closes_on <= today


def is_open(window: _Closing, today: date) -> bool:
    """Whether somebody may still be waited for there."""
    return window.status is not EntryStatus.DEFUNCT and not has_closed(window.closes_on, today)
