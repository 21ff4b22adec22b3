"""The pages for people who use published data again, open to everybody; and publishing, for the secretariat."""

import json
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.council import publications, queries
from banso.council.models import Paper, PaperFile, Publication
from banso.council.operations import NOTE_LENGTH, NotPublished, add_note, publish
from banso.council.rules import PUBLIC_FORMS
from banso.design.responses import file_of
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan

if TYPE_CHECKING:
    from banso.access.models import User

LICENCE_UNKNOWN = "未確認（計画に定めがありません。使う前に事務局に確かめてください。）"


@require_safe
@with_plan
def data(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Everything that has been published, with its files, notes and conditions of use."""
    revised = publications.revisions(plan.key)
    context = {
        "document": plan.document,
        "publications": [
            (item, revised.later.get(item.paper.number, {}).items())
            for item in publications.publications(plan.key)
        ],
        "indicators": [
            (key, label, len(revised.periods.get(key, ())))
            for key, label in publications.published_indicators(plan)
        ],
        "licence": _licence(plan),
        "may_publish": may(member_of(request.user), Act.PUBLISH),
        "note_length": NOTE_LENGTH,
    }
    return render(request, "council/data.html", context)


@require_safe
@with_plan
def data_file(request: HttpRequest, plan: LoadedPlan, number: str, form: str) -> HttpResponse:
    """A published file, byte for byte."""
    try:
        file = publications.public_file(plan.key, number, form)
    except PaperFile.DoesNotExist:
        raise Http404 from None
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(file.file), content_type=file.content_type, headers=headers)


@require_safe
@with_plan
def data_series(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    """An indicator as each publication told it."""
    context = {"document": plan.document, "series": _series(plan, indicator), "licence": _licence(plan)}
    return render(request, "council/data_series.html", context)


@require_safe
@with_plan
def data_series_csv(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    content = publications.series_csv(_series(plan, indicator))
    return file_of(content, "text/csv; charset=utf-8", f"{indicator}_published.csv")


@require_safe
@with_plan
def data_series_json(request: HttpRequest, plan: LoadedPlan, indicator: str) -> HttpResponse:
    told = publications.series_json(_series(plan, indicator), _licence(plan))
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json; charset=utf-8")


@needs(Act.PUBLISH)
def publish_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the data of a paper: first what becomes public, then the act."""
    try:
        found = queries.paper(pk)
    except Paper.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        try:
            publish(paper=found, by=cast("User", request.user))
        except NotPublished as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, f"資料 {found.number} のデータを公開しました。")
        return redirect("data")
    files = [file for file in found.files.all() if file.form in PUBLIC_FORMS]
    is_public = Publication.objects.filter(paper=found).exists()
    context = {"paper": found, "files": files, "is_public": is_public}
    return render(request, "council/publish.html", context)


@needs(Act.PUBLISH)
@with_plan
def note(request: HttpRequest, plan: LoadedPlan, number: str) -> HttpResponse:
    """Add a note to a publication."""
    try:
        found = publications.publication(plan.key, number)
    except Publication.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        try:
            add_note(publication=found, text=request.POST.get("text", ""), by=cast("User", request.user))
        except NotPublished as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, "注記を加えました。")
    return redirect("data")


def _series(plan: LoadedPlan, indicator: str) -> publications.PublishedSeries:
    try:
        return publications.published_series(plan, indicator)
    except KeyError:
        raise Http404(indicator) from None


def _licence(plan: LoadedPlan) -> str:
    return plan.document.data_licence or LICENCE_UNKNOWN
