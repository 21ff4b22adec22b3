"""What the returns had told by an entry of the ledger: measures, remarks, and what a template starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q

from banso.ledger import queries as ledger
from banso.ledger.kinds import Kind, MeasureState, Status
from banso.lib import clock, numbers
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.review import Explanation
from banso.returns.queries.sources import PREFIX
from banso.returns.queries.wording import amount_text
from banso.returns.states import QuestionKind, State
from banso.returns.workbook.known import Known, KnownMeasure, KnownNumber
from banso.returns.workbook.layout import NumberRow, layout_of

if TYPE_CHECKING:
    from banso.ledger.models import Entry


@dataclass(frozen=True)
class CountReport:
    """A count of a measure: ``amount`` is ``None`` where it is not known, and ``status`` says why."""

    id: str
    label: str
    unit: str
    amount: int | None
    status: Status

    @property
    def text(self) -> str:
        if self.amount is None:
            return self.status.label
        return f"{numbers.grouped(self.amount)}{self.unit}"


@dataclass(frozen=True)
class MeasureReport:
    """What one organisation last said of one measure."""

    measure: str
    organisation: str
    period: Period
    state: MeasureState
    done: str
    next_step: str
    counts: tuple[CountReport, ...]
    version_id: int
    recorded_at: datetime


@dataclass(frozen=True)
class Remark:
    """What an organisation wrote beside its numbers in the approved return of a period."""

    organisation: str
    period: Period
    text: str
    version_id: int


def measures_as_known(plan: LoadedPlan, seq: int, until: Period | None = None) -> list[MeasureReport]:
    """The last word of each organisation on each measure, as known at ``seq``, in the order of the plan.

    ``until`` leaves out what is about later periods. Two SQL queries.
    """
    newest: dict[tuple[str, str], tuple[Period, Entry]] = {}
    for entry in ledger.as_known(plan.key, Kind.MEASURE_STATE, seq):
        period = Period(entry.fiscal_year, entry.first_month, entry.last_month)
        if until is None or period.end <= until.end:
            key = (entry.subject, entry.organisation)
            if key not in newest or newest[key][0].end <= period.end:
                newest[key] = (period, entry)
    versions = {_version_id(entry.source) for _period, entry in newest.values()}
    lines = {(m.version_id, m.measure): m for m in MeasureLine.objects.filter(version__in=versions)}
    order = {measure.id: place for place, measure in enumerate(plan.document.measures)}
    reports = []
    for period, entry in newest.values():
        line = lines.get((_version_id(entry.source), entry.subject))
        if line is not None and entry.subject in order:
            reports.append(_report(plan, period, entry.organisation, line, entry.recorded_at))
    return sorted(reports, key=lambda r: (order[r.measure], r.organisation))


def _report(
    plan: LoadedPlan, period: Period, organisation: str, line: MeasureLine, recorded_at: datetime
) -> MeasureReport:
    asked = {c.id: c for c in plan.document.measure(line.measure).counts}
    counts = tuple(
        CountReport(
            key,
            asked[key].label if key in asked else key,
            asked[key].unit if key in asked else "",
            c["amount"],
            Status.of(c["status"]),
        )
        for key, c in line.counts.items()
    )
    return MeasureReport(
        measure=line.measure,
        organisation=organisation,
        period=period,
        state=MeasureState.of(line.state),
        done=line.done,
        next_step=line.next_step,
        counts=counts,
        version_id=line.version_id,
        recorded_at=recorded_at,
    )


@dataclass(frozen=True)
class KnownVersion:
    """An approved version of a return, as it was known. ``newest`` of its return at that time."""

    id: int
    number: int
    organisation: str
    period: Period
    approved_on: date | None
    remarks: str
    newest: bool
    explanations: tuple[Explanation, ...] = ()

    @property
    def source(self) -> str:
        """How the ledger names this version."""
        return f"{PREFIX}{self.id}"


def versions_as_known(plan: LoadedPlan, seq: int) -> list[KnownVersion]:
    """The versions that had been approved at ``seq``, in the order of their approval. Two SQL queries.

    Every approval leaves at least one entry, so a version was known exactly when one of its entries was.
    """
    entries = ledger.entries(plan.key).filter(seq__lte=seq, source__startswith=PREFIX)
    known = {_version_id(source) for source in entries.order_by().values_list("source", flat=True).distinct()}
    told = Q(questions__kind=QuestionKind.SENSE, questions__explanation__gt="")
    versions = (
        Version.objects.filter(pk__in=known)
        .select_related("subject")
        .defer("file")
        # One row for each explanation: a second query would be one more on every page of a paper.
        .annotate(told=FilteredRelation("questions", condition=told))
        .annotate(about=F("told__about"), asked=F("told__message"), explanation=F("told__explanation"))
        .annotate(told_sheet=F("told__sheet"), told_cell=F("told__cell"))
        .order_by("decided_at", "number", "pk", "told__pk")
    )
    rows: dict[int, list[Any]] = {}
    for row in versions:
        rows.setdefault(row.pk, []).append(row)
    found = [same[0] for same in rows.values()]
    newest = {version.subject_id: version.pk for version in found}
    return [
        KnownVersion(
            id=v.pk,
            number=v.number,
            organisation=v.subject.organisation,
            period=v.subject.period,
            approved_on=clock.local(v.decided_at).date() if v.decided_at else None,
            remarks=v.remarks,
            newest=newest[v.subject_id] == v.pk,
            explanations=tuple(
                Explanation(
                    organisation=v.subject.organisation,
                    period=v.subject.period,
                    about=row.about,
                    asked=row.asked,
                    explanation=row.explanation,
                    cell=f"{row.told_sheet}!{row.told_cell}",
                )
                for row in rows[v.pk]
                if row.explanation
            ),
        )
        for v in found
    ]


def remarks_of(versions: Iterable[KnownVersion], until: Period | None = None) -> list[Remark]:
    """The remarks of the newest of ``versions`` of each return, by period; ``until`` leaves out later periods."""
    remarks = [
        Remark(v.organisation, v.period, v.remarks, v.id)
        for v in versions
        if v.newest and v.remarks and (until is None or v.period.end <= until.end)
    ]
    return sorted(remarks, key=lambda r: (r.period.end, r.organisation))


def remarks_as_known(plan: LoadedPlan, seq: int, until: Period | None = None) -> list[Remark]:
    """The remarks of the newest approved version of each return known at ``seq``, by period. Two SQL queries."""
    return remarks_of(versions_as_known(plan, seq), until)


def _version_id(source: str) -> int:
    return int(source.removeprefix(PREFIX))


def known_for(plan: LoadedPlan, organisation: str, period: Period) -> Known:
    """What a template for ``organisation`` and ``period`` shows and starts from. Four SQL queries at most.

    A correction starts from what was approved. A first return starts empty, except that a municipality stays
    covered until somebody says otherwise.
    """
    earlier = _earlier(plan, organisation, period)
    before = _before(plan, organisation, period, earlier)
    approved = approved_for(plan, organisation, period)
    if approved is None:
        covered = {
            f"{e.subject}|{e.member}": KnownNumber(e.amount, e.status)
            for e in earlier
            if e.kind == Kind.COVERAGE_MEMBER
        }
        return Known(before=before, coverage=covered)
    lines = list(IndicatorLine.objects.filter(version=approved))
    measures = list(MeasureLine.objects.filter(version=approved))
    return Known(
        before=before,
        numbers={
            f"{n.indicator}|{n.unit}|{n.component}": KnownNumber(n.amount, n.status, n.note)
            for n in lines
            if not n.member
        },
        coverage={
            f"{n.indicator}|{n.member}": KnownNumber(n.amount, n.status, n.note) for n in lines if n.member
        },
        measures={m.measure: KnownMeasure(m.state, m.done, m.next_step) for m in measures},
        counts={
            f"{m.measure}|{key}": KnownNumber(c["amount"], c["status"], c.get("note", ""))
            for m in measures
            for key, c in m.counts.items()
        },
        remarks=approved.remarks,
    )


def approved_for(plan: LoadedPlan, organisation: str, period: Period) -> Version | None:
    return (
        Version.objects.filter(
            subject__plan=plan.key,
            subject__organisation=organisation,
            subject__fiscal_year=period.year,
            subject__first_month=period.first,
            subject__last_month=period.last,
            state=State.APPROVED,
        )
        .defer("file")
        .order_by("-decided_at", "-number")
        .first()
    )


def _earlier(plan: LoadedPlan, organisation: str, period: Period) -> "list[Entry]":
    """What the organisation has reported for earlier periods of the year, oldest first, as it stands now."""
    return list(
        ledger.entries(plan.key)
        .filter(
            kind__in=[Kind.INDICATOR_VALUE.value, Kind.COVERAGE_MEMBER.value],
            organisation=organisation,
            fiscal_year=period.year,
            last_month__lt=period.first,
            replaced_by__isnull=True,
        )
        .order_by("last_month", "seq")
    )


def _before(plan: LoadedPlan, organisation: str, period: Period, earlier: "list[Entry]") -> dict[str, str]:
    """By row key: the organisation's own earlier figures, for reference.

    What is reported period by period is added up, and says so where a part is not known; what is reported
    cumulatively or as of a day is the last of them.
    """
    texts = {}
    for row in layout_of(plan, organisation, period).numbers:
        key = (row.indicator, row.unit, row.component.value)
        own = [e.amount for e in earlier if (e.subject, e.unit, e.component) == key]
        if own:
            texts[row.key] = _so_far(own if row.cumulates else own[-1:], row)
    return texts


def _so_far(amounts: Sequence[int | None], row: NumberRow) -> str:
    numbers_known = [a for a in amounts if a is not None]
    if not numbers_known:
        return "未確認"
    text = amount_text(sum(numbers_known), row.decimals, row.precision)
    return text if len(numbers_known) == len(amounts) else f"{text}（未確認の月あり）"
