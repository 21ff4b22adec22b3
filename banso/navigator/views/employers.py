"""The employers' door: what a firm can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.directory import queries as directory
from banso.navigator.pages.employers import employers_page
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@require_safe
@with_plan
def employers(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """What a firm can do, window by window."""
    page = employers_page(directory.catalogue(plan), plan.document)
    return render(request, "navigator/employers.html", {"page": page})
