"""Everything that is known of one indicator, put together: figures, target, pace, verdict, last year, parts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from banso.indicators.results import Figure, FigureStatus, Part, Progress, SeriesPoint
from banso.indicators.rules import pace, targets, verdicts
from banso.indicators.rules.cells import Duty, Evidence, Span, owner_of
from banso.indicators.rules.figures import UNKNOWN
from banso.indicators.rules.settled import settled_until
from banso.indicators.rules.structures import cumulative_span, figure, is_flow
from banso.indicators.rules.words import last_year_text, notes, target_text
from banso.lib.fiscal import FiscalMonth, Period, periods
from banso.plan.format import Comparator, Indicator, StructureKind, Target, Window


@dataclass(frozen=True)
class Case:
    """One indicator at a period, with what was known. ``holder`` is the body or unit that alone is asked about."""

    evidence: Evidence
    indicator: Indicator
    period: Period
    as_of: date
    holder: str = ""

    def of(self, indicator: str) -> "Case":
        """The same question about another indicator."""
        return replace(self, indicator=self.evidence.document.indicator(indicator))

    def within(self, holder: str, organisations: list[str], unit: str = "") -> "Case":
        return replace(self, evidence=self.evidence.narrowed(organisations, unit), holder=holder)

    def cumulative(self, window: Window | None = None) -> Figure:
        document = self.evidence.document
        return figure(
            self.evidence, self.indicator, cumulative_span(document, self.indicator, self.period, window)
        )

    @cached_property
    def grows(self) -> bool:
        return is_flow(self.evidence.document, self.indicator)

    @cached_property
    def in_force(self) -> list[Target]:
        """The targets that hold at the end of the period."""
        return targets.in_force(self.indicator.targets, self.period.last_day)

    def window(self, target: Target | None = None) -> Window:
        """The days over which a target is pursued: for a yearly flow those of the fiscal year in question."""
        window = (target.window if target else None) or self.evidence.document.window_of(self.indicator)
        start, end = window.start, (target.due if target else None) or window.end
        if self.grows and not self.indicator.cumulative_over_years:
            year = Period(self.period.year, 1, 12)
            start = max(start, year.first_day) if start else None
            end = min(end, year.last_day) if end else None
        return Window(start=start, end=end)

    @cached_property
    def last_year(self) -> Figure:
        """The whole of the fiscal year before, from the ledger; UNKNOWN when it holds nothing of it."""
        year = self.period.year - 1
        first, last = FiscalMonth(year, 1), FiscalMonth(year, 12)
        window = self.evidence.document.window_of(self.indicator)
        if self.indicator.cumulative_over_years and window.start and window.start <= last.last_day:
            first = FiscalMonth.of(window.start)
        found = figure(self.evidence, self.indicator, Span(first, last, last))
        now = Span(first, self.period.end, self.period.end)
        changed = any(
            not c.comparable and now.start.first_day < c.effective_from <= now.end.last_day
            for c in self.indicator.definition_changes
        )
        known = found.status is not FigureStatus.UNKNOWN
        return replace(UNKNOWN, status=FigureStatus.NOT_COMPARABLE) if changed and known else found

    @cached_property
    def last_year_to_date(self) -> Decimal | None:
        """Last year's value of the same months, where the ledger holds all of them under the same definition."""
        if self.last_year.status is FigureStatus.NOT_COMPARABLE:
            return None
        now = cumulative_span(self.evidence.document, self.indicator, self.period)
        then = Span(now.start.plus(-12), now.end.plus(-12), now.cut.plus(-12))
        found = figure(self.evidence, self.indicator, then)
        return found.value if found.status in _SETTLED and not found.missing else None

    @cached_property
    def references(self) -> targets.References:
        """The values that a relative target of this indicator refers to."""
        baselines, unit = self.indicator.baselines, self.indicator.unit
        previous = self.last_year.value if self.last_year.status in _SETTLED else None
        if previous is None and self.last_year.status is not FigureStatus.NOT_COMPARABLE:
            of_year = [b for b in baselines if b.fiscal_year == self.period.year - 1]
            previous = targets.first_comparable(of_year, unit)
        return targets.References(previous, targets.first_comparable(baselines, unit))


