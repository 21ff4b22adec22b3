"""The page on which an office tells its own lines."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banso.access.roles import Act
from banso.access.views import needs
from banso.ledger.kinds import Status
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns import operations, queries
from banso.returns.rules import NotPossible
from banso.returns.sense import Finding
from banso.returns.views import user_of
from banso.returns.workbook.layout import NumberRow

Told = dict[str, tuple[str, str, str]]


@dataclass(frozen=True)
class Line:
    """One number to be typed. ``number`` names its fields."""

    number: int
    row: NumberRow
    value: str
    status: str
    note: str
    fault: str

    @property
    def label(self) -> str:
        return self.row.fixed[0]

    @property
    def component(self) -> str:
        return self.row.fixed[2]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.VOUCH_LINES, organisation="organisation")
@with_plan
def office(request: HttpRequest, plan: LoadedPlan, period: Period, organisation: str) -> HttpResponse:
    """The lines of the member's own office; 404 for everybody else, and where the plan asks no office."""
    unit = user_of(request).unit
    try:
        rows = queries.rows_of_unit(plan, organisation, period, unit) if unit else []
    except KeyError:
        rows = []
    if not rows or not queries.asks_offices(plan):
        raise Http404
    faults: dict[str, str] = {}
    odd: list[Finding] = []
    if request.method == "POST":
        told, reason = _told(request.POST, rows), request.POST.get("reason", "")[:1000]
        try:
            operations.tell_lines(
                plan=plan,
                organisation=organisation,
                period=period,
                unit=unit,
                told=told,
                by=user_of(request),
                reason=reason,
            )
            messages.success(request, "事務所の値を保存しました。機関の担当者が受け取る様式に入ります。")
            return redirect("return", period, organisation)
        except operations.Mistyped as mistyped:
            faults = mistyped.faults
            messages.error(request, str(mistyped))
        except operations.Doubtful as doubtful:
            odd = doubtful.findings
            messages.warning(request, str(doubtful))
        except NotPossible as refusal:
            messages.error(request, str(refusal))
    else:
        told = queries.told_by_unit(plan, organisation, period, unit, rows)
    context = {
        "lines": [
            Line(n, row, *told.get(row.key, ("", "", "")), fault=faults.get(row.key, ""))
            for n, row in enumerate(rows)
        ],
        "odd": odd,
        "statuses": [status.label for status in Status],
        "unit_name": plan.document.unit(unit).name,
        "name": plan.document.organisation(organisation).name,
        "period": period,
        "organisation": organisation,
        "word": queries.words_for(plan, organisation, period).get(unit),
    }
    return render(request, "returns/office.html", context, status=422 if faults or odd else 200)


def _told(posted: QueryDict, rows: list[NumberRow]) -> Told:
    return {
        row.key: (posted.get(f"value-{n}", ""), posted.get(f"status-{n}", ""), posted.get(f"note-{n}", ""))
        for n, row in enumerate(rows)
    }
