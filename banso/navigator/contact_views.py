"""Asking for a first talk, without signing in: the form, the slip with the code, looking it up, taking it back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from banso.directory.codes import EntryStatus
from banso.directory.queries import catalogue
from banso.directory.rules.closing import is_open
from banso.lib import clock
from banso.navigator import content, operations, queries, requests
from banso.navigator.contact_forms import CodeForm, ContactForm
from banso.navigator.guards import source_of, without_cookies
from banso.navigator.keys import why_no_requests
from banso.navigator.operations import NotPossible, TooMany
from banso.navigator.pages.elsewhere import elsewhere
from banso.navigator.queries.looking import Looked
from banso.navigator.states import Reach
from banso.plan.queries import LoadedPlan, current
from banso.plan.views import with_plan


@require_http_methods(["GET", "HEAD", "POST"])
@without_cookies
@with_plan
def contact_new(request: HttpRequest, plan: LoadedPlan, window: str) -> HttpResponse:
    """The form for one window; sent, the slip with the code."""
    known = catalogue(plan)
    card = known.windows.get(window)
    if card is None:
        raise Http404(window)
    takes = card.takes_requests and card.status is EntryStatus.ACTIVE and is_open(card, clock.today())
    if not takes or why_no_requests():
        context = {
            "window": card, "elsewhere": elsewhere(known, card), "written": _written(request),
            "is_gone": not is_open(card, clock.today()), "successor": known.windows.get(card.successor or ""),
        }  # fmt: skip
        return render(request, "navigator/contact_closed.html", context)
    form = ContactForm(card, request.POST or None)
    holder = known.organisations.get(queries.holding_organisation(card), "事務局")
    consent = requests.consent(
        card.name,
        holder,
        answer_days=card.answer_days,
        keep_days=known.requests.keep_days,
        is_sample=card.requests_are_sample,
    )
    context = {
        "window": card, "form": form, "consent": consent, "holder": holder, "elsewhere": elsewhere(known, card)
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, "navigator/contact_new.html", context, status=400 if form.errors else 200)
    try:
        code = operations.ask(
            window=card, content=form.content(), consent=consent, word=form.word, source=source_of(request)
        )
    except TooMany as held:
        return _held(
            render(request, "navigator/contact_new.html", {**context, "held": held}, status=429), held
        )
    looked = queries.find(operations.marks_of(code))
    visits = form.cleaned_data["reach"] == Reach.VISIT
    slip = {**context, "code": code, "looked": looked, "visits": visits}
    return render(request, "navigator/contact_slip.html", slip)


@require_http_methods(["GET", "HEAD", "POST"])
@without_cookies
@with_plan
def contact(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Look up a request by its code."""
    form = CodeForm(request.POST or None)
    looked, answer = (None, None) if request.method != "POST" else _looked(request, form)
    if answer is not None:
        return answer
    if looked is None:
        return render(request, "navigator/contact.html", {"form": form}, status=400 if form.errors else 200)
    return _status(request, looked)


@require_POST
@without_cookies
@with_plan
def contact_withdraw(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Take a request back: asked once more, then done."""
    looked, answer = _looked(request, CodeForm(request.POST))
    if answer is not None or looked is None:
        return answer or _again(request)
    if "sure" not in request.POST and looked.may_withdraw:
        return render(request, "navigator/contact_withdraw.html", _shown(request, looked))
    try:
        operations.withdraw(request=looked.request)
    except NotPossible as problem:
        return _status(request, looked, problem=str(problem))
    return _status(request, _found(request) or looked, done="取り下げました。書いた内容は、いま消しました。")


@require_POST
@without_cookies
@with_plan
def contact_change(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Write a request anew. What was written before is not shown: the code alone must not tell it."""
    looked, answer = _looked(request, CodeForm(request.POST))
    if answer is not None or looked is None:
        return answer or _again(request)
    if not looked.may_change or looked.window is None:
        return _status(request, looked, problem="この申し込みは、いまは書き直せません。")
    before = content.before(looked.request)
    typed = request.POST if "name" in request.POST else None
    form = ContactForm(looked.window, typed, is_change=True, before=before)
    if not form.is_bound or not form.is_valid():
        context = {
            **_shown(request, looked),
            "form": form,
            "consent": looked.request.consent,
            "keeps": before,
        }
        return render(request, "navigator/contact_change.html", context, status=400 if form.errors else 200)
    try:
        operations.change(request=looked.request, catalogue=catalogue(plan), content=form.content())
    except NotPossible as problem:
        return _status(request, looked, problem=str(problem))
    return _status(
        request,
        _found(request) or looked,
        done="書き直しました。書いたところだけが替わり、空けたところは前のままです。"
        if before
        else "書き直しました。前の内容は消えました。",
    )


def _looked(request: HttpRequest, form: CodeForm) -> tuple[Looked | None, HttpResponse | None]:
    """The request of a posted code; or the page that says why there is none."""
    source = source_of(request)
    try:
        operations.refuse_looks(source=source)
        if not form.is_valid():
            return None, render(request, "navigator/contact.html", {"form": form}, status=400)
        looked = queries.find(operations.marks_of(form.cleaned_data["code"]))
        if looked is None:
            operations.count_look(source=source)
            form.add_error(
                "code",
                "この受付番号の申し込みはありません。番号を見直してください。決めた期間が過ぎると、申し込みは消えます。",
            )
            return None, render(request, "navigator/contact.html", {"form": form}, status=404)
    except TooMany as held:
        context = {"form": form, "held": held, "written": _written(request)}
        return None, _held(render(request, "navigator/contact.html", context, status=429), held)
    return looked, None


def _held(response: HttpResponse, held: TooMany) -> HttpResponse:
    response["Retry-After"] = str(held.seconds)
    return response


def _found(request: HttpRequest) -> Looked | None:
    return queries.find(operations.marks_of(requests.read_code(request.POST["code"])))


_TYPED = {"name": "名前か、呼び名", "relation": "間がら", "address": "連絡先", "text": "伝えておきたいこと"}


def _shown(request: HttpRequest, looked: Looked) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "looked": looked,
        "code": requests.shown(requests.read_code(request.POST["code"])),
        "written": _written(request),
    }
    if looked.window is not None:
        shown["elsewhere"] = elsewhere(catalogue(current()), looked.window)
    return shown


def _written(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody typed into a form that cannot be shown again: it comes back to be copied, and is kept nowhere."""
    return [(label, text) for name, label in _TYPED.items() if (text := request.POST.get(name, "").strip())]


def _status(request: HttpRequest, looked: Looked, *, done: str = "", problem: str = "") -> HttpResponse:
    context = {**_shown(request, looked), "done": done, "problem": problem}
    return render(request, "navigator/contact_status.html", context, status=409 if problem else 200)


def _again(request: HttpRequest) -> HttpResponse:
    return render(request, "navigator/contact.html", {"form": CodeForm()})
