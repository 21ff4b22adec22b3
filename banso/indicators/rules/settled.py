"""Up to which month everybody has reported: only there may an achievement be held against the time gone by."""

from collections.abc import Iterable, Iterator

from banso.indicators.rules.cells import Cell, Evidence, Span, due, months_of
from banso.indicators.rules.structures import own_span
from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Indicator, StructureKind


def settled_until(evidence: Evidence, indicator: Indicator, span: Span) -> FiscalMonth | None:
    """The last month of ``span`` at whose end every reporter has answered everything up to then.

    None where nothing is settled, and where a reporter skipped a period and answered a later one: nobody knows
    then what the figure of any later day would be. Reporters with different cadences are settled together only
    where their periods end together.
    """
    reports = list(_reports(evidence, indicator, span))
    month = span.end
    while reports and month >= span.start:
        if all(report is not None and report.covers(month) for report in reports):
            return month
        month = month.plus(-1)
    return None


class Report:
    """What one reporter owes of one indicator, period by period, and how far it has answered."""

    def __init__(self, span: Span, owed: tuple[Period, ...], ends: list[FiscalMonth]) -> None:
        self.span, self.owed, self.ends = span, owed, frozenset(ends)

    def covers(self, month: FiscalMonth) -> bool:
        """Whether the answers reach exactly to the end of ``month``, or nothing is owed up to then."""
        if month < self.span.start or month in self.ends:
            return True
        last = self.owed[-1].end if self.owed else self.span.cut
        # After the window has ended nothing more is owed.
        return month > self.span.cut and month > last and (not self.owed or last in self.ends)


def _reports(evidence: Evidence, indicator: Indicator, span: Span) -> Iterator[Report | None]:
    """One for each reporter and reporting unit, through the parts of a sum; None for one with a hole."""
    structure = indicator.structure
    if structure.kind is StructureKind.SUM:
        for part in map(evidence.document.indicator, structure.of):
            yield from _reports(evidence, part, own_span(part, span))
        return
    cells = evidence.of(indicator, span)
    for organisation, units in evidence.expected(indicator).items():
        owed = due(evidence.document, organisation, span)
        mine = [cell for cell in cells if cell.organisation == organisation]
        for unit in units:
            answered = [_answers(mine, unit, period) for period in owed]
            if structure.kind is StructureKind.CUMULATIVE_SERIES:
                # Each report of such a series holds all that was before it.
                ends = [period.end for period, known in zip(owed, answered, strict=True) if known]
            else:
                count = answered.index(False) if False in answered else len(answered)
                if any(answered[count:]):
                    yield None
                    continue
                ends = [period.end for period in owed[:count]]
            yield Report(span, owed, ends)


def _answers(cells: Iterable[Cell], unit: str, period: Period) -> bool:
    """Whether the answers of a unit, or of its body as a whole, hold every month of ``period``."""
    known: set[int] = set()
    for cell in cells:
        if cell.answered and cell.unit in ("", unit):
            known |= months_of(cell.period)
    return months_of(period) <= known
