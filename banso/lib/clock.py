"""The one clock that domain code asks for the time.

It is the machine's clock plus an offset, so a demonstration can stand in November 2025 and still tick.
Sessions, one-time codes and database defaults keep the machine's own time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")

_offset = timedelta()


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def today() -> date:
    """The local date in Japan."""
    return now().astimezone(JAPAN).date()


def end_of_day(day: date) -> datetime:
    """The first moment after ``day`` in Japan, in UTC: "as of" a day means everything before this."""
    return datetime.combine(day + timedelta(days=1), time(), JAPAN).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """``moment`` (aware) on the wall clock of Japan."""
    return moment.astimezone(JAPAN)


def start_at(moment: datetime) -> None:
    """Let the clock stand at ``moment`` (aware) now and tick on from there."""
    global _offset
    if moment.tzinfo is None:
        raise ValueError("the clock needs a moment with a time zone")
    _offset = moment - datetime.now(UTC)


def start_from_environment() -> None:
    """Set the clock from ``BANSO_CLOCK`` (ISO 8601 with a zone) where it is given."""
    text = os.environ.get("BANSO_CLOCK", "")
    if text:
        start_at(datetime.fromisoformat(text))


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Within the block the clock starts at ``moment``; afterwards it is as it was."""
    global _offset
    before = _offset
    start_at(moment)
    try:
        yield
    finally:
        _offset = before
