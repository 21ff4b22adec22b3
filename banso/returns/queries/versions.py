"""Versions of a return, for those who may see them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from banso.access.roles import Act
from banso.access.rules import Member, may, require
from banso.ledger.kinds import MeasureState, Status
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns import rules
from banso.returns.models import IndicatorLine, MeasureLine, Question, Rejected, Version
from banso.returns.own_forms.read import NOT_IN_FORM
from banso.returns.queries.difference import Lines, lines_of
from banso.returns.queries.locks import locks_over_version
from banso.returns.queries.measures import counts_said
from banso.returns.queries.review import questions_of
from banso.returns.queries.wording import (
    amount_text,
    covered_text,
    measure_name,
    municipality_name,
    names_of,
)
from banso.returns.states import QuestionKind, State, Via
from banso.returns.workbook.layout import NumberRow, layout_of


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
        .select_related("subject", "created_by", "decided_by", "submitted_by", "confirmed_by")
        .defer("file")
        .order_by("-number")
    )


def version_for(member: Member, pk: int, *, with_file: bool = False) -> Version:
    """One version. Raises ``Version.DoesNotExist`` and ``Refused``."""
    versions = Version.objects.select_related(
        "subject", "created_by", "decided_by", "submitted_by", "confirmed_by"
    )
    version = (versions if with_file else versions.defer("file")).get(pk=pk)
    require(member, Act.SEE_RETURNS, version.subject.organisation)
    return version


def may_open_file(member: Member, version: Version) -> bool:
    """Whether a member may open the file of a version that they may see.

    A consolidated workbook holds the rows of other bodies too: it opens to those who take such files.
    """
    return version.via != Via.CONSOLIDATED or may(member, Act.TAKE_MANY)


@dataclass(frozen=True)
class Answered:
    """What was asked of a version and what was said, with who said it."""

    about: str
    asked: str
    answer: str
    by: str


@dataclass(frozen=True)
class ToDecide:
    """A version before it is approved: what its body answered, whether its period is closed, and whether somebody has a
    draft beside it."""

    version: Version
    answered: tuple[Answered, ...]
    is_locked: bool
    has_drafts: bool


def version_to_decide(member: Member, pk: int) -> ToDecide:
    """All that whoever decides reads beside the numbers. One SQL query. Raises as :func:`version_for`."""
    drafts = Version.objects.filter(subject=OuterRef("subject"), state=State.DRAFT)
    told = Q(questions__answered_at__isnull=False) & ~Q(questions__kind=QuestionKind.NOTICE)
    rows: list[Any] = list(
        Version.objects.filter(pk=pk)
        .select_related("subject", "created_by", "decided_by", "submitted_by", "confirmed_by")
        .defer("file")
        # One row for each answer: a second query would be one more on a page that counts with the engine.
        .annotate(told=FilteredRelation("questions", condition=told), is_locked=Exists(locks_over_version()))
        .annotate(has_drafts=Exists(drafts))
        .annotate(told_kind=F("told__kind"), told_about=F("told__about"), told_asked=F("told__message"))
        .annotate(told_answer=F("told__answer"), told_why=F("told__explanation"))
        .annotate(told_by=F("told__answered_by__username"), told_by_name=F("told__answered_by__display_name"))
        .order_by("told__pk")
    )
    if not rows:
        raise Version.DoesNotExist
    require(member, Act.SEE_RETURNS, rows[0].subject.organisation)
    answered = tuple(
        Answered(
            row.told_about,
            row.told_asked,
            row.told_why or row.told_answer,
            row.told_by_name or row.told_by or "",
        )
        for row in rows
        if row.told_kind
    )
    return ToDecide(rows[0], answered, rows[0].is_locked, rows[0].has_drafts)


def rejected_for(member: Member, pk: int) -> Rejected:
    """A file that could not be taken. Raises ``Rejected.DoesNotExist`` and ``Refused``."""
    rejected = Rejected.objects.select_related("received_by").get(pk=pk)
    require(member, Act.SEE_RETURNS, rejected.organisation)
    return rejected


def rejected_of(member: Member, plan: LoadedPlan, organisation: str) -> list[Rejected]:
    """The last files of a body that could not be taken, newest first. One SQL query. Raises ``Refused``."""
    require(member, Act.SEE_RETURNS, organisation)
    refused = Rejected.objects.filter(plan=plan.key, organisation=organisation).select_related("received_by")
    return list(refused.defer("file", "problems")[:5])


def can_be_approved(plan: LoadedPlan, version: Version) -> bool:
    """Whether a version stands where the secretariat decides."""
    steps = plan.document.reporting.steps
    return any(t.verb == "approve" for t in rules.possible(version.state, steps))


def needs_a_second(plan: LoadedPlan) -> bool:
    """Whether nobody may approve what they handed in themselves."""
    return rules.asks_body(plan.document.reporting.steps)


def state_label(version: Version) -> str:
    """Where a version stands, in words."""
    return State.of(version.state).label


@dataclass(frozen=True)
class NumberCell:
    """One number for people: names instead of ids, the value as text, the cell it came from."""

    label: str
    unit: str
    component: str
    value: str
    measured_in: str
    status: Status
    note: str
    cell: str


@dataclass(frozen=True)
class CoverageCell:
    """One municipality of a coverage indicator."""

    label: str
    name: str
    word: str
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
    state: MeasureState
    done: str
    next_step: str
    counts: tuple[CountCell, ...]
    cell: str


@dataclass(frozen=True)
class VersionPage:
    """The content of a version, in the order of the plan. ``covered``: word → how many municipalities."""

    numbers: tuple[NumberCell, ...]
    coverage: tuple[CoverageCell, ...]
    covered: dict[str, int]
    measures: tuple[MeasureCell, ...]
    questions: tuple[Question, ...]

    @property
    def told(self) -> list[Question]:
        """The questions that somebody answered."""
        return [q for q in self.questions if not q.is_open and q.kind != QuestionKind.NOTICE]

    @property
    def not_reported(self) -> list[str]:
        """What the body still has to report, because its own form does not hold it."""
        return [q.message for q in self.questions if q.rule == NOT_IN_FORM]

    @property
    def open(self) -> int:
        """How many questions still keep the version from being handed in."""
        return sum(q.is_open and q.kind != QuestionKind.NOTICE for q in self.questions)


def version_page(plan: LoadedPlan, version: Version, held: Lines | None = None) -> VersionPage:
    """What a version says; ``held`` where the caller holds its lines. At most three SQL queries."""
    held = held or lines_of(version)
    lines = [line for line in held.numbers if line.version_id == version.pk]
    measures = [line for line in held.measures if line.version_id == version.pk]
    coverage = tuple(_coverage(plan.document, line) for line in lines if line.member)
    rows = {
        row.key: row for row in layout_of(plan, version.subject.organisation, version.subject.period).numbers
    }
    return VersionPage(
        numbers=tuple(_number(rows, line) for line in lines if not line.member),
        coverage=coverage,
        covered=dict(Counter(cell.word for cell in coverage)),
        measures=tuple(_measure(plan.document, line) for line in measures),
        questions=tuple(questions_of(version)),
    )


def _number(rows: dict[str, NumberRow], line: IndicatorLine) -> NumberCell:
    """In the words of the template; what a later edition has dropped stays under its id."""
    row = rows.get(f"{line.indicator}|{line.unit}|{line.component}")
    label, unit, component, _how, measured_in = (
        row.fixed if row else (line.indicator, line.unit, line.component, "", "")
    )
    return NumberCell(
        label=label,
        unit=unit,
        component=component,
        value=amount_text(line.amount, row.decimals, row.precision) if row else amount_text(line.amount, 0),
        measured_in=measured_in,
        status=Status.of(line.status),
        note=line.note,
        cell=line.cell,
    )


def _coverage(document: PlanDocument, line: IndicatorLine) -> CoverageCell:
    name = municipality_name(document, line.member)
    label = names_of(document, line.indicator, "")
    return CoverageCell(label, name, covered_text(line.amount), line.note, line.cell)


def _measure(document: PlanDocument, line: MeasureLine) -> MeasureCell:
    return MeasureCell(
        measure=line.measure,
        label=measure_name(document, line.measure),
        state=MeasureState.of(line.state),
        done=line.done,
        next_step=line.next_step,
        counts=tuple(CountCell(item.name, item.text, item.cell) for item in counts_said(document, line)),
        cell=line.cell,
    )
