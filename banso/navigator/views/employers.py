"""The employers' door: what a firm can do, and which subsidies it may get."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from banso.directory import queries as directory
from banso.lib import clock
from banso.navigator.firm_forms import FirmForm
from banso.navigator.pages.employers import employers_page
from banso.navigator.subsidies import Prospect, facts_asked, judge
from banso.navigator.views.private import kept_nowhere
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@require_safe
@with_plan
def employers(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """What a firm can do, window by window."""
    page = employers_page(directory.catalogue(plan), plan.document)
    return render(request, "navigator/employers.html", {"page": page})


@kept_nowhere
@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def subsidies(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """All subsidies with their rules by date; with answers, how each stands. Nothing that a firm says is kept."""
    known, offered = directory.catalogue(plan), directory.subsidies()
    form = FirmForm(facts_asked(offered, known), request.POST if request.method == "POST" else None)
    asked = form.is_bound and form.is_valid()
    answers = judge(offered, form.facts, known, on=clock.today()) if asked else []
    context = {
        "form": form,
        "answers": sorted(answers, key=lambda answer: [*Prospect].index(answer.prospect)),
        "windows": known.windows,
        "offered": [(subsidy, known.windows.get(subsidy.window)) for subsidy in offered],
    }
    return render(request, "navigator/subsidies.html", context)
