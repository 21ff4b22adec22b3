"""Addresses for the tests of this room: a page behind each kind of gate, beside the real sign-in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from banso.access.roles import Act
from banso.access.views import forbidden, needs, not_found, server_error


@needs(Act.SEE_PROGRESS)
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("進み具合")


@needs(Act.SEE_RETURNS, organisation="organisation")
def a_return(request: HttpRequest, organisation: str) -> HttpResponse:
    return HttpResponse("報告")


@needs(Act.PRINT_PAPER)
def print_paper(request: HttpRequest) -> HttpResponse:
    return HttpResponse("資料")


@require_POST
@needs(Act.SUBMIT_RETURN, organisation="organisation")
def submit(request: HttpRequest, organisation: str) -> HttpResponse:
    return HttpResponse("提出しました")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("", home, name="home"),
    path("returns/<organisation>/", a_return),
    path("returns/<organisation>/parts/submit/", submit),
    path("papers/new/", print_paper),
    path("broken/", broken),
    path("accounts/", include("banso.access.urls")),
]

handler403 = forbidden
handler404 = not_found
handler500 = server_error
