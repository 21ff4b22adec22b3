"""What a body told before, as the sense checks want it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind
from banso.lib.fiscal import Period
from banso.plan.format import Indicator, PlanDocument, StructureKind
from banso.plan.queries import LoadedPlan
from banso.returns.sense import Case, Key, Line, Shape

if TYPE_CHECKING:
    from banso.ledger.models import EntryQuerySet

_KINDS = (Kind.INDICATOR_VALUE.value, Kind.COVERAGE_MEMBER.value)


def case_of(plan: LoadedPlan, organisation: str, period: Period, lines: Sequence[Line]) -> Case:
    """``lines`` beside what ``organisation`` told for earlier periods of the year and a year ago. Two SQL queries."""
    document = plan.document
    return Case(
        period=period,
        shapes={i.id: _shape(i) for i in document.indicators_of(organisation)},
        lines=lines,
        before=_before(plan, organisation, period),
        last_year=_last_year(plan, organisation, period),
        names=_names(document),
    )


def _shape(indicator: Indicator) -> Shape:
    structure = indicator.structure
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
    )


def _names(document: PlanDocument) -> dict[str, str]:
    units = {unit.id: unit.name for unit in document.reporting_units}
    return units | {m.code: m.name for m in document.area.municipalities}


def _standing(plan: str, organisation: str, year: int) -> "EntryQuerySet":
    return ledger.entries(plan).filter(
        kind__in=_KINDS, organisation=organisation, fiscal_year=year, replaced_by__isnull=True
    )


def _before(
    plan: LoadedPlan, organisation: str, period: Period
) -> dict[Key, list[tuple[Period, int | None]]]:
    """Only periods of the same length: a month is not compared with a quarter."""
    earlier = _standing(plan.key, organisation, period.year).filter(last_month__lt=period.first)
    length = period.last - period.first
    told: dict[Key, list[tuple[Period, int | None]]] = {}
    for e in earlier.order_by("last_month", "seq"):
        if e.last_month - e.first_month == length:
            key = (e.subject, e.unit, e.member, e.component)
            told.setdefault(key, []).append((Period(e.fiscal_year, e.first_month, e.last_month), e.amount))
    return told


def _last_year(plan: LoadedPlan, organisation: str, period: Period) -> dict[Key, int | None]:
    """The same period a year ago: in this plan, or in last year's where its key names the year before."""
    stem, _slash, year = plan.key.rpartition("/")
    last = f"{stem}/{period.year - 1}" if year == str(period.year) else plan.key
    told = _standing(last, organisation, period.year - 1).filter(
        first_month=period.first, last_month=period.last
    )
    return {(e.subject, e.unit, e.member, e.component): e.amount for e in told}
