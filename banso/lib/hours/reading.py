"""Opening hours from Japanese text. A text is understood wholly or not at all."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from banso.lib.hours.rules import DAY, EVERY_DAY, Closing, Hours, OnHolidays, Opening
from banso.lib.hours.scanning import SEPARATOR, Days, Scanner, Unclear, all_day, days, item, times
from banso.lib.hours.words import MEMO, UNKNOWN, note_of, plain


@dataclass(frozen=True)
class Problem:
    """A text that was not understood wholly: the text, the part from which on it was not, and why (Japanese)."""

    text: str
    rest: str
    message: str


_CLOSED_MARK = re.compile(
    r"(?:お?休み|定休日?|休館日?|休業日?|休所日?|閉庁日?|閉所日?|閉館日?|休診日?|休日) ?: ?"
)
_CLOSED_WORDS = r"(?:お?休み|定休日?|休館日?|休業日?|休所日?|閉庁|閉所日?|閉館日?|休診日?|除く|(?:執務|業務|相談|受付)を行って(?:おりません|いません))"
_CLOSED_END = re.compile(rf" ?(?:は|が|を|も)?{_CLOSED_WORDS}(?:です|とする)?")
_BUT = re.compile(r"(?:ただし|但し|なお)[、,]?")
_AFTER_DAYS = re.compile(r" ?(?:は|:|の)? ?")
_ALSO_OPEN = re.compile(r"も(?:開庁|開所|開館|実施)?")
_MOVES = re.compile(
    r"(?:祝日|休日|祝休日)(?:の場合|のとき|の時|にあたる(?:場合|とき)|に当たる(?:場合|とき)|と重なる(?:場合|とき))は?"
    r"[、,]?(?:その)?(翌日|翌平日|直後の平日)(?:に振替|が休館日?|が?休み|休館)?"
)
_VALIDITY = re.compile(
    r"(?:(\d{4})年(\d{1,2})月(\d{1,2})日(?:から|~))?(?:(\d{4})年(\d{1,2})月(\d{1,2})日まで)?"
)
_BREAK = re.compile(r"(?:昼休み|昼休憩|休憩)(?:時間)?[は:]?|(?=.*を?除く$)")
_NEW_YEARS_DAY = re.compile(r"1(?:/|月)1日?は祝日")
_NONE = re.compile(r"(?:年中)?無休|なし|無し|ありません")
_END = re.compile(r"[。、 ]*$")
_MEMO = re.compile(rf"[(（]{MEMO}([^()（）\n]*)[)）]")


@dataclass
class _Clause:
    """Openings in the making: days, spans of the day, and what the asides say of both."""

    days: Days | None
    spans: list[tuple[int, int]] = field(default_factory=list)
    on_holidays: OnHolidays | None = None
    valid: tuple[date | None, date | None] = (None, None)
    notes: list[str] = field(default_factory=list)


def parse(text: str, closed: str = "") -> Hours | Problem:
    """The hours that ``text`` says, ``closed`` being a text of the days on which it is closed.

    Empty or 未確認 is ``Hours()``: nothing known. Never half-read: otherwise :class:`Problem`.
    """
    notes = [m[1] for m in _MEMO.finditer(text)]
    scanner = Scanner(plain(_MEMO.sub("(\ue000)", text)))
    reader = _Reader(scanner, notes)
    if scanner.text == UNKNOWN:
        scanner = reader.scanner = Scanner("")
    try:
        reader.read_hours()
        if closed:
            reader.scanner = scanner = Scanner(plain(closed))
            reader.read_closed()
        return reader.finished()
    except Unclear as problem:
        return Problem(
            closed if closed and scanner.text == plain(closed) else text, scanner.rest, str(problem)
        )
    except ValueError:
        return Problem(text, scanner.rest, "日や時刻に、暦や時計にないものがあります。")


class _Reader:
    def __init__(self, scanner: Scanner, notes: list[str]) -> None:
        self.scanner, self.memos = scanner, notes
        self.clauses: list[_Clause] = []
        self.closings: list[Closing] = []
        self.never_closed = False
        self.rest_days = False

    def read_hours(self) -> None:
        while not self.scanner.take(_END):
            self.scanner.take(_BUT)
            if self.scanner.take(_CLOSED_MARK):
                return self.read_closed()
            if self.clauses:
                # An aside on a line of its own belongs to what stands before it.
                self._asides(self.clauses[-1])
            if not self.scanner.take(_END):
                self._clause()
            while self.scanner.take(SEPARATOR):
                pass
        return None

    def _clause(self) -> None:
        found = days(self.scanner)
        if found and found.year_end:
            self._closed_aside(found)
        clause = _Clause(found)
        self._asides(clause)
        if found and self.scanner.take(_CLOSED_END):
            if not self.clauses and found.is_ordinary:
                raise Unclear("どの日を除くのか、一通りに読めません。")
            self._close(found)
            return
        if found and found.is_dated:
            raise Unclear("日付を決めて開ける日は、まだ読めません。")
        self.scanner.take(_AFTER_DAYS)
        self._times(clause)
        self._asides(clause)
        if not clause.spans:
            raise Unclear("読めない言葉があります。" if not found else "時間が書かれていません。")
        self.clauses.append(clause)

    def _times(self, clause: _Clause) -> None:
        whole = all_day(self.scanner)
        if whole is not None:
            clause.days = clause.days or Days(always=True)
            if whole and clause.days != Days(always=True):
                raise Unclear("「365日」と曜日の、どちらか一つを書いてください。")
            clause.spans.append((0, DAY))
            return
        while span := times(self.scanner):
            clause.spans.append(span)
            before = self.scanner.at
            if not self.scanner.take(SEPARATOR):
                return
            at = self.scanner.at
            if times(self.scanner) is None:
                self.scanner.at = before
                return
            self.scanner.at = at

    def _asides(self, clause: _Clause) -> None:
        while (aside := self.scanner.aside()) is not None:
            if aside == "\ue000":
                clause.notes.append(self.memos.pop(0))
            elif (note := note_of(aside)) is not None:
                clause.notes.append(note)
            elif (m := _VALIDITY.fullmatch(aside)) and aside:
                clause.valid = (_date(m.groups()[:3]), _date(m.groups()[3:]))
            else:
                self._narrowed(clause, Scanner(aside))

    def _narrowed(self, clause: _Clause, inside: Scanner) -> None:
        """An aside that changes the days or the times: 祝日を除く, 祝日も, 昼休み12時から13時."""
        if inside.take(_BREAK) and (pause := times(inside)) is not None:
            inside.take(_CLOSED_END)
            clause.spans = _without(clause.spans, pause)
        elif (named := days(inside)) is not None and inside.take(_ALSO_OPEN):
            if not named.holidays or named.weekly or named.is_ordinary or named.spans or named.dates:
                raise Unclear(f"「{inside.text}」が読めません。")
            clause.on_holidays = OnHolidays.ALWAYS if named.year_end else OnHolidays.OPEN
        elif named is not None and inside.take(_CLOSED_END):
            if named.holidays:
                clause.on_holidays = OnHolidays.CLOSED
            self._close(replace(named, holidays=False))
        elif named is not None and clause.days is None and not named.is_dated:
            clause.days = named
        else:
            raise Unclear(f"かっこの中の「{inside.text}」が読めません。")
        if inside.rest:
            raise Unclear(f"かっこの中の「{inside.text}」が読めません。")

    def read_closed(self) -> None:
        """The days of ``closed``: 土・日・祝日・年末年始."""
        scanner = self.scanner
        if scanner.take(_NONE) and scanner.take(_END):
            self.never_closed = True
            return
        while not scanner.take(_END):
            found = Days()
            if not item(scanner, found):
                raise Unclear("休みの日に、読めない言葉があります。")
            moves = self._closed_aside(found)
            self._close(found, moves)
            scanner.take(_CLOSED_END)
            while scanner.take(SEPARATOR):
                pass

    def _closed_aside(self, found: Days) -> str:
        aside = self.scanner.aside()
        if aside is None or _NEW_YEARS_DAY.fullmatch(aside):
            return ""
        if m := _MOVES.fullmatch(aside):
            if not (found.weekly or found.nth):
                raise Unclear(f"かっこの中の「{aside}」が読めません。")
            return "翌日" if m[1] == "翌日" else "翌平日"
        inside = Scanner(aside)
        dated = days(inside)
        if not found.year_end or dated is None or inside.rest or dated != Days(spans=dated.spans):
            raise Unclear(f"かっこの中の「{aside}」が読めません。")
        found.year_end, found.spans = False, dated.spans
        return ""

    def _close(self, found: Days, moves: str = "") -> None:
        if found.workdays or found.always:
            raise Unclear("開いている日と休みの日が、一通りに読めません。")
        self.rest_days = self.rest_days or found.rest_days
        new: list[Closing] = []
        if found.weekly:
            new.append(self._joined(frozenset(found.weekly), moves))
        new += [Closing(days, nth, moves=moves) for nth, days in _by_place(found.nth)]
        if found.month_days:
            new.append(Closing(month_days=frozenset(found.month_days)))
        if found.holidays:
            new.append(Closing(holidays=True))
        if found.year_end:
            new.append(Closing(year_end=True))
        new += [Closing(span=span) for span in found.spans] + [Closing(dates=both) for both in found.dates]
        self.closings += [closing for closing in new if closing not in self.closings]

    def _joined(self, weekly: frozenset[int], moves: str) -> Closing:
        """Weekdays one after the other are one closing."""
        last = self.closings[-1] if self.closings else None
        if last and last.weekdays and not last.nth:
            if moves and not last.moves:
                raise Unclear("「祝日の場合は」がどの曜日に掛かるか分かりません。曜日ごとに書いてください。")
            if last.moves == moves:
                weekly |= self.closings.pop().weekdays
        return Closing(weekly, moves=moves)

    def finished(self) -> Hours:
        openings = [opening for clause in self.clauses for opening in self._openings(clause)]
        on_weekends = any(o.weekdays & {5, 6} and not o.nth and not o.month_days for o in openings)
        if self.rest_days and on_weekends:
            raise Unclear("「休日」に土曜日と日曜日が入るか、分かりません。")
        return Hours(tuple(openings), tuple(self.closings))

    def _openings(self, clause: _Clause) -> list[Opening]:
        if clause.days is None:
            clause.days = self._days_left()
        rule = OnHolidays.ALWAYS if self.never_closed else clause.on_holidays
        found = []
        for fields in _selectors(clause.days):
            if rule is OnHolidays.CLOSED and fields["holidays"] is OnHolidays.ALSO:
                raise Unclear("祝日に開くのか休むのか、一通りに読めません。")
            if (
                rule
                and fields["holidays"] in (OnHolidays.UNSAID, OnHolidays.OPEN)
                or rule is OnHolidays.CLOSED
            ):
                fields["holidays"] = rule
            found += [
                Opening(
                    opens,
                    closes,
                    valid_from=clause.valid[0],
                    valid_to=clause.valid[1],
                    note="・".join(clause.notes),
                    **fields,
                )
                for opens, closes in clause.spans
            ]
        return found

    def _days_left(self) -> Days:
        """Hours without days mean every day that is not closed, if the closed days are said."""
        if len(self.clauses) == 1 and (self.never_closed or any(c.weekdays for c in self.closings)):
            return Days(weekly=set(EVERY_DAY))
        raise Unclear("曜日が書かれていません。")


def _selectors(found: Days) -> list[dict]:  # type: ignore[type-arg]
    """The fields of one opening for each way in which ``found`` names days."""
    usual = OnHolidays.UNSAID
    made = []
    if found.always:
        made.append({"weekdays": EVERY_DAY, "holidays": OnHolidays.ALWAYS})
    if found.workdays:
        made.append({"weekdays": frozenset(range(5)), "holidays": OnHolidays.CLOSED})
    if found.weekly or found.holidays:
        also = OnHolidays.ALSO if found.holidays else usual
        made.append({"weekdays": frozenset(found.weekly), "holidays": also})
    made += [{"weekdays": days, "nth": nth, "holidays": usual} for nth, days in _by_place(found.nth)]
    if found.month_days:
        made.append({"month_days": frozenset(found.month_days), "holidays": usual})
    return made


def _by_place(nth: dict[int, set[int]]) -> list[tuple[frozenset[int], frozenset[int]]]:
    """(places, weekdays), the weekdays of equal places together."""
    places: dict[frozenset[int], set[int]] = {}
    for weekday, where in nth.items():
        places.setdefault(frozenset(where), set()).add(weekday)
    return [(where, frozenset(weekdays)) for where, weekdays in places.items()]


def _without(spans: list[tuple[int, int]], pause: tuple[int, int]) -> list[tuple[int, int]]:
    cut = [
        part
        for opens, closes in spans
        for part in ((opens, min(closes, pause[0])), (max(opens, pause[1]), closes))
        if part[0] < part[1]
    ]
    if sum(b - a for a, b in cut) != sum(b - a for a, b in spans) - (pause[1] - pause[0]):
        raise Unclear("昼休みが、開いている時間の中にありません。")
    return cut


def _date(parts: tuple[str | None, ...]) -> date | None:
    return date(*(int(part or 0) for part in parts)) if parts[0] else None
