"""``/employers/subsidies/``: which subsidies a firm may get, by a few questions or all at once. Nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from banso.directory import queries as directory
from banso.directory.catalogue import Catalogue, SubsidyCard
from banso.directory.format import Question
from banso.lib import clock
from banso.navigator.answers import NOTHING_SAID, Unreadable
from banso.navigator.firm_forms import FirmForm
from banso.navigator.firm_questions import ALONE, door, firm_questions, spelled_out
from banso.navigator.forms import Told, told
from banso.navigator.interview import Interview
from banso.navigator.pages import words
from banso.navigator.pages.question import left, question_page
from banso.navigator.views.private import kept_nowhere
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@kept_nowhere
@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def subsidies(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """All subsidies with their rules by date; with answers, the next question or how each stands."""
    known, offered = directory.catalogue(plan), directory.subsidies()
    asked = told(request.POST) if request.method == "POST" else None
    if asked and asked.go == "all" or not asked and "all" in request.GET:
        return _all_at_once(request, known, offered, asked)
    if asked is None:
        context = {"door": door(offered), **_rules(known, offered)}
        return render(request, "navigator/subsidies.html", context)
    interview = Interview(known, offered, asked.answers, on=clock.today())
    return _Pages(request, interview, asked).page()


def _rules(known: Catalogue, offered: list[SubsidyCard]) -> dict[str, Any]:
    """The list of the subsidies, each with the window that knows."""
    return {"offered": [(subsidy, known.windows.get(subsidy.window)) for subsidy in offered]}


def _all_at_once(
    request: HttpRequest, known: Catalogue, offered: list[SubsidyCard], asked: Told | None
) -> HttpResponse:
    """Every question on one page, for who asks on behalf of others or has the papers at hand."""
    # Here all subsidies are concerned, whatever was planned.
    answers = spelled_out(asked.answers) if asked else None
    form = FirmForm(firm_questions(offered, known), known, answers)
    results = []
    if answers is not None and form.is_valid():
        results = Interview(known, offered, answers, on=clock.today()).results
    context = {"form": form, "answers": results, **_rules(known, offered)}
    return render(request, "navigator/subsidies_all.html", context)


class _Pages:
    """The pages of one step of the interview."""

    def __init__(self, request: HttpRequest, interview: Interview, asked: Told) -> None:
        self.request, self.interview, self.asked = request, interview, asked

    def page(self) -> HttpResponse:
        """What was not understood, what shall be changed, the next question, or the result."""
        asked, interview = self.asked, self.interview
        about = words.question_of(interview.questions, asked.about)
        if asked.go == "change" and about:
            return self._question(about, interview.problems.get(about.id))
        unread = next((each for each in interview.questions if each.id in interview.problems), None)
        if unread:
            return self._question(unread, interview.problems[unread.id])
        if asked.go == "empty" and about:
            return self._question(about, Unreadable(NOTHING_SAID))
        question = None if asked.go == "result" else interview.next(more=asked.go == "more")
        return self._question(question) if question else self._result()

    def _question(self, question: Question, problem: Unreadable | None = None) -> HttpResponse:
        asked, interview = self.asked, self.interview
        most = interview.known.vocabulary.most_questions
        put = [key for key in interview.put if key != question.id]
        page = question_page(
            interview.known,
            question,
            interview.facts,
            asked.answers,
            problem,
            left=left(interview.own_questions, most, interview.facts, put),
            is_change=problem is None and asked.go == "change",
        )
        context = {**self._carried(asked.without(question.id)), "page": page, "all_at_once": True}
        return render(self.request, "navigator/question.html", context)

    def _result(self) -> HttpResponse:
        interview = self.interview
        context = {
            **self._carried(self.asked),
            "answers": [(answer, bool(interview.undecided([answer]))) for answer in interview.results],
            "others": interview.judged(interview.others),
            "next": interview.next(more=True),
            "alone": ALONE if len(interview.concerned) > 1 else "",
            "is_alone": ALONE in self.asked.answers,
            "carried_by_all": self.asked.without(ALONE).carried,
        }
        return render(self.request, "navigator/subsidies_result.html", context)

    def _carried(self, asked: Told) -> dict[str, Any]:
        given = words.given(self.interview.questions, asked.answers, self.interview.facts)
        return {
            "action": reverse("subsidies"),
            "carried": asked.carried,
            "given": given,
            "previous": given[-1][0].id if given else "",
        }
