"""What was reported, over which span, and what should have been reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from banso.ledger.kinds import Status
from banso.lib.fiscal import FiscalMonth, Period, periods
from banso.plan.format import Indicator, PlanDocument


@dataclass(frozen=True, slots=True)
class Cell:
    """Entries of one group of the ledger: their integer sum, their count, and the last of their numbers.

    ``unit`` is empty for an organisation's own value and for the sum over all of its reporting units.
    """

    subject: str
    organisation: str
    unit: str
    member: str
    component: str
    period: Period
    status: Status
    amount: int
    entries: int
    seq: int

    @property
    def answered(self) -> bool:
        """Whether the report settles the period: with a number, or by saying that there is nothing to count."""
        return self.status.has_number or self.status is Status.NOT_APPLICABLE


@dataclass(frozen=True)
class Span:
    """Months over which is counted, both ends included.

    A cumulative span holds a reported period that ends in it and begins by ``cut``, the last month of the
    window: a body whose quarter reaches over the edge of the window reports only what counts in the window.
    An ``exact`` span, a period that somebody asks for, holds only periods that lie wholly in it.
    """

    start: FiscalMonth
    end: FiscalMonth
    cut: FiscalMonth
    exact: bool = False

    @classmethod
    def of_period(cls, period: Period) -> "Span":
        return cls(period.start, period.end, period.end, exact=True)

    @property
    def empty(self) -> bool:
        return self.end < self.start

    def holds(self, period: Period) -> bool:
        if self.exact:
            return self.start <= period.start and period.end <= self.end
        return self.start <= period.end <= self.end and period.start <= self.cut

    def expects(self, period: Period) -> bool:
        """Whether ``period`` must be known for the span to be known.

        An exact span that lies inside a longer reported period needs that period, and cannot have it.
        """
        if self.exact:
            return period.start <= self.end and self.start <= period.end
        return self.holds(period)

    def before(self) -> "Span | None":
        """The months of the fiscal year before an exact span; None at the beginning of the year."""
        if self.start.number == 1:
            return None
        first = FiscalMonth(self.start.year, 1)
        return Span(first, self.start.plus(-1), self.start.plus(-1))


@dataclass(frozen=True)
class Evidence:
    """The plan and what the ledger answered, narrowed to some organisations or one reporting unit where asked."""

    document: PlanDocument
    cells: Mapping[str, Sequence[Cell]]
    organisations: frozenset[str] | None = None
    unit: str = ""
    _expected: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict, repr=False, compare=False)

    def narrowed(self, organisations: Iterable[str] | None = None, unit: str = "") -> "Evidence":
        chosen = self.organisations if organisations is None else frozenset(organisations)
        return replace(self, organisations=chosen, unit=unit or self.unit, _expected={})

    def of(self, indicator: Indicator, span: Span, component: str = "value") -> list[Cell]:
        """The cells of one component of an indicator in a span."""
        return [
            cell
            for cell in self.cells.get(indicator.id, ())
            if cell.component == component and span.holds(cell.period) and self._in_scope(cell)
        ]

    def _in_scope(self, cell: Cell) -> bool:
        if self.organisations is not None and cell.organisation not in self.organisations:
            return False
        return not self.unit or cell.unit == self.unit

    def expected(self, indicator: Indicator) -> dict[str, tuple[str, ...]]:
        """Who is to report an indicator: organisation → its reporting units; a single "" for the body itself."""
        if indicator.id not in self._expected:
            self._expected[indicator.id] = {
                member.id: units
                for owner in indicator.holders
                for member in self.document.members_of(owner)
                if self.organisations is None or member.id in self.organisations
                if (units := self._units(indicator, member.id))
            }
        return self._expected[indicator.id]

    def _units(self, indicator: Indicator, organisation: str) -> tuple[str, ...]:
        units = tuple(unit.id for unit in self.document.units_of(indicator, organisation)) or ("",)
        if not self.unit:
            return units
        return (self.unit,) if self.unit in units else ()


def owner_of(document: PlanDocument, organisation: str) -> str:
    """The owner for which an organisation answers; itself when the plan does not know it (any more)."""
    try:
        return document.owner_key(organisation)
    except KeyError:
        return organisation


def missing(
    evidence: Evidence, indicator: Indicator, cells: Sequence[Cell], span: Span, *, latest: bool = False
) -> tuple[str, ...]:
    """What was to be reported in ``span`` and is not known: "<organisation or unit> <period> [<status>]".

    The status is there when somebody answered without a number (調査中, 未公表). ``latest``: only the last period
    of each organisation is needed, as for a stock. An organisation of which no reporting unit answered is named
    once, by itself.
    """
    known: dict[tuple[str, str], set[int]] = {}
    answers: dict[tuple[str, str, Period], str] = {}
    for cell in cells:
        if cell.answered:
            known.setdefault((cell.organisation, cell.unit), set()).update(months_of(cell.period))
        else:
            answers[cell.organisation, cell.unit, cell.period] = cell.status.value
    names: list[str] = []
    for organisation, units in evidence.expected(indicator).items():
        whole = known.get((organisation, ""), set())
        for period in due(evidence.document, organisation, span, latest=latest):
            need = months_of(period)
            lacking = [u for u in units if not need <= whole | known.get((organisation, u), set())]
            why = answers.pop((organisation, "", period), "") if lacking else ""
            without = {u: answers.pop((organisation, u, period), why) for u in lacking}
            if len(lacking) == len(units) and len(set(without.values())) == 1:
                lacking, without = [""], {"": next(iter(without.values()))}
            names += [_name(unit or organisation, period, without[unit]) for unit in lacking]
    if not latest:
        names += [_name(unit or body, period, why) for (body, unit, period), why in answers.items()]
    return tuple(names)


def due(document: PlanDocument, organisation: str, span: Span, *, latest: bool = False) -> list[Period]:
    """The periods that an organisation reports and that ``span`` needs, by its cadence."""
    if span.empty:
        return []
    months = document.cadence_of(organisation).months
    years = range(span.start.year, span.end.year + 1)
    found = [p for year in years for p in periods(year, months) if span.expects(p)]
    return found[-1:] if latest else found


def months_of(period: Period) -> set[int]:
    """The months of a period, counted from the year 0, so that spans over years compare."""
    return set(range(period.year * 12 + period.first, period.year * 12 + period.last + 1))


def _name(holder: str, period: Period, why: str) -> str:
    return f"{holder} {period.key} {why}".rstrip()


def merged(*names: tuple[str, ...]) -> tuple[str, ...]:
    """Missing names of several parts, each holder and period once; the one that says why is kept."""
    found: dict[str, str] = {}
    for name in (name for part in names for name in part):
        key = " ".join(name.split(" ")[:2])
        if len(name) >= len(found.get(key, "")):
            found[key] = name
    return tuple(found.values())
