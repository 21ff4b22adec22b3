"""Pages of returns. The secretariat sees every body's, a body its own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import may
from banso.access.views import needs
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan, of_edition
from banso.plan.views import with_plan
from banso.returns import operations, queries, rules
from banso.returns.forms import ConfirmationForm, OfficeWordForm, QuestionForm, ReasonForm, UploadForm
from banso.returns.models import Rejected, Version
from banso.returns.queries.history import findings_of
from banso.returns.queries.intake import parts_of
from banso.returns.reminders.queries import last_reminders
from banso.returns.states import HELD, WAITING, State
from banso.returns.views import user_of
from banso.returns.views.files import file_response
from banso.returns.workbook import build
from banso.returns.workbook.read import periods_of


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def returns(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Every period with its counts; for a body, its own returns."""
    rows = _mine(request, queries.expected(plan, clock.today()))
    context = {"periods": queries.per_period(rows), "rows": rows[::-1], "is_secretariat": _decides(request)}
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
        "locks": queries.locks_of(plan, period, None if _decides(request) else member.organisation),
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
    name = _name(plan, period, organisation)
    versions = queries.versions_of(member_of(request.user), plan, organisation, period)
    expected = queries.expected_of(plan, organisation, period, clock.today())
    shown = _content_of(versions)
    member = member_of(request.user)
    closed = _closed(plan, period, organisation)
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
        "on_behalf": _decides(request) and user_of(request).organisation != organisation,
        "may_send": may(member_of(request.user), Act.SUBMIT_RETURN, organisation),
        "fills_office": bool(user_of(request).unit) and queries.asks_offices(plan),
        "told": queries.told_by_offices(plan, organisation, period),
    }
    if shown:
        context |= _content(request, plan, shown, closed)
        if expected.state is State.SUBMITTED:
            context["expected"] = replace(expected, silent=tuple(context["silent_offices"]))
    return render(request, "returns/return.html", context)


def _content_of(versions: list[Version]) -> Version | None:
    """What a return says: the version that waits, else the newest that was decided, else the newest draft.

    ``versions`` are newest first.
    """
    for states in (WAITING, (State.APPROVED, State.ASKED_BACK), (State.DRAFT,)):
        for version in versions:
            if version.state in states:
                return version
    return None