_SETTLED = (FigureStatus.KNOWN, FigureStatus.APPROXIMATE)


@dataclass(frozen=True)
class Judged:
    """One target with the figure that it is about."""

    target: Target
    aim: targets.Aim
    figure: Figure
    achieved: targets.Achievement
    reached: bool | None
    window: Window


def assess(case: Case, *, by_unit: bool = False, series: bool = False) -> Progress:
    """The progress of an indicator. Parts by reporting unit need evidence that keeps the units apart."""
    document, indicator = case.evidence.document, case.indicator
    judged = [judge(case, target) for target in case.in_force]
    main = _main(judged)
    cumulative = main.figure if main and not main.target.part else case.cumulative()
    achieved = main.achieved if main else targets.Achievement()
    window = main.window if main else case.window()
    gone = pace.elapsed(window, case.period.last_day)
    lower = main.aim.lower_is_better if main else False
    then = _settled(case, main, window)
    ahead = then.achieved if then and not lower else targets.Achievement()
    mark = verdicts.verdict(
        document.verdicts, indicator.id, cumulative, achieved, lower_is_better=lower, as_of=case.as_of
    )
    texts = [target_text(document, indicator, j.target) for j in judged]
    return Progress(
        id=indicator.id,
        label=indicator.label,
        unit=indicator.unit,
        comparator=main.target.comparator.value if main else "",
        target=main.aim.goal if main and not main.target.part else None,
        target_text="、".join(dict.fromkeys(texts)),
        period=case.period,
        figure=figure(case.evidence, indicator, Span.of_period(case.period)),
        cumulative=cumulative,
        achievement=achieved.value,
        achievement_low=achieved.low,
        achievement_high=achieved.high,
        reached=_reached(case, judged),
        elapsed=gone,
        pace=pace.pace(ahead.value, then.elapsed) if then else None,
        forecast=pace.forecast(then.figure.value, then.elapsed) if then else None,
        verdict=mark.mark,
        verdict_label=mark.label,
        last_year=_last_year(case),
        last_year_text=last_year_text(case.last_year, indicator, case.period.year - 1),
        window_start=window.start,
        window_end=window.end,
        by_owner=tuple(_by_owner(case)),
        by_unit=tuple(_by_unit(case)) if by_unit else (),
        series=tuple(_series(case)) if series else (),
        targets=tuple(_described(case, j) for j in judged),
        notes=tuple(notes(case.evidence, indicator, case.period, cumulative, mark.reason)),
        digits=_digits(case),
        percent_digits=document.rounding.percent_digits,
        rounding=document.rounding.mode,
        comparable=case.grows and not lower and gone is not None and targets.has_share(achieved),
        compared_until=then.until if then else None,
        compared_elapsed=then.elapsed if then else None,
        compared_low=ahead.value if ahead.value is not None else ahead.low,
        compared_high=ahead.value if ahead.value is not None else ahead.high,
        last_year_to_date=case.last_year_to_date,
    )


@dataclass(frozen=True)
class Settled:
    """What stood at the end of the last day up to which everybody has reported."""

    until: date
    elapsed: Decimal
    figure: Figure
    achieved: targets.Achievement


def _settled(case: Case, main: Judged | None, window: Window) -> Settled | None:
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


def _main(judged: list[Judged]) -> Judged | None:
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


def reporters(duty: Duty | Evidence, indicator: Indicator) -> set[str]:
    """Every organisation that reports an indicator or, where it is made of others, one of those."""
    found = set(duty.expected(indicator) if isinstance(duty, Evidence) else duty.of(indicator))
    for part in parts_of(indicator):
        found |= reporters(duty, duty.document.indicator(part))
    return found


def parts_of(indicator: Indicator) -> list[str]:
    """The other indicators whose figures are needed for this one."""
    structure = indicator.structure
    made_of = structure.of if structure.kind in (StructureKind.SUM, StructureKind.ALL_OF) else []
    parts = [structure.numerator_of, structure.denominator_of, *(t.part for t in indicator.targets)]
    return list(dict.fromkeys([*made_of, *(part for part in parts if part)]))


