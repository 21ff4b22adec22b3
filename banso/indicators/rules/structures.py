"""One function for each structure that an indicator can have: from cells to a figure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.cells import Cell, Evidence, Span, merged, missing, months_of, owner_of
from banso.indicators.rules.figures import UNKNOWN, Count, counted, joined, mean, quotient, total
from banso.ledger.kinds import Component
from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Indicator, PlanDocument, StructureKind, Window
from banso.plan.format.body import MunicipalityKind
from banso.plan.format.indicator import AverageOver


def figure(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """The figure of an indicator over a span: cumulative, or exactly of a period that was asked for."""
    if span.empty:
        return UNKNOWN
    made = _BY_KIND[indicator.structure.kind](evidence, indicator, span)
    if adds_up(indicator) and changed_within(indicator, span):
        return Figure(FigureStatus.NOT_COMPARABLE, missing=made.missing)
    return made


def cumulative_span(
    document: PlanDocument, indicator: Indicator, period: Period, window: Window | None = None
) -> Span:
    """The months that count up to the end of ``period``: from the beginning of the window, and from April of that
    fiscal year unless the indicator needs several years. ``window`` stands in for the indicator's own.
    """
    window = window or document.window_of(indicator)
    year = FiscalMonth(period.year, 1)
    start = FiscalMonth.of(window.start) if window.start else year
    if not spans_years(indicator):
        start = max(start, year)
    cut = FiscalMonth.of(window.end) if window.end else period.end
    return Span(start, period.end, cut)


def spans_years(indicator: Indicator) -> bool:
    """Whether the figure needs the fiscal years before: a sum over years, or a mean of the sums of years (年平均)."""
    return indicator.cumulative_over_years or indicator.structure.average_over is AverageOver.FISCAL_YEAR


def adds_up(indicator: Indicator) -> bool:
    """Whether the figure is made of several periods, so that a change of definition in between spoils it."""
    return indicator.structure.kind in (
        StructureKind.FLOW,
        StructureKind.SUBSET,
        StructureKind.RATIO,
        StructureKind.AVERAGE,
    )


def changed_within(indicator: Indicator, span: Span) -> bool:
    """Whether the definition changes inside the span in a way that the plan calls not comparable."""
    return any(
        not change.comparable and span.start.first_day < change.effective_from <= span.end.last_day
        for change in indicator.definition_changes
    )


def is_flow(document: PlanDocument, indicator: Indicator) -> bool:
    """Whether the figure grows through the window, so that pace and forecast mean something."""
    kind = indicator.structure.kind
    if kind is StructureKind.SUM:
        return all(is_flow(document, document.indicator(part)) for part in indicator.structure.of)
    return kind in (StructureKind.FLOW, StructureKind.SUBSET, StructureKind.CUMULATIVE_SERIES)


def _flow(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """Events of each period: their sum."""
    return _added(evidence, indicator, evidence.of(indicator, span), span)


def _added(evidence: Evidence, indicator: Indicator, cells: Sequence[Cell], span: Span) -> Figure:
    return joined(
        _by_owner(evidence, indicator, cells),
        _overlapping(indicator),
        missing(evidence, indicator, cells, span),
    )


def _stock(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """A state on a day: the last one reported in the span."""
    return _latest(evidence, indicator, span, Component.VALUE)


def _latest(evidence: Evidence, indicator: Indicator, span: Span, component: Component) -> Figure:
    cells = evidence.of(indicator, span, component)
    return joined(
        _by_owner(evidence, indicator, last_of_each(cells)),
        _overlapping(indicator),
        missing(evidence, indicator, cells, span, latest=True),
    )


def _cumulative_series(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """Reported already cumulative (19, 41, 70): the last one; a period is the difference of two of them."""
    upto = Span(FiscalMonth(span.start.year, 1), span.end, span.end) if span.exact else span
    end = _stock(evidence, indicator, upto)
    before = span.before() if span.exact else None
    if not span.exact or end.value is None:
        return end
    if not evidence.of(indicator, span):
        return Figure(FigureStatus.UNKNOWN, missing=end.missing)
    if before is None or _begins_here(evidence.document, indicator, span):
        return end
    start = _stock(evidence, indicator, before)
    if FigureStatus.PARTIAL in (start.status, end.status) or start.value is None:
        # A difference of incomplete sums would show a late report as a fall or a leap.
        return Figure(FigureStatus.UNKNOWN, missing=merged(start.missing, end.missing))
    approximate = FigureStatus.APPROXIMATE in (start.status, end.status)
    status = FigureStatus.APPROXIMATE if approximate else FigureStatus.KNOWN
    return Figure(status, value=end.value - start.value)


def _begins_here(document: PlanDocument, indicator: Indicator, span: Span) -> bool:
    window = document.window_of(indicator)
    return window.start is not None and FiscalMonth.of(window.start) >= span.start


def _average(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """The mean of the reported periods; with ``months``, of those that end in the last so many months."""
    if indicator.structure.average_over is AverageOver.FISCAL_YEAR:
        return _flow(evidence, indicator, span) if span.exact else _yearly_mean(evidence, indicator, span)
    months = indicator.structure.months
    if months and not span.exact:
        span = Span(span.end.plus(1 - months), span.end, span.cut)
    cells = evidence.of(indicator, span)
    reported = sorted({cell.period for cell in cells})
    figures = [_flow(evidence, indicator, Span.of_period(period)) for period in reported]
    return mean(figures, missing(evidence, indicator, cells, span))


def _yearly_mean(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """The mean of the sums of the fiscal years that have ended: a year that still runs has no sum yet."""
    sums = []
    for year in range(span.start.year, span.end.year + 1):
        first, last = max(span.start, FiscalMonth(year, 1)), FiscalMonth(year, 12)
        if last <= span.end:
            sums.append(_flow(evidence, indicator, Span(first, last, min(last, span.cut))))
    return mean(sums, merged(*(year.missing for year in sums)))


def _sum(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """The sum of other indicators, each over its own window up to the same end."""
    document = evidence.document
    parts = [document.indicator(part) for part in indicator.structure.of]
    figures = {
        part.id: figure(evidence, part, own_span(part, span))
        for part in parts
        if evidence.expected(part) or any(evidence.of(part, span))
    }
    return total(figures, _overlapping(indicator))


def own_span(part: Indicator, span: Span) -> Span:
    """The months of a part of a sum: those of its own window, up to the end of ``span``."""
    if span.exact or part.window is None:
        return span
    start = FiscalMonth.of(part.window.start) if part.window.start else span.start
    if not spans_years(part):
        start = max(start, FiscalMonth(span.end.year, 1))
    return Span(start, span.end, FiscalMonth.of(part.window.end) if part.window.end else span.cut)


def _ratio(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """Numerator ÷ denominator × scale from the raw parts of the whole span, never a mean of ratios.

    A rate per month is divided by the number of months of which the numerator is known, too.
    """
    structure, document = indicator.structure, evidence.document
    own = {c: evidence.of(indicator, span, c) for c in (Component.NUMERATOR, Component.DENOMINATOR)}
    if not (structure.numerator_of or structure.denominator_of or structure.denominator_stock):
        own = _pairs(own[Component.NUMERATOR], own[Component.DENOMINATOR])
    above, below = (
        figure(evidence, document.indicator(other), own_span(document.indicator(other), span))
        if other
        else _added(evidence, indicator, own[component], span)
        for component, other in (
            (Component.NUMERATOR, structure.numerator_of),
            (Component.DENOMINATOR, structure.denominator_of),
        )
    )
    if structure.denominator_stock and not structure.denominator_of:
        below = _latest(evidence, indicator, span, Component.DENOMINATOR)
    months = 1
    if structure.per_month:
        known = own[Component.NUMERATOR]
        if structure.numerator_of:
            other = document.indicator(structure.numerator_of)
            known = _counted_in(evidence, other, own_span(other, span))
        months = len({month for cell in known if cell.answered for month in months_of(cell.period)})
    return quotient(above, below, structure.scale, months or 1)


def _counted_in(evidence: Evidence, indicator: Indicator, span: Span) -> list[Cell]:
    """The cells that an indicator counts, or those that it is made of count."""
    if indicator.structure.kind is not StructureKind.SUM:
        return evidence.of(indicator, span)
    parts = map(evidence.document.indicator, indicator.structure.of)
    return [cell for part in parts for cell in _counted_in(evidence, part, own_span(part, span))]


def _pairs(above: list[Cell], below: list[Cell]) -> dict[Component, list[Cell]]:
    """Only what has both parts: a month whose denominator is not yet known must not count in the numerator.

    A part without its other is kept as not answered, so that it is named as missing.
    """

    def answered(cells: Iterable[Cell]) -> set[tuple[str, str, Period]]:
        return {(c.organisation, c.unit, c.period) for c in cells if c.answered}

    both = answered(above) & answered(below)
    kept = [
        [c for c in cells if not c.answered or (c.organisation, c.unit, c.period) in both]
        for cells in (above, below)
    ]
    return {Component.NUMERATOR: kept[0], Component.DENOMINATOR: kept[1]}


def _coverage(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """How many members of the universe are covered: the last word on each member counts.

    The figure of an asked period is the members that were covered at its end and not before it.
    """
    universe = asked_members(evidence, indicator)
    cells = [c for c in evidence.of(indicator, span) if c.member in universe]
    latest = last_of_each(cells)
    covered = {c.member for c in latest if c.status.has_number and c.amount > 0}
    answered = {c.member for c in latest if c.answered}
    silent = missing(evidence, indicator, cells, span, latest=True)
    if not answered:
        return Figure(FigureStatus.UNKNOWN, missing=silent)
    before = span.before() if span.exact else None
    if before is not None:
        earlier = last_of_each([c for c in evidence.of(indicator, before) if c.member in universe])
        covered -= {c.member for c in earlier if c.status.has_number and c.amount > 0}
    gaps = (*silent, *_unsettled(cells, universe, answered, span))
    approximate = any(c.member in covered and c.status.value == "approximate" for c in latest)
    said = [FigureStatus.PARTIAL] if gaps else []
    said += [FigureStatus.APPROXIMATE] if approximate else []
    status, *caveats = said or [FigureStatus.KNOWN]
    members = tuple(code for code in universe if code in covered)
    return Figure(
        status,
        value=Decimal(len(members)),
        denominator=Decimal(len(universe)),
        members=members,
        missing=gaps,
        caveats=tuple(caveats),
    )


def _unsettled(
    cells: Sequence[Cell], universe: Sequence[str], answered: set[str], span: Span
) -> Iterator[str]:
    """The members that are not known: never heard of, or of which the last word is that nobody can say yet."""
    newest: dict[str, Cell] = {}
    for cell in cells:
        held = newest.get(cell.member)
        rank = (cell.period.end, cell.period.start, cell.answered)
        if held is None or rank > (held.period.end, held.period.start, held.answered):
            newest[cell.member] = cell
    for code in universe:
        last = newest.get(code)
        if last is not None and not last.answered:
            yield f"{code} {last.period.key} {last.status.value}"
        elif code not in answered:
            yield f"{code} {span.end.first_day:%Y-%m}"


def asked_members(evidence: Evidence, indicator: Indicator) -> tuple[str, ...]:
    """The codes that those asked about report on: a municipality speaks for itself, any other body for all."""
    document = evidence.document
    homes = [document.organisation(body).municipality for body in evidence.expected(indicator)]
    everyone = universe_of(document)
    return everyone if None in homes or not homes else tuple(code for code in everyone if code in homes)


def universe_of(document: PlanDocument) -> tuple[str, ...]:
    """The codes of the municipalities that a coverage is about: wards are parts of their city, not members."""
    return tuple(m.code for m in document.area.municipalities if m.kind is not MunicipalityKind.WARD)


def _all_of(evidence: Evidence, indicator: Indicator, span: Span) -> Figure:
    """Several indicators that must all reach their targets have no number of their own, only a state of knowledge."""
    document = evidence.document
    parts = {p: figure(evidence, document.indicator(p), span) for p in indicator.structure.of}
    statuses = {status for part in parts.values() for status in part.statuses}
    names = merged(*(part.missing for part in parts.values()))
    if len(statuses) == 1:
        return Figure(statuses.pop(), missing=names)
    if FigureStatus.UNKNOWN in statuses and FigureStatus.NOT_COMPARABLE not in statuses:
        return Figure(FigureStatus.PARTIAL, missing=names)
    worst = next((s for s in _WORST_FIRST if s in statuses), FigureStatus.KNOWN)
    return Figure(worst, missing=names)


# What is worst of the parts is said of the whole.
_WORST_FIRST = (
    FigureStatus.NOT_COMPARABLE,
    FigureStatus.PARTIAL,
    FigureStatus.INTERVAL,
    FigureStatus.APPROXIMATE,
)


def last_of_each(cells: Iterable[Cell]) -> list[Cell]:
    """Of each series (organisation, reporting unit, member) the cells of its last period that has an answer."""
    latest: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in cells:
        if not cell.answered:
            continue
        key = (cell.organisation, cell.unit, cell.member)
        held = latest.get(key)
        rank = (cell.period.end, cell.period.start)
        if held is None or rank > (held[0].period.end, held[0].period.start):
            latest[key] = [cell]
        elif cell.period == held[0].period:
            held.append(cell)
    return [cell for held in latest.values() for cell in held]


def _by_owner(evidence: Evidence, indicator: Indicator, cells: Iterable[Cell]) -> dict[str, Count]:
    """Reporting units of one owner, and the members of one class, count different events: they are added first."""
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(owner_of(evidence.document, cell.organisation), []).append(cell)
    return {owner: counted(group, indicator.decimals) for owner, group in groups.items()}


def _overlapping(indicator: Indicator) -> list[str]:
    return indicator.overlap.between if indicator.overlap else []


_BY_KIND: dict[StructureKind, Callable[[Evidence, Indicator, Span], Figure]] = {
    StructureKind.FLOW: _flow,
    StructureKind.SUBSET: _flow,
    StructureKind.CUMULATIVE_SERIES: _cumulative_series,
    StructureKind.STOCK: _stock,
    StructureKind.AVERAGE: _average,
    StructureKind.SUM: _sum,
    StructureKind.RATIO: _ratio,
    StructureKind.COVERAGE: _coverage,
    StructureKind.ALL_OF: _all_of,
}
