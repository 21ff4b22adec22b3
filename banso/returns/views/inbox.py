"""Many files at once: drop them, watch them being read; and the consolidated workbook of all bodies."""

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.views import needs
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns.forms import DropForm
from banso.returns.models import Batch
from banso.returns.operations.inbox import drop
from banso.returns.queries.consolidated import consolidated as consolidated_of
from banso.returns.queries.inbox import BatchPage, batch_page, batches
from banso.returns.views.files import file_response
from banso.returns.workbook.consolidated import TITLE, bodies_of

if TYPE_CHECKING:
    from banso.access.models import User


@require_http_methods(["GET", "POST"])
@needs(Act.TAKE_MANY)
@with_plan
def inbox(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Choose or drop many files; each is kept, and read afterwards."""
    form = DropForm()
    if request.method == "POST":
        form = DropForm(request.POST, request.FILES)
        if form.is_valid():
            batch = drop(plan=plan, files=form.cleaned_data["dropped"], by=cast("User", request.user))
            return redirect("batch", batch.pk)
    context = {"form": form, "batches": batches(member_of(request.user), plan)}
    return render(request, "returns/inbox.html", context, status=400 if form.errors else 200)


@never_cache
@require_GET
@needs(Act.TAKE_MANY)
@with_plan
def batch(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """How far the files of one drop have come, and what became of each."""
    page = _batch(request, plan, pk)
    template = "returns/batch_list.html" if "part" in request.GET else "returns/batch.html"
    return render(request, template, {"page": page})


@never_cache
@require_GET
@needs(Act.TAKE_MANY)
@with_plan
def batch_state(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """How far it has come, as JSON."""
    page = _batch(request, plan, pk)
    return JsonResponse(
        {
            "files": page.files,
            "finished": page.finished,
            "results": {state.value: count for state, count in page.counts},
        }
    )


@require_GET
@needs(Act.TAKE_MANY)
@with_plan
def consolidated(request: HttpRequest, plan: LoadedPlan, period: Period) -> HttpResponse:
    """The workbook of all bodies for a period."""
    if not bodies_of(plan, period):
        raise Http404
    return file_response(consolidated_of(plan, period), f"{TITLE}_{period.label}.xlsx")


def _batch(request: HttpRequest, plan: LoadedPlan, pk: int) -> BatchPage:
    try:
        return batch_page(member_of(request.user), plan, pk)
    except Batch.DoesNotExist:
        raise Http404 from None
