"""Closing a period, and opening it again with a reason."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may, require
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import PeriodLock, Return
from banso.returns.operations.outcomes import all_or_nothing
from banso.returns.rules import NotPossible

if TYPE_CHECKING:
    from banso.access.models import User


class Locked(NotPossible):
    """The period of the return is closed."""

    def __init__(self, lock: PeriodLock, *, may_reopen: bool) -> None:
        self.lock = lock
        what_to_do = (
            "進めるときは、先に期間のページで、理由を書いて開け直してください。"
            if may_reopen
            else "直すことがあるときは、事務局に、期間を開け直すように頼んでください。"
        )
        super().__init__(f"{lock.period.label}分は締められています（理由：{lock.reason}）。{what_to_do}")


def lock_period(
    *, plan: LoadedPlan, period: Period, by: "User", reason: str, organisation: str = ""
) -> PeriodLock:
    """Close ``period`` for one organisation, or for all: every return whose period lies in it stands still.

    What waits for a decision may still be withdrawn or sent back. Raises ``Refused`` and :class:`NotPossible`.
    """
    require(member_of(by), Act.LOCK_PERIOD)
    if not reason.strip():
        raise NotPossible("期間を締めるときは、理由を書いてください。")
    if organisation:
        _require_known(plan, organisation)
    if period.last_day >= clock.today():
        raise NotPossible("まだ終わっていない期間は締められません。")
    standing = PeriodLock.objects.standing()
    if standing.filter(
        plan=plan.key, organisation=organisation, fiscal_year=period.year,
        first_month=period.first, last_month=period.last,
    ).exists():  # fmt: skip
        raise NotPossible("この期間は、もう締められています。")
    try:
        with all_or_nothing(), transaction.atomic():
            return PeriodLock.objects.create(
                plan=plan.key,
                organisation=organisation,
                fiscal_year=period.year,
                first_month=period.first,
                last_month=period.last,
                locked_at=clock.now(),
                locked_by=by,
                reason=reason.strip(),
            )
    except IntegrityError as twice:
        # Two members closed it in the same moment; the first has done it for both.
        raise NotPossible("この期間は、もう締められています。") from twice


def reopen_period(*, lock: PeriodLock, by: "User", reason: str) -> PeriodLock:
    """Open a closed period again. The lock stays in the history. Raises ``Refused`` and :class:`NotPossible`."""
    require(member_of(by), Act.LOCK_PERIOD)
    if not reason.strip():
        raise NotPossible("期間を開け直すときは、理由を書いてください。")
    with all_or_nothing():
        lock = PeriodLock.objects.select_for_update().get(pk=lock.pk)
        if lock.reopened_at is not None:
            raise NotPossible("この期間は、もう開け直されています。")
        lock.reopened_at, lock.reopened_by, lock.reopen_reason = clock.now(), by, reason.strip()
        lock.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
        return lock


def refuse_locked(subject: Return, by: "User") -> None:
    """Raise :class:`Locked` where the period of a return is closed. One SQL query."""
    over = PeriodLock.objects.standing().over(subject.plan, subject.period, subject.organisation)
    lock = over.first()
    if lock is not None:
        raise Locked(lock, may_reopen=may(member_of(by), Act.LOCK_PERIOD))


def _require_known(plan: LoadedPlan, organisation: str) -> None:
    try:
        plan.document.organisation(organisation)
    except KeyError:
        raise NotPossible("計画にない機関です。") from None
