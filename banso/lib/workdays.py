"""Working days of Japanese offices, for the deadlines of answers: Monday to Friday without holidays and year-end.

Source: 行政機関の休日に関する法律 第1条 (土曜日・日曜日, 祝日, 12/29 to 1/3).
"""

from datetime import date, timedelta

from banso.lib import holidays

_ONE = timedelta(days=1)


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and not holidays.is_holiday(day) and not holidays.is_year_end(day)


def add_workdays(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``; before it for a negative ``count``. 0 is ``day`` itself.

    ``day`` is never counted (民法 第140条), so what comes in on a Saturday is due as if it came on Friday.
    """
    step = _ONE if count > 0 else -_ONE
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """How many working days lie after ``first`` up to ``last``; negative where ``last`` is the earlier.

    ``workdays_between(day, add_workdays(day, n)) == n``.
    """
    if last < first:
        return -sum(is_workday(last + _ONE * n) for n in range((first - last).days))
    return sum(is_workday(first + _ONE * n) for n in range(1, (last - first).days + 1))
