"""One indicator at a period, with what was known: its figures, its window, its targets, last year."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules import targets
from banso.indicators.rules.cells import Duty, Evidence, Span
from banso.indicators.rules.figures import UNKNOWN
from banso.indicators.rules.structures import cumulative_span, figure, is_flow
from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Indicator, StructureKind, Target, Window

# What stands for a number that may be compared.
SETTLED = (FigureStatus.KNOWN, FigureStatus.APPROXIMATE)


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
        return found.value if found.status in SETTLED and not found.missing else None

    @cached_property
    def references(self) -> targets.References:
        """The values that a relative target of this indicator refers to."""
        baselines, unit = self.indicator.baselines, self.indicator.unit
        previous = self.last_year.value if self.last_year.status in SETTLED else None
        if previous is None and self.last_year.status is not FigureStatus.NOT_COMPARABLE:
            of_year = [b for b in baselines if b.fiscal_year == self.period.year - 1]
            previous = targets.first_comparable(of_year, unit)
        return targets.References(previous, targets.first_comparable(baselines, unit))


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
