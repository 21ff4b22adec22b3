"""The first step from the bottom up: each office tells and confirms its own lines before its body confirms the whole."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import require
from banso.ledger.kinds import Component, Status
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan, of_edition
from banso.returns.models import OfficeWord, Return, Version
from banso.returns.operations.life import decided, ready
from banso.returns.operations.outcomes import all_or_nothing
from banso.returns.operations.periods import refuse_locked
from banso.returns.queries.history import case_of
from banso.returns.queries.offices import Office, asks_offices, offices_of, rows_of_unit
from banso.returns.rules import NotPossible
from banso.returns.sense import Finding, findings
from banso.returns.workbook.doubts import Doubt
from banso.returns.workbook.problems import NumberLine
from banso.returns.workbook.typed import typed

if TYPE_CHECKING:
    from banso.access.models import User

_NOT_ASKED = "この計画は、事務所ごとの確認を求めていません。"
_OWN_ALONE = "自分の事務所の行のほかは、確認したり直したりできません。"


class Mistyped(NotPossible):
    """Some lines cannot be read as they were typed: ``faults`` by the key of the row."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(f"直してほしいところが{len(faults)}か所あります。何も保存していません。")


class Doubtful(NotPossible):
    """The lines can be read, but some look odd and nobody has said why they are right."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(
            f"確かめてほしい値が{len(findings)}件あります。正しければ理由を書いて、もう一度保存してください。"
        )


def tell_lines(
    *,
    plan: LoadedPlan,
    organisation: str,
    period: Period,
    unit: str,
    told: Mapping[str, tuple[str, str, str]],
    by: "User",
    reason: str = "",
) -> OfficeWord:
    """Keep the lines of the office ``unit`` as its people typed them: row key → (value, status, note).

    They stand in the workbook from which the body goes on, and are the office's word on them. Raises ``Refused``,
    :class:`Mistyped`, :class:`Doubtful` where a number looks odd and no ``reason`` is given (nothing is kept), and
    :class:`NotPossible`.
    """
    require(member_of(by), Act.VOUCH_LINES, organisation)
    if not asks_offices(plan):
        raise NotPossible(_NOT_ASKED)
    if by.unit != unit:
        raise NotPossible(_OWN_ALONE)
    rows = {row.key: row for row in rows_of_unit(plan, organisation, period, unit)}
    if not rows or set(told) - set(rows):
        raise NotPossible(_OWN_ALONE)
    faults: dict[str, str] = {}
    lines: list[list[object]] = []
    for key, row in rows.items():
        try:
            amount, status, note = typed(row, *told.get(key, ("", "", "")))
            lines.append([row.indicator, row.component.value, amount, status.value, note])
        except Doubt as doubt:
            faults[key] = f"{doubt.message}{doubt.remedy}"
    if faults:
        raise Mistyped(faults)
    if not reason.strip():
        _refuse_odd(plan, organisation, period, unit, lines)
    with all_or_nothing():
        subject = Return.of(plan.key, organisation, period)
        refuse_locked(subject, by)
        return OfficeWord.objects.create(
            subject=subject,
            unit=unit,
            lines=lines,
            said_at=clock.now(),
            said_by=by,
            words=reason.strip(),
        )


def _refuse_odd(
    plan: LoadedPlan, organisation: str, period: Period, unit: str, lines: list[list[object]]
) -> None:
    typed_lines = [
        NumberLine(
            str(indicator), unit, "", Component.of(str(component)), cast("int | None", amount),
            Status.of(str(status)), "", "",
        )
        for indicator, component, amount, status, *_note in lines
    ]  # fmt: skip
    odd = findings(case_of(plan, organisation, period, typed_lines))
    if odd:
        raise Doubtful(odd)


def vouch(*, version: Version, unit: str, by: "User", words: str = "") -> Version:
    """Say for the office ``unit`` that its lines are right. Raises ``Refused`` and :class:`NotPossible`.

    Where an office does not sign in, its body records it, in words that say who confirmed it there; so does the
    secretariat for a body for which it handed the return in.
    """
    with all_or_nothing():
        version = ready(version, "vouch", by)
        refuse_locked(version.subject, by)
        office = _own(version, unit, by)
        if not by.unit and not words.strip():
            raise NotPossible("代わりに記録するときは、事務所のだれがどのように確認したかを書いてください。")
        own = by.organisation == version.subject.organisation
        if not own and (
            version.submitted_by is None or member_of(version.submitted_by).role is not Role.SECRETARIAT
        ):
            raise NotPossible("機関が自分で出した報告は、その機関か事務所の人が確認します。")
        OfficeWord.objects.create(
            subject=version.subject, version=version, unit=unit, lines=office.lines,
            said_at=clock.now(), said_by=by, words=words.strip(),
        )  # fmt: skip
        return version


def object_to(*, version: Version, unit: str, by: "User", question: str) -> Version:
    """Send a version back because the office's lines in it are wrong. Raises ``Refused`` and :class:`NotPossible`."""
    with all_or_nothing():
        version = ready(version, "object", by)
        office = _own(version, unit, by)
        if not by.unit:
            raise NotPossible(
                "違いを知らせるのは、その事務所の人です。機関の担当者は、報告を取り下げられます。"
            )
        if not question.strip():
            raise NotPossible("どの行がどう違うかを書いてください。")
        version.question = f"{office.name}から：{question.strip()}"
        return decided(version, "object", by)


def _own(version: Version, unit: str, by: "User") -> Office:
    plan = of_edition(version.edition_id)
    if not asks_offices(plan):
        raise NotPossible(_NOT_ASKED)
    if by.unit and by.unit != unit:
        raise NotPossible(_OWN_ALONE)
    office = next((office for office in offices_of(plan, version) if office.unit == unit), None)
    if office is None:
        raise NotPossible("この報告に、その事務所の行はありません。")
    return office
