"""Days and times of day in Japanese text, read from the left; nothing is skipped."""

import re
from dataclasses import dataclass, field
from datetime import date

from banso.lib.hours.rules import DAY, LAST
from banso.lib.hours.words import WEEKDAYS


class Unclear(Exception):
    """A text that is not understood wholly. The message is Japanese."""


class Scanner:
    """A place in a text that moves on as patterns match."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    @property
    def rest(self) -> str:
        return self.text[self.at :]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def aside(self) -> str | None:
        """The inside of the brackets that begin here."""
        found = self.take(_ASIDE)
        return found[1] if found else None


_ASIDE = re.compile(r" ?\(((?:[^()]|\([^()]*\))*)\)")
SEPARATOR = re.compile(r" ?(?:[・,、/;&。※ ]|及び|および|並びに|と) ?")

_W = f"[{WEEKDAYS}]"
_YEAR_END = re.compile(r"年末年始")
_DATES = re.compile(
    r"(\d{4})[年/](\d{1,2})[月/](\d{1,2})日?(?:(?:~|から)(?:(\d{4})[年/])?(?:(\d{1,2})[月/])?(\d{1,2})日?(?:まで)?)?(?!:)"
)
_SPAN = re.compile(
    r"(\d{1,2})[月/](\d{1,2})日?(?:(?:~|から)(?:翌年?の?)?(?:(\d{1,2})[月/])?(\d{1,2})日?(?:まで)?)?(?!:)"
)
_MONTH_DAYS = re.compile(r"毎月(\d{1,2}日(?:[・,、]\d{1,2}日)*)")
_NTH = re.compile(rf"(?:毎月)?((?:第\d|最終)(?:[・,、と]?(?:第?\d|最終))*)(?:週の?)?({_W}+)(曜日?)?")
_RANGE = re.compile(rf"(?:毎週)?({_W})(?:曜日?)?(?:~|から)({_W})(?:曜日?)?(?:まで)?")
_LETTERS = re.compile(rf"(?:毎週)?({_W}+)(?:曜日?)?")
_HOLIDAYS = re.compile(r"国民の祝日|国民の休日|振替休日|祝休日|祝祭日|祝日|祝|休日")
_WORKDAYS = re.compile(r"平日")
_ALWAYS = re.compile(r"毎日|年中無休|無休|365日")


@dataclass
class Days:
    """What a list of days names. ``rest_days`` is set by 休日, which may or may not mean Saturday and Sunday."""

    weekly: set[int] = field(default_factory=set)
    nth: dict[int, set[int]] = field(default_factory=dict)
    month_days: set[int] = field(default_factory=set)
    spans: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    dates: list[tuple[date, date]] = field(default_factory=list)
    holidays: bool = False
    rest_days: bool = False
    workdays: bool = False
    always: bool = False
    year_end: bool = False

    @property
    def is_dated(self) -> bool:
        return bool(self.spans or self.dates or self.year_end)

    @property
    def is_ordinary(self) -> bool:
        """Days on which offices work anyway: 月 to 金, or every day."""
        return bool(self.weekly - {5, 6}) or self.workdays or self.always or bool(self.nth)


def days(scanner: Scanner) -> Days | None:
    """The list of days that begins here, or ``None``. Raises :class:`Unclear` for an ambiguous one."""
    found, any_item = Days(), False
    while True:
        before = scanner.at
        separator = scanner.take(SEPARATOR) if any_item else None
        if not item(scanner, found, separator[0] if separator else ""):
            scanner.at = before
            return found if any_item else None
        any_item = True


def item(scanner: Scanner, found: Days, separator: str = "") -> bool:
    """Read one kind of days into ``found``; whether there was one."""
    if m := scanner.take(_DATES):
        found.dates.append(_dates(m))
    elif m := scanner.take(_SPAN):
        first = (int(m[1]), int(m[2]))
        found.spans.append((first, (int(m[3] or m[1]), int(m[4])) if m[4] else first))
    elif m := scanner.take(_MONTH_DAYS):
        found.month_days |= {int(n) for n in re.findall(r"\d+", m[1])}
    elif m := scanner.take(_NTH):
        _nth(scanner, m, found)
    elif m := scanner.take(_RANGE):
        first_day, last_day = (WEEKDAYS.index(letter) for letter in m.groups())
        found.weekly |= {(first_day + n) % 7 for n in range((last_day - first_day) % 7 + 1)}
    elif m := scanner.take(_LETTERS):
        found.weekly |= {WEEKDAYS.index(letter) for letter in m[1]}
    else:
        return _named(scanner, found)
    return True


def _named(scanner: Scanner, found: Days) -> bool:
    if m := scanner.take(_HOLIDAYS):
        found.holidays = True
        found.rest_days = found.rest_days or m[0] == "休日"
    elif scanner.take(_WORKDAYS):
        found.workdays = True
    elif scanner.take(_ALWAYS):
        found.always = True
    elif scanner.take(_YEAR_END):
        found.year_end = True
    else:
        return False
    return True


def _nth(scanner: Scanner, m: re.Match[str], found: Days) -> None:
    places = {LAST if n == "最終" else int(n) for n in re.findall(r"\d|最終", m[1])}
    if not places <= {1, 2, 3, 4, 5, LAST}:
        raise Unclear("月の中の週は、第1から第5までで書いてください。")
    if not m[3] and re.match(rf"・{_W}", scanner.rest):
        raise Unclear("「第1・第3」がどの曜日に掛かるか分かりません。曜日ごとに書いてください。")
    for letter in m[2]:
        found.nth.setdefault(WEEKDAYS.index(letter), set()).update(places)


def _dates(m: re.Match[str]) -> tuple[date, date]:
    try:
        first = date(int(m[1]), int(m[2]), int(m[3]))
        last = date(int(m[4] or m[1]), int(m[5] or m[2]), int(m[6])) if m[6] else first
    except ValueError as error:
        raise Unclear(f"「{m[0]}」は暦にない日です。") from error
    return first, last


_UNIT = r"(?::(\d{2})|時(?:(\d{1,2})分|(半))?)"
_HALF = r"(午前|午後|AM|PM|am|pm)? ?"
# The unit may be missing before the dash (9～17時), never after it.
_TIMES = re.compile(
    rf"{_HALF}(?:(\d{{1,2}}){_UNIT}?|(正午)) ?(?:~|から|より) ?"
    rf"(翌)?(?:日の?)? ?{_HALF}(?:(\d{{1,2}}){_UNIT}|(正午))(?:まで)?"
)
_ALL_DAY = re.compile(r"24時間(?:体制|対応|受付)?([・、 ]?(?:365日|年中無休))?")


def times(scanner: Scanner) -> tuple[int, int] | None:
    """(opens, closes) in minutes of the span that begins here. Raises :class:`Unclear` for an impossible one."""
    m = scanner.take(_TIMES)
    if m is None:
        return None
    opens = _minutes(m.groups()[:6], "")
    closes = _minutes(m.groups()[7:], m[1] or "") + (DAY if m[7] else 0)
    if closes <= opens:
        raise Unclear(f"「{m[0]}」は終わりが始まりより前です。次の日までなら「翌」を付けてください。")
    if opens >= DAY or closes > opens + DAY:
        raise Unclear(f"「{m[0]}」は一日より長い時間です。")
    return opens, closes


def all_day(scanner: Scanner) -> bool | None:
    """Whether 24時間 that begins here says 365日 too; ``None`` where it does not begin here."""
    m = scanner.take(_ALL_DAY)
    return None if m is None else bool(m[1])


def _minutes(parts: tuple[str | None, ...], half_before: str) -> int:
    half, hour, minute, minute_kanji, half_past, noon = parts
    if noon:
        return DAY // 2
    number = int(hour or 0)
    within = int(minute or minute_kanji or 0) + (30 if half_past else 0)
    named = (half or half_before).lower()
    if within >= 60 or number > (30 if not named else 23):
        raise Unclear("時刻を読めません。")
    if named in ("午後", "pm") and number < 12:
        return (number + 12) * 60 + within
    if half and named and number == 12:
        raise Unclear("12時は、午前・午後を付けずに書いてください。")
    return number * 60 + within
