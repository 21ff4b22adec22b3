"""Pages without cookies: where a post came from, how large it is, and from which address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from banso.navigator.requests import BODY_BYTES

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def without_cookies(view: View[P]) -> View[P]:
    """A page that sets no cookie, is kept nowhere, and takes posts from its own site alone."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            # Before anything of the body is read.
            if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_BYTES:
                return render(request, "navigator/contact_refused.html", {"why": "large"}, status=413)
            if not came_from_here(request):
                return render(request, "navigator/contact_refused.html", {"why": "elsewhere"}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def came_from_here(request: HttpRequest) -> bool:
    """Whether a post came from a page of this site, as far as the browser says. No cookie is at stake: who posts
    from elsewhere gains nothing but a flood through other people's browsers, and that is what is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if not said:
        return True
    parts = urlsplit(said)
    return (
        parts.netloc == request.get_host()
        or f"{parts.scheme}://{parts.netloc}" in settings.CSRF_TRUSTED_ORIGINS
    )


def source_of(request: HttpRequest) -> str:
    """The address from which a request came: what the proxy in front saw last, where there is one."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and settings.SECURE_PROXY_SSL_HEADER:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
