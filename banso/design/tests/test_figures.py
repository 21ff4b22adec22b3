"""Numbers and dates in Japanese habits."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from banso.design import figures
from banso.lib.fiscal import Period


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5448, "5,448"),
        (Decimal("1234567.50"), "1,234,567.5"),
        (Decimal("600"), "600"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.00"), "0"),
        (-12, "-12"),
        (0, "0"),
        (None, "未確認"),
    ],
)
def test_numbers_are_grouped_and_unknown_is_said(value, shown):
    assert figures.number(value) == shown


@pytest.mark.parametrize(
    ("ratio", "digits", "shown"),
    [
        (Decimal("0.48149"), 1, "48.1%"),
        (Decimal("0.4815"), 1, "48.2%"),
        (Decimal("1.2599"), 0, "126%"),
        (Decimal(0), 1, "0.0%"),
        (None, 1, "未確認"),
    ],
)
def test_a_ratio_becomes_a_percentage_rounded_half_up(ratio, digits, shown):
    assert figures.percent(ratio, digits) == shown


def test_an_unknown_value_bears_no_unit():
    assert figures.with_unit(Decimal(660), "人") == "660人"
    assert figures.with_unit(None, "人") == "未確認"


def test_dates_are_in_the_japanese_calendar():
    assert figures.ja_date(date(2025, 9, 1)) == "令和7年9月1日"
    assert figures.ja_month(Period.parse("2025-04..2025-09")) == "令和7年4月から9月まで"
    assert figures.ja_month(date(2019, 5, 1)) == "令和元年5月"
    assert figures.era_year(2025) == "令和7年度"
    assert figures.ja_date(None) == "未確認"


def test_a_moment_is_read_on_the_wall_clock_of_japan():
    evening_in_utc = datetime(2025, 8, 31, 15, 5, tzinfo=UTC)
    assert figures.ja_datetime(evening_in_utc) == "令和7年9月1日 0時05分"
    assert figures.ja_date(evening_in_utc) == "令和7年9月1日"


def test_a_telephone_number_becomes_an_address_that_calls_it():
    assert figures.tel("0120-279-338") == "tel:0120279338"
    assert figures.tel("#8008") == "tel:%238008"
