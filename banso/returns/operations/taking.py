"""Taking a file: a draft with what could be read and a question for the rest, handed in where nothing is open."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Max

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import require
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan
from banso.returns.models import Question, Rejected, Return, Version
from banso.returns.operations.asking import put_lines, put_questions
from banso.returns.operations.life import decided, handed_in, waiting_beside
from banso.returns.operations.outcomes import AnotherWaits, PeriodClosed, Unreadable, all_or_nothing
from banso.returns.operations.periods import Locked, refuse_locked
from banso.returns.queries.intake import parts_of
from banso.returns.rules import NotPossible
from banso.returns.states import State, Via
from banso.returns.workbook import Problem, Reading

if TYPE_CHECKING:
    from banso.access.models import User


def take_workbook(
    *,
    plan: LoadedPlan,
    file: bytes,
    file_name: str,
    by: "User",
    organisation: str | None = None,
    period: Period | None = None,
    submit: bool = True,
) -> Version:
    """Take a workbook as a new version, submitted unless ``submit`` is false or a question is open.

    ``organisation`` and ``period``, where given, are whose and for when it must be. A version with open questions
    comes back as a draft. Raises ``Refused``, :class:`Unreadable` (the original is kept), :class:`NotPossible` for a
    consolidated workbook of several bodies, and for a version that is kept as a draft :class:`AnotherWaits` and
    :class:`PeriodClosed`.
    """
    member = member_of(by)
    require(member, Act.SUBMIT_RETURN, organisation)
    parts = parts_of(plan, file, organisation=organisation, period=period)
    if len(parts) > 1:
        raise NotPossible("全機関の取りまとめ表です。「まとめて受け取る」のページから入れてください。")
    if parts[0].is_blank:
        raise NotPossible("取りまとめ表の、この機関の行に記入がありません。")
    return take_reading(
        plan=plan,
        reading=parts[0].reading,
        file=file,
        file_name=file_name,
        by=by,
        organisation=organisation,
        period=period,
        via=parts[0].via,
        submit=submit,
    )


def take_reading(
    *,
    plan: LoadedPlan,
    reading: Reading,
    file: bytes,
    file_name: str,
    by: "User",
    organisation: str | None = None,
    period: Period | None = None,
    via: Via | None = None,
    submit: bool = True,
) -> Version:
    """Take what was read in ``file``, as :func:`take_workbook` does. ``via`` where it was no template of one body."""
    member = member_of(by)
    owner = organisation or reading.organisation or member.organisation
    require(member, Act.SUBMIT_RETURN, owner)
    if reading.taken is None or reading.period is None:
        when = period or reading.period
        raise Unreadable(reading.problems, _reject(plan, owner, when, file, file_name, by, reading.problems))
    locked, waiting = None, None
    with all_or_nothing():
        subject = Return.of(plan.key, owner, reading.period)
        number = (subject.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        _set_drafts_aside(subject, number, by)
        version = Version.objects.create(
            subject=subject,
            number=number,
            via=(via or (Via.ON_BEHALF if member.role is Role.SECRETARIAT else Via.WORKBOOK)).value,
            edition_id=plan.edition_id,
            created_at=clock.now(),
            created_by=by,
            remarks=reading.taken.remarks,
            file_name=base_name(file_name),
            file=file,
            file_digest=hashlib.sha256(file).hexdigest(),
        )
        put_lines(version, reading.taken)
        put_questions(plan, version, reading)
        if submit and not Question.objects.blocking().filter(version=version).exists():
            locked, waiting = _lock_over(subject, by), waiting_beside(version)
            if locked is None and waiting is None:
                version = handed_in(version, by)
    if locked is not None:
        raise PeriodClosed(version, str(locked))
    if waiting is not None:
        raise AnotherWaits(version, waiting)
    return version


def _lock_over(subject: Return, by: "User") -> Locked | None:
    try:
        refuse_locked(subject, by)
    except Locked as locked:
        return locked
    return None


def _set_drafts_aside(subject: Return, number: int, by: "User") -> None:
    """A new file replaces the member's own unfinished ones: they stay, withdrawn. A colleague's draft is left alone."""
    for draft in subject.versions.filter(state=State.DRAFT, created_by=by).defer("file"):
        draft.replaced_by = number
        draft.save(update_fields=["replaced_by"])
        decided(draft, "withdraw", by)


def _reject(
    plan: LoadedPlan,
    organisation: str,
    period: Period | None,
    file: bytes,
    file_name: str,
    by: "User",
    problems: Sequence[Problem],
) -> Rejected:
    with all_or_nothing():
        return Rejected.objects.create(
            plan=plan.key,
            organisation=organisation,
            period=period.key if period else "",
            received_at=clock.now(),
            received_by=by,
            file_name=base_name(file_name),
            file=file,
            file_digest=hashlib.sha256(file).hexdigest(),
            problems=[problem.as_json() for problem in problems],
        )
