"""Figures and dates as a page shows them. ``None`` is 未確認, never 0."""

from datetime import date, datetime
from decimal import Decimal

from banso.lib import clock, numbers, wareki
from banso.lib.fiscal import FiscalMonth, Period
from banso.lib.numbers import Rounding

UNKNOWN = "未確認"
Number = Decimal | int


def number(value: Number | None, digits: int | None = None, mode: Rounding = Rounding.HALF_UP) -> str:
    """1,234; a Decimal without needless zeros, or with ``digits`` decimals."""
    if value is None or value == "":
        return UNKNOWN
    exact = Decimal(value)
    if digits is not None:
        exact = numbers.rounded(exact, digits, mode)
    elif exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    else:
        exact = exact.normalize()
    return numbers.grouped(exact)


def percent(ratio: Number | None, digits: int = 1, mode: Rounding = Rounding.HALF_UP) -> str:
    """0.4814 → 48.1%"""
    if ratio is None or ratio == "":
        return UNKNOWN
    return f"{numbers.grouped(numbers.rounded(Decimal(ratio) * 100, digits, mode))}%"


def with_unit(value: Number | None, unit: str) -> str:
    """1,234人; an unknown value stays 未確認, without its unit."""
    return UNKNOWN if value is None or value == "" else f"{number(value)}{unit}"


def ja_date(day: date | datetime | None) -> str:
    """令和7年9月1日; a moment is read on the wall clock of Japan."""
    if not day:
        return UNKNOWN
    return wareki.full(clock.local(day).date() if isinstance(day, datetime) else day)


def ja_month(month: date | FiscalMonth | Period | None) -> str:
    """令和7年9月"""
    if not month:
        return UNKNOWN
    if isinstance(month, FiscalMonth | Period):
        return month.label
    return wareki.month(clock.local(month).date() if isinstance(month, datetime) else month)


def ja_datetime(moment: datetime | None) -> str:
    """令和7年9月1日 14時05分, on the wall clock of Japan."""
    if not moment:
        return UNKNOWN
    local = clock.local(moment)
    return f"{wareki.full(local.date())} {local.hour}時{local.minute:02}分"


def era_year(year: int | date | None) -> str:
    """2025 → 令和7年度 (a fiscal year); a date → 令和7年"""
    if not year:
        return UNKNOWN
    return wareki.fiscal_year(year) if isinstance(year, int) else wareki.year(year)


def tel(number: str) -> str:
    """The address that makes a telephone call ``number``: digits, ``+``, ``*`` and ``#`` alone."""
    return "tel:" + "".join(c for c in number if c in "0123456789+*#").replace("#", "%23")
