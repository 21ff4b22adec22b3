"""What Django answers with an empty page, answered for people."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponseBase]


class WrongMethod:
    """The address of a button, opened like a page (a reload, a bookmark, the way back from sign-in), leads to the page
    that the button is on: the nearest address above it. Other methods get a page that says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(page_above(request.path_info))
        told: HttpResponse = render(request, "access/not_allowed.html", status=405)
        told["Allow"] = response["Allow"]
        return told


def page_above(path: str) -> str:
    """The nearest address above ``path`` that is one of ours; the root at last."""
    while path not in ("", "/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
