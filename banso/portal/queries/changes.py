"""What changed lately: returns approved, numbers and states corrected."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q

from banso.indicators import words
from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind, MeasureState, Status
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan

# A page lists at most so many of each; the returns themselves hold the rest.
MOST = 20
RETURN = "return-version:"


@dataclass(frozen=True)
class Approval:
    """A return that was approved: its numbers entered the ledger at ``at``."""

    at: datetime
    organisation: str
    name: str
    period: Period
    version: int
    corrects: bool


@dataclass(frozen=True)
class Correction:
    """One number or state that another took the place of."""

    at: datetime
    organisation: str
    name: str
    period: Period
    subject: str
    label: str
    is_measure: bool
    before: str
    after: str
    version: int | None


@dataclass(frozen=True)
class Changes:
    approvals: list[Approval]
    corrections: list[Correction]

    @property
    def any(self) -> bool:
        return bool(self.approvals or self.corrections)


def changes(plan: LoadedPlan, since: datetime) -> Changes:
    """What the ledger learned at ``since`` (aware) or later, newest first. Two SQL queries."""
    entries = ledger.entries(plan.key).filter(recorded_at__gte=since)
    approved = (
        entries.filter(source__startswith=RETURN)
        .order_by()
        .values("source", "organisation", "fiscal_year", "first_month", "last_month")
        .annotate(at=Min("recorded_at"), replaced=Count("replaces"))
        .annotate(remarks=Count("seq", filter=Q(kind=Kind.REMARK)))
        .order_by("-at", "source")[:MOST]
    )
    corrected = entries.filter(replaces__isnull=False).select_related("replaces").order_by("-seq")[: MOST * 5]
    found = [correction(entry, plan.document) for entry in corrected]
    return Changes(
        approvals=[_approval(dict(row), plan.document) for row in approved],
        # A correction may bring the same value with another cell; that is no change to a reader.
        corrections=[c for c in found if c.before != c.after][:MOST],
    )


def _approval(row: dict[str, Any], document: PlanDocument) -> Approval:
    return Approval(
        at=row["at"],
        organisation=row["organisation"],
        name=words.name_of(row["organisation"], document),
        period=Period(row["fiscal_year"], row["first_month"], row["last_month"]),
        version=int(row["source"].removeprefix(RETURN)),
        corrects=row["replaced"] + row["remarks"] > 0,
    )


def correction(entry: Any, document: PlanDocument) -> Correction:
    return Correction(
        at=entry.recorded_at,
        organisation=entry.organisation,
        name=words.name_of(entry.organisation, document),
        period=Period(entry.fiscal_year, entry.first_month, entry.last_month),
        subject=entry.subject,
        label=_label(entry, document),
        is_measure=entry.kind == Kind.MEASURE_STATE,
        before=_said(entry.replaces, document),
        after=_said(entry, document),
        version=version_of(entry),
    )


def version_of(entry: Any) -> int | None:
    """The version of a return from which an entry came, if it came from one."""
    return int(entry.source.removeprefix(RETURN)) if entry.source.startswith(RETURN) else None


def _label(entry: Any, document: PlanDocument) -> str:
    try:
        if entry.kind == Kind.MEASURE_STATE:
            return document.measure(entry.subject).title
        parts = [document.indicator(entry.subject).label]
    except KeyError:
        # A later edition may have dropped what was reported on.
        return str(entry.subject)
    if entry.unit:
        parts.append(words.name_of(entry.unit, document))
    if entry.member:
        parts += [m.name for m in document.area.municipalities if m.code == entry.member]
    if entry.component != Component.VALUE:
        parts.append(Component.of(entry.component).label)
    return " ".join(parts)


def _said(entry: Any, document: PlanDocument) -> str:
    """The value or the state of an entry in words."""
    if entry.kind == Kind.MEASURE_STATE:
        return MeasureState.of(entry.state).label
    if entry.amount is None:
        return Status.of(entry.status).label
    if entry.kind == Kind.COVERAGE_MEMBER:
        return "満たしている" if entry.amount else "満たしていない"
    try:
        indicator = document.indicator(entry.subject)
    except KeyError:
        return f"{entry.amount:,}"
    number = words.plain(Decimal(entry.amount).scaleb(-indicator.decimals))
    unit = indicator.unit if entry.component == Component.VALUE else ""
    return f"{number}{unit}" + ("（概数）" if entry.status == Status.APPROXIMATE else "")
