"""Deadlines in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.workdays import add_workdays, is_workday, workdays_between

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 25), 3, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 9, 18), 1, date(2026, 9, 24)),  # 敬老の日, 国民の休日, 秋分の日
        (date(2027, 3, 19), 1, date(2027, 3, 23)),  # 振替休日
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2027, 1, 4), -1, date(2026, 12, 28)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_a_deadline_passes_over_days_off(day, count, due):
    assert add_workdays(day, count) == due


@given(DAYS, st.integers(-40, 40))
def test_the_distance_to_a_deadline_is_its_number_of_days(day, count):
    assert workdays_between(day, add_workdays(day, count)) == count


@given(DAYS, DAYS)
def test_the_distance_counts_each_working_day_once(first, last):
    low, high = min(first, last), max(first, last)
    days = [low + timedelta(n) for n in range((high - low).days + 1)]
    counted = sum(map(is_workday, days[1:] if first <= last else days[:-1]))
    assert workdays_between(first, last) == (counted if first <= last else -counted)
