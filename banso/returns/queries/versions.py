"""Versions of a return, for those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from banso.access.roles import Act
from banso.access.rules import Member, require
from banso.ledger.kinds import Component, MeasureState, Status
from banso.lib import numbers
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns import rules
from banso.returns.models import IndicatorLine, MeasureLine, Rejected, Version
from banso.returns.queries.wording import amount_text, names_of
from banso.returns.workbook.layout import COVERED


def versions_of(member: Member, plan: LoadedPlan, organisation: str, period: Period) -> list[Version]:
    """The versions of one return, newest first, without their files. One SQL query. Raises ``Refused``."""
    require(member, Act.SEE_RETURNS, organisation)
    return list(
        Version.objects.filter(
            subject__plan=plan.key,
            subject__organisation=organisation,
            subject__fiscal_year=period.year,
            subject__first_month=period.first,
            subject__last_month=period.last,
        )
        .select_related("subject", "created_by", "decided_by")
        .defer("file")
        .order_by("-number")
    )


def version_for(member: Member, pk: int, *, with_file: bool = False) -> Version:
    """One version. Raises ``Version.DoesNotExist`` and ``Refused``."""
    versions = Version.objects.select_related("subject", "created_by", "decided_by")
    version = (versions if with_file else versions.defer("file")).get(pk=pk)
    require(member, Act.SEE_RETURNS, version.subject.organisation)
    return version


def rejected_for(member: Member, plan: LoadedPlan, organisation: str, pk: int) -> Rejected:
    """A file that could not be taken. Raises ``Rejected.DoesNotExist`` and ``Refused``."""
    require(member, Act.SEE_RETURNS, organisation)
    return Rejected.objects.select_related("received_by").get(pk=pk, plan=plan.key, organisation=organisation)


@dataclass(frozen=True)
class NumberCell:
    """One number for people: names instead of ids, the value as text, the cell it came from."""

    label: str
    unit: str
    component: str
    value: str
    measured_in: str
    status: str
    note: str
    cell: str


@dataclass(frozen=True)
class CountCell:
    label: str
    value: str
    cell: str


@dataclass(frozen=True)
class MeasureCell:
    """One measure for people."""

    measure: str
    label: str
    state: str
    done: str
    next_step: str
    counts: tuple[CountCell, ...]
    cell: str


@dataclass(frozen=True)
class VersionPage:
    """The content of a version, in the order of the plan."""

    numbers: tuple[NumberCell, ...]
    coverage: tuple[NumberCell, ...]
    measures: tuple[MeasureCell, ...]
    questions: tuple[str, ...]


def version_page(plan: LoadedPlan, version: Version) -> VersionPage:
    """What a version says. Two SQL queries."""
    lines = list(IndicatorLine.objects.filter(version=version).order_by("pk"))
    measures = list(MeasureLine.objects.filter(version=version).order_by("pk"))
    document = plan.document
    return VersionPage(
        numbers=tuple(_number(document, line) for line in lines if not line.member),
        coverage=tuple(_number(document, line) for line in lines if line.member),
        measures=tuple(_measure(document, line) for line in measures),
        questions=tuple(questions(plan, lines)),
    )


def questions(plan: LoadedPlan, lines: Sequence[IndicatorLine]) -> list[str]:
    """What the secretariat may want to ask before approving; nothing here is refused."""
    percentages = [i.id for i in plan.document.all_indicators if i.unit == "%"]
    return [
        f"{names_of(plan.document, n.indicator, n.unit)}：分子が分母より大きい値です（{n.cell}）。"
        for n in rules.shares_above_one(lines, percentages)
    ]


def _number(document: PlanDocument, line: IndicatorLine) -> NumberCell:
    """Ids that a later edition has dropped are shown as they are."""
    status = Status.of(line.status)
    try:
        indicator = document.indicator(line.indicator)
        label, measured_in, decimals = indicator.label, indicator.unit, indicator.decimals
    except KeyError:
        label, measured_in, decimals = line.indicator, "", 0
    if line.member:
        word = next(word for word, amount in COVERED.items() if amount == line.amount)
        name = next((m.name for m in document.area.municipalities if m.code == line.member), line.member)
        return NumberCell(label, name, "", word, "", status.label, line.note, line.cell)
    return NumberCell(
        label=label,
        unit=names_of(document, "", line.unit),
        component=Component.of(line.component).label,
        value=amount_text(line.amount, decimals),
        measured_in=measured_in if line.component == Component.VALUE else "",
        status=status.label,
        note=line.note,
        cell=line.cell,
    )


def _measure(document: PlanDocument, line: MeasureLine) -> MeasureCell:
    try:
        measure = document.measure(line.measure)
        label = f"{measure.letter} {measure.title}"
        names = {c.id: (c.label, c.unit) for c in measure.counts}
    except KeyError:
        label, names = line.measure, {}
    counts = []
    for key, count in line.counts.items():
        name, unit = names.get(key, (key, ""))
        amount = count.get("amount")
        value = Status.of(count["status"]).label if amount is None else f"{numbers.grouped(amount)}{unit}"
        counts.append(CountCell(name, value, count.get("cell", "")))
    return MeasureCell(
        measure=line.measure,
        label=label,
        state=MeasureState.of(line.state).label,
        done=line.done,
        next_step=line.next_step,
        counts=tuple(counts),
        cell=line.cell,
    )
