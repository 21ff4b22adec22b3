"""Targets held against their figures: achieved how far, reached or not, and what may be held against the time gone by."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from banso.indicators.results import Figure
from banso.indicators.rules import pace, targets
from banso.indicators.rules.case import Case, reporters
from banso.indicators.rules.cells import owner_of
from banso.indicators.rules.settled import settled_until
from banso.indicators.rules.structures import cumulative_span
from banso.lib.fiscal import Period
from banso.plan.format import Comparator, StructureKind, Target, Window


@dataclass(frozen=True)
class Judged:
    """One target with the figure that it is about."""

    target: Target
    aim: targets.Aim
    figure: Figure
    achieved: targets.Achievement
    reached: bool | None
    window: Window


def judge(case: Case, target: Target) -> Judged:
    """One target against its figure; a target that points to another indicator is judged on that one."""
    about = case.of(target.part) if target.part else case
    window = about.window(target)
    found = about.cumulative(target.window)
    aim = targets.aim(about.indicator, target, about.references)
    aim = _shared(about, aim)
    ended = window.end is not None and case.period.last_day >= window.end
    achieved = targets.achievement(aim, found, grows=about.grows, ended=ended)
    reached = targets.reached(
        aim, found, grows=about.grows, ended=ended, rules=case.evidence.document.verdicts
    )
    return Judged(target, aim, found, achieved, reached, window)


def main_of(judged: list[Judged]) -> Judged | None:
    """The target that stands in the table: the first of the indicator's own, else the first."""
    return next((j for j in judged if not j.target.part), judged[0] if judged else None)


def _shared(case: Case, aim: targets.Aim) -> targets.Aim:
    """When one body or unit alone is asked about: its share of the target, and none where the plan splits nothing."""
    if not case.holder or aim.goal is None:
        return aim
    document = case.evidence.document
    keys = (case.holder, owner_of(document, case.holder))
    share = next((s.value for s in case.indicator.shares if s.holder in keys), None)
    if share is None and reporters(case.evidence.duty, case.indicator) == {case.holder}:
        share = aim.goal
    return replace(aim, goal=share)


def all_reached(case: Case, judged: list[Judged]) -> bool | None:
    """All of the targets. Where parts must all reach theirs, a part without a target here answers for itself."""
    answers = [j.reached for j in judged if j.target.comparator is not Comparator.NONE]
    if case.indicator.structure.kind is StructureKind.ALL_OF:
        named = {j.target.part for j in judged}
        answers = [j.reached for j in judged if j.target.part]
        for part in case.indicator.structure.of:
            if part not in named:
                other = case.of(part)
                answers.append(all_reached(other, [judge(other, target) for target in other.in_force]))
    return targets.all_reached(answers)


@dataclass(frozen=True)
class Settled:
    """What stood at the end of the last day up to which everybody has reported."""

    until: date
    elapsed: Decimal
    figure: Figure
    achieved: targets.Achievement


def settled_of(case: Case, main: Judged | None, window: Window) -> Settled | None:
    """What may be held against the time gone by. None for what does not add up, and where that day is not known.

    A month that was not reported counts on neither side: measured against its days, a missing answer would be a zero.
    """
    if not case.grows or (main and main.target.part):
        return None
    own = main.target.window if main else None
    span = cumulative_span(case.evidence.document, case.indicator, case.period, own)
    month = settled_until(case.evidence, case.indicator, span)
    share = pace.elapsed(window, month.last_day) if month else None
    if month is None or share is None:
        return None
    found = replace(case, period=Period(month.year, month.number, month.number)).cumulative(own)
    if found.missing:
        return None
    ended = window.end is not None and month.last_day >= window.end
    aim = main.aim if main else None
    achieved = targets.achievement(aim, found, grows=True, ended=ended) if aim else targets.Achievement()
    return Settled(month.last_day, share, found, achieved)
