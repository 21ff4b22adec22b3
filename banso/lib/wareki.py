"""Dates in the Japanese calendar. The first year of an era is 元年."""

import re
import unicodedata
from datetime import date

# Start of each era, newest first. Source: 元号を改める政令 of each accession.
ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1873, 1, 1)),
)


def _era(day: date) -> tuple[str, str]:
    for name, _letter, start in ERAS:
        if day >= start:
            years = day.year - start.year + 1 + (start.year - 1868 if name == "明治" else 0)
            return name, "元" if years == 1 else str(years)
    raise ValueError(f"no Japanese era is known for {day}")


def year(day: date) -> str:
    """令和7年"""
    return "{}{}年".format(*_era(day))


def month(day: date) -> str:
    """令和7年9月"""
    return f"{year(day)}{day.month}月"


def full(day: date) -> str:
    """令和7年9月1日"""
    return f"{month(day)}{day.day}日"


def fiscal_year(number: int) -> str:
    """令和7年度: named by the era of its first day, except that the year of accession takes the new era."""
    day = date(number, 4, 1)
    for _name, _letter, start in ERAS:
        if start.year == number and start > day:
            day = start
    return "{}{}年度".format(*_era(day))


_YEARS = "|".join([*(era[0] for era in ERAS), *(era[1] for era in ERAS)])
_MONTH = re.compile(
    rf"(?:(?P<era>{_YEARS})\s*(?P<of_era>元|\d{{1,2}})|(?P<western>(?:19|20)\d{{2}}))"
    r"\s*(?:(?P<fiscal>年度)|年|(?P<mark>[./-]))\s*(?P<month>1[0-2]|0?[1-9])(?!\d)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ANOTHER = re.compile(r"\d\s*月|^\s*[~〜-]\s*\d")
_DAY = re.compile(r"(?P<mark>[./-])\d{1,2}(?!\d)")


def parse_month(text: str) -> tuple[int, int] | None:
    """(year, month) of the one month that ``text`` names with its year: 令和7年9月分, R7.9, 2025年９月末現在, 2025/9.

    A month of a fiscal year (令和7年度1月) lies in the calendar year after it. ``None`` where no month is named with
    a year, or a span of months is.
    """
    plain = unicodedata.normalize("NFKC", text).replace("～", "~")
    found = _MONTH.search(plain)
    if found is None:
        return None
    rest = found["rest"].removeprefix("月")
    day = _DAY.match(rest)
    if day is not None and day["mark"] == found["mark"]:
        rest = rest[day.end() :]
    if _ANOTHER.search(rest) or _MONTH.search(rest):
        return None
    month = int(found["month"])
    year_number = int(found["western"]) if found["western"] else _western(found["era"], found["of_era"])
    return (year_number + 1 if found["fiscal"] and month <= 3 else year_number), month


_FULL_DAY = re.compile(
    rf"(?:(?P<era>{_YEARS})\s*(?P<of_era>元|\d{{1,2}})|(?P<western>(?:19|20)\d{{2}}))"
    r"\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?",
    re.IGNORECASE,
)


def parse_day(text: str) -> date | None:
    """The day that ``text`` is: 2025-10-01, 2025/10/1, 令和7年10月1日, R7.10.1. ``None`` for anything else."""
    found = _FULL_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year_number = int(found["western"]) if found["western"] else _western(found["era"], found["of_era"])
    try:
        return date(year_number, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _western(era: str, of_era: str) -> int:
    start = next(start for name, letter, start in ERAS if era.upper() in (name, letter))
    first = 1868 if start.year == 1873 else start.year
    return first + (1 if of_era == "元" else int(of_era)) - 1
