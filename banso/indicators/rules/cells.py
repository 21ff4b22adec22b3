"""What was reported, over which span, and what should have been reported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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

    @cached_property
    def _ends(self) -> tuple[int, int, int]:
        return _count(self.start), _count(self.end), _count(self.cut)

    @property
    def empty(self) -> bool:
        return self.end < self.start

    def holds(self, period: Period) -> bool:
        first, last = _months(period)
        start, end, cut = self._ends
        if self.exact:
            return start <= first and last <= end
        return start <= last <= end and first <= cut

    def expects(self, period: Period) -> bool:
        """Whether ``period`` must be known for the span to be known.

        An exact span that lies inside a longer reported period needs that period, and cannot have it.
        """
        first, last = _months(period)
        start, end, _cut = self._ends
        return first <= end and start <= last if self.exact else self.holds(period)

    def before(self) -> "Span | None":
        """The months of the fiscal year before an exact span; None at the beginning of the year."""
        if self.start.number == 1:
            return None
        first = FiscalMonth(self.start.year, 1)
        return Span(first, self.start.plus(-1), self.start.plus(-1))


Cells = Mapping[str, Sequence[Cell]]


class Duty:
    """Who is to report what, by the plan. Made once for a question, because a plan can have many offices."""

    def __init__(self, document: PlanDocument) -> None:
        self.document = document
        self._found: dict[str, dict[str, tuple[str, ...]]] = {}

    def of(self, indicator: Indicator) -> dict[str, tuple[str, ...]]:
        """organisation → its reporting units; a single "" where the body itself reports."""
        if indicator.id not in self._found:
            units: dict[str, list[str]] = {}
            for unit in map(self.document.unit, indicator.reporting_units):
                units.setdefault(unit.owner, []).append(unit.id)
            self._found[indicator.id] = {
                member.id: tuple(units.get(member.id, [""]))
                for owner in indicator.holders
                for member in self.document.members_of(owner)
            }
        return self._found[indicator.id]


@dataclass(frozen=True)
class Evidence:
    """The plan and what the ledger answered, by indicator; narrowed to some organisations or a unit where asked."""

    duty: Duty
    cells: Cells
    organisations: frozenset[str] | None = None
    unit: str = ""

    @property
    def document(self) -> PlanDocument:
        return self.duty.document

    def narrowed(self, organisations: Iterable[str], unit: str = "") -> "Evidence":
        """The part of some organisations or, of those, of one reporting unit."""
        chosen = frozenset(organisations)
        if unit:
            cells: Cells = self._by_unit.get(unit, {})
        else:
            cells = {}
            for organisation in sorted(chosen):
                for subject, found in self._by_organisation.get(organisation, {}).items():
                    cells = {**cells, subject: [*cells.get(subject, ()), *found]}
        return Evidence(self.duty, cells, chosen, unit or self.unit)

    @cached_property
    def _by_organisation(self) -> dict[str, dict[str, list[Cell]]]:
        return self._sorted_by(lambda cell: cell.organisation)

    @cached_property
    def _by_unit(self) -> dict[str, dict[str, list[Cell]]]:
        return self._sorted_by(lambda cell: cell.unit)

    def _sorted_by(self, key: Callable[[Cell], str]) -> dict[str, dict[str, list[Cell]]]:
        found: dict[str, dict[str, list[Cell]]] = {}
        for subject, cells in self.cells.items():
            for cell in cells:
                found.setdefault(key(cell), {}).setdefault(subject, []).append(cell)
        return found

    def of(self, indicator: Indicator, span: Span, component: str = "value") -> list[Cell]:
        """The cells of one component of an indicator in a span."""
        return [
            cell
            for cell in self.cells.get(indicator.id, ())
            if cell.component == component and span.holds(cell.period)
        ]

    def expected(self, indicator: Indicator) -> dict[str, tuple[str, ...]]:
        """Who of those asked about is to report an indicator."""
        everyone = self.duty.of(indicator)
        if self.organisations is not None:
            everyone = {body: everyone[body] for body in everyone if body in self.organisations}
        if not self.unit:
            return everyone
        return {body: (self.unit,) for body, units in everyone.items() if self.unit in units}


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
        have = {unit: whole | known.get((organisation, unit), set()) for unit in units}
        for period in due(evidence.document, organisation, span, latest=latest):
            need = months_of(period)
            lacking = [unit for unit in units if not need <= have[unit]]
            if not lacking:
                continue
            why = answers.pop((organisation, "", period), "")
            without = {unit: answers.pop((organisation, unit, period), why) for unit in lacking}
            if len(lacking) == len(units) and len(set(without.values())) == 1:
                lacking, without = [""], {"": without[lacking[0]]}
            names += [_name(unit or evidence.unit or organisation, period, without[unit]) for unit in lacking]
    if not latest:
        names += [_name(unit or body, period, why) for (body, unit, period), why in answers.items()]
    return tuple(names)


def due(document: PlanDocument, organisation: str, span: Span, *, latest: bool = False) -> tuple[Period, ...]:
    """The periods that an organisation reports and that ``span`` needs, by its cadence."""
    found = _due(document.cadence_of(organisation).months, span)
    return found[-1:] if latest else found


@lru_cache(maxsize=1024)
def _due(months: int, span: Span) -> tuple[Period, ...]:
    years = range(span.start.year, span.end.year + 1)
    return tuple(p for year in years for p in periods(year, months) if span.expects(p) and not span.empty)


@lru_cache(maxsize=4096)
def months_of(period: Period) -> frozenset[int]:
    """The months of a period, counted from the year 0, so that spans over years compare."""
    first, last = _months(period)
    return frozenset(range(first, last + 1))


def _months(period: Period) -> tuple[int, int]:
    return period.year * 12 + period.first, period.year * 12 + period.last


def _count(month: FiscalMonth) -> int:
    return month.year * 12 + month.number


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
