"""What a body told before, as the sense checks want it: indicators from the ledger, counts of measures from the lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind, MeasureState
from banso.lib.fiscal import Period
from banso.plan.format import Indicator, Measure, MeasureCount, PlanDocument, StructureKind
from banso.plan.queries import LoadedPlan
from banso.returns.models import MeasureLine, Question
from banso.returns.queries.bounds import goal_of, people_of
from banso.returns.queries.sources import PREFIX
from banso.returns.queries.wording import measure_name
from banso.returns.sense import Case, Finding, Key, Line, Shape, StateSaid, findings, key_of
from banso.returns.states import QuestionKind, State
from banso.returns.workbook import Reading
from banso.returns.workbook.problems import MeasureAnswer

if TYPE_CHECKING:
    from banso.ledger.models import Entry, EntryQuerySet

# The states that say that nothing is done.
_IDLE = (MeasureState.NOT_STARTED, MeasureState.NOT_PLANNED)
_KINDS = (Kind.INDICATOR_VALUE.value, Kind.COVERAGE_MEMBER.value, Kind.MEASURE_STATE.value)


@dataclass(frozen=True)
class CountLine:
    """A count of a measure, as a line that the rules take like any other."""

    indicator: str
    amount: int | None
    cell: str
    unit: str = ""
    member: str = ""
    component: str = Component.VALUE.value


def case_of(
    plan: LoadedPlan,
    organisation: str,
    period: Period,
    lines: Sequence[Line],
    measures: Iterable[MeasureLine | MeasureAnswer] = (),
) -> Case:
    """``lines`` and the counts of ``measures`` beside what ``organisation`` told for earlier periods of the year and
    a year ago. Three SQL queries."""
    document = plan.document
    before, own = _told(plan, organisation, period)
    last_year = _last_year(plan, organisation, period)
    told = _counts_of([*before, *last_year])
    counts = {
        _count_key(m.id, c.id): _count_shape(document, m, c) for m in document.measures for c in m.counts
    }
    measures = list(measures)
    return Case(
        period=period,
        shapes={i.id: _shape(document, i, period) for i in document.indicators_of(organisation)} | counts,
        lines=[*lines, *(line for measure in measures for line in _count_lines(measure))],
        before=_by_key(before, told),
        last_year={key: amount for entry in last_year for key, amount in _amounts(entry, told)},
        names=_names(document),
        idle={
            _count_key(m.measure, key): MeasureState.of(m.state).label
            for m in measures
            if m.state in _IDLE
            for key in m.counts
        },
        states=_states(document, measures, [*before, *own]),
    )


def _states(
    document: PlanDocument, measures: Iterable[MeasureLine | MeasureAnswer], told: "Iterable[Entry]"
) -> list[StateSaid]:
    last = {
        e.subject: (Period(e.fiscal_year, e.first_month, e.last_month), MeasureState.of(e.state))
        for e in told
        if e.kind == Kind.MEASURE_STATE
    }
    return [
        StateSaid(
            m.measure,
            measure_name(document, m.measure),
            MeasureState.of(m.state),
            m.cell,
            last.get(m.measure),
        )
        for m in measures
    ]


def _count_key(measure: str, count: str) -> str:
    return f"{measure}/{count}"


def _count_shape(document: PlanDocument, measure: Measure, count: MeasureCount) -> Shape:
    return Shape(
        label=f"{measure_name(document, measure.id)} {count.label}",
        units={Component.VALUE.value: count.unit},
        kind=StructureKind.SUBSET.value if count.part_of else StructureKind.FLOW.value,
        wholes=(_count_key(measure.id, count.part_of),) if count.part_of else (),
        people=people_of(document, [measure.group], count.unit),
    )


def _count_lines(line: MeasureLine | MeasureAnswer) -> list[CountLine]:
    return [
        CountLine(_count_key(line.measure, key), count["amount"], count.get("cell") or line.cell)
        for key, count in line.counts.items()
    ]


def findings_of(plan: LoadedPlan, reading: Reading) -> list[Finding]:
    """What a file would be asked because a number looks odd, once it is handed in, and what was not answered before.

    Four SQL queries.
    """
    if reading.taken is None or reading.period is None:
        return []
    taken, period = reading.taken, reading.period
    found = findings(case_of(plan, reading.organisation, period, taken.numbers, taken.measures))
    answered = Question.objects.filter(
        kind=QuestionKind.SENSE,
        answered_at__isnull=False,
        version__subject__plan=plan.key,
        version__subject__organisation=reading.organisation,
        version__subject__fiscal_year=period.year,
        version__subject__first_month=period.first,
        version__subject__last_month=period.last,
    ).exclude(version__state=State.DRAFT)
    said = set(answered.values_list("key", "message"))
    return [finding for finding in found if (f"{finding.rule}:{finding.key}", finding.message) not in said]


def _shape(document: PlanDocument, indicator: Indicator, period: Period) -> Shape:
    structure = indicator.structure
    counts_events = structure.kind in (StructureKind.FLOW, StructureKind.SUBSET)
    people = people_of(document, indicator.groups, indicator.unit) if counts_events else None
    return Shape(
        label=indicator.label,
        units={
            Component.VALUE.value: indicator.unit,
            Component.NUMERATOR.value: structure.numerator_unit or indicator.unit,
            Component.DENOMINATOR.value: structure.denominator_unit or indicator.unit,
        },
        kind=structure.kind.value,
        decimals=indicator.decimals,
        wholes=tuple(structure.of) if structure.kind is StructureKind.SUBSET else (),
        percentage=indicator.unit == "%",
        goal=goal_of(document, indicator, period) if counts_events else None,
        people=None if people is None else people * 10**indicator.decimals,
    )


def _names(document: PlanDocument) -> dict[str, str]:
    units = {unit.id: unit.name for unit in document.reporting_units}
    return units | {m.code: m.name for m in document.area.municipalities}


def _told(plan: LoadedPlan, organisation: str, period: Period) -> "tuple[list[Entry], list[Entry]]":
    """What stands of earlier periods, oldest first, and of this one, where the version corrects it.

    Only periods of the same length: a month is not compared with a quarter.
    """
    known = _standing(plan.key, organisation, period.year).filter(last_month__lte=period.last)
    length = period.last - period.first
    alike = [e for e in known.order_by("last_month", "seq") if e.last_month - e.first_month == length]
    return [e for e in alike if e.last_month < period.first], [
        e for e in alike if e.last_month == period.last
    ]


def _last_year(plan: LoadedPlan, organisation: str, period: Period) -> "list[Entry]":
    """The same period a year ago: in this plan, or in last year's where its key names the year before."""
    stem, _slash, year = plan.key.rpartition("/")
    last = f"{stem}/{period.year - 1}" if year == str(period.year) else plan.key
    told = _standing(last, organisation, period.year - 1)
    return list(told.filter(first_month=period.first, last_month=period.last))


