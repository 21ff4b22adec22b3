"""Opening hours in other shapes: columns of 自治体標準オープンデータセット, codes of GIF, HSDS 3, JSON."""

import re
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from banso.lib.hours.reading import Problem, parse
from banso.lib.hours.rules import DAY, LAST, Closing, Hours, OnHolidays, Opening
from banso.lib.hours.saying import closing_text, describe, weekdays_text
from banso.lib.hours.words import WEEKDAYS, plain

_ENGLISH = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
# Source: GIF 441 日付時刻: 0We every Wednesday, 13Mo first and third Monday, 6Fr last Friday, 7Su every other Sunday.
_GIF = re.compile(r"([0-7]+)(Mo|Tu|We|Th|Fr|Sa|Su)")
_GIF_WHOLE = re.compile(r"(?:[0-7]+(?:Mo|Tu|We|Th|Fr|Sa|Su)[;,/ ]?)+")


def from_columns(weekdays: str, opens: str, closes: str, remarks: str = "") -> Hours | Problem:
    """From 利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項; the weekdays may be codes of GIF or 1 to 5.

    The remarks are hours of other days, or closed days; where they are neither, the whole is a problem.
    """
    days = plain(weekdays)
    if "7" in days and _GIF_WHOLE.fullmatch(days):
        return Problem(
            weekdays, weekdays, "隔週は、どの週に開くのか分かりません。日付か第何週かで書いてください。"
        )
    if _GIF_WHOLE.fullmatch(days):
        days = "、".join(_gif_text(*m.groups()) for m in _GIF.finditer(days))
    elif re.fullmatch(r"[1-7](?:~[1-7]|[1-7]*)", days):
        days = "".join(c if c == "~" else WEEKDAYS[int(c) - 1] for c in days)
    if not plain(opens) and not plain(closes):
        return parse(remarks) if not days else Problem(weekdays, weekdays, "開始時間と終了時間がありません。")
    first = f"{days} {_clock(opens)}~{_clock(closes)}"
    both = parse(f"{first}、{remarks}") if remarks.strip() else parse(first)
    return parse(first, remarks) if isinstance(both, Problem) and remarks.strip() else both


def _gif_text(places: str, weekday: str) -> str:
    day = _ENGLISH.index(weekday)
    nth = frozenset(LAST if p == "6" else int(p) for p in places if p != "0")
    return weekdays_text(frozenset({day}), nth) + "曜"


def _clock(text: str) -> str:
    """A time of a column, where seconds may stand: 08:30:00."""
    return re.sub(r"^(\d{1,2}:\d{2}):\d{2}$", r"\1", plain(text))


def to_hsds(hours: Hours) -> list[dict[str, Any]]:
    """The fields of HSDS 3 ``schedule`` objects, one for each opening; ``id`` is the caller's to add.

    Times carry the offset of Japan; a time past midnight is the clock's of the next day. HSDS has no closed days:
    they stand in ``notes``, as in ``description``, in Japanese.
    """
    closed = "、".join(map(closing_text, hours.closings))
    return [_schedule(opening, closed) for opening in hours.openings]


def _schedule(opening: Opening, closed: str) -> dict[str, Any]:
    made: dict[str, Any] = {"wkst": "MO", "interval": 1, "timezone": 9}
    places = sorted(opening.nth - {LAST}) + [LAST] * (LAST in opening.nth)
    days = [_ENGLISH[day].upper() for day in sorted(opening.weekdays)]
    if opening.month_days:
        made |= {"freq": "MONTHLY", "bymonthday": ",".join(map(str, sorted(opening.month_days)))}
    elif places:
        made |= {"freq": "MONTHLY", "byday": ",".join(f"{place}{day}" for day in days for place in places)}
    elif days:
        made |= {"freq": "WEEKLY", "byday": ",".join(days)}
    made |= {"opens_at": _with_offset(opening.opens), "closes_at": _with_offset(opening.closes)}
    if opening.valid_from:
        made["valid_from"] = opening.valid_from.isoformat()
    if opening.valid_to:
        made["valid_to"] = opening.valid_to.isoformat()
    made["description"] = describe(Hours((replace(opening, note=""),)))
    notes = [opening.note, f"休み：{closed}" if closed else ""]
    return made | ({"notes": "。".join(filter(None, notes))} if any(notes) else {})


def _with_offset(minutes: int) -> str:
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}+09:00"


def to_dict(hours: Hours) -> dict[str, Any]:
    """As JSON: what is not set is left out, days sorted, dates in ISO 8601, times in minutes from midnight."""
    return {
        "openings": [_plain_fields(asdict(opening)) for opening in hours.openings],
        "closings": [_plain_fields(asdict(closing)) for closing in hours.closings],
    }


def from_dict(data: dict[str, Any]) -> Hours:
    """The hours of :func:`to_dict`. Raises ValueError for anything else."""
    try:
        return Hours(
            tuple(Opening(**_typed(fields)) for fields in data["openings"]),
            tuple(Closing(**_typed(fields)) for fields in data["closings"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not opening hours: {error}") from error


def _plain_fields(fields: dict[str, Any]) -> dict[str, Any]:
    # Zero is a time (midnight), so it is not "not set".
    return {
        name: _as_json(value) for name, value in fields.items() if value or value == 0 and value is not False
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    made = dict(fields)
    for name in ("weekdays", "nth", "month_days"):
        if name in made:
            made[name] = frozenset(made[name])
    if made.get("holidays") in list(OnHolidays):
        made["holidays"] = OnHolidays(made["holidays"])
    for name in ("valid_from", "valid_to"):
        if name in made:
            made[name] = date.fromisoformat(made[name])
    if "dates" in made:
        made["dates"] = tuple(date.fromisoformat(day) for day in made["dates"])
    if "span" in made:
        made["span"] = tuple(map(tuple, made["span"]))
    return made
