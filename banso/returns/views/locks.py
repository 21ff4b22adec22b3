"""Closing a period and opening it again, from the page of the period."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from banso.access.roles import Act
from banso.access.views import needs
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns import operations, queries
from banso.returns.forms import ReasonForm
from banso.returns.models import PeriodLock
from banso.returns.rules import NotPossible
from banso.returns.views import user_of


@require_POST
@needs(Act.LOCK_PERIOD)
@with_plan
def lock(request: HttpRequest, plan: LoadedPlan, period: Period) -> HttpResponse:
    """Close the period for all bodies, or for the one that is chosen."""
    try:
        operations.lock_period(
            plan=plan,
            period=period,
            by=user_of(request),
            reason=_reason(request),
            organisation=request.POST.get("organisation", ""),
        )
        messages.success(request, f"{period.label}分を締めました。")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("return_period", period)


@require_POST
@needs(Act.LOCK_PERIOD)
@with_plan
def reopen(request: HttpRequest, plan: LoadedPlan, period: Period, pk: int) -> HttpResponse:
    """Open a closed period again."""
    try:
        operations.reopen_period(lock=queries.lock_of(plan, pk), by=user_of(request), reason=_reason(request))
        messages.success(request, f"{period.label}分を開け直しました。")
    except PeriodLock.DoesNotExist:
        raise Http404 from None
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("return_period", period)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""
