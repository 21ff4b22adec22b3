"""The plan's public pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.plan import outline
from banso.plan.describe import CADENCES
from banso.plan.queries import LoadedPlan, NoPlan, current, loaded_at
from banso.plan.search import find

P = ParamSpec("P")
PlanView = Callable[Concatenate[HttpRequest, LoadedPlan, P], HttpResponse]


def with_plan(view: PlanView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view the plan in force; until there is one, say so instead."""

    @wraps(view)
    def given(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            plan = current()
        except NoPlan as reason:
            return render(request, "plan/no_plan.html", {"reason": reason}, status=503)
        # What every page shows of the plan (its name, the member's organisation) then costs no further query.
        request.loaded_plan = plan  # type: ignore[attr-defined]
        return view(request, plan, *args, **kwargs)

    return given


@require_safe
@with_plan
def plan(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The plan, readable as a document."""
    document = plan.document
    context = {
        "plan": plan,
        "document": document,
        "nodes": outline.outline(document),
        "citations": outline.citations(document),
        "annexes": outline.annexes(document),
        "campaigns": outline.campaigns(document),
        "platform_links": outline.platform_links(document),
        "amendments": outline.amendments(document),
        "loaded_at": loaded_at(plan.edition_id),
        "cadence": CADENCES[document.reporting.cadence],
        "exceptions": outline.cadence_exceptions(document),
        "goals_count": len(document.all_indicators) - len(document.indicators),
    }
    return render(request, "plan/plan.html", context)


@require_safe
@with_plan
def search(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Measures, indicators and windows of the plan that hold the words asked for."""
    asked = request.GET.get("q", "").strip()[:200]
    found = find(plan.document, asked)
    return render(request, "plan/search.html", {"asked": asked, "found": found, "document": plan.document})
