"""Japanese dates at the borders of the eras. Expectations from the calendars of the accessions."""

from datetime import date

import pytest

from banso.lib import wareki


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 1), "令和7年9月1日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_a_day_is_named_by_the_era_in_which_it_lies(day, words):
    assert wareki.full(day) == words


def test_a_day_before_the_calendar_was_reformed_has_no_name_here():
    with pytest.raises(ValueError, match="1872"):
        wareki.full(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2025, "令和7年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_a_fiscal_year_is_named_as_offices_name_it(year, words):
    assert wareki.fiscal_year(year) == words


def test_months_and_years_alone():
    assert wareki.month(date(2025, 9, 30)) == "令和7年9月"
    assert wareki.year(date(2019, 12, 31)) == "令和元年"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("令和7年9月", (2025, 9)),
        ("令和７年９月分", (2025, 9)),
        ("実績（R7.9末）", (2025, 9)),
        ("r7/09", (2025, 9)),
        ("2025年9月30日現在", (2025, 9)),
        ("2025-09-30", (2025, 9)),
        ("2025.12.1", (2025, 12)),
        ("令和元年5月", (2019, 5)),
        ("令和7年度1月", (2026, 1)),
        ("9月分", None),
        ("令和7年度", None),
        ("令和7年13月", None),
        ("令和7年4月～9月", None),
        ("令和7年4月から9月まで", None),
        ("R7.4-9", None),
        ("R7.4～R7.9", None),
    ],
)
def test_a_month_is_read_only_where_one_is_named_with_its_year(text, month):
    assert wareki.parse_month(text) == month
