"""Does a number make sense beside the others? One function for each rule; what is found is asked, never refused. Pure.

A number is one of an indicator or a count of a measure (件数): the rules take both alike.

The thresholds are constants of this file, because no plan sets any. They are wide on purpose: a question that is asked
every month is answered without reading. Counts of events scatter by about the square root of their size (Poisson), so a
difference is worth a question when it is several times that and also at least a doubling or a halving.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import Protocol

from banso.lib import numbers
from banso.lib.fiscal import Period

# How far from the middle of the recent periods, in spreads of it, and at least by which factor.
SPREADS = 4
FACTOR = 2
# The median deviation times this is a standard deviation where the scatter is normal.
DEVIATION = Decimal("1.4826")
# Against the same month of last year one point stands alone, so it must differ more.
YEAR_FACTOR = 3
# Fewer periods than this are no habit.
HABIT = 3
RECENT = 6
# A slip of a digit lies close to ten times (or a tenth of) the middle; below this size every count is like that.
SLIP = (8, 12)
SLIP_FROM = 5
ZERO_AFTER = 4
SAME_LINES = 3

Key = tuple[str, str, str, str]


class Line(Protocol):
    """One number of a version, as read: amounts are scaled integers, ``None`` where there is no number."""

    @property
    def indicator(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def cell(self) -> str: ...


@dataclass(frozen=True)
class Goal:
    """What is aimed at in all of a span of months, in the scale of the lines."""

    amount: int
    months: int


@dataclass(frozen=True)
class Shape:
    """What the rules need to know of an indicator: its words, its structure, its scale; ``units`` by component.

    ``people``: how many the plan reckons there are of whom it counts, where it says so.
    """

    label: str
    units: Mapping[str, str]
    kind: str
    decimals: int = 0
    wholes: tuple[str, ...] = ()
    percentage: bool = False
    goal: Goal | None = None
    people: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something to ask: by which rule, about which line or indicator, where it stands, in which words."""

    rule: str
    key: str
    cell: str
    about: str
    message: str


