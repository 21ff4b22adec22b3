"""Bounds that the plan itself gives for a number, for the checks of sense that need no history. No SQL."""

from collections.abc import Sequence

from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Comparator, Direction, Indicator, PlanDocument, Target, Window
from banso.returns.sense import Goal

# A target that says how much is wanted, so that a part of its time seldom holds more than all of it.
_WANTED = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL, Comparator.ABOUT)


def goal_of(document: PlanDocument, indicator: Indicator, period: Period) -> Goal | None:
    """The highest target for the time in which ``period`` lies; None where the plan sets no number."""
    if indicator.direction is not Direction.UP:
        return None
    goals = [
        Goal(int(target.value * 10**indicator.decimals), months)
        for target in indicator.targets
        if target.value is not None and _is_wanted(target, period)
        if (months := _months(target.window or document.window_of(indicator), indicator, period))
    ]
    return max(goals, key=lambda goal: goal.amount, default=None)


def people_of(document: PlanDocument, groups: Sequence[str], unit: str) -> int | None:
    """How many people the plan reckons there are in ``groups``; None where it does not say so for one of them."""
    if unit != "人" or not groups:
        return None
    reckoned = [
        max((e.value for e in document.group(group).estimates if e.unit == unit), default=None)
        for group in groups
    ]
    return None if None in reckoned else sum(value for value in reckoned if value is not None)


def _is_wanted(target: Target, period: Period) -> bool:
    if target.comparator not in _WANTED or target.part or target.due:
        return False
    begins, window = target.effective_from, target.window
    return (begins is None or begins <= period.last_day) and (window is None or _holds(window, period))


def _holds(window: Window, period: Period) -> bool:
    return (window.start is None or window.start <= period.first_day) and (
        window.end is None or period.last_day <= window.end
    )


def _months(window: Window, indicator: Indicator, period: Period) -> int:
    """Over how many months the target is pursued: those of the window, for a yearly one in the year of ``period``."""
    year = Period(period.year, 1, 12)
    start, end = window.start or year.first_day, window.end or year.last_day
    if not indicator.cumulative_over_years:
        start, end = max(start, year.first_day), min(end, year.last_day)
    first, last = FiscalMonth.of(start), FiscalMonth.of(end)
    return max((last.year - first.year) * 12 + last.number - first.number + 1, 0)
