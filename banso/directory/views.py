"""The directory's public pages."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.directory import pages, queries
from banso.directory.forms import SearchForm
from banso.directory.immediate import lines_for, lines_for_anybody
from banso.directory.places import find_place
from banso.directory.townhall import FIRST_WORDS, town_hall
from banso.lib import clock
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan

_PER_PAGE = 20


@require_safe
@with_plan
def windows(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The windows, searched by words, municipality and what is open."""
    finder = queries.finder(plan)
    form = SearchForm(request.GET, finder.catalogue)
    asked = form.asked
    found = finder.windows(asked, clock.now())
    page = Paginator(found.lines, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "page": page,
        "shown": [(line, finder.alike.get(line.window.key, ())) for line in page],
        "services": finder.services(asked.words) if asked.words else [],
        "suggestions": [] if found.lines else finder.suggest(asked.words),
        "places": finder.catalogue.places.values(),
        # Who writes the name of a municipality alone wants what serves its residents.
        "named_place": find_place(finder.catalogue, asked.words).place if asked.words else None,
        "total": len(finder.catalogue.services),
        "without": _addresses_without(request, "place", "open", "q"),
        "everywhere": _address_with(request, everywhere="1"),
        "hall": town_hall(asked.place),
        **_voices(asked.words, nothing=not found.lines),
    }
    return render(request, "directory/windows.html", context)


@require_safe
@with_plan
def services(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The services, searched by words."""
    finder = queries.finder(plan)
    words = request.GET.get("q", "")[:100]
    found = finder.services(words)
    context = {
        "words": words,
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "suggestions": [] if found else finder.suggest(words),
        "hall": town_hall(None),
        **_voices(words, nothing=not found),
    }
    return render(request, "directory/services.html", context)


def _voices(words: str, *, nothing: bool) -> dict[str, Any]:
    """The lines of help that the words of a search call for, and those for everybody where nothing was found."""
    lines = queries.helplines() if words or nothing else []
    return {
        "voices": lines_for(words, lines),
        "any_voices": lines_for_anybody(lines),
        "first_words": FIRST_WORDS,
    }


def _addresses_without(request: HttpRequest, *names: str) -> dict[str, str]:
    """The address of this list without one of its conditions, for each that was given."""
    found = {}
    for name in names:
        if request.GET.get(name):
            rest = request.GET.copy()
            for gone in (name, "page"):
                rest.pop(gone, None)
            found[name] = f"?{rest.urlencode()}"
    return found


def _address_with(request: HttpRequest, **more: str) -> str:
    rest = request.GET.copy()
    rest.pop("page", None)
    for name, value in more.items():
        rest[name] = value
    return f"?{rest.urlencode()}"


@require_safe
@with_plan
def window(request: HttpRequest, plan: LoadedPlan, key: str) -> HttpResponse:
    """One window: what it is for, how to reach it, and where each fact comes from."""
    try:
        page = pages.window_page(queries.finder(plan), plan.document, key, clock.now())
    except KeyError:
        raise Http404(key) from None
    return render(request, "directory/window.html", {"page": page, "window": page.window})


@require_safe
@with_plan
def service(request: HttpRequest, plan: LoadedPlan, key: str) -> HttpResponse:
    """One service: for whom, under which conditions, where."""
    try:
        page = pages.service_page(queries.finder(plan), plan.document, key, clock.today())
    except KeyError:
        raise Http404(key) from None
    return render(request, "directory/service.html", {"page": page, "service": page.service})


@require_safe
@with_plan
def places(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The municipalities of the area."""
    catalogue = queries.catalogue(plan)
    whole = [place for place in catalogue.places.values() if place.part_of is None]
    wards = [place for place in catalogue.places.values() if place.part_of]
    return render(
        request, "directory/places.html", {"places": whole, "wards": wards, "area": catalogue.area_name}
    )


@require_safe
@with_plan
def place(request: HttpRequest, plan: LoadedPlan, code: str) -> HttpResponse:
    """One municipality: everything that serves its residents."""
    try:
        page = pages.place_page(queries.finder(plan), code)
    except KeyError:
        raise Http404(code) from None
    years = pages.exam_years(queries.exams(code), clock.today())
    return render(request, "directory/place.html", {"page": page, "place": page.place, "years": years})


@require_safe
@with_plan
def exams(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Recruitment examinations of the prefecture and the municipalities."""
    years = pages.exam_years(queries.exams(), clock.today())
    ahead = any(year.coming or year.unknown for year in years)
    return render(request, "directory/exams.html", {"years": years, "ahead": ahead})


@require_safe
@with_plan
def helplines(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The numbers to call at once, and where each number comes from."""
    return render(request, "directory/helplines.html", {"lines": queries.helplines()})
