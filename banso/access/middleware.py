"""What Django answers with an empty page, answered for people."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve

from banso.access.views import not_found

Answer = Callable[[HttpRequest], HttpResponseBase]


# What no database takes for a key: PostgreSQL refuses the letter NUL, SQLite a number of more than 18 digits.
_NOBODYS = re.compile(r"\x00|[0-9]{19}")


class NobodysAddress:
    """An address that can be no key of anything is not found, whichever view would have looked for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _NOBODYS.search(request.path_info):
            return not_found(request)
        return self.get_response(request)


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
