"""``/embed/windows/``: a box that any site may show in a frame. It sets no cookie and runs no script."""

from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from banso.directory import queries as directory
from banso.lib import clock
from banso.navigator.answers import Unreadable, place
from banso.navigator.pages.leaflets import of_place
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})
@cache_control(public=True, max_age=600)
@require_safe
@with_plan
def windows(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The windows of a municipality, each with its telephone and a link to its page, and the lines of immediate help."""
    known = directory.catalogue(plan)
    asked = request.GET.get("municipality", "").strip()[:40]
    context: dict[str, Any] = {
        "area": known.area_name,
        "asked": asked,
        "lines": directory.helplines(),
        "sample": settings.SAMPLE_DATA or plan.document.fictitious,
    }
    try:
        code = place(asked, known)
        context["code"] = code
        context["box"] = of_place(known, plan.document, code, clock.today())
    except (Unreadable, KeyError):
        return _without_session(context, status=404)
    return _without_session(context)


def _without_session(context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Without the request in the template, nobody asks who is signed in, and caches may keep the box for all."""
    return HttpResponse(render_to_string("navigator/embed.html", context), status=status)
