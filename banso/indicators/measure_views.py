"""Pages about all measures at once: their states over time, and a search in what bodies wrote."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.design.responses import file_of
from banso.indicators import words
from banso.indicators.forms import ask
from banso.indicators.matrix import MatrixForm, matrix, matrix_csv
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns.queries.stories import passages

_PER_PAGE = 50


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def measures(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Every measure month by month; with a word to search, where bodies wrote it."""
    asked = ask(plan, request.GET)
    form = MatrixForm(request.GET, document=plan.document)
    wanted = form.cleaned_data if form.is_valid() else {}
    query = request.GET.get("q", "").strip()
    found = passages(plan, asked.question.seq, asked.question.period, query) if query else []
    context = {
        "plan": plan,
        "document": plan.document,
        "asked": asked,
        "form": form,
        "matrix": matrix(plan, asked.question, wanted),
        "q": query,
        "count": len(found),
        "page": (page := Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))),
        "passages": [_shown(request, plan, item) for item in page],
        "csv_query": request.GET.urlencode(),
    }
    status = 400 if form.errors else asked.status
    return render(request, "indicators/measures.html", context, status=status)


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def measures_csv(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The same states as a table for machines and spreadsheets."""
    asked = ask(plan, request.GET)
    form = MatrixForm(request.GET, document=plan.document)
    found = matrix(plan, asked.question, form.cleaned_data if form.is_valid() else {})
    name = f"measures_{asked.question.as_of.isoformat()}.csv"
    return file_of(matrix_csv(found, plan.document), "text/csv; charset=utf-8", name)


def _shown(request: HttpRequest, plan: LoadedPlan, item: Any) -> dict[str, Any]:
    """A passage with names, and whether the member may open the return."""
    titles = {measure.id: measure.title for measure in plan.document.measures}
    return {
        "passage": item,
        "name": words.name_of(item.organisation, plan.document),
        "title": titles.get(item.measure, item.measure),
        "may_open": may(member_of(request.user), Act.SEE_RETURNS, item.organisation),
    }
