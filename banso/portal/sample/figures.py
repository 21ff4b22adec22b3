"""Plausible figures for a plan: some ahead of their targets, some behind, the same for every run.

Everything is drawn from the digest of the plan, so the same wording gives the same figures. Nothing here knows
a plan: what is plausible follows from each target, its window and its structure.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from banso.ledger.kinds import Component, MeasureState, Status
from banso.lib import numbers
from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Direction, Indicator, Measure, MeasureCount, PlanDocument, StructureKind
from banso.plan.format.indicator import ChangeKind
from banso.returns.workbook.layout import CountRow, CoverageRow, NumberRow

# What an indicator aims at where the plan gives neither a number nor a value to compare with.
_WITHOUT_A_TARGET = Decimal(120)
# How many are counted in the numerator of a rate, each month.
_COUNTED_A_MONTH = Decimal(24)
_HUNDRED = Decimal(100)
_ROUND_OBJECTS = ("人", "件")


@dataclass(frozen=True)
class Answer:
    """A number with its status; without a number where the status has none."""

    value: Decimal | None
    status: Status = Status.FINAL


NOTHING_TO_COUNT = Answer(None, Status.NOT_APPLICABLE)


@dataclass(frozen=True)
class Figures:
    """Figures for the plan ``document``; ``seed`` is its digest."""

    document: PlanDocument
    seed: str

    def draw(self, low: int, high: int, *words: str) -> int:
        """A whole number from ``low`` to ``high``, always the same for the same words."""
        digest = hashlib.sha256("|".join((self.seed, *words)).encode()).digest()
        return low + int.from_bytes(digest[:8]) % (high - low + 1)

    def percent(self, low: int, high: int, *words: str) -> Decimal:
        """A factor from ``low`` to ``high`` percent."""
        return self.draw(low, high, *words) / _HUNDRED

    def number(self, row: NumberRow, organisation: str, period: Period) -> Answer:
        """What ``organisation`` reports in a row for a period."""
        indicator = self.document.indicator(row.indicator)
        if not self._months(indicator, period):
            return NOTHING_TO_COUNT
        value = self._value(indicator, row.component, organisation, row.unit, period)
        return Answer(numbers.rounded(value, row.precision))

    def is_covered(self, row: CoverageRow, period: Period) -> bool:
        """Whether a municipality is covered: more of them as the year goes by, and none drops out."""
        return self.draw(1, 100, "covered", row.indicator, row.member) <= 50 + 4 * period.last

    def state(self, measure: Measure, organisation: str, period: Period) -> MeasureState:
        """How far a measure is: it starts once, goes on, and is sometimes done before the year ends."""
        spans = [measure.period, *(c.window for c in self.document.campaigns if c.measure == measure.id)]
        starts = [span.start for span in spans if span and span.start]
        ends = [span.end for span in spans if span and span.end]
        if starts and period.last_day < min(starts):
            return MeasureState.NOT_STARTED
        running = bool(ends) and period.last_day < max(ends)
        chance = self.draw(1, 100, "state", measure.id, organisation)
        if running and starts:
            return MeasureState.ONGOING
        if chance <= 6:
            return MeasureState.NOT_PLANNED
        if chance <= 6 + 20 // period.last:
            return MeasureState.NOT_STARTED
        finished = measure.milestone is not None and measure.milestone <= period.last_day
        done = not running and (finished or (chance > 94 and period.last > 5))
        return MeasureState.DONE if done else MeasureState.ONGOING

    def count(self, row: CountRow, organisation: str, period: Period) -> int:
        """A count of a measure for the whole of a period: what goes on has some of everything in each month."""
        counts = {count.id: count for count in self.document.measure(row.measure).counts}
        return sum(
            self._count_of_month(row.measure, counts, row.count, organisation, month.label)
            for month in period.months()
        )

    def aim(self, indicator: Indicator) -> Decimal:
        """The number aimed at, also where the plan says it relative to another value."""
        for target in reversed(indicator.targets):
            if target.part is None and target.value is not None:
                return target.value
        base = indicator.baselines[0].value if indicator.baselines else _WITHOUT_A_TARGET
        change = indicator.targets[-1].change
        if change is None or change.amount is None:
            return base
        if change.kind is ChangeKind.PLUS:
            return base + change.amount
        if change.kind is ChangeKind.TIMES:
            return base * change.amount
        return base * (_HUNDRED + change.amount) / _HUNDRED

    def _value(
        self, indicator: Indicator, component: Component, organisation: str, unit: str, period: Period
    ) -> Decimal:
        kind = indicator.structure.kind
        if kind is StructureKind.RATIO:
            return self._part_of_rate(indicator, component, organisation, unit, period)
        if kind is StructureKind.SUBSET:
            return self._subset(indicator, organisation, unit, period)
        if kind is StructureKind.AVERAGE:
            return self.aim(indicator) * self._temper(indicator) * self._noise(indicator, unit, period.last)
        if kind is StructureKind.STOCK:
            return self._stock(indicator, organisation, unit, period)
        months = self._months(indicator, period)
        if kind is StructureKind.CUMULATIVE_SERIES:
            months = self._months(indicator, Period(period.year, 1, period.last))
        return sum((self._of_month(indicator, organisation, unit, m) for m in months), Decimal(0))

    def _count_of_month(
        self, measure: str, counts: dict[str, MeasureCount], key: str, organisation: str, month: str
    ) -> int:
        """A count of one month; one that is part of another is no more than that."""
        count = counts[key]
        if count.part_of:
            most = self._count_of_month(measure, counts, count.part_of, organisation, month)
        else:
            most = 48 if count.unit in _ROUND_OBJECTS else 4
        return self.draw(1, most, "count", f"{measure}|{key}", organisation, month)

    def _of_month(self, indicator: Indicator, organisation: str, unit: str, month: FiscalMonth) -> Decimal:
        """The events of one month at one place, rounded so that sums of months stay sums."""
        year = self.aim(indicator) * self._temper(indicator) * self._share(indicator, organisation, unit)
        value = year / self._length(indicator) * self._noise(indicator, organisation + unit, month.number)
        return numbers.rounded(value, indicator.decimals)

    def _stock(self, indicator: Indicator, organisation: str, unit: str, period: Period) -> Decimal:
        """A state that nears its target month by month: from above where lower is better."""
        whole = self.aim(indicator) * self._share(indicator, organisation, unit)
        if indicator.direction is Direction.DOWN:
            return whole * (Decimal(118 - 2 * period.last) / _HUNDRED)
        return whole * (Decimal(80 + 2 * period.last) / _HUNDRED)

    def _part_of_rate(
        self, indicator: Indicator, component: Component, organisation: str, unit: str, period: Period
    ) -> Decimal:
        structure = indicator.structure
        rate = self.aim(indicator)
        a_month = _COUNTED_A_MONTH * structure.scale / rate * self._noise(indicator, organisation, 0)
        months = 1 if structure.denominator_stock else len(self._months(indicator, period))
        below = numbers.rounded(a_month * months, 0)
        if component is Component.DENOMINATOR:
            return below
        found = below * rate / structure.scale * self._temper(indicator)
        return min(found * self._noise(indicator, organisation + unit, period.last), below)

    def _subset(self, indicator: Indicator, organisation: str, unit: str, period: Period) -> Decimal:
        """A part of what the same place, or the same organisation, counts of the whole."""
        whole = self.document.indicator(indicator.structure.of[0])
        places = [u for o, u in self._cells(whole) if o == organisation and unit in ("", u)]
        counted = sum(
            (self._value(whole, Component.VALUE, organisation, place, period) for place in places), Decimal(0)
        )
        part = counted * self.aim(indicator) / self.aim(whole) * self._noise(indicator, unit, period.last)
        return min(part, counted)

    def _cells(self, indicator: Indicator) -> list[tuple[str, str]]:
        """(organisation, reporting unit) of everything that is reported of an indicator."""
        return [
            (member.id, unit)
            for holder in indicator.holders
            for member in self.document.members_of(holder)
            for unit in [u.id for u in self.document.units_of(indicator, member.id)] or [""]
        ]

    def _share(self, indicator: Indicator, organisation: str, unit: str) -> Decimal:
        """The part of the whole that falls to one place; where the plan splits the target, as it splits it."""
        cells = self._cells(indicator)
        split = {share.holder: share.value for share in indicator.shares}
        weights = {}
        for member, place in cells:
            holder = self.document.owner_key(member)
            among = sum(self.document.owner_key(other) == holder for other, _place in cells)
            drawn = self.percent(60, 140, "weight", indicator.id, member, place)
            weights[member, place] = split[holder] / among if holder in split else drawn
        return weights[organisation, unit] / sum(weights.values())

    def _temper(self, indicator: Indicator) -> Decimal:
        """How well an indicator does in this plan: ahead, or behind."""
        factor = self.percent(80, 114, "temper", indicator.id)
        return 2 - factor if indicator.direction is Direction.DOWN else factor

    def _noise(self, indicator: Indicator, place: str, month: int) -> Decimal:
        return self.percent(88, 112, "noise", indicator.id, place, str(month))

    def _months(self, indicator: Indicator, period: Period) -> list[FiscalMonth]:
        """The months of a period in which an indicator counts."""
        window = self.document.window_of(indicator)
        return [
            month
            for month in period.months()
            if (window.start is None or month.last_day >= window.start)
            and (window.end is None or month.first_day <= window.end)
        ]

    def _length(self, indicator: Indicator) -> int:
        """The months of an indicator's window; a year where the plan leaves it open."""
        window = self.document.window_of(indicator)
        if window.start is None or window.end is None:
            return 12
        first, last = FiscalMonth.of(window.start), FiscalMonth.of(window.end)
        return (last.year - first.year) * 12 + last.number - first.number + 1
