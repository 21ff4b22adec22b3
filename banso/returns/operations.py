"""Writes of this room: taking a workbook, and each step of a version's life. All or nothing, each."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import require
from banso.ledger import operations as ledger
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan
from banso.returns import rules
from banso.returns.approval import facts_of
from banso.returns.models import IndicatorLine, MeasureLine, Rejected, Return, Version
from banso.returns.rules import NotPossible
from banso.returns.states import State, Via
from banso.returns.workbook import Problem, Reading, read
from banso.returns.workbook.problems import Draft

if TYPE_CHECKING:
    from banso.access.models import User


class Unreadable(Exception):
    """The workbook could not be taken. The original is kept in ``rejected``."""

    def __init__(self, problems: Sequence[Problem], rejected: Rejected) -> None:
        self.problems, self.rejected = tuple(problems), rejected
        super().__init__(f"{rejected.file_name}：{len(self.problems)}件の確認してほしいことがあります。")


class AnotherWaits(NotPossible):
    """Another version of the same return waits for the secretariat. What was sent is kept as a draft, ``version``."""

    def __init__(self, version: Version, waiting: Version) -> None:
        self.version, self.waiting = version, waiting
        super().__init__(
            f"第{waiting.number}版が事務局の確認を待っています。送られたファイルは第{version.number}版"
            "（作成中）として保存しました。差し替えるときは、"
            f"第{waiting.number}版を取り下げてから第{version.number}版を提出してください。"
        )


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
    """Take a workbook as a new version, submitted unless ``submit`` is false.

    ``organisation`` and ``period``, where given, are whose and for when it must be. Raises ``Refused``,
    :class:`Unreadable` (the original is kept) and :class:`AnotherWaits` (the version is kept as a draft).
    """
    member = member_of(by)
    require(member, Act.SUBMIT_RETURN, organisation)
    reading = read(plan, file, organisation=organisation, period=period)
    return take_reading(
        plan=plan,
        reading=reading,
        file=file,
        file_name=file_name,
        by=by,
        organisation=organisation,
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
    via: Via | None = None,
    submit: bool = True,
) -> Version:
    """Take what was read in ``file``, as :func:`take_workbook` does. ``via`` where it was no template of one body."""
    member = member_of(by)
    owner = organisation or reading.organisation or member.organisation
    require(member, Act.SUBMIT_RETURN, owner)
    if reading.draft is None or reading.period is None:
        raise Unreadable(reading.problems, _reject(plan, owner, file, file_name, by, reading.problems))
    with transaction.atomic():
        subject = _subject(plan.key, owner, reading.period)
        version = Version.objects.create(
            subject=subject,
            number=(subject.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            via=(via or (Via.ON_BEHALF if member.role is Role.SECRETARIAT else Via.WORKBOOK)).value,
            edition_id=plan.edition_id,
            created_at=clock.now(),
            created_by=by,
            remarks=reading.draft.remarks,
            file_name=base_name(file_name),
            file=file,
            file_digest=hashlib.sha256(file).hexdigest(),
        )
        _put_lines(version, reading.draft)
        waiting = _waiting(version) if submit else None
        if submit and waiting is None:
            _submit(version)
    if waiting is not None:
        raise AnotherWaits(version, waiting)
    return version


def submit(*, version: Version, by: "User") -> Version:
    """Hand a draft to the secretariat. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        version = _ready(version, "submit", by)
        waiting = _waiting(version)
        if waiting is not None:
            raise NotPossible(
                f"第{waiting.number}版が事務局の確認を待っています。先に第{waiting.number}版を取り下げてください。"
            )
        newer = Version.objects.approved().filter(subject_id=version.subject_id, number__gt=version.number)
        if newer.exists():
            raise NotPossible(
                "この版より新しい版が承認されています。新しい様式を受け取り、訂正してください。"
            )
        return _submit(version)


def withdraw(*, version: Version, by: "User") -> Version:
    """Take a draft or a submitted version back. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        return _decided(_ready(version, "withdraw", by), "withdraw", by)


def ask_back(*, version: Version, by: "User", question: str) -> Version:
    """Return a submitted version with a question. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        version = _ready(version, "ask_back", by)
        if not question.strip():
            raise NotPossible("差し戻すときは、何を確かめてほしいかを書いてください。")
        version.question = question.strip()
        return _decided(version, "ask_back", by)


def approve(*, version: Version, by: "User") -> Version:
    """Accept a submitted version: what it changes goes into the ledger. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        version = _decided(_ready(version, "approve", by), "approve", by)
        ledger.record(facts_of(version))
        return version


def _ready(version: Version, verb: str, by: "User") -> Version:
    """The version as it stands now, locked, if ``by`` may and its state allows the verb."""
    require(member_of(by), rules.act_of(verb), version.subject.organisation)
    # Whoever changes a version holds its return, so that two clerks never decide past each other.
    Return.objects.select_for_update().get(pk=version.subject_id)
    version = Version.objects.select_related("subject").defer("file").get(pk=version.pk)
    rules.transition(version.state, verb)
    return version


def _decided(version: Version, verb: str, by: "User") -> Version:
    version.state = rules.transition(version.state, verb).target.value
    version.decided_at, version.decided_by = clock.now(), by
    version.save(update_fields=["state", "decided_at", "decided_by", "question"])
    return version


def _submit(version: Version) -> Version:
    version.state = rules.transition(version.state, "submit").target.value
    version.submitted_at = clock.now()
    version.save(update_fields=["state", "submitted_at"])
    return version


def _waiting(version: Version) -> Version | None:
    others = Version.objects.waiting().filter(subject_id=version.subject_id).exclude(pk=version.pk)
    return others.defer("file").first()


def _subject(plan: str, organisation: str, period: Period) -> Return:
    """The return, locked, so that its versions are numbered one after another."""
    subject, _created = Return.objects.get_or_create(
        plan=plan,
        organisation=organisation,
        fiscal_year=period.year,
        first_month=period.first,
        last_month=period.last,
    )
    return Return.objects.select_for_update().get(pk=subject.pk)


def _put_lines(version: Version, draft: Draft) -> None:
    IndicatorLine.objects.bulk_create(
        [
            IndicatorLine(
                version=version,
                indicator=line.indicator,
                unit=line.unit,
                member=line.member,
                component=line.component.value,
                amount=line.amount,
                status=line.status.value,
                note=line.note,
                cell=line.cell,
            )
            for line in draft.numbers
        ],
        batch_size=500,
    )
    MeasureLine.objects.bulk_create(
        [
            MeasureLine(
                version=version,
                measure=answer.measure,
                state=answer.state.value,
                done=answer.done,
                next_step=answer.next_step,
                counts=answer.counts,
                cell=answer.cell,
            )
            for answer in draft.measures
        ],
        batch_size=500,
    )


def _reject(
    plan: LoadedPlan, organisation: str, file: bytes, file_name: str, by: "User", problems: Sequence[Problem]
) -> Rejected:
    return Rejected.objects.create(
        plan=plan.key,
        organisation=organisation,
        received_at=clock.now(),
        received_by=by,
        file_name=base_name(file_name),
        file=file,
        file_digest=hashlib.sha256(file).hexdigest(),
        problems=[problem.as_json() for problem in problems],
    )


__all__ = [
    "AnotherWaits",
    "NotPossible",
    "State",
    "Unreadable",
    "approve",
    "ask_back",
    "submit",
    "take_reading",
    "take_workbook",
    "withdraw",
]
