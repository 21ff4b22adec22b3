"""The progress pages. Everything here needs a sign-in; every figure comes from the one engine."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.views import needs
from banso.design import charts
from banso.design.responses import file_of, same_until_changed
from banso.indicators import drawings, export, pages, queries, tables
from banso.indicators.forms import ask
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def progress(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """All indicators by group, and where the measures stand."""
    asked = ask(plan, request.GET)
    answers = queries.progress(plan, asked.question)
    context = {
        "plan": plan,
        "document": plan.document,
        "asked": asked,
        "groups": pages.with_charts(tables.by_group(answers, plan.document)),
        "measures": pages.measure_summary(plan, asked.question),
    }
    return render(request, "indicators/progress.html", context, status=asked.status)


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def group(request: HttpRequest, plan: LoadedPlan, group: str) -> HttpResponse:
    """One group: its indicators with a chart, its measures with their states."""
    try:
        found = plan.document.group(group)
    except KeyError:
        raise Http404(group) from None
    asked = ask(plan, request.GET, indicators=pages.indicators_of_group(plan.document, group))
    context = {
        "plan": plan,
        "document": plan.document,
        "asked": asked,
        "group": found,
        "part": pages.group_part(plan, asked.question, found),
        "measures": pages.measures_of_group(plan, asked.question, group),
    }
    return render(request, "indicators/group.html", context, status=asked.status)


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def group_chart(request: HttpRequest, plan: LoadedPlan, group: str) -> HttpResponse:
    """How far the indicators of a group are, as bars."""
    try:
        found = plan.document.group(group)
    except KeyError:
        raise Http404(group) from None
    asked = ask(plan, request.GET, indicators=pages.indicators_of_group(plan.document, group))
    rows = pages.group_part(plan, asked.question, found).rows.rows
    rule = plan.document.rounding
    svg = charts.achievement_bars(drawings.bars(rows), digits=rule.percent_digits, mode=rule.mode)
    return same_until_changed(request, svg, "image/svg+xml")


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def organisation(request: HttpRequest, plan: LoadedPlan, organisation: str) -> HttpResponse:
    """One body: its indicators and its part of joint ones, its measures, its returns for those who may see them."""
    try:
        found = plan.document.organisation(organisation)
    except KeyError:
        raise Http404(organisation) from None
    held = tuple(i.id for i in plan.document.indicators_of(organisation))
    asked = ask(plan, request.GET, indicators=held)
    context = {
        "plan": plan,
        "document": plan.document,
        "asked": asked,
        "organisation": found,
        "rows": pages.indicators_of_body(plan, asked.question, organisation) if held else [],
        "measures": pages.measures_of_body(plan, asked.question, organisation),
        "members": [m for m in plan.document.members if m.member_of == organisation],
        "returns": pages.returns_of_body(plan, member_of(request.user), organisation),
    }
    return render(request, "indicators/organisation.html", context, status=asked.status)


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def indicator(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    """One indicator: what it is, where it stands, its series, its parts, and where every number came from."""
    _known(plan, indicator)
    asked = ask(plan, request.GET, indicators=(indicator,))
    answer = queries.one(plan, asked.question, indicator)
    context = {
        "plan": plan,
        "document": plan.document,
        "asked": asked,
        "page": pages.indicator_page(plan, answer, member_of(request.user)),
    }
    return render(request, "indicators/indicator.html", context, status=asked.status)


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def indicator_chart(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    """The series of an indicator, drawn."""
    _known(plan, indicator)
    answer = queries.one(plan, ask(plan, request.GET, indicators=(indicator,)).question, indicator)
    svg = charts.series_chart(drawings.points(answer, plan.document), **drawings.manner(answer))
    return same_until_changed(request, svg, "image/svg+xml")


@require_safe
@needs(Act.SEE_PROGRESS)
@with_plan
def indicator_csv(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    """The series of an indicator as a table for machines and spreadsheets."""
    _known(plan, indicator)
    asked = ask(plan, request.GET, indicators=(indicator,))
    answer = queries.one(plan, asked.question, indicator)
    name = f"{indicator}_{asked.question.as_of.isoformat()}.csv"
    table = export.series_csv(answer, plan.document, sample=settings.SAMPLE_DATA)
    return file_of(table, "text/csv; charset=utf-8", name)


def _known(plan: LoadedPlan, indicator: str) -> None:
    """404 for an indicator that the plan does not have."""
    try:
        plan.document.indicator(indicator)
    except KeyError:
        raise Http404(indicator) from None
