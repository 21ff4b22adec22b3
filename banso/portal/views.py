"""The home of each role, the page of a measure, and the edition of the plan."""

from typing import TYPE_CHECKING, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import may
from banso.access.views import needs
from banso.directory import queries as directory
from banso.indicators.forms import ask
from banso.navigator.pages.question import asker_question
from banso.navigator.queries import unanswered_count, waiting_for
from banso.plan.queries import LoadedPlan, last_attempt, loaded_at
from banso.plan.views import with_plan
from banso.portal import queries
from banso.returns.queries import can_be_approved, needs_a_second, version_to_decide

if TYPE_CHECKING:
    from banso.access.models import User


@require_safe
@with_plan
def home(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """What the member has to do and to know; for a visitor, what this is."""
    member = member_of(request.user)
    base = {"plan": plan, "document": plan.document}
    if member.role is Role.SECRETARIAT:
        context = {**base, "home": queries.secretariat_home(plan), "unanswered": unanswered_count()}
        return render(request, "portal/home_secretariat.html", context)
    if member.role is Role.BODY and queries.is_in_plan(plan, member.organisation):
        context = {
            **base,
            "home": queries.body_home(plan, member, cast("User", request.user).pk),
            "organisation": member.organisation,
            "contacts": waiting_for(cast("User", request.user)),
        }
        return render(request, "portal/home_body.html", context)
    if member.role is not None:
        return render(request, "portal/home_reader.html", {**base, "home": queries.reader_home(plan)})
    doors = asker_question(directory.catalogue(plan))
    return render(request, "portal/welcome.html", {**base, "doors": doors})


@require_safe
@with_plan
def measure(request: HttpRequest, plan: LoadedPlan, measure: str) -> HttpResponse:
    """A measure: for everybody what it is, for members also how it stands."""
    try:
        page = queries.measure_page(plan, measure)
        places = queries.measure_places(plan, measure)
    except KeyError:
        raise Http404(measure) from None
    context = {"plan": plan, "document": plan.document, "page": page, "places": places}
    member = member_of(request.user)
    if not may(member, Act.SEE_PROGRESS):
        return render(request, "portal/measure.html", context)
    asked = ask(plan, request.GET)
    context["asked"] = asked
    context["states"] = queries.measure_states(plan, asked.question, measure, member)
    context["story"] = queries.measure_story(plan, asked.question, measure, member)
    return render(request, "portal/measure.html", context, status=asked.status)


@require_safe
@needs(Act.DECIDE_RETURN)
@with_plan
def approval(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """Before a return is approved: what changes by it, and whether one person alone decides."""
    try:
        decided = version_to_decide(member_of(request.user), pk)
    except ObjectDoesNotExist:
        raise Http404(str(pk)) from None
    version = decided.version
    if not can_be_approved(plan, version):
        return redirect("version", pk)
    period, organisation = version.subject.period, version.subject.organisation
    context = {
        "version": version,
        "version_label": f"第{version.number}版",
        "period": period,
        "organisation": organisation,
        "name": plan.document.organisation(organisation).name,
        "effects": queries.effects(plan, version),
        "answered": decided.answered,
        "is_locked": decided.is_locked,
        "may_reopen": may(member_of(request.user), Act.LOCK_PERIOD),
        "own": version.submitted_by_id == request.user.pk,
        "second": needs_a_second(plan),
        "has_drafts": decided.has_drafts,
    }
    return render(request, "portal/approval.html", context)


@require_safe
@with_plan
def edition(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The edition in force; for those who load plans, what the last reading of the folder gave."""
    context = {
        "plan": plan,
        "document": plan.document,
        "loaded_at": loaded_at(plan.edition_id),
        "attempt": last_attempt(plan.key) if may(member_of(request.user), Act.LOAD_PLAN) else None,
    }
    return render(request, "portal/edition.html", context)
