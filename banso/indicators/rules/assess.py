"""Everything that is known of one indicator, put together: figures, target, pace, verdict, last year, parts."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from banso.indicators.results import FigureStatus, Part, Progress, SeriesPoint
from banso.indicators.rules import pace, targets, verdicts
from banso.indicators.rules.case import SETTLED, Case, reporters
from banso.indicators.rules.cells import Span, owner_of
from banso.indicators.rules.judged import Judged, all_reached, judge, main_of, settled_of
from banso.indicators.rules.structures import cumulative_span, figure
from banso.indicators.rules.words import last_year_text, notes, target_text
from banso.lib.fiscal import periods
from banso.plan.format import StructureKind


def assess(case: Case, *, by_unit: bool = False, series: bool = False) -> Progress:
    """The progress of an indicator. Parts by reporting unit need evidence that keeps the units apart."""
    document, indicator = case.evidence.document, case.indicator
    judged = [judge(case, target) for target in case.in_force]
    main = main_of(judged)
    cumulative = main.figure if main and not main.target.part else case.cumulative()
    achieved = main.achieved if main else targets.Achievement()
    window = main.window if main else case.window()
    gone = pace.elapsed(window, case.period.last_day)
    lower = main.aim.lower_is_better if main else False
    then = settled_of(case, main, window)
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
        reached=all_reached(case, judged),
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
        compared=then.figure if then else None,
        last_year_to_date=case.last_year_to_date,
    )


def _last_year(case: Case) -> Decimal | None:
    """Last year's value from the ledger, else from the plan's baseline of that year where it may be compared."""
    if case.last_year.status in SETTLED:
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