@dataclass(frozen=True)
class Case:
    """A version beside what its body told before.

    ``before``: by line, the earlier periods of the year, oldest first, with amounts. ``last_year``: by line, the
    amounts of the same period a year ago. ``names``: reporting units and municipalities by id. ``idle``: by count, the
    state of its measure where that says that nothing is done.
    """

    period: Period
    shapes: Mapping[str, Shape]
    lines: Sequence[Line]
    before: Mapping[Key, Sequence[tuple[Period, int | None]]] = field(default_factory=dict)
    last_year: Mapping[Key, int | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    idle: Mapping[str, str] = field(default_factory=dict)

    def about(self, line: Line) -> str:
        shape = self.shapes[line.indicator]
        part = {"numerator": "分子", "denominator": "分母"}.get(str(line.component), "")
        unit, member = self.names.get(line.unit, line.unit), self.names.get(line.member, line.member)
        return " ".join(word for word in (shape.label, unit, member, part) if word)

    def text(self, line: Line, amount: int) -> str:
        """1,250人"""
        shape = self.shapes[line.indicator]
        value = Decimal(amount).scaleb(-shape.decimals)
        plain = value.to_integral_value() if value == value.to_integral_value() else value
        return f"{numbers.grouped(plain)}{shape.units.get(str(line.component), '')}"

    def known_before(self, line: Line) -> list[tuple[Period, int]]:
        return [(p, a) for p, a in self.before.get(key_of(line), ()) if a is not None]

    @cached_property
    def known(self) -> list[tuple[Line, int]]:
        """The lines that hold a number, without the members of a coverage."""
        return [
            (line, line.amount)
            for line in self.lines
            if line.amount is not None and not line.member and line.indicator in self.shapes
        ]

    @cached_property
    def totals(self) -> list[tuple[Line, int, list[tuple[Period, int]], int | None]]:
        """By indicator and component, where every unit told a number: its first line, the total, the totals of the
        earlier periods in which the same units told one, and last year's."""
        groups: dict[tuple[str, str], list[Line]] = {}
        for line in self.lines:
            if not line.member and line.indicator in self.shapes:
                groups.setdefault((line.indicator, str(line.component)), []).append(line)
        found = []
        for lines in groups.values():
            amounts = [line.amount for line in lines]
            if any(amount is None for amount in amounts):
                continue
            history = [dict(self.before.get(key_of(line), ())) for line in lines]
            periods = [p for p in history[0] if all(h.get(p) is not None for h in history)]
            earlier = [(p, sum(h[p] or 0 for h in history)) for p in sorted(periods)]
            year = [self.last_year.get(key_of(line)) for line in lines]
            then = None if any(a is None for a in year) else sum(a or 0 for a in year)
            found.append((lines[0], sum(a or 0 for a in amounts), earlier, then))
        return found


def key_of(line: Line) -> Key:
    return line.indicator, line.unit, line.member, str(line.component)


def _finding(case: Case, rule: str, line: Line, message: str, about: str = "") -> Finding:
    return Finding(rule, "|".join(key_of(line)), line.cell, about or case.about(line), message)


def _whole(case: Case, line: Line) -> str:
    """The indicator without its unit, where a total is meant."""
    shape = case.shapes[line.indicator]
    part = {"numerator": "分子", "denominator": "分母"}.get(str(line.component), "")
    return " ".join(word for word in (shape.label, part) if word)


def shrinking_series(case: Case) -> Iterator[Finding]:
    """A series that is told cumulatively never falls."""
    for line, amount in case.known:
        earlier = case.known_before(line)
        if case.shapes[line.indicator].kind == "cumulative_series" and earlier and amount < earlier[-1][1]:
            was = case.text(line, earlier[-1][1])
            now = case.text(line, amount)
            yield _finding(
                case,
                "shrinking_series",
                line,
                f"累計で記入する値が減っています。{earlier[-1][0].label}は{was}、今回は{now}です。",
            )


def unusual_total(case: Case) -> Iterator[Finding]:
    """A total far from the middle of the last six periods (at least three).

    Far is: more than four spreads, and at least double or at most half. The spread is the larger of the median
    deviation (×1.4826, which is a standard deviation for normal scatter) and the square root of the middle, at least
    one. A median is not moved by one odd month. Ratios of two counts are left to their parts.
    """
    for line, total, earlier, _then in case.totals:
        if case.shapes[line.indicator].kind == "cumulative_series":
            continue
        recent = [amount for _period, amount in earlier[-RECENT:]]
        if len(recent) < HABIT or _is_slip(total, recent):
            continue
        middle, scale = _middle(recent), Decimal(10) ** case.shapes[line.indicator].decimals
        deviation = DEVIATION * median(abs(a - middle) for a in recent)
        spread = max(deviation, _scatter(middle, scale))
        is_far = abs(total - middle) > SPREADS * spread
        if is_far and (total >= FACTOR * middle or FACTOR * total <= middle):
            word = "大きく増えて" if total > middle else "大きく減って"
            range_ = f"{case.text(line, min(recent))}から{case.text(line, max(recent))}"
            yield _finding(
                case,
                "unusual_total",
                line,
                f"最近の値より{word}います。直近{len(recent)}回は{range_}、今回は{case.text(line, total)}です。",
                _whole(case, line),
            )


def unlike_last_year(case: Case) -> Iterator[Finding]:
    """A total at least three times, or at most a third of, the same period of last year, and not by few events."""
    for line, total, _earlier, then in case.totals:
        if then is None or case.shapes[line.indicator].kind == "cumulative_series":
            continue
        scale = Decimal(10) ** case.shapes[line.indicator].decimals
        is_far = abs(total - then) > SPREADS * _scatter(Decimal(max(total, then)), scale)
        if is_far and (total >= YEAR_FACTOR * then or YEAR_FACTOR * total <= then):
            was, now = case.text(line, then), case.text(line, total)
            yield _finding(
                case,
                "unlike_last_year",
                line,
                f"前年の同じ期間と大きく違います。前年は{was}、今回は{now}です。",
                _whole(case, line),
            )


def _middle(amounts: Sequence[int]) -> Decimal:
    return median(Decimal(amount) for amount in amounts)


def _scatter(amount: Decimal, scale: Decimal) -> Decimal:
    """How much a count of this size scatters by itself: its square root, at least one."""
    return max((amount / scale).sqrt(), Decimal(1)) * scale


def _is_slip(amount: int, recent: Sequence[int]) -> bool:
    middle = _middle(recent)
    low, high = SLIP
    if middle <= 0 or amount <= 0:
        return False
    return low * middle <= amount <= high * middle or low * amount <= middle <= high * amount


def digits_slip(case: Case) -> Iterator[Finding]:
    """About ten times, or a tenth of, the middle of the recent values: a digit too many or too few."""
    for line, amount in case.known:
        if case.shapes[line.indicator].kind == "cumulative_series":
            continue
        recent = [a for _period, a in case.known_before(line)[-RECENT:]]
        scale = 10 ** case.shapes[line.indicator].decimals
        is_habit = len(recent) >= HABIT and max(_middle(recent), amount) >= SLIP_FROM * SLIP[0] * scale
        if is_habit and _is_slip(amount, recent):
            middle = case.text(line, round(_middle(recent)))
            now = case.text(line, amount)
            yield _finding(
                case,
                "digits_slip",
                line,
                f"桁を確かめてください。直近{len(recent)}回の中央は{middle}、今回は{now}です。",
            )


def zero_after_many(case: Case) -> Iterator[Finding]:
    """Zero, where the last four periods all had something."""
    for line, amount in case.known:
        recent = [a for _period, a in case.known_before(line)[-ZERO_AFTER:]]
        if amount == 0 and len(recent) == ZERO_AFTER and all(recent):
            told = "、".join(case.text(line, a) for a in recent)
            message = f"直近{ZERO_AFTER}回は{told}でしたが、今回は0です。分からないときは状態で「調査中」を選んでください。"
            yield _finding(case, "zero_after_many", line, message)


def part_above_whole(case: Case) -> Iterator[Finding]:
    """A subset above what it is a part of, where this body tells both."""
    totals = {(line.indicator, str(line.component)): (line, total) for line, total, _e, _y in case.totals}
    for (indicator, component), (line, part) in totals.items():
        wholes = [totals.get((of, component)) for of in case.shapes[indicator].wholes]
        if not wholes or any(whole is None for whole in wholes):
            continue
        whole = sum(found[1] for found in wholes if found)
        if part > whole:
            names = "と".join(case.shapes[of].label for of in case.shapes[indicator].wholes)
            yield _finding(
                case,
                "part_above_whole",
                line,
                f"一部である値が、もとの値（{names}）より大きくなっています。"
                f"もとは{case.text(line, whole)}、うち{case.text(line, part)}です。",
                _whole(case, line),
            )


def ratio_above_one(case: Case) -> Iterator[Finding]:
    """The numerator of a percentage above its denominator: possible, but worth asking."""
    parts = {(line.indicator, line.unit, str(line.component)): (line, amount) for line, amount in case.known}
    for (indicator, unit, component), (line, above) in parts.items():
        below = parts.get((indicator, unit, "denominator"))
        if component == "numerator" and below and case.shapes[indicator].percentage and above > below[1]:
            now, of = case.text(line, above), case.text(below[0], below[1])
            yield _finding(
                case,
                "ratio_above_one",
                line,
                f"分子が分母より大きい値です。分子は{now}、分母は{of}です。",
                f"{case.shapes[indicator].label} {case.names.get(unit, unit)}".strip(),
            )


def beyond_goal(case: Case) -> Iterator[Finding]:
    """One short period above the target of the whole span, and not by few events. What is not known is left out of the
    sum, so the true total lies higher still."""
    told: dict[str, list[tuple[Line, int]]] = {}
    for line, amount in case.known:
        if str(line.component) == "value":
            told.setdefault(line.indicator, []).append((line, amount))
    months = case.period.last - case.period.first + 1
    for indicator, lines in told.items():
        shape = case.shapes[indicator]
        if shape.goal is None or months * 2 > shape.goal.months:
            continue
        total, share = sum(amount for _line, amount in lines), shape.goal.amount * months / shape.goal.months
        scatter = _scatter(Decimal(total), Decimal(10) ** shape.decimals)
        if total > shape.goal.amount and total - Decimal(share) > SPREADS * scatter:
            line = lines[0][0]
            goal, now = case.text(line, shape.goal.amount), case.text(line, total)
            message = f"{case.period.label}だけで、{shape.goal.months}か月分の目標（{goal}）を超えています。今回は{now}です。"
            yield _finding(case, "beyond_goal", line, message, _whole(case, line))


def beyond_people(case: Case) -> Iterator[Finding]:
    """More people than the plan reckons there are in all."""
    for line, amount in case.known:
        people = case.shapes[line.indicator].people
        if people is not None and amount > people:
            now, all_ = case.text(line, amount), case.text(line, people)
            message = f"計画が見積もる対象者の全部（{all_}）より多い値です。今回は{now}です。"
            yield _finding(case, "beyond_people", line, message)


def counted_while_idle(case: Case) -> Iterator[Finding]:
    """Something was counted for a measure of which the same return says that nothing is done."""
    for line, amount in case.known:
        state = case.idle.get(line.indicator)
        if state and amount > 0:
            message = f"実施状況は「{state}」ですが、{case.text(line, amount)}と書かれています。"
            yield _finding(case, "counted_while_idle", line, message)


def nothing_changed(case: Case) -> Iterator[Finding]:
    """Every number the same as in the period before: last month's sheet may have been sent again."""
    pairs = []
    for line, amount in case.known:
        earlier = case.before.get(key_of(line), ())
        if earlier and earlier[-1][1] is not None:
            pairs.append((line, amount, earlier[-1]))
    if len(pairs) < SAME_LINES or len(pairs) < len(case.known):
        return
    if all(now == then for _line, now, (_period, then) in pairs) and any(now for _line, now, _then in pairs):
        line, _now, (period, _then) = pairs[0]
        message = f"{len(pairs)}個の値がすべて、{period.label}の報告と同じです。前の様式をそのまま送っていないか確かめてください。"
        yield Finding("nothing_changed", "", line.cell, "報告の全体", message)


def unset(case: Case) -> Iterator[Finding]:
    """A municipality that was covered and no longer is, or a stock that was counted and now is not."""
    for line in case.lines:
        earlier = case.known_before(line)
        if line.indicator not in case.shapes or not earlier or not earlier[-1][1]:
            continue
        period, was = earlier[-1]
        if line.member and line.amount != 1:
            word = "調査中" if line.amount is None else "未設置"
            yield _finding(case, "unset", line, f"{period.label}は設置済でしたが、今回は{word}です。")
        elif case.shapes[line.indicator].kind == "stock" and line.amount is None:
            text = case.text(line, was)
            yield _finding(case, "unset", line, f"{period.label}は{text}でしたが、今回は値がありません。")


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    shrinking_series,
    unusual_total,
    unlike_last_year,
    digits_slip,
    zero_after_many,
    part_above_whole,
    ratio_above_one,
    beyond_goal,
    beyond_people,
    counted_while_idle,
    nothing_changed,
    unset,
)


def findings(case: Case) -> list[Finding]:
    """Everything that is worth asking about ``case``, in the order of the table."""
    return [finding for rule in RULES for finding in rule(case)]
