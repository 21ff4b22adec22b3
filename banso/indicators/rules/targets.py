"""What is aimed at: which target holds, what number it is, how much of it is achieved, and whether it is reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.figures import ends_of
from banso.plan.format import Baseline, Change, Comparator, Direction, Indicator, Target, VerdictRules, Window
from banso.plan.format.indicator import ChangeKind

# Comparators that a figure must exceed or undercut; the others depend on the direction of the indicator.
_UPWARD = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_DOWNWARD = (Comparator.AT_MOST, Comparator.LESS_THAN)
_AGAINST_REFERENCE = (Comparator.INCREASE, Comparator.DECREASE, Comparator.MAINTAIN)


@dataclass(frozen=True)
class References:
    """The values that relative targets refer to; None where they are not known or not comparable."""

    previous_year: Decimal | None
    baseline: Decimal | None

    def of(self, change: Change) -> Decimal | None:
        return self.previous_year if change.to == "previous_year" else self.baseline


@dataclass(frozen=True)
class Aim:
    """A target as a number to compare with: ``goal`` is None when there is none or it is not known."""

    comparator: Comparator
    direction: Direction
    goal: Decimal | None
    reference: Decimal | None = None

    @property
    def lower_is_better(self) -> bool:
        return self.comparator in _DOWNWARD or (
            self.comparator not in _UPWARD and self.direction is Direction.DOWN
        )


def in_force(targets: Sequence[Target], on: date) -> list[Target]:
    """The targets that hold on ``on``, in the plan's order.

    An amended target takes the place of the earlier one in the same place (:func:`same_place`) from the day on
    which it takes effect: what was judged before stays judged by the target of that time. A target with a
    window of its own (年度別) holds within it; when none holds on that day, all of them are given.
    """
    known = [target for target in targets if target.effective_from is None or target.effective_from <= on]
    latest = [t for t in known if not any(same_place(t, other) and replaces(other, t) for other in known)]
    here = [t for t in latest if t.window is None or _contains(t, on)]
    return here or latest


def replaces(later: Target, earlier: Target) -> bool:
    """Whether a target was put in force after another one."""
    return later.effective_from is not None and later.effective_from > (earlier.effective_from or date.min)


def same_place(one: Target, other: Target) -> bool:
    """Whether two targets are about the same: part, name, and days of which they share some.

    An amendment may move the window of a target (July instead of April); targets of single years stand side by side.
    """
    return (one.part, one.label) == (other.part, other.label) and _overlap(one.window, other.window)


def _overlap(one: Window | None, other: Window | None) -> bool:
    """A target without a window of its own counts in the indicator's, which holds any other."""
    if one is None or other is None:
        return True
    starts, ends = (
        (one.start or date.min, other.start or date.min),
        (one.end or date.max, other.end or date.max),
    )
    return max(starts) <= min(ends)


def _contains(target: Target, on: date) -> bool:
    window = target.window
    if window is None:
        return True
    return (window.start is None or window.start <= on) and (window.end is None or on <= window.end)


def first_comparable(baselines: Iterable[Baseline], unit: str) -> Decimal | None:
    """The plan's baseline: the first that may be compared and has the unit of the indicator."""
    return next((b.value for b in baselines if b.comparable and b.unit == unit), None)


def aim(indicator: Indicator, target: Target, references: References) -> Aim:
    """A target as a number, in the unit of its indicator."""
    if target.comparator in _AGAINST_REFERENCE:
        reference = references.of(target.change) if target.change else None
        if reference is None and target.change is None:
            reference = references.baseline if references.baseline is not None else references.previous_year
        return Aim(target.comparator, indicator.direction, None, reference)
    goal = target.value
    if target.change is not None:
        goal = _changed(references.of(target.change), target.change)
    return Aim(target.comparator, indicator.direction, goal)


def _changed(reference: Decimal | None, change: Change) -> Decimal | None:
    if reference is None or change.kind is ChangeKind.SAME or change.amount is None:
        return reference
    if change.kind is ChangeKind.PLUS:
        return reference + change.amount
    if change.kind is ChangeKind.TIMES:
        return reference * change.amount
    return reference * (100 + change.amount) / 100


