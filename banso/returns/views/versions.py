"""One version of a return: what it says, what it changes, and each step of its life."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.plan.queries import LoadedPlan, of_edition
from banso.plan.views import with_plan
from banso.returns import operations, queries, rules
from banso.returns.forms import ConfirmationForm, OfficeWordForm, QuestionForm
from banso.returns.models import Version
from banso.returns.states import HELD, State
from banso.returns.views import closed_now, user_of
from banso.returns.views.files import file_response


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def version(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """One version, as it was read."""
    shown = _version(request, pk)
    names = plan.document if shown.edition_id == plan.edition_id else of_edition(shown.edition_id).document
    context = content_of(request, plan, shown)
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
    if not queries.may_open_file(member_of(request.user), kept):
        messages.error(
            request,
            "全機関の取りまとめ表なので、ファイルは事務局だけが開けます。この機関の行は、この画面で見られます。",
        )
        return redirect("version_review", pk)
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


def content_of(
    request: HttpRequest, plan: LoadedPlan, shown: Version, closed: list[queries.Closing] | None = None
) -> dict[str, Any]:
    """What a version says, what it changes, and what the member may do with it."""
    if closed is None:
        closed = closed_now(plan, shown.subject.period, shown.subject.organisation)
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


def _version(request: HttpRequest, pk: int, *, with_file: bool = False) -> Version:
    try:
        return queries.version_for(member_of(request.user), pk, with_file=with_file)
    except Version.DoesNotExist:
        raise Http404 from None