def _standing(plan: str, organisation: str, year: int) -> "EntryQuerySet":
    return ledger.entries(plan).filter(
        kind__in=_KINDS, organisation=organisation, fiscal_year=year, replaced_by__isnull=True
    )


def _counts_of(entries: "Iterable[Entry]") -> dict[tuple[str, str], list[CountLine]]:
    """The counts behind the states of measures, by source and measure: the ledger holds the state alone."""
    sources = {e.source for e in entries if e.kind == Kind.MEASURE_STATE and e.source.startswith(PREFIX)}
    lines = MeasureLine.objects.filter(version__in=[source.removeprefix(PREFIX) for source in sources])
    return {(f"{PREFIX}{line.version_id}", line.measure): _count_lines(line) for line in lines}


def _by_key(
    entries: "Iterable[Entry]", told: dict[tuple[str, str], list[CountLine]]
) -> dict[Key, list[tuple[Period, int | None]]]:
    found: dict[Key, list[tuple[Period, int | None]]] = {}
    for entry in entries:
        period = Period(entry.fiscal_year, entry.first_month, entry.last_month)
        for key, amount in _amounts(entry, told):
            found.setdefault(key, []).append((period, amount))
    return found


def _amounts(entry: "Entry", told: dict[tuple[str, str], list[CountLine]]) -> list[tuple[Key, int | None]]:
    """What an entry says in numbers: its own, or the counts of its measure."""
    if entry.kind != Kind.MEASURE_STATE:
        return [((entry.subject, entry.unit, entry.member, entry.component), entry.amount)]
    return [(key_of(count), count.amount) for count in told.get((entry.source, entry.subject), [])]
