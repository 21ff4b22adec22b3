"""Dates in the Japanese calendar. The first year of an era is 元年."""

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