@dataclass(frozen=True)
class Achievement:
    """How much of a target is achieved (1 = 100 %): one number, or two where the figure is an interval."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def has_share(achieved: Achievement) -> bool:
    """Whether an achievement is known, as a number or as its two ends."""
    return achieved.value is not None or achieved.low is not None


def achievement(aim: Aim, figure: Figure, *, grows: bool, ended: bool) -> Achievement:
    """Higher is better: actual ÷ target. Lower is better: target ÷ actual, unknown when either is zero.

    The two ratios are those of the evaluation sheets that public bodies print for rising and for falling
    indicators (shapes of real plans, 8): in both, 100 % means reached and more is better. A limit on a figure
    that still grows through its window is not achieved by the window being young: below the limit, the
    achievement is unknown until the window has ended. ``grows``: the figure is a cumulative flow.
    """
    ends = ends_of(figure)
    if aim.goal is None or ends is None or aim.goal == 0:
        return Achievement()
    if aim.lower_is_better:
        if 0 in ends or (grows and not ended and ends[0] <= aim.goal):
            return Achievement()
        low, high = aim.goal / ends[1], aim.goal / ends[0]
    else:
        low, high = ends[0] / aim.goal, ends[1] / aim.goal
    if figure.status is FigureStatus.INTERVAL:
        return Achievement(None, low, high)
    return Achievement(low)


def reached(
    aim: Aim, figure: Figure, *, grows: bool, ended: bool, rules: VerdictRules | None = None
) -> bool | None:
    """Whether the target is reached; None while nobody can say.

    "=" (a number without a word) is read in the direction of the indicator. 約 has no edge: only a plan with its
    own scale decides it. A figure that still grows can pass a target for good (True), break a limit for good
    (False), and is otherwise not yet there (False) or still open (None). A figure of which parts are missing can
    only prove what more of it would not undo.
    """
    ends = ends_of(figure)
    if ends is None:
        return None
    if aim.comparator is Comparator.ABOUT:
        return _about(aim, ends, rules)
    edge = aim.reference if aim.comparator in _AGAINST_REFERENCE else aim.goal
    if edge is None:
        return None
    answers = {_holds(aim, end, edge) for end in ends}
    answer = answers.pop() if len(answers) == 1 else None
    partial = figure.status is FigureStatus.PARTIAL or bool(figure.missing)
    if aim.lower_is_better or aim.comparator is Comparator.DECREASE:
        # More reports, or more months, can only break a limit.
        return None if answer and (partial or (grows and not ended)) else answer
    if answer is False and partial:
        return None
    if aim.comparator is Comparator.MAINTAIN and grows and not ended:
        return True if answer else None
    return answer


def _holds(aim: Aim, value: Decimal, edge: Decimal) -> bool:
    if aim.comparator in (Comparator.MORE_THAN, Comparator.INCREASE):
        return value > edge
    if aim.comparator in (Comparator.LESS_THAN, Comparator.DECREASE):
        return value < edge
    if aim.comparator is Comparator.AT_LEAST:
        return value >= edge
    if aim.comparator is Comparator.AT_MOST:
        return value <= edge
    if aim.direction is Direction.UP:
        return value >= edge
    return value <= edge if aim.direction is Direction.DOWN else value == edge


def _about(aim: Aim, ends: tuple[Decimal, Decimal], rules: VerdictRules | None) -> bool | None:
    if rules is None or not aim.goal or 0 in ends:
        return None
    shares = [aim.goal / end if aim.lower_is_better else end / aim.goal for end in ends]
    answers = {share * 100 >= rules.reached_from_percent for share in shares}
    return answers.pop() if len(answers) == 1 else None


def all_reached(answers: Iterable[bool | None]) -> bool | None:
    """Targets that must all be reached: one that is not decides, one that is unknown leaves it open."""
    found = list(answers)
    if False in found:
        return False
    return None if None in found or not found else True
