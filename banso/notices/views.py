"""Pages of the outbox and of the addresses, for the secretariat; and what the screen tells a member."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banso.access.roles import Act
from banso.access.views import needs
from banso.directory.queries import organisation_names, organisations
from banso.notices import operations, queries, rules, sending
from banso.notices.forms import ContactForm, NoticeForm
from banso.notices.models import Notice
from banso.notices.rules import NoticeState, NotPossible

if TYPE_CHECKING:
    from banso.access.models import User


@require_GET
@needs(Act.MANAGE_NOTICES)
def notices(request: HttpRequest) -> HttpResponse:
    """The outbox, by state."""
    asked = request.GET.get("state", "")
    state = asked if asked in {code.value for code in NoticeState} else ""
    context = {
        "page": queries.outbox(state, request.GET.get("page")),
        "counts": queries.counts(),
        "state": state,
        "names": organisation_names(),
        "why_mail_waits": sending.why_mail_waits(),
    }
    return render(request, "notices/outbox.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.MANAGE_NOTICES)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice; POST changes what has not been sent."""
    shown = _notice(pk)
    form = NoticeForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit(notice=shown, by=_user(request), **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "お知らせを書き直しました。")
            return redirect("notice", pk)
    context = {
        "notice": shown,
        "form": form,
        "steps": [] if shown.claimed_until else rules.possible(shown.state, shown.channel),
        "organisation": organisation_names().get(shown.organisation, ""),
        "why_mail_waits": sending.why_mail_waits(),
    }
    return render(request, "notices/notice.html", context, status=400 if form.errors else 200)


ACTS: dict[str, Callable[..., Notice]] = {
    "send_again": operations.send_again,
    "cancel": operations.cancel,
    "dispatch": operations.dispatch,
}


@require_POST
@needs(Act.MANAGE_NOTICES)
def notice_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Send again, cancel, or note that a letter was posted."""
    if verb not in ACTS:
        raise Http404
    try:
        ACTS[verb](notice=_notice(pk), by=_user(request))
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"お知らせは「{_notice(pk).state_label}」です。")
    return redirect("notice", pk)


@require_http_methods(["GET", "POST"])
@needs(Act.MANAGE_NOTICES)
def letters(request: HttpRequest) -> HttpResponse:
    """The letters that wait: POST prints the chosen ones, or notes that they were posted."""
    chosen = [int(pk) for pk in request.POST.getlist("letter") if pk.isascii() and pk.isdigit()]
    try:
        if request.method == "POST" and request.POST.get("act") == "dispatch":
            done = operations.dispatch_all(chosen=chosen, by=_user(request))
            messages.success(request, f"{done}通を発送済みにしました。")
            return redirect("letters")
        if request.method == "POST":
            made = operations.print_letters(chosen=chosen, names=organisation_names(), by=_user(request))
            headers = {"Content-Disposition": content_disposition_header(True, "手紙.pdf") or "attachment"}
            return HttpResponse(made, content_type="application/pdf", headers=headers)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("letters")
    context = {"letters": queries.letters(), "names": organisation_names()}
    return render(request, "notices/letters.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.MANAGE_NOTICES)
def contacts(request: HttpRequest) -> HttpResponse:
    """Where mail to each organisation goes."""
    names = {o.key: o.name for o in organisations()}
    form = ContactForm(names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_contact(by=_user(request), **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{names[made.organisation]}の連絡先を加えました。")
            return redirect("contacts")
    listed = [
        (contact, names.get(contact.organisation, contact.organisation)) for contact in queries.contacts()
    ]
    context = {"contacts": listed, "form": form}
    return render(request, "notices/contacts.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Act.MANAGE_NOTICES)
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an address away."""
    operations.remove_contact(pk=pk, by=_user(request))
    messages.success(request, "連絡先を消しました。")
    return redirect("contacts")


@require_GET
@needs(Act.SEE_PROGRESS)
def my_notices(request: HttpRequest) -> HttpResponse:
    """What the screen tells the member and the member's organisation."""
    return render(request, "notices/mine.html", {"notices": queries.on_screen(request.user)})


def _notice(pk: int) -> Notice:
    try:
        return queries.notice(pk)
    except Notice.DoesNotExist:
        raise Http404 from None


def _user(request: HttpRequest) -> "User":
    """The gate has let nobody else through."""
    return cast("User", request.user)
