"""What a spreadsheet shows for a stored date or time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from banso.lib import wareki
from banso.returns.workbook import display
from banso.returns.workbook.book import StoredCell

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM)|(?P<part>y+|m+|d+|h+|s+|g+|e+|aaaa?)|(?P<other>.)",
    re.IGNORECASE,
)
_PLAIN = set(" /-:.,()")
_WEEKDAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECONDS = 86400
# The last day that their calendar has and ours has not: 29 February 1900.
_ODD = 60


class _Moment(NamedTuple):
    """``day`` is 0 and ``month`` 1 for the day before the first of the calendar."""

    days: int
    year: int
    month: int
    day: int
    seconds: int

    @property
    def date(self) -> date:
        return date(self.year, self.month, self.day) if self.days > _ODD else date(1900, 1, 1)


def shown(cell: StoredCell) -> str:
    """What is displayed; where the format is not understood, the day and time themselves, as in 2025-09-01 12:30."""
    if isinstance(cell.value, str):
        return cell.value
    moment = _moment(cell)
    if moment is None:
        return ""
    return _formatted(moment, cell.number_format) or _plain(moment)


def is_understood(cell: StoredCell) -> bool:
    """Whether :func:`shown` is what is displayed. Of a format without formats (.xls, .ods) only the value is known."""
    if isinstance(cell.value, str):
        return True
    moment = _moment(cell)
    return moment is not None and (
        cell.number_format == "General" or bool(_formatted(moment, cell.number_format))
    )


def _moment(cell: StoredCell) -> _Moment | None:
    """``None`` where the calendar of spreadsheets has no such day."""
    value = cell.value
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or value < 0:
        return None
    total = round((Decimal(value) + cell.counts_from) * _SECONDS)
    days, seconds = divmod(total, _SECONDS)
    # Their calendar has a day 0 and a 29 February 1900, so days before it count one less.
    if days in (0, _ODD):
        return _Moment(days, 1900, *((1, 0) if days == 0 else (2, 29)), seconds)
    try:
        day = date(1899, 12, 30) + timedelta(days=days + (days < _ODD))
    except OverflowError:
        return None
    return _Moment(days, day.year, day.month, day.day, seconds)


def _plain(moment: _Moment) -> str:
    clock = f"{moment.seconds // 3600:02}:{moment.seconds // 60 % 60:02}"
    if not moment.days:
        return clock
    day = f"{moment.year}-{moment.month:02}-{moment.day:02}"
    return f"{day} {clock}" if moment.seconds else day


def _formatted(moment: _Moment, number_format: str) -> str:
    """ "" for a format that is not understood."""
    tokens = list(_TOKEN.finditer(display.sections(number_format[:255])[0]))
    is_half = any(token["half"] for token in tokens)
    text = ""
    for place, token in enumerate(tokens):
        piece = _piece(token, moment, is_half, _is_minute(tokens, place))
        if piece is None:
            return ""
        text += piece
    return text.strip()


def _piece(token: re.Match[str], moment: _Moment, is_half: bool, is_minute: bool) -> str | None:
    kind = token.lastgroup or ""
    if kind in ("quoted", "escaped"):
        return token[kind]
    if kind == "blank":
        return ""
    if kind == "bracket":
        # A language, or a colour; a format of the system's own, or a condition, is not known here.
        inside = token[kind].lower()
        return None if inside[:1] in ("<", ">", "=") or inside.startswith(("$-f", "$-x")) else ""
    if kind == "elapsed":
        seconds = moment.days * _SECONDS + moment.seconds
        unit = {"h": 3600, "m": 60, "s": 1}[token[kind][0].lower()]
        return f"{seconds // unit:0{len(token[kind])}}"
    if kind == "half":
        return "AM" if moment.seconds < _SECONDS // 2 else "PM"
    if kind == "part":
        name = token[kind].lower()
        return (
            _clock(name, moment, is_half, is_minute) if name[0] in "hs" or is_minute else _day(name, moment)
        )
    return token[0] if token[0] in _PLAIN or ord(token[0]) > 0x3000 else None


def _is_minute(tokens: list[re.Match[str]], place: int) -> bool:
    """An m after hours or before seconds is a minute."""
    if (tokens[place]["part"] or "")[:1].lower() != "m":
        return False
    before = next(_letters(reversed(tokens[:place])), "")
    return before == "h" or next(_letters(iter(tokens[place + 1 :])), "") == "s"


def _letters(tokens: Iterator[re.Match[str]]) -> Iterator[str]:
    return (
        (token["part"] or token["elapsed"])[0].lower()
        for token in tokens
        if token["part"] or token["elapsed"]
    )


def _clock(name: str, moment: _Moment, is_half: bool, is_minute: bool) -> str | None:
    if len(name) > 2:
        return None
    hour, minute, second = moment.seconds // 3600, moment.seconds // 60 % 60, moment.seconds % 60
    number = minute if is_minute else second if name[0] == "s" else (hour - 1) % 12 + 1 if is_half else hour
    return f"{number:0{len(name)}}"


def _day(name: str, moment: _Moment) -> str | None:
    letter, length = name[0], len(name)
    if letter == "y":
        return f"{moment.year % 100:02}" if length <= 2 else str(moment.year)
    if letter == "m" and length <= 3:
        return _ENGLISH_MONTHS[moment.month - 1] if length == 3 else f"{moment.month:0{length}}"
    if letter == "d" and length <= 2:
        return f"{moment.day:0{length}}"
    if letter in "da" and moment.days > _ODD:
        weekday = moment.date.weekday()
        if letter == "d":
            return _ENGLISH_DAYS[weekday][: 3 if length == 3 else None]
        return _WEEKDAYS[weekday] + ("曜日" if length == 4 else "")
    return _era(letter, length, moment.date) if letter in "ge" else None


def _era(letter: str, length: int, day: date) -> str | None:
    """Whether programs write the first year of an era as 1 or as 元 is a matter of their version."""
    name, initial = next((name, initial) for name, initial, start in wareki.ERAS if day >= start)
    if letter == "g":
        return {1: initial, 2: name[0]}.get(length, name)
    number = wareki.year(day).removeprefix(name).removesuffix("年")
    return f"{int(number):0{min(length, 2)}}" if number.isdecimal() else None
