"""Numbers beside what the same body told before. One function for each rule. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from banso.ledger.kinds import MeasureState
from banso.returns.sense.case import SPREADS, Case, Finding, finding, key_of, scatter, whole_name

# How far from the middle of the recent periods a value must lie at least, beside its spreads.
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
# How far a measure has come. One that is not planned stands nowhere on this way.
_WAY = (MeasureState.NOT_STARTED, MeasureState.ONGOING, MeasureState.DONE)


def shrinking_series(case: Case) -> Iterator[Finding]:
    """A series that is told cumulatively never falls."""
    for line, amount in case.known:
        earlier = case.known_before(line)
        if case.shapes[line.indicator].kind == "cumulative_series" and earlier and amount < earlier[-1][1]:
            was = case.text(line, earlier[-1][1])
            now = case.text(line, amount)
            yield finding(
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
        spread = max(deviation, scatter(middle, scale))
        is_far = abs(total - middle) > SPREADS * spread
        if is_far and (total >= FACTOR * middle or FACTOR * total <= middle):
            word = "大きく増えて" if total > middle else "大きく減って"
            range_ = f"{case.text(line, min(recent))}から{case.text(line, max(recent))}"
            yield finding(
                case,
                "unusual_total",
                line,
                f"最近の値より{word}います。直近{len(recent)}回は{range_}、今回は{case.text(line, total)}です。",
                whole_name(case, line),
            )


def unlike_last_year(case: Case) -> Iterator[Finding]:
    """A total at least three times, or at most a third of, the same period of last year, and not by few events."""
    for line, total, _earlier, then in case.totals:
        if then is None or case.shapes[line.indicator].kind == "cumulative_series":
            continue
        scale = Decimal(10) ** case.shapes[line.indicator].decimals
        is_far = abs(total - then) > SPREADS * scatter(Decimal(max(total, then)), scale)
        if is_far and (total >= YEAR_FACTOR * then or YEAR_FACTOR * total <= then):
            was, now = case.text(line, then), case.text(line, total)
            yield finding(
                case,
                "unlike_last_year",
                line,
                f"前年の同じ期間と大きく違います。前年は{was}、今回は{now}です。",
                whole_name(case, line),
            )


def _middle(amounts: Sequence[int]) -> Decimal:
    return median(Decimal(amount) for amount in amounts)


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
            yield finding(
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
            yield finding(case, "zero_after_many", line, message)


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
            yield finding(case, "unset", line, f"{period.label}は設置済でしたが、今回は{word}です。")
        elif case.shapes[line.indicator].kind == "stock" and line.amount is None:
            text = case.text(line, was)
            yield finding(case, "unset", line, f"{period.label}は{text}でしたが、今回は値がありません。")


def state_goes_back(case: Case) -> Iterator[Finding]:
    """What was finished runs again, or what ran has not begun."""
    for said in case.states:
        if said.last is None or said.state not in _WAY or said.last[1] not in _WAY:
            continue
        period, was = said.last
        if _WAY.index(said.state) < _WAY.index(was):
            when = "承認済みの報告" if period == case.period else period.label
            message = f"{when}は「{was.label}」でしたが、今回は「{said.state.label}」です。"
            yield Finding("state_goes_back", said.measure, said.cell, said.label, message)