@require_GET
@needs(Act.SUBMIT_RETURN, organisation="organisation")
@with_plan
def template(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """The workbook to fill in."""
    name = _name(plan, period, organisation)
    known = queries.start_for(plan, organisation, period)
    content = build(plan, organisation, period, known=known)
    return file_response(content, f"報告様式_{name}_{period.label}.xlsx")


@require_POST
@needs(Act.SUBMIT_RETURN, organisation="organisation")
@with_plan
def upload(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """Take a filled workbook, or only look at it."""
    name = _name(plan, period, organisation)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["file"][0]))
        return redirect("return", period, organisation)
    file = form.cleaned_data["file"]
    if request.POST.get("act") == "check":
        reading = parts_of(plan, file.read(), organisation=organisation, period=period)[0].reading
        context = {
            "file_name": file.name,
            "refused": reading.refusal is not None,
            "problems": reading.problems,
            "findings": findings_of(plan, reading),
        }
        return render(
            request, "returns/checked.html", context | _sending(request, plan, period, organisation, name)
        )
    try:
        version = operations.take_workbook(
            plan=plan,
            file=file.read(),
            file_name=file.name,
            by=user_of(request),
            organisation=organisation,
            period=period,
        )
    except operations.Unreadable as unreadable:
        return redirect("rejected", unreadable.rejected.pk)
    except operations.KeptAsDraft as kept:
        messages.warning(request, str(kept))
        return redirect("version", kept.version.pk)
    except rules.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("return", period, organisation)
    if version.state == State.DRAFT:
        messages.warning(
            request,
            f"第{version.number}版（作成中）として保存しました。提出する前に、確かめてほしいことがあります。",
        )
        return redirect("version_review", version.pk)
    messages.success(request, f"第{version.number}版を受け取りました。事務局の確認を待っています。")
    return redirect("return", period, organisation)


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def version(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """One version, as it was read."""
    shown = _version(request, pk)
    names = plan.document if shown.edition_id == plan.edition_id else of_edition(shown.edition_id).document
    context = _content(request, plan, shown)
    context |= {
        "name": names.organisation(shown.subject.organisation).name,
        "version_label": f"第{shown.number}版",
        "period": shown.subject.period,
        "organisation": shown.subject.organisation,
    }
    return render(request, "returns/version.html", context)


@require_GET
@needs(Act.SEE_RETURNS)
def version_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a version, as it came."""
    kept = _version(request, pk, with_file=True)
    return file_response(bytes(kept.file), kept.file_name)


ACTS: dict[str, Callable[..., Version]] = {
    "submit": operations.submit,
    "replace": operations.replace_waiting,
    "withdraw": operations.withdraw,
    "vouch": operations.vouch,
    "object": operations.object_to,
    "confirm": operations.confirm,
    "approve": operations.approve,
    "ask_back": operations.ask_back,
}


@require_POST
@needs(Act.SEE_RETURNS)
def version_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One step of a version's life."""
    if verb not in ACTS:
        raise Http404
    subject = _version(request, pk)
    words = {}
    if verb == "ask_back":
        form = QuestionForm(request.POST)
        words = {"question": form.cleaned_data["question"] if form.is_valid() else ""}
    if verb == "vouch":
        words = {"unit": request.POST.get("unit", ""), "words": request.POST.get("confirmation", "")[:1000]}
    if verb == "object":
        words = {"unit": request.POST.get("unit", ""), "question": request.POST.get("question", "")[:2000]}
    if verb == "confirm":
        words = {"confirmation": request.POST.get("confirmation", "")[:1000]}
    try:
        done = ACTS[verb](version=subject, by=user_of(request), **words)
        became = f"は「{queries.state_label(done)}」になりました。"
        said = "の、事務所の行を確認しました。" if verb == "vouch" else became
        messages.success(request, f"第{done.number}版{said}")
    except rules.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("version", pk)
    return redirect("return", subject.subject.period, subject.subject.organisation)


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def rejected(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """A file that could not be taken: every problem by sheet and cell, with what to do."""
    kept = _rejected(request, pk)
    context = {"rejected": kept, "problems": kept.problems}
    if kept.plan == plan.key and may(member_of(request.user), Act.SUBMIT_RETURN, kept.organisation):
        context |= _again(request, plan, kept)
    return render(request, "returns/rejected.html", context)


@require_GET
@needs(Act.SEE_RETURNS)
def rejected_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that could not be taken, as it came."""
    kept = _rejected(request, pk)
    return file_response(bytes(kept.file), kept.file_name)


def _again(request: HttpRequest, plan: LoadedPlan, kept: Rejected) -> dict[str, Any]:
    """What the page needs to take a corrected file in place; where it is not known for when, the choice of returns."""
    try:
        period = Period.parse(kept.period)
        name = _name(plan, period, kept.organisation)
    except (ValueError, Http404):
        rows = [row for row in queries.expected(plan, clock.today()) if row.organisation == kept.organisation]
        return {"choices": rows[::-1]}
    return _sending(request, plan, period, kept.organisation, name)


def _sending(
    request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str, name: str
) -> dict[str, Any]:
    """What a page needs on which a file can be sent."""
    return {
        "period": period,
        "organisation": organisation,
        "name": name,
        "expected": queries.expected_of(plan, organisation, period, clock.today()),
        "upload_form": UploadForm(),
        "on_behalf": _decides(request) and user_of(request).organisation != organisation,
        "closed": _closed(plan, period, organisation),
        "may_reopen": may(member_of(request.user), Act.LOCK_PERIOD),
    }


def _closed(plan: LoadedPlan, period: Period, organisation: str) -> list[queries.Closing]:
    """The locks that hold a return now. One SQL query."""
    return [lock for lock in queries.locks_of(plan, period, organisation) if lock.reopened_at is None]


def _content(
    request: HttpRequest, plan: LoadedPlan, shown: Version, closed: list[queries.Closing] | None = None
) -> dict[str, Any]:
    """What a version says, what it changes, and what the member may do with it."""
    if closed is None:
        closed = _closed(plan, shown.subject.period, shown.subject.organisation)
    member = member_of(request.user)
    beside = queries.beside(shown)
    before, waiting = beside.approved, beside.waiting
    lines = queries.lines_of(shown, before, waiting)
    steps = plan.document.reporting.steps
    verbs = [
        t.verb for t in rules.possible(shown.state, steps) if may(member, t.act, shown.subject.organisation)
    ]
    content = queries.version_page(plan, shown, lines)
    offices = queries.offices_of(plan, shown, lines.numbers) if queries.asks_offices(plan) else []
    return {
        "version": shown,
        "content": content,
        "may_replace": bool(waiting) and "submit" in verbs and not content.open and not closed,
        "answers_first": bool(content.open),
        "before": before,
        "changes": queries.difference(plan, shown, before, lines) if before else [],
        "waiting": waiting,
        "waiting_changes": queries.difference(plan, shown, waiting, lines) if waiting else [],
        "closed": closed,
        "may_reopen": may(member, Act.LOCK_PERIOD),
        "held": HELD if closed and shown.state == State.DRAFT else "",
        "waiting_title": f"第{waiting.number}版が事務局の確認を待っています" if waiting else "",
        "verbs": [verb for verb in verbs if not closed or verb in ("withdraw", "ask_back", "object")],
        "is_own": member.organisation == shown.subject.organisation,
        "is_submitter": shown.submitted_by_id == request.user.pk,
        "waits_for_body": rules.asks_body(steps) and shown.state == State.SUBMITTED,
        "offices": offices,
        "overwritten": [
            (one, next((q for q in content.questions if q.sense_about == one.key), None))
            for one in queries.overwritten(plan, shown, offices, before.decided_at if before else None)
        ],
        "own_office": next((office for office in offices if office.unit == member.unit), None),
        "silent_offices": [office.name for office in offices if not office.agrees],
        "same_person": shown.state == State.APPROVED and shown.decided_by_id == shown.submitted_by_id,
        "question_form": QuestionForm(),
        "confirmation_form": ConfirmationForm(),
        "office_form": OfficeWordForm(),
        "member_unit": member.unit,
    }


def _mine(request: HttpRequest, rows: list[queries.Expected]) -> list[queries.Expected]:
    member = member_of(request.user)
    return [row for row in rows if may(member, Act.SEE_RETURNS, row.organisation)]


def _decides(request: HttpRequest) -> bool:
    return member_of(request.user).role is Role.SECRETARIAT


def _name(plan: LoadedPlan, period: Period, organisation: str) -> str:
    """The name of a body that reports for this period; 404 when the plan knows no such return."""
    try:
        if period in periods_of(plan, organisation):
            return plan.document.organisation(organisation).name
    except KeyError:
        pass
    raise Http404


def _version(request: HttpRequest, pk: int, *, with_file: bool = False) -> Version:
    try:
        return queries.version_for(member_of(request.user), pk, with_file=with_file)
    except Version.DoesNotExist:
        raise Http404 from None


def _rejected(request: HttpRequest, pk: int) -> Rejected:
    try:
        return queries.rejected_for(member_of(request.user), pk)
    except Rejected.DoesNotExist:
        raise Http404 from None
