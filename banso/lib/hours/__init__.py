"""Opening hours as rules, after the schedules of HSDS 3 and RFC 5545: read, asked, said and exchanged.

What a text does not say stays unknown: 月～金 without a word about holidays or the year-end answers ``None`` there.
"""

from banso.lib.hours.asking import is_open, next_open
from banso.lib.hours.exchange import from_columns, from_dict, to_dict, to_hsds
from banso.lib.hours.reading import Problem, parse
from banso.lib.hours.rules import Closing, Hours, OnHolidays, Opening
from banso.lib.hours.saying import describe

__all__ = [
    "Closing",
    "Hours",
    "OnHolidays",
    "Opening",
    "Problem",
    "describe",
    "from_columns",
    "from_dict",
    "is_open",
    "next_open",
    "parse",
    "to_dict",
    "to_hsds",
]
