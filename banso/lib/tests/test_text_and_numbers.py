"""Folding of Japanese text, and numbers in Japanese habits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.numbers import Rounding, grouped, rounded
from banso.lib.text import fold, one_line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ハローワーク", "ﾊﾛｰﾜｰｸ"),
        ("１２３", "123"),
        ("ＡＢＣ", "abc"),
        ("埼玉県　さいたま市", " 埼玉県 さいたま市 "),
        ("㈱見本", "(株)見本"),
        ("が", "が"),
    ],
)
def test_two_spellings_of_one_thing_are_equal(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more_of_blanks(text):
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("value", "digits", "mode", "result"),
    [
        ("80.25", 1, Rounding.HALF_UP, "80.3"),
        ("80.25", 1, Rounding.TRUNCATE, "80.2"),
        ("80.05", 1, Rounding.HALF_UP, "80.1"),
        ("99.99", 1, Rounding.HALF_UP, "100.0"),
        ("99.99", 1, Rounding.TRUNCATE, "99.9"),
        ("0.5", 0, Rounding.HALF_UP, "1"),
        ("-0.5", 0, Rounding.HALF_UP, "-1"),
        ("2.5", 0, Rounding.HALF_UP, "3"),
    ],
)
def test_rounding_is_the_one_that_a_plan_names(value, digits, mode, result):
    assert str(rounded(Decimal(value), digits, mode)) == result


def test_thousands_are_grouped_and_decimals_kept():
    assert grouped(5448) == "5,448"
    assert grouped(Decimal("1234.50")) == "1,234.50"
    assert grouped(0) == "0"
    assert grouped(-1200) == "-1,200"
