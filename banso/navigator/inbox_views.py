"""The inbox of a window's people, one request, the desks of an organisation, and what the secretariat watches."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banso.access.queries import member_of, members_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.directory.codes import Asker
from banso.directory.queries import catalogue
from banso.navigator import operations, queries
from banso.navigator.inbox_forms import AttemptForm, DismissForm, OfferForm, SeatForm
from banso.navigator.operations import NotPossible
from banso.navigator.queries.inbox import Inbox, Page
from banso.navigator.states import Outcome, Reason, Verb
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan

if TYPE_CHECKING:
    from banso.access.models import User


@require_safe
@never_cache
@needs(Act.ANSWER_REQUESTS)
@with_plan
def inbox(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """What waits at the member's desks, by deadline. Nothing of it is opened here."""
    return _inbox(request, queries.inbox(_user(request)), DismissForm([]))


def _inbox(request: HttpRequest, found: Inbox, dismissing: DismissForm) -> HttpResponse:
    may_watch = may(member_of(request.user), Act.WATCH_REQUESTS)
    context = {"inbox": found, "may_watch": may_watch, "dismissing": dismissing}
    return render(request, "navigator/inbox.html", context, status=400 if dismissing.errors else 200)


@require_POST
@never_cache
@needs(Act.ANSWER_REQUESTS)
@with_plan
def requests_dismiss(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Close what was ticked, as no request for a talk."""
    found = queries.inbox(_user(request))
    form = DismissForm([line.request.pk for line in found.open], request.POST)
    if not form.is_valid():
        return _inbox(request, found, form)
    try:
        count = operations.dismiss(
            requests=form.cleaned_data["requests"],
            reason=Reason.of(form.cleaned_data["reason"]),
            by=_user(request),
        )
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return _inbox(request, found, form)
    messages.success(
        request, f"{count}件を閉じました。まちがいのときは、「終わった申し込み」から元に戻せます。"
    )
    return redirect("requests")


@require_safe
@never_cache
@needs(Act.ANSWER_REQUESTS)
@with_plan
def request_page(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """One request with its content: that it was read is kept, so this GET writes."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    page = _found(request, pk)
    content, closed = None, ""
    if not page.line.is_offered_here:
        try:
            content = operations.read_content(request=page.line.request, by=_user(request))
        except NotPossible as problem:
            closed = str(problem)
    context = {
        "page": page,
        "content": content,
        "closed": closed,
        "is_about_another": content is not None and content.asker in (Asker.FAMILY, Asker.SUPPORTER),
        "attempt": forms.get("attempt") or AttemptForm(others=len(page.line.others)),
        "offer": forms.get("offer") or OfferForm(page.destinations),
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "navigator/request.html", context, status=400 if bad else 200)


SIMPLE: dict[str, tuple[Callable[..., None], str]] = {
    Verb.TAKE: (operations.take, "あなたが担当者になりました。"),
    Verb.GIVE_BACK: (operations.give_back, "担当を外れました。窓口のだれかが受け持ってください。"),
    Verb.END_UNREACHED: (operations.end_unreached, "連絡がつかないまま、いったん終えました。"),
    Verb.RESTORE: (operations.restore, "元に戻しました。窓口のだれかが受け持ってください。"),
    Verb.TAKE_BACK: (operations.take_back, "渡すのをやめました。"),
    Verb.ACCEPT: (operations.accept, "申し込みを受けました。あなたが担当者です。"),
    Verb.DECLINE: (operations.decline, "断りました。元の窓口が引き続き受け持ちます。"),
}


@require_POST
@needs(Act.ANSWER_REQUESTS)
@with_plan
def request_act(request: HttpRequest, plan: LoadedPlan, pk: int, verb: str) -> HttpResponse:
    """A step that needs no form."""
    if verb not in SIMPLE:
        raise Http404(verb)
    act, done = SIMPLE[verb]
    try:
        act(request=_found(request, pk).line.request, by=_user(request))
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("requests") if verb == Verb.DECLINE else redirect("request", pk)


@require_POST
@needs(Act.ANSWER_REQUESTS)
@with_plan
def request_attempt(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """What came of trying to talk."""
    page = _found(request, pk)
    form = AttemptForm(request.POST, others=len(page.line.others))
    if form.is_valid():
        try:
            operations.note_attempt(
                request=page.line.request,
                outcome=Outcome.of(form.cleaned_data["outcome"]),
                at=form.at(),
                by=_user(request),
                also=form.cleaned_data.get("also", False),
            )
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "連絡を記録しました。")
            return redirect("request", pk)
    return _page(request, pk, attempt=form)


@require_POST
@needs(Act.ANSWER_REQUESTS)
@with_plan
def request_offer(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """Ask another window to take it over."""
    page = _found(request, pk)
    form = OfferForm(page.destinations, request.POST)
    if form.is_valid():
        try:
            operations.offer(request=page.line.request, window=form.cleaned_data["window"], by=_user(request))
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "相手の窓口にたずねました。相手が受けるまで、あなたが受け持ちます。")
            return redirect("request", pk)
    return _page(request, pk, offer=form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.ANSWER_REQUESTS)
@with_plan
def desks(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Who sits at which desk of the member's organisation."""
    organisation = member_of(request.user).organisation
    windows = queries.windows_run_by(organisation)
    people = members_of(organisation) if organisation else []
    form = SeatForm(
        [(w.key, w.name) for w in windows], [(user.pk, str(user)) for user in people], request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.seat(organisation=organisation, by=_user(request), **form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "係を決めました。")
            return redirect("desks")
    found = queries.desks_of_organisation(organisation)
    waiting = queries.waiting_unread(organisation)
    shown = [
        (w, found.get(w.key, []), waiting.get(w.key, 0))
        for w in windows
        if w.takes_requests or w.awaits_desk or w.key in found or w.key in waiting
    ]
    context = {"desks": shown, "form": form, "has_windows": bool(windows)}
    return render(request, "navigator/desks.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Act.ANSWER_REQUESTS)
def desk_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody away from a desk."""
    try:
        operations.unseat(pk=pk, by=_user(request))
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "係から外しました。")
    return redirect("desks")


@require_safe
@needs(Act.WATCH_REQUESTS)
@with_plan
def watch(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Requests that nobody answers: number, window, age."""
    names = catalogue(plan).organisations
    unready = [(w, [names.get(body, body) for body in w.operators]) for w in queries.unready()]
    context = {"lines": queries.unanswered(_user(request)), "unready": unready}
    return render(request, "navigator/watch.html", context)


def _found(request: HttpRequest, pk: int) -> Page:
    return queries.page(_user(request), pk)


def _user(request: HttpRequest) -> "User":
    """The gate has let nobody else through."""
    return cast("User", request.user)
