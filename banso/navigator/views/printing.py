"""A file that is printed for whoever asks, or the page that says why it has to wait."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.design.responses import file_of
from banso.navigator import operations
from banso.navigator.guards import source_of
from banso.navigator.operations import TooMany
from banso.navigator.printing import press
from banso.navigator.printing.press import Busy, Sheet

# After so many seconds a press is free again.
SOON = 10


Fields = Sequence[tuple[str, str]]


def personal(
    request: HttpRequest, sheet: Sheet, name: str, *, carried: Fields, ticked: Fields
) -> HttpResponse:
    """The file, made for one person and kept nowhere. If it has to wait, the page holds the answers and what was
    ticked, so that nothing has to be chosen again.
    """
    try:
        operations.count_print(source=source_of(request))
        return _file(press.pressed(sheet), name)
    except (TooMany, Busy) as held:
        return _wait(request, held, carried, [*carried, *ticked])


def public(request: HttpRequest, sheet: Sheet, name: str) -> HttpResponse:
    """The file that is the same for everybody: what lies ready costs nothing and is counted for nobody."""
    ready = press.on_the_shelf(sheet)
    if ready is not None:
        return _file(ready, name)
    try:
        operations.count_print(source=source_of(request))
        pdf = press.pressed(sheet)
    except (TooMany, Busy) as held:
        return _wait(request, held)
    press.lay_on_the_shelf(sheet, pdf)
    return _file(pdf, name)


def _file(pdf: bytes, name: str) -> HttpResponse:
    return file_of(pdf, "application/pdf", name)


def _wait(
    request: HttpRequest, held: TooMany | Busy, carried: Fields = (), form: Fields = ()
) -> HttpResponse:
    again, seconds = (held.again, held.seconds) if isinstance(held, TooMany) else ("", SOON)
    context = {"again": again, "carried": carried, "form": form}
    response = render(request, "navigator/print_later.html", context, status=429 if again else 503)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
