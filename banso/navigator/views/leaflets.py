"""``/leaflets/``: what can be printed for a municipality or a situation, and the box for a city's own site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.directory import queries as directory
from banso.directory.catalogue import Catalogue
from banso.navigator.answers import Unreadable, place
from banso.navigator.leaflets import NoLeaflet, leaflet_of_place, leaflet_of_situation, sheet_of
from banso.navigator.pages.leaflets import Leaflet
from banso.navigator.printing.leaflet import Shape
from banso.navigator.views import printing
from banso.navigator.views.addresses import public_address, site_of
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@require_safe
@with_plan
def leaflets(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """All leaflets; with a municipality, those of its windows and the box for its own site."""
    known = directory.catalogue(plan)
    asked = request.GET.get("municipality", "")[:40]
    code, problem = _place(known, asked)
    context = {
        "places": [p for p in known.places.values() if p.part_of is None],
        "wards": [p for p in known.places.values() if p.part_of is not None],
        "asked": code,
        "place": known.places[code] if code else None,
        "problem": problem,
        "situations": known.vocabulary.leaflets,
        "box": public_address(request, "embed_windows") + f"?municipality={code}",
    }
    return render(request, "navigator/leaflets.html", context, status=400 if problem else 200)


def _place(known: Catalogue, asked: str) -> tuple[str, str]:
    """The code of the municipality asked for, or what is wrong with it."""
    if not asked.strip():
        return "", ""
    try:
        code = place(asked, known)
    except Unreadable as problem:
        return "", str(problem)
    return (code, "") if code in known.places else ("", f"「{asked}」は{known.area_name}の中にありません。")


@require_safe
@with_plan
def of_municipality(request: HttpRequest, plan: LoadedPlan, key: str, shape: Shape) -> HttpResponse:
    """The PDF for a municipality."""
    try:
        content = leaflet_of_place(plan, key)
    except NoLeaflet:
        raise Http404(key) from None
    return _file(request, plan, content, key, shape)


@require_safe
@with_plan
def of_situation(request: HttpRequest, plan: LoadedPlan, key: str, shape: Shape) -> HttpResponse:
    """The PDF for a situation."""
    try:
        content = leaflet_of_situation(plan, key)
    except NoLeaflet:
        raise Http404(key) from None
    return _file(request, plan, content, key, shape)


def _file(request: HttpRequest, plan: LoadedPlan, content: Leaflet, key: str, shape: Shape) -> HttpResponse:
    sheet = sheet_of(plan, content, shape, site=site_of(request))
    name = key if key.isascii() else "madoguchi"
    return printing.public(request, sheet, f"leaflet-{name}-{shape.value}.pdf")
