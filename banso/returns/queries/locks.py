"""Which periods are closed, and the history of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import PeriodLock
from banso.returns.models.locks import PeriodLockQuerySet
from banso.returns.queries.wording import organisation_name

if TYPE_CHECKING:
    from banso.access.models import User


@dataclass(frozen=True)
class Closing:
    """One closing for people: ``label`` says of what and of whom."""

    pk: int
    label: str
    locked_at: datetime
    locked_by: "User"
    reason: str
    reopened_at: datetime | None
    reopened_by: "User | None"
    reopen_reason: str


def locks_of(plan: LoadedPlan, period: Period, organisation: str | None = None) -> list[Closing]:
    """Every closing whose span holds ``period``, open again or not, newest first. One SQL query.

    For one ``organisation``, what closes its return; else for all of them.
    """
    locks = PeriodLock.objects.over(plan.key, period, organisation)
    return [_closing(plan, lock) for lock in locks.select_related("locked_by", "reopened_by")]


def locks_over_version() -> PeriodLockQuerySet:
    """The locks that hold the version of an outer query."""
    return PeriodLock.objects.standing().filter(
        plan=OuterRef("subject__plan"),
        organisation__in=["", OuterRef("subject__organisation")],
        fiscal_year=OuterRef("subject__fiscal_year"),
        first_month__lte=OuterRef("subject__first_month"),
        last_month__gte=OuterRef("subject__last_month"),
    )


def _closing(plan: LoadedPlan, lock: PeriodLock) -> Closing:
    whose = organisation_name(plan.document, lock.organisation) if lock.organisation else "すべての機関"
    return Closing(
        pk=lock.pk,
        label=f"{whose}の{lock.period.label}分の締め",
        locked_at=lock.locked_at,
        locked_by=lock.locked_by,
        reason=lock.reason,
        reopened_at=lock.reopened_at,
        reopened_by=lock.reopened_by,
        reopen_reason=lock.reopen_reason,
    )


def lock_of(plan: LoadedPlan, pk: int) -> PeriodLock:
    """One closing. Raises ``PeriodLock.DoesNotExist``."""
    return PeriodLock.objects.get(plan=plan.key, pk=pk)
