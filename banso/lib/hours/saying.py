"""Opening hours as short Japanese text that ``parse`` reads back to the same rules."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from banso.lib.hours.rules import DAY, EVERY_DAY, LAST, Closing, Hours, OnHolidays, Opening
from banso.lib.hours.words import HARMLESS, MEMO, UNKNOWN, WEEKDAYS

_WORKDAYS = frozenset(range(5))
_ASIDE = {
    OnHolidays.CLOSED: "（祝日を除く）",
    OnHolidays.OPEN: "（祝日も）",
    OnHolidays.ALWAYS: "（祝日・年末年始も）",
}


def describe(hours: Hours) -> str:
    """月～金 9:00～17:00、第3土 10:00～12:00。休み：祝日、年末年始. Where nothing is known: 未確認."""
    parts = ["、".join(_clause(list(same)) for _, same in groupby(hours.openings, _but_times))]
    if hours.closings:
        parts.append("休み：" + "、".join(map(closing_text, hours.closings)))
    return "。".join(filter(None, parts)) or UNKNOWN


def closing_text(closing: Closing) -> str:
    """第3月, 月（祝日のときは翌日）, 祝日, 年末年始, 12月29日～1月3日."""
    if closing.weekdays:
        days = weekdays_text(closing.weekdays, closing.nth)
        moved = f"（祝日のときは{closing.moves}）" if closing.moves else ""
        return days.replace("・", f"{moved}・") + moved if not closing.nth else days + moved
    if closing.month_days:
        return _month_days(closing.month_days)
    if closing.span:
        first, last = (f"{month}月{day}日" for month, day in closing.span)
        return first if first == last else f"{first}～{last}"
    if closing.dates:
        first, last = map(_date, closing.dates)
        return first if first == last else f"{first}～{last}"
    return "祝日" if closing.holidays else "年末年始"


def weekdays_text(weekdays: frozenset[int], nth: frozenset[int] = frozenset()) -> str:
    """月～金・日; with places in the month 第1・第3火木."""
    if nth:
        places = "・".join([f"第{n}" for n in sorted(nth - {LAST})] + ["最終"] * (LAST in nth))
        return places + "".join(WEEKDAYS[day] for day in sorted(weekdays))
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "・".join(map(_run, runs))


def clock(minutes: int) -> str:
    """9:00; past midnight 翌8:00; the end of a day 24:00."""
    hour, minute = divmod(minutes if minutes <= DAY else minutes - DAY, 60)
    return f"{'翌' if minutes > DAY else ''}{hour}:{minute:02}"


def _run(days: list[int]) -> str:
    names = [WEEKDAYS[day] for day in days]
    return f"{names[0]}～{names[-1]}" if len(names) > 2 else "・".join(names)


def _clause(same: list[Opening]) -> str:
    opening = same[0]
    spans = [f"{clock(o.opens)}～{clock(o.closes)}" for o in same]
    always = _days(opening) == "毎日"
    times = "24時間" if always and spans == ["0:00～24:00"] else f"{_days(opening)} {'・'.join(spans)}"
    return times + _validity(opening) + _note(opening.note)


def _but_times(opening: Opening) -> tuple[object, ...]:
    o = opening
    return o.weekdays, o.nth, o.month_days, o.holidays, o.valid_from, o.valid_to, o.note


def _days(opening: Opening) -> str:
    if opening.month_days:
        base = _month_days(opening.month_days)
    elif opening.weekdays == EVERY_DAY and not opening.nth and opening.holidays is OnHolidays.ALWAYS:
        return "毎日"
    elif opening.weekdays == _WORKDAYS and not opening.nth and opening.holidays is OnHolidays.CLOSED:
        return "平日"
    else:
        base = weekdays_text(opening.weekdays, opening.nth)
    if opening.holidays is OnHolidays.ALSO:
        return "・".join(filter(None, (base, "祝日")))
    return base + _ASIDE.get(opening.holidays, "")


def _month_days(days: Iterable[int]) -> str:
    return "毎月" + "・".join(f"{day}日" for day in sorted(days))


def _validity(opening: Opening) -> str:
    first = f"{_date(opening.valid_from)}から" if opening.valid_from else ""
    last = f"{_date(opening.valid_to)}まで" if opening.valid_to else ""
    return f"（{first}{last}）" if first or last else ""


def _note(note: str) -> str:
    if not note:
        return ""
    return f"（{note}）" if HARMLESS.fullmatch(note) else f"（{MEMO}{note}）"


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
