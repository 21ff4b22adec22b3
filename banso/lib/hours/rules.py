"""The rules of opening hours: an opening, a closing, and both together."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from banso.lib import holidays

DAY = 24 * 60
EVERY_DAY = frozenset(range(7))
LAST = -1


class OnHolidays(StrEnum):
    """What an opening says of 祝日."""

    UNSAID = "unsaid"  # nothing: unknown on holidays and at the year-end unless a closing speaks
    CLOSED = "closed"  # 平日, 祝日を除く
    OPEN = "open"  # 祝日も; the year-end stays unknown
    ALWAYS = "always"  # 毎日, 24時間, 無休: holidays and the year-end too
    ALSO = "also"  # 土・日・祝日: holidays are among its days, whatever their weekday


@dataclass(frozen=True)
class Opening:
    """Open from ``opens`` to ``closes``, in minutes from midnight; ``closes`` above 1440 lies on the next day.

    Monday is 0. ``nth`` narrows the weekdays to the 1st … 5th of the month, -1 is the last. ``month_days`` are the
    days of every month and stand instead of weekdays. Raises ValueError for hours that no day has.
    """

    opens: int
    closes: int
    weekdays: frozenset[int] = EVERY_DAY
    nth: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    holidays: OnHolidays = OnHolidays.UNSAID
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.opens < DAY or not self.opens < self.closes <= self.opens + DAY:
            raise ValueError(f"no hours of a day: {self.opens} to {self.closes} minutes")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"the opening ends ({self.valid_to}) before it begins ({self.valid_from})")
        if self.month_days and (self.nth or self.weekdays != EVERY_DAY):
            raise ValueError("days of the month stand instead of weekdays")
        if self.holidays is OnHolidays.ALSO and (self.nth or self.month_days):
            raise ValueError("holidays are added to the days of the week; make two openings")
        if not self.weekdays and self.holidays is not OnHolidays.ALSO:
            raise ValueError("an opening without days")
        if set(self.note) & set("()（）\n"):
            raise ValueError("a note has no brackets and one line")
        check_days(self.weekdays, self.nth, self.month_days)

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def rank_on(self, day: date) -> int | None:
        """How particular this opening is for ``day``: 3 holiday, 2 day of the month, 1 nth weekday, 0 weekday.

        ``None`` where it does not apply. The most particular opening of a day replaces the others.
        """
        holiday = holidays.is_holiday(day)
        if not self.is_valid_on(day) or (holiday and self.holidays is OnHolidays.CLOSED):
            return None
        if holiday and self.holidays is OnHolidays.ALSO:
            return 3
        if self.month_days:
            return 2 if day.day in self.month_days else None
        if day.weekday() in self.weekdays and is_nth(day, self.nth):
            return 1 if self.nth else 0
        return None


@dataclass(frozen=True)
class Closing:
    """One kind of closed days: exactly one of weekdays, month_days, holidays, year_end, span, dates is given.

    ``span`` is ((month, day), (month, day)), both included, and may pass the new year; ``year_end`` is 年末年始
    without its days, taken as 12/29 to 1/3. ``moves`` says where a closed weekday goes that is a holiday: 翌日 or 翌平日.
    """

    weekdays: frozenset[int] = frozenset()
    nth: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    holidays: bool = False
    year_end: bool = False
    span: tuple[tuple[int, int], tuple[int, int]] | None = None
    dates: tuple[date, date] | None = None
    moves: str = ""

    def __post_init__(self) -> None:
        kinds = (self.weekdays, self.month_days, self.holidays, self.year_end, self.span, self.dates)
        if sum(map(bool, kinds)) != 1 or self.moves not in ("", "翌日", "翌平日"):
            raise ValueError("a closing is of exactly one kind")
        if (self.nth or self.moves) and not self.weekdays:
            raise ValueError("only weekdays have a place in the month or move")
        if self.dates and self.dates[1] < self.dates[0]:
            raise ValueError("the closed days end before they begin")
        for month, number in self.span or ():
            date(2000, month, number)
        check_days(self.weekdays, self.nth, self.month_days)

    def closes(self, day: date) -> bool:
        if self.weekdays:
            return self._closes_weekday(day)
        if self.span:
            first, last = self.span
            here = (day.month, day.day)
            return first <= here <= last if first <= last else here >= first or here <= last
        if self.dates:
            return self.dates[0] <= day <= self.dates[1]
        return (
            (self.holidays and holidays.is_holiday(day))
            or (self.year_end and holidays.is_year_end(day))
            or day.day in self.month_days
        )

    def _closes_weekday(self, day: date) -> bool:
        if not self.moves:
            return self.means(day)
        if self.means(day) and not holidays.is_holiday(day):
            return True
        if self.moves == "翌日":
            before = day - timedelta(days=1)
            return self.means(before) and holidays.is_holiday(before)
        # 翌平日: the first day after the holiday that is neither a holiday nor a weekend.
        if _is_off(day):
            return False
        before = day - timedelta(days=1)
        while _is_off(before):
            if self.means(before) and holidays.is_holiday(before):
                return True
            before -= timedelta(days=1)
        return False

    def means(self, day: date) -> bool:
        """Whether ``day`` is one of the weekdays meant, holidays apart."""
        return day.weekday() in self.weekdays and is_nth(day, self.nth)

    def moves_from(self, day: date) -> bool:
        """Whether ``day`` would be closed, is a holiday, and is therefore open instead of a later day."""
        return bool(self.moves) and self.means(day) and holidays.is_holiday(day)

    @property
    def speaks_of_year_end(self) -> bool:
        return self.year_end or (self.span is not None and any(self.closes(d) for d in _YEAR_END))


@dataclass(frozen=True)
class Hours:
    """Openings and closings; a closed day overrides every opening. ``Hours()`` is: nothing is known."""

    openings: tuple[Opening, ...] = ()
    closings: tuple[Closing, ...] = ()


_YEAR_END = (date(2001, 12, 30), date(2001, 12, 31), date(2001, 1, 1), date(2001, 1, 2))


def is_nth(day: date, nth: frozenset[int]) -> bool:
    """Whether ``day`` is the 1st … 5th (or -1, the last) of its weekday in the month. No ``nth``: every one."""
    if not nth:
        return True
    last = (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 in nth or (LAST in nth and last)


def check_days(weekdays: frozenset[int], nth: frozenset[int], month_days: frozenset[int]) -> None:
    """Raises ValueError for numbers that are no weekday, no place in a month or no day of a month."""
    if not (weekdays <= EVERY_DAY and nth <= {1, 2, 3, 4, 5, LAST} and month_days <= set(range(1, 32))):
        raise ValueError(f"no days: {sorted(weekdays)} {sorted(nth)} {sorted(month_days)}")


def _is_off(day: date) -> bool:
    return day.weekday() >= 5 or holidays.is_holiday(day)