def _reached(case: Case, judged: list[Judged]) -> bool | None:
    """All of the targets. Where parts must all reach theirs, a part without a target here answers for itself."""
    answers = [j.reached for j in judged if j.target.comparator is not Comparator.NONE]
    if case.indicator.structure.kind is StructureKind.ALL_OF:
        named = {j.target.part for j in judged}
        answers = [j.reached for j in judged if j.target.part]
        for part in case.indicator.structure.of:
            if part not in named:
                other = case.of(part)
                answers.append(_reached(other, [judge(other, target) for target in other.in_force]))
    return targets.all_reached(answers)


def _last_year(case: Case) -> Decimal | None:
    """Last year's value from the ledger, else from the plan's baseline of that year where it may be compared."""
    if case.last_year.status in _SETTLED:
        return case.last_year.value
    if case.last_year.status is not FigureStatus.UNKNOWN:
        return None
    year = case.period.year - 1
    found = (b.value for b in case.indicator.baselines if b.fiscal_year == year and b.comparable)
    return next(found, None)


def _by_owner(case: Case) -> Iterator[Part]:
    document = case.evidence.document
    bodies = reporters(case.evidence, case.indicator)
    for owner in dict.fromkeys(owner_of(document, body) for body in sorted(bodies, key=_order(case))):
        members = [body for body in bodies if owner_of(document, body) == owner]
        yield _part(case.within(owner, members), owner, document.organisation(owner).name)


def _order(case: Case) -> Any:
    """Bodies in the order in which the plan lists them."""
    ids = [o.id for o in (*case.evidence.document.organisations, *case.evidence.document.members)]
    return ids.index


def _by_unit(case: Case) -> Iterator[Part]:
    for key in case.indicator.reporting_units:
        unit = case.evidence.document.unit(key)
        if unit.owner in case.evidence.expected(case.indicator):
            yield _part(case.within(key, [unit.owner], key), key, unit.name)


def _part(case: Case, key: str, name: str) -> Part:
    exact = figure(case.evidence, case.indicator, Span.of_period(case.period))
    share = next((s.value for s in case.indicator.shares if s.holder == key), None)
    if share is None:
        return Part(key, name, exact, case.cumulative())
    main = case.in_force[0]
    aim = targets.Aim(main.comparator, case.indicator.direction, share)
    window = case.window(main)
    ended = window.end is not None and case.period.last_day >= window.end
    found = case.cumulative()
    achieved = targets.achievement(aim, found, grows=case.grows, ended=ended)
    return Part(key, name, exact, found, share, achieved.value)


def _series(case: Case) -> Iterator[SeriesPoint]:
    """One point for each period of the quickest reporter, from the beginning of the window."""
    document = case.evidence.document
    bodies = reporters(case.evidence, case.indicator)
    months = min((document.cadence_of(body).months for body in bodies), default=1)
    span = cumulative_span(document, case.indicator, case.period)
    for year in range(span.start.year, case.period.year + 1):
        for period in periods(year, months):
            if span.holds(period):
                here = replace(case, period=period)
                exact = figure(case.evidence, case.indicator, Span.of_period(period))
                yield SeriesPoint(period, exact, here.cumulative())


def _described(case: Case, judged: Judged) -> dict[str, Any]:
    target = judged.target
    return {
        "label": target.label,
        "part": target.part,
        "comparator": target.comparator.value,
        "target": judged.aim.goal,
        "reference": judged.aim.reference,
        "text": target_text(case.evidence.document, case.indicator, target),
        "status": judged.figure.status.value,
        "value": judged.figure.value,
        "low": judged.figure.low,
        "high": judged.figure.high,
        "achievement": judged.achieved.value,
        "achievement_low": judged.achieved.low,
        "achievement_high": judged.achieved.high,
        "reached": judged.reached,
        "reason": target.reason,
        "window_start": judged.window.start,
        "window_end": judged.window.end,
        "due": target.due,
    }


def _digits(case: Case) -> int:
    """Decimals with which a value is shown: those that are reported; a quotient has the plan's own rounding."""
    decimals = case.indicator.decimals
    if case.indicator.structure.kind in (StructureKind.RATIO, StructureKind.AVERAGE):
        return decimals or case.evidence.document.rounding.percent_digits
    return decimals
