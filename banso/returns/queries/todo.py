"""What waits for one person of a body: the lines of their office, or their word as its second person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from banso.access.rules import Member
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns import rules
from banso.returns.models import OfficeWord, Version
from banso.returns.queries.expected import Expected
from banso.returns.queries.offices import asks_offices, rows_of_unit
from banso.returns.states import State


@dataclass(frozen=True)
class Task:
    """One thing to do, with the page where it is done."""

    title: str
    note: str
    url: str


def tasks_of(plan: LoadedPlan, member: Member, user: int, rows: Iterable[Expected]) -> list[Task]:
    """Of ``rows``, which are of the member's body. One SQL query, none where the plan asks nobody below the secretariat."""
    if member.unit:
        return _of_office(plan, member, list(rows)) if asks_offices(plan) else []
    if not rules.asks_body(plan.document.reporting.steps):
        return []
    waiting = {row.version: row for row in rows if row.state is State.SUBMITTED and not row.silent}
    others = Version.objects.filter(pk__in=[pk for pk in waiting if pk]).exclude(submitted_by=user)
    return [
        Task(
            f"{waiting[pk].period.label}の報告を確認する",
            "出した人とは別の人の確認を待っています",
            _version(pk),
        )
        for pk in others.order_by("pk").values_list("pk", flat=True)
    ]


def _of_office(plan: LoadedPlan, member: Member, rows: list[Expected]) -> list[Task]:
    said = OfficeWord.objects.filter(
        subject__plan=plan.key, subject__organisation=member.organisation, unit=member.unit
    ).select_related("subject")
    told = {word.subject.period for word in said}
    tasks = []
    for row in rows:
        title = f"{row.period.label}分の事務所の"
        if member.unit in row.silent and row.version:
            tasks.append(
                Task(f"{title}行を確認する", "機関が出した報告が、確認を待っています", _version(row.version))
            )
        elif (
            row.state in (None, State.ASKED_BACK)
            and row.period not in told
            and _is_asked(plan, member, row.period)
        ):
            url = reverse("return_office", args=[row.period, member.organisation])
            tasks.append(Task(f"{title}値を入れる", f"報告の期限 {row.due:%Y-%m-%d}", url))
    return tasks


def _is_asked(plan: LoadedPlan, member: Member, period: Period) -> bool:
    return bool(rows_of_unit(plan, member.organisation, period, member.unit))


def _version(pk: int) -> str:
    return reverse("version", args=[pk])
