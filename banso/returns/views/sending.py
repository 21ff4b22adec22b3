"""What a body sends: the workbook to fill in, the file that comes back, and what could not be taken of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns import operations, queries, rules
from banso.returns.forms import OwnFormFileForm, UploadForm
from banso.returns.models import Rejected
from banso.returns.queries.history import findings_of
from banso.returns.queries.intake import parts_of
from banso.returns.queries.own_forms import form_to_point_anew
from banso.returns.states import State
from banso.returns.views import closed_now, decides, name_of_return, user_of
from banso.returns.views.files import file_response
from banso.returns.views.own_forms import bodies_to_map
from banso.returns.workbook import build


@require_GET
@needs(Act.SUBMIT_RETURN, organisation="organisation")
@with_plan
def template(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """The workbook to fill in."""
    name = name_of_return(plan, period, organisation)
    known = queries.start_for(plan, organisation, period)
    content = build(plan, organisation, period, known=known)
    return file_response(content, f"報告様式_{name}_{period.label}.xlsx")


@require_POST
@needs(Act.SUBMIT_RETURN, organisation="organisation")
@with_plan
def upload(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """Take a filled workbook, or only look at it."""
    name = name_of_return(plan, period, organisation)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["file"][0]))
        return redirect("return", period, organisation)
    file = form.cleaned_data["file"]
    if request.POST.get("act") == "check":
        reading = parts_of(plan, file.read(), organisation=organisation, period=period)[0].reading
        context = {
            "file_name": file.name,
            "refused": reading.refusal is not None,
            "problems": reading.problems,
            "findings": findings_of(plan, reading),
        }
        return render(
            request, "returns/checked.html", context | _sending(request, plan, period, organisation, name)
        )
    try:
        version = operations.take_workbook(
            plan=plan,
            file=file.read(),
            file_name=file.name,
            by=user_of(request),
            organisation=organisation,
            period=period,
        )
    except operations.Unreadable as unreadable:
        return redirect("rejected", unreadable.rejected.pk)
    except operations.KeptAsDraft as kept:
        messages.warning(request, str(kept))
        return redirect("version", kept.version.pk)
    except rules.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("return", period, organisation)
    if version.state == State.DRAFT:
        messages.warning(
            request,
            f"第{version.number}版（作成中）として保存しました。提出する前に、確かめてほしいことがあります。",
        )
        return redirect("version_review", version.pk)
    messages.success(request, f"第{version.number}版を受け取りました。事務局の確認を待っています。")
    return redirect("return", period, organisation)


@require_GET
@needs(Act.SEE_RETURNS)
@with_plan
def rejected(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """A file that could not be taken: every problem by sheet and cell, with what to do."""
    kept = _rejected(request, pk)
    context = {"rejected": kept, "problems": kept.problems} | _mapping(request, plan, kept)
    if kept.plan == plan.key and may(member_of(request.user), Act.SUBMIT_RETURN, kept.organisation):
        context |= _again(request, plan, kept)
    return render(request, "returns/rejected.html", context)


@require_GET
@needs(Act.SEE_RETURNS)
def rejected_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that could not be taken, as it came."""
    kept = _rejected(request, pk)
    return file_response(bytes(kept.file), kept.file_name)


def _mapping(request: HttpRequest, plan: LoadedPlan, kept: Rejected) -> dict[str, Any]:
    """What the page needs to take an example of a form that has changed, where the file no longer fits one."""
    form = form_to_point_anew(member_of(request.user), plan, kept) if kept.plan == plan.key else None
    if form is None:
        return {}
    initial = {"organisation": form.organisation, "name": form.name}
    return {
        "own_form": form,
        "example_form": OwnFormFileForm(bodies_to_map(request, plan), initial=initial, auto_id="example_%s"),
    }


def _again(request: HttpRequest, plan: LoadedPlan, kept: Rejected) -> dict[str, Any]:
    """What the page needs to take a corrected file in place; where it is not known for when, the choice of returns."""
    try:
        period = Period.parse(kept.period)
        name = name_of_return(plan, period, kept.organisation)
    except (ValueError, Http404):
        rows = [row for row in queries.expected(plan, clock.today()) if row.organisation == kept.organisation]
        return {"choices": rows[::-1]}
    return _sending(request, plan, period, kept.organisation, name)


def _sending(
    request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str, name: str
) -> dict[str, Any]:
    """What a page needs on which a file can be sent."""
    return {
        "period": period,
        "organisation": organisation,
        "name": name,
        "expected": queries.expected_of(plan, organisation, period, clock.today()),
        "upload_form": UploadForm(),
        "on_behalf": decides(request) and user_of(request).organisation != organisation,
        "closed": closed_now(plan, period, organisation),
        "may_reopen": may(member_of(request.user), Act.LOCK_PERIOD),
    }


def _rejected(request: HttpRequest, pk: int) -> Rejected:
    try:
        return queries.rejected_for(member_of(request.user), pk)
    except Rejected.DoesNotExist:
        raise Http404 from None
