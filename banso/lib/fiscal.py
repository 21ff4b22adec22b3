"""The Japanese fiscal calendar: years from April to March, months numbered 1 (April) to 12 (March)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banso.lib import wareki


@dataclass(frozen=True, order=True)
class FiscalMonth:
    """One month of a fiscal year; ``number`` 1 is April, 12 is March of the next calendar year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"a fiscal month is 1 to 12, not {self.number}")

    @classmethod
    def of(cls, day: date) -> "FiscalMonth":
        """The fiscal month in which ``day`` lies."""
        return cls(day.year, day.month - 3) if day.month >= 4 else cls(day.year - 1, day.month + 9)

    @property
    def calendar(self) -> tuple[int, int]:
        """(calendar year, calendar month)."""
        return (self.year, self.number + 3) if self.number <= 9 else (self.year + 1, self.number - 9)

    @property
    def first_day(self) -> date:
        year, month = self.calendar
        return date(year, month, 1)

    @property
    def last_day(self) -> date:
        year, month = self.calendar
        return date(year, month, monthrange(year, month)[1])

    @property
    def label(self) -> str:
        """令和7年9月"""
        return wareki.month(self.first_day)

    def plus(self, months: int) -> "FiscalMonth":
        count = self.year * 12 + self.number - 1 + months
        return FiscalMonth(count // 12, count % 12 + 1)


@dataclass(frozen=True, order=True)
class Period:
    """Consecutive months of one fiscal year, both ends included."""

    year: int
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last <= 12:
            raise ValueError(f"a period runs forward within one fiscal year, not {self.first} to {self.last}")

    @classmethod
    def parse(cls, key: str) -> "Period":
        """From a key: ``2025`` (the year), ``2025-04`` (a calendar month), ``2025-04..2025-09``."""
        if len(key) == 4:
            return cls(int(key), 1, 12)
        ends = [FiscalMonth.of(date.fromisoformat(f"{part}-01")) for part in key.split("..")]
        if len(ends) > 2 or ends[0].year != ends[-1].year:
            raise ValueError(f"not a period of one fiscal year: {key}")
        return cls(ends[0].year, ends[0].number, ends[-1].number)

    @property
    def key(self) -> str:
        """The text that :meth:`parse` reads."""
        first, last = (f"{m.calendar[0]:04}-{m.calendar[1]:02}" for m in (self.start, self.end))
        return first if first == last else f"{first}..{last}"

    @property
    def start(self) -> FiscalMonth:
        return FiscalMonth(self.year, self.first)

    @property
    def end(self) -> FiscalMonth:
        return FiscalMonth(self.year, self.last)

    @property
    def first_day(self) -> date:
        return self.start.first_day

    @property
    def last_day(self) -> date:
        return self.end.last_day

    @property
    def label(self) -> str:
        """令和7年9月, or 令和7年4月から9月まで"""
        if self.first == self.last:
            return self.start.label
        if self.start.calendar[0] == self.end.calendar[0]:
            return f"{self.start.label}から{self.end.calendar[1]}月まで"
        return f"{self.start.label}から{self.end.label}まで"

    def months(self) -> Iterator[FiscalMonth]:
        return (FiscalMonth(self.year, number) for number in range(self.first, self.last + 1))


def periods(year: int, months_each: int) -> list[Period]:
    """The fiscal year cut into periods of 1, 3, 6 or 12 months."""
    return [Period(year, first, first + months_each - 1) for first in range(1, 13, months_each)]


def year_label(year: int) -> str:
    """令和7年度"""
    return wareki.fiscal_year(year)
