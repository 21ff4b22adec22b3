"""Windows from files: what would change, row by row, then the change, and the way back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banso.access.roles import Act
from banso.access.views import needs
from banso.directory import queries as directory
from banso.directory.catalogue import Catalogue
from banso.directory.codes import Confidence, ImportState, Noun, RowOutcome
from banso.directory.exchange.incoming import Unreadable
from banso.directory.operations import NotImported
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.upkeep import importing
from banso.upkeep.forms import ImportForm
from banso.upkeep.views import user_of
from banso.upkeep.words import Difference, shown

# What beside an outcome can be looked at by itself.
_FURTHER = {"conflicts": "担当機関の値に触れる", "repaired": "直して読んだ", "left_out": "入れない項目がある"}
# The hours to compute with follow from the words; sources of fields are told beside the fields.
_SILENT = ("hours", "field_sources")


@dataclass(frozen=True)
class Filter:
    """One way to look at the rows, and how many there are."""

    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Line:
    """A row of the file in words."""

    row: Any
    outcome: str
    differences: tuple[tuple[Difference, bool], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.IMPORT_DIRECTORY)
@with_plan
def imports(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Bring a file; the files brought before."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = importing.bring(
                file=file.file, name=file.name, plan=plan, said=form.said, by=user_of(request)
            )
        except (Unreadable, NotImported) as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("directory_import", made.pk)
    context = {"form": form, "imports": directory.imports()}
    return render(request, "upkeep/imports.html", context, status=400 if form.errors else 200)


@require_safe
@needs(Act.IMPORT_DIRECTORY)
@with_plan
def one(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """What the file would do, or did, row by row."""
    kept = _import(pk)
    chosen = request.GET.get("show", "")
    page = directory.import_rows(pk, outcome=chosen, page=request.GET.get("page", "1"))
    catalogue = directory.catalogue(plan)
    context = {
        "kept": kept,
        "page": page,
        "lines": [_line(row, catalogue) for row in page],
        "filters": _filters(kept, chosen),
        "state": ImportState.of(kept.state),
        "confidence": Confidence.of(kept.confidence),
        "is_preview": kept.state == ImportState.PREVIEW,
        "is_applied": kept.state == ImportState.APPLIED,
        "moved": kept.state == ImportState.PREVIEW and kept.revision != catalogue.revision,
        "to_do": kept.counts["created"] + kept.counts["changed"],
        "query": request.GET.urlencode(),
    }
    return render(request, "upkeep/import.html", context)


@require_safe
@needs(Act.IMPORT_DIRECTORY)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, byte for byte as it came."""
    _import(pk)
    name, content = directory.import_file(pk)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
@needs(Act.IMPORT_DIRECTORY)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of the rows of the page, or of all, whether they may change what organisations wrote."""
    _import(pk)
    who = user_of(request)
    try:
        if "all" in request.POST:
            importing.accept(pk=pk, numbers=None, accepted=request.POST["all"] == "yes", by=who)
        else:
            told, taken = _numbers(request, "shown"), _numbers(request, "accepted")
            importing.accept(pk=pk, numbers=told - taken, accepted=False, by=who)
            importing.accept(pk=pk, numbers=told & taken, accepted=True, by=who)
    except NotImported as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "どの行を変えるかを残しました。まだ台帳は変わっていません。")
    return _back(request, pk)


@require_POST
@needs(Act.IMPORT_DIRECTORY)
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    _import(pk)
    try:
        done = importing.take_over(pk=pk, by=user_of(request))
    except NotImported as reason:
        messages.error(request, str(reason))
    else:
        kept = done.told["kept_fields"]
        more = f"担当機関の書いた{kept}項目は、そのまま残しました。" if kept else ""
        messages.success(
            request, f"{done.told['created']}件を新しく作り、{done.told['changed']}件を変えました。{more}"
        )
    return redirect("directory_import", pk)


@require_POST
@needs(Act.IMPORT_DIRECTORY)
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    _import(pk)
    try:
        done = importing.put_back(pk=pk, by=user_of(request))
    except NotImported as reason:
        messages.error(request, str(reason))
    else:
        left = done.told["left"]
        more = f"その後に変わった{left}項目は、そのままです。" if left else ""
        messages.success(
            request,
            f"{done.told['back']}項目を元に戻し、新しく作った{done.told['closed']}件を準備中にしました。{more}",
        )
    return redirect("directory_import", pk)


def _import(pk: int) -> Any:
    try:
        return directory.import_of(pk)
    except LookupError:
        raise Http404(str(pk)) from None


def _numbers(request: HttpRequest, name: str) -> set[int]:
    return {int(number) for number in request.POST.getlist(name) if number.isascii() and number.isdigit()}


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page from which it was said: only its own parts of the address are taken over."""
    response = redirect("directory_import", pk)
    show, page = request.POST.get("show", ""), request.POST.get("page", "")
    if show in (*_FURTHER, *(outcome.value for outcome in RowOutcome)):
        response["Location"] += f"?show={show}" + (f"&page={page}" if page.isdigit() else "")
    return response


def _filters(kept: Any, chosen: str) -> list[Filter]:
    named = [("", "すべて", kept.counts["rows"])]
    named += [(outcome.value, outcome.label, kept.counts[outcome.value]) for outcome in RowOutcome]
    named += [(value, label, kept.counts.get(value, 0)) for value, label in _FURTHER.items()]
    return [Filter(value, label, count, value == chosen) for value, label, count in named]


def _line(row: Any, catalogue: Catalogue) -> Line:
    words = directory.labels(Noun.WINDOW)
    told = tuple(
        (
            Difference(
                d["field"], words.get(d["field"], d["field"]),
                shown(d["field"], d["before"], catalogue), shown(d["field"], d["after"], catalogue),
            ),
            d["conflict"],
        )
        for d in row.differences
        if d["field"] not in _SILENT
    )  # fmt: skip
    return Line(row, RowOutcome.of(row.outcome).label, told)
