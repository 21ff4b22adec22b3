"""Refusals and failures, said plainly, and the gate that views stand behind."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banso.access import typed
from banso.access.operations import log_refusal
from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import Refused, require
from banso.lib.faces import Face

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
logger = logging.getLogger(__name__)


def needs(act: Act, *, organisation: str | None = None) -> Callable[[View[P]], View[P]]:
    """The view behind a permission; ``organisation`` names the URL argument that holds the organisation, if any."""

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            # Nobody signs in on the public face: what needs a permission is not there.
            if settings.FACE == Face.PUBLIC:
                raise Http404(request.path)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            try:
                require(member_of(request.user), act, str(kwargs[organisation]) if organisation else None)
                response = view(request, *args, **kwargs)
            except Refused as refusal:
                response = forbidden(request, refusal)
            typed.remember_who(request, response)
            return response

        return guarded

    return gate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The page of sign-in, which leads back. What was typed into a form waits there for the same person."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    why_not = typed.keep(request)
    if why_not:
        messages.warning(request, f"ログインが切れたため、送った内容は保存されていません。{why_not}")
        return redirect_to_login(request.get_full_path())
    messages.info(
        request,
        "ログインが切れていました。書いた内容は預かっています。同じ人がログインすると、送る前の内容に戻れます。",
    )
    return redirect_to_login(reverse("typed"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def typed_before(request: HttpRequest) -> HttpResponse:
    """What waits since the sign-in ended, to be sent by its writer, or thrown away."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.method == "POST":
        typed.drop(request)
        messages.info(request, "預かっていた内容を捨てました。")
        return redirect("home")
    context = {"typed": typed.kept(request), "minutes": typed.MINUTES}
    return render(request, "access/typed.html", context)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: what is missing and whom to ask; the attempt is logged."""
    if isinstance(exception, Refused):
        log_refusal(request, act=exception.act, organisation=exception.organisation)
    else:
        log_refusal(request)
    sentence = (
        str(exception)
        if isinstance(exception, Refused)
        else "このページを見る権限がありません。必要なときは事務局に相談してください。"
    )
    return render(request, "access/refused.html", {"sentence": sentence}, status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400, and 413 where too much was sent: more letters, fields or files than this server reads."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "access/too_large.html", status=413)
    return render(request, "access/bad_request.html", status=400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is old or missing: mostly a page that stayed open over a new sign-in. Who is nobody
    here is not kept: programs send such forms to every site there is.
    """
    if request.user.is_authenticated:
        log_refusal(request)
    return render(request, "access/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "access/not_found.html", status=404)


# The numbers of the country, which need no database.
_EMERGENCY = ({"name": "警察", "number": "110"}, {"name": "救急・消防", "number": "119"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without the request: whatever broke may sit in the session, the database or a context processor."""
    page = render_to_string("access/server_error.html", {"help_strip": {"emergency": _EMERGENCY}})
    return HttpResponse(page, status=500)
