"""Japanese holidays: 祝日 with 振替休日 and 国民の休日. Source: 国民の祝日に関する法律, by the package jpholiday."""

from datetime import date
from functools import lru_cache

import jpholiday


@lru_cache(maxsize=4096)
def name(day: date) -> str | None:
    """The name of the holiday that ``day`` is, or ``None``."""
    found: str | None = jpholiday.is_holiday_name(day)
    return found


def is_holiday(day: date) -> bool:
    return name(day) is not None


def is_year_end(day: date) -> bool:
    """12/29 to 1/3. Source: 行政機関の休日に関する法律 第1条."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
