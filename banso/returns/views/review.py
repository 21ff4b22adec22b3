"""The page on which a clerk answers what a file left open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.views import needs
from banso.plan.queries import LoadedPlan, of_edition
from banso.plan.views import with_plan
from banso.returns import operations, queries
from banso.returns.models import Version
from banso.returns.queries.review import review_of
from banso.returns.rules import NotPossible
from banso.returns.states import WAITING, State
from banso.returns.views import closed_now, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.SEE_RETURNS)
@with_plan
def review(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """The sheets of a version as they came, with each question at its cell; answers are posted here."""
    member = member_of(request.user)
    try:
        version = queries.version_for(member, pk, with_file=True)
    except Version.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return _answered(request, version)
    own = plan if version.edition_id == plan.edition_id else of_edition(version.edition_id)
    organisation = version.subject.organisation
    can_answer = version.state == State.DRAFT and may(member, Act.SUBMIT_RETURN, organisation)
    may_open = queries.may_open_file(member, version)
    found = review_of(own, version, own_rows=not may_open)
    others = queries.open_beside(version)
    waiting = next((other for other in others if other.state in WAITING), None) if can_answer else None
    context = {
        "version": version,
        "review": found,
        "name": own.document.organisation(organisation).name,
        "version_label": f"第{version.number}版",
        "period": version.subject.period,
        "organisation": organisation,
        "can_answer": can_answer,
        "may_open_file": may_open,
        "closed": closed_now(plan, version.subject.period, organisation)
        if version.state == State.DRAFT
        else [],
        "may_reopen": may(member, Act.LOCK_PERIOD),
        "others": [other for other in others if other != waiting],
        "waiting": waiting,
        "waiting_title": f"第{waiting.number}版が事務局の確認を待っています" if waiting else "",
        "may_replace": bool(waiting) and can_answer and not found.open_items,
        "answers_first": bool(found.open_items),
        "on_behalf": can_answer and member.organisation != organisation,
    }
    return render(request, "returns/review.html", context)


def _answered(request: HttpRequest, version: Version) -> HttpResponse:
    page = reverse("version_review", args=[version.pk])
    # What did not settle a question stands in its field again, and is no new answer.
    tried = {(question.pk, question.tried) for question in queries.open_questions(version)}
    told = dict(_told(request.POST).items() - tried)
    try:
        operations.answer(version=version, answers=told, by=user_of(request))
        if request.POST.get("then") == "submit":
            done = operations.submit(version=version, by=user_of(request))
            messages.success(request, f"第{done.number}版を提出しました。事務局の確認を待っています。")
            return redirect("return", version.subject.period, version.subject.organisation)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(page)
    open_ = queries.open_questions(version)
    unsettled = [question for question in open_ if question.pk in told]
    if unsettled:
        messages.error(request, f"決まらなかった答えが{len(unsettled)}件あります。ほかの答えは保存しました。")
        return redirect(f"{page}#q{unsettled[0].pk}")
    if not open_:
        messages.success(request, "すべての質問に答えました。どう提出するかは、この画面の下にあります。")
        return redirect(page)
    messages.info(request, f"答えを保存しました。残りは{len(open_)}件です。")
    after = _after(version, request.POST.get("then", ""), {question.pk for question in open_})
    return redirect(f"{page}#q{after}" if after else page)


def _after(version: Version, then: str, open_: set[int]) -> int | None:
    """The open question that comes after the one whose button was pressed, as they stand on the page; else the first."""
    verb, _dash, pressed = then.partition("-")
    if verb != "next":
        return None
    order = [item.question.pk for item in review_of(of_edition(version.edition_id), version).items]
    start = order.index(int(pressed)) + 1 if pressed.isdigit() and int(pressed) in order else 0
    return next((pk for pk in [*order[start:], *order[:start]] if pk in open_), None)


def _told(posted: QueryDict) -> dict[int, str]:
    """Question → what was typed or, where nothing was typed, what was picked. Empty ones are left out."""
    told: dict[int, str] = {}
    for name in posted:
        kind, _dash, number = name.partition("-")
        text = (posted.get(name) or "").strip()
        if (
            kind in ("text", "pick")
            and number.isdigit()
            and text
            and (kind == "text" or int(number) not in told)
        ):
            told[int(number)] = text
    return told
