"""Pages of returns: every period, one period, one return. The secretariat sees every body's, a body its own."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns import queries
from banso.returns.forms import ReasonForm, UploadForm
from banso.returns.models import Version
from banso.returns.reminders.queries import last_reminders
from banso.returns.states import WAITING, State
from banso.returns.views import closed_now, decides, name_of_return, user_of
from banso.returns.views.versions import content_of


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def returns(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Every period with its counts; for a body, its own returns."""
    rows = _mine(request, queries.expected(plan, clock.today()))
    context = {"periods": queries.per_period(rows), "rows": rows[::-1], "is_secretariat": decides(request)}
    return render(request, "returns/returns.html", context)


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def period(request: HttpRequest, plan: LoadedPlan, period: Period) -> HttpResponse:
    """The bodies of one period and where each stands."""
    rows = [row for row in queries.expected(plan, clock.today()) if row.period == period]
    if not rows:
        raise Http404
    mine = _mine(request, rows)
    member = member_of(request.user)
    context = {
        "period": period,
        "rows": mine,
        "due": rows[0].due,
        "counts": queries.per_period(mine),
        "locks": queries.locks_of(plan, period, None if decides(request) else member.organisation),
        "may_lock": may(member, Act.LOCK_PERIOD),
        "may_take_many": may(member, Act.TAKE_MANY),
        "reason_form": ReasonForm(),
        "plan": plan,
    }
    if may(member, Act.MANAGE_NOTICES):
        reminded = last_reminders(plan, period)
        names = [(row.name, reminded[row.organisation]) for row in rows if row.organisation in reminded]
        context |= {"reminded": names, "may_remind": any(row.late for row in rows)}
    return render(request, "returns/period.html", context)


@require_GET
@needs(Act.SEE_RETURNS, organisation="organisation")
@with_plan
def one_return(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """One return: what is asked, what came, what can be done."""
    name = name_of_return(plan, period, organisation)
    versions = queries.versions_of(member_of(request.user), plan, organisation, period)
    expected = queries.expected_of(plan, organisation, period, clock.today())
    shown = _shown(versions)
    member = member_of(request.user)
    closed = closed_now(plan, period, organisation)
    context: dict[str, Any] = {
        "closed": closed,
        "may_reopen": may(member, Act.LOCK_PERIOD),
        "others": [v for v in versions if v != shown and v.state in (State.DRAFT, *WAITING)],
        "expected": expected,
        "name": name,
        "period": period,
        "organisation": organisation,
        "versions": versions,
        "refused": queries.rejected_of(member_of(request.user), plan, organisation),
        "upload_form": UploadForm(),
        "on_behalf": decides(request) and user_of(request).organisation != organisation,
        "may_send": may(member_of(request.user), Act.SUBMIT_RETURN, organisation),
        "fills_office": bool(user_of(request).unit) and queries.asks_offices(plan),
        "told": queries.told_by_offices(plan, organisation, period),
    }
    if shown:
        context |= content_of(request, plan, shown, closed)
        if expected.state is State.SUBMITTED:
            context["expected"] = replace(expected, silent=tuple(context["silent_offices"]))
    return render(request, "returns/return.html", context)


def _shown(versions: list[Version]) -> Version | None:
    """What a return says: the version that waits, else the newest that was decided, else the newest draft.

    ``versions`` are newest first.
    """
    for states in (WAITING, (State.APPROVED, State.ASKED_BACK), (State.DRAFT,)):
        for version in versions:
            if version.state in states:
                return version
    return None


def _mine(request: HttpRequest, rows: list[queries.Expected]) -> list[queries.Expected]:
    member = member_of(request.user)
    return [row for row in rows if may(member, Act.SEE_RETURNS, row.organisation)]
