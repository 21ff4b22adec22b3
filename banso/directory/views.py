"""The directory's public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.directory import queries
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@require_safe
@with_plan
def helplines(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The numbers to call at once, and where each number comes from."""
    return render(request, "directory/helplines.html", {"lines": queries.helplines()})
