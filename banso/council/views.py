"""Pages of papers: the list, printing, one paper, its charts and its files."""

from collections import Counter
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.council import explaining, layout, queries
from banso.council.forms import PrintForm
from banso.council.models import Paper, PaperFile
from banso.council.operations import NotPrinted, print_paper
from banso.council.printing import dictionary
from banso.design.responses import same_until_changed
from banso.lib.readability.results import MOST_PLACES, Outcome
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan

if TYPE_CHECKING:
    from banso.access.models import User


@needs(Act.SEE_PROGRESS)
@with_plan
def papers(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """What has been put before the council."""
    context = {"papers": queries.papers(plan.key), "may_print": may(member_of(request.user), Act.PRINT_PAPER)}
    return render(request, "council/papers.html", context)


@needs(Act.PRINT_PAPER)
@with_plan
def print_(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """Print a paper: ask as of when, for which period, under which title."""
    form = PrintForm(plan.document, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = print_paper(plan=plan, by=cast("User", request.user), **asked)
        except NotPrinted as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"資料 {made.number} を作りました。")
            return redirect("paper", made.pk)
    return render(request, "council/print.html", {"form": form}, status=400 if form.errors else 200)


@needs(Act.SEE_PROGRESS)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as it was printed, and its files."""
    try:
        found = queries.paper(pk)
    except Paper.DoesNotExist:
        raise Http404 from None
    context = {
        "paper": found,
        "facts": layout.facts(found.content),
        "sections": layout.sections(found.content),
        "files": found.files.all(),
        "data_description": dictionary.description(found.content),
        "may_publish": may(member_of(request.user), Act.PUBLISH),
    }
    return render(request, "council/paper.html", context)


@needs(Act.SEE_PROGRESS)
def paper_readability(request: HttpRequest, pk: int) -> HttpResponse:
    """What each rule of machine readability finds in the data of a paper."""
    try:
        found = queries.paper(pk, with_files=False)
    except Paper.DoesNotExist:
        raise Http404 from None
    report = queries.readability_of(found)
    counted = Counter(result.finding.outcome for result in report.results)
    context = {
        "paper": found,
        "report": report,
        "counts": [(outcome, counted[outcome]) for outcome in Outcome if counted[outcome]],
        "most": MOST_PLACES,
    }
    return render(request, "council/readability.html", context)


@needs(Act.SEE_PROGRESS)
def paper_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the ledger still gives the figures of a paper, and its files are what they were."""
    try:
        found = queries.paper(pk, with_files=False)
    except Paper.DoesNotExist:
        raise Http404 from None
    context = {"paper": found, "verification": queries.verify(found)}
    return render(request, "council/check.html", context)


@needs(Act.SEE_PROGRESS)
@with_plan
def paper_number(request: HttpRequest, _plan: LoadedPlan, pk: int, key: str) -> HttpResponse:
    """An indicator or a measure of a paper: as printed, as known now, and what lies between."""
    try:
        found = queries.paper(pk, with_files=False)
    except Paper.DoesNotExist:
        raise Http404 from None
    member, template = member_of(request.user), "council/number.html"
    try:
        if any(row["id"] == key for row in found.content["figures"]["indicators"]):
            told = explaining.explain_number(found, key)
        else:
            told, template = explaining.explain_measure(found, key), "council/state.html"
    except KeyError:
        raise Http404(key) from None
    context = {"paper": found, "told": explaining.for_page(told, member)}
    return render(request, template, context)


@needs(Act.SEE_PROGRESS)
@with_plan
def paper_overview(request: HttpRequest, _plan: LoadedPlan, pk: int) -> HttpResponse:
    """The counts at the head of a paper: as printed, as known now, and what moved."""
    try:
        found = queries.paper(pk, with_files=False)
    except Paper.DoesNotExist:
        raise Http404 from None
    return render(
        request, "council/overview.html", {"paper": found, "told": explaining.explain_overview(found)}
    )


@needs(Act.SEE_PROGRESS)
def paper_chart(request: HttpRequest, pk: int, group: str) -> HttpResponse:
    """A chart of a paper, as printed."""
    try:
        svg = queries.chart(pk, group)
    except (Paper.DoesNotExist, KeyError):
        raise Http404 from None
    return same_until_changed(request, svg, "image/svg+xml")


@needs(Act.SEE_PROGRESS)
def paper_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """One form of a paper, byte for byte as it was made."""
    try:
        file = queries.paper_file(pk, form)
    except PaperFile.DoesNotExist:
        raise Http404 from None
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(file.file), content_type=file.content_type, headers=headers)
