"""The fiscal calendar: April is 1, March is 12 and belongs to the year before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.fiscal import FiscalMonth, Period, periods, year_label

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MONTHS = st.builds(FiscalMonth, st.integers(1950, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2025, 4, 1), FiscalMonth(2025, 1)),
        (date(2025, 12, 31), FiscalMonth(2025, 9)),
        (date(2026, 1, 1), FiscalMonth(2025, 10)),
        (date(2026, 3, 31), FiscalMonth(2025, 12)),
        (date(2026, 4, 1), FiscalMonth(2026, 1)),
    ],
)
def test_a_day_belongs_to_its_fiscal_month(day, month):
    assert FiscalMonth.of(day) == month


@given(DAYS)
def test_every_day_lies_within_its_month(day):
    month = FiscalMonth.of(day)
    assert month.first_day <= day <= month.last_day
    assert month.calendar == (day.year, day.month)


@given(MONTHS, st.integers(-500, 500))
def test_going_forward_and_back_returns(month, steps):
    assert month.plus(steps).plus(-steps) == month
    assert (month.plus(steps) > month) == (steps > 0)


def test_february_ends_with_its_own_last_day():
    assert FiscalMonth(2023, 11).last_day == date(2024, 2, 29)
    assert FiscalMonth(2024, 11).last_day == date(2025, 2, 28)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_there_are_twelve_months(number):
    with pytest.raises(ValueError, match="1 to 12"):
        FiscalMonth(2025, number)


@pytest.mark.parametrize(
    ("key", "period", "label"),
    [
        ("2025-04", Period(2025, 1, 1), "令和7年4月"),
        ("2026-03", Period(2025, 12, 12), "令和8年3月"),
        ("2025-04..2025-09", Period(2025, 1, 6), "令和7年4月から9月まで"),
        ("2025-10..2026-03", Period(2025, 7, 12), "令和7年10月から令和8年3月まで"),
        ("2025-04..2026-03", Period(2025, 1, 12), "令和7年4月から令和8年3月まで"),
    ],
)
def test_a_period_is_written_and_read_and_spoken(key, period, label):
    assert Period.parse(key) == period
    assert period.key == key
    assert period.label == label


def test_a_whole_year_may_be_asked_for_by_its_number():
    assert Period.parse("2025") == Period(2025, 1, 12)


@pytest.mark.parametrize(
    "key", ["", "2025-13", "2025-4", "2025-03..2025-04", "2025-09..2025-04", "2025-04..2025-05..2025-06", "x"]
)
def test_what_is_no_period_is_refused(key):
    with pytest.raises(ValueError):
        Period.parse(key)


@pytest.mark.parametrize(("months_each", "count"), [(1, 12), (3, 4), (6, 2), (12, 1)])
def test_a_year_is_cut_without_gap_or_overlap(months_each, count):
    cut = periods(2025, months_each)
    assert len(cut) == count
    assert [month for period in cut for month in period.months()] == [
        FiscalMonth(2025, number) for number in range(1, 13)
    ]
    assert (cut[0].first_day, cut[-1].last_day) == (date(2025, 4, 1), date(2026, 3, 31))


def test_the_label_of_a_fiscal_year():
    assert year_label(2025) == "令和7年度"
