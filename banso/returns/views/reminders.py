"""The page to remind the late: whom, with which words; look first, or send."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banso.access.roles import Act
from banso.access.views import needs
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.notices.rules import NotPossible
from banso.notices.sending import why_mail_waits
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns.queries import due
from banso.returns.reminders import operations, queries
from banso.returns.reminders.forms import ReminderForm
from banso.returns.reminders.operations import Done, Letter

if TYPE_CHECKING:
    from banso.access.models import User


@require_http_methods(["GET", "POST"])
@needs(Act.MANAGE_NOTICES)
@with_plan
def remind(request: HttpRequest, plan: LoadedPlan, period: Period) -> HttpResponse:
    """The late bodies of a period; POST shows what each would read, or sends it."""
    if all(row.period != period for row in due(plan, clock.today())):
        raise Http404
    chosen = request.POST.getlist("organisations") if request.method == "POST" else None
    form = ReminderForm(request.POST or None)
    written: list[Letter] = []
    if chosen is not None and form.is_valid():
        words = {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}
        words["asked_back"] = form.cleaned_data["asked_back"]
        try:
            if request.POST.get("act") == "send":
                by = cast("User", request.user)
                batch = form.cleaned_data["batch"]
                done = operations.remind(
                    plan=plan, period=period, organisations=chosen, batch=batch, by=by, **words
                )
                _tell(request, done)
                return redirect("return_period", period)
            written = operations.letters(plan, period, chosen, **words)
        except NotPossible as reason:
            form.add_error(None, str(reason))
    rows = queries.late_bodies(plan, period)
    context = {
        "period": period,
        "rows": [
            (row, row.organisation in chosen if chosen is not None else not row.was_reminded_today)
            for row in rows
        ],
        "form": form,
        "letters": written,
        "why_mail_waits": why_mail_waits(),
    }
    return render(request, "returns/remind.html", context, status=400 if form.errors else 200)


def _tell(request: HttpRequest, done: Done) -> None:
    messages.success(request, f"{len(done.bodies)}機関に督促しました（メール{done.mails}通）。")
    if done.by_letter:
        names = "、".join(done.by_letter)
        messages.warning(
            request,
            f"メールの連絡先がないため、画面のお知らせと手紙にした機関：{names}。手紙は「お知らせ」から印刷できます。",
        )
