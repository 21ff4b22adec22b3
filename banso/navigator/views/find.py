"""``/find/``: a few questions, then the windows that fit. Nothing that is answered here is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from banso.directory.catalogue import Catalogue
from banso.directory.format import Question
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.answers import NOTHING_SAID, Unreadable, facts_of
from banso.navigator.forms import Told, told
from banso.navigator.guide import guide
from banso.navigator.pages import words
from banso.navigator.pages.question import asker_question, left, question_page
from banso.navigator.pages.result import result_page
from banso.navigator.results import Facts, Guidance, Verdict
from banso.navigator.views.private import kept_nowhere
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@kept_nowhere
@require_http_methods(["GET", "HEAD", "POST"])
@with_plan
def find(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The doors; with answers, the next question or the result."""
    known = catalogue(plan)
    if request.method != "POST":
        return render(
            request, "navigator/start.html", {"question": asker_question(known), "area": known.area_name}
        )
    return _answered(request, known, told(request.POST))


def _answered(request: HttpRequest, known: Catalogue, asked: Told) -> HttpResponse:
    facts, problems = facts_of(known, asked.answers)
    unread = next((key for key in asked.answers if key in problems), None)
    if unread is not None and asked.go != "change":
        return _question(request, known, asked, facts, unread, problems[unread])
    if asked.go == "empty" and words.question_of(known.vocabulary.questions, asked.about):
        return _question(request, known, asked, facts, asked.about, Unreadable(NOTHING_SAID))
    if asked.go == "change" and words.question_of(known.vocabulary.questions, asked.about):
        return _question(request, known, asked, facts, asked.about, problems.get(asked.about))
    guidance = guide(
        known,
        facts,
        on=clock.today(),
        moment=clock.now().astimezone(clock.JAPAN),
        skipped=asked.answers.keys(),
    )
    if asked.go in ("result", "page") or guidance.question is None:
        return _result(request, known, asked, guidance)
    return _question(request, known, asked, facts, guidance.question.id)


def _question(
    request: HttpRequest,
    known: Catalogue,
    asked: Told,
    facts: Facts,
    key: str,
    problem: Unreadable | None = None,
) -> HttpResponse:
    question = words.question_of(known.vocabulary.questions, key)
    assert isinstance(question, Question)
    # What is being asked is still open, whatever stood in its field and could not be read.
    vocabulary, others = known.vocabulary, asked.without(key)
    page = question_page(
        known,
        question,
        facts,
        asked.answers,
        problem,
        left=left(vocabulary.questions, vocabulary.most_questions, facts, others.answers),
        is_change=problem is None and asked.go == "change",
    )
    context = {
        "page": page,
        "action": reverse("navigator"),
        "carried": others.carried,
        "given": words.given(known.vocabulary.questions, others.answers, facts),
        "previous": next(reversed([*others.answers]), ""),
    }
    return render(request, "navigator/question.html", context)


def _result(request: HttpRequest, known: Catalogue, asked: Told, guidance: Guidance) -> HttpResponse:
    context = {
        "page": result_page(known, guidance, asked.answers, _pages(asked)),
        "action": reverse("navigator"),
        "carried": asked.carried,
        "given": words.given(known.vocabulary.questions, asked.answers, guidance.facts),
        "next_question": guidance.question,
        "next_text": words.wording(guidance.question, guidance.facts) if guidance.question else "",
    }
    return render(request, "navigator/result.html", context)


def _pages(asked: Told) -> dict[Verdict, int]:
    """``page:fits:2`` of the button pressed; anything else is the first part of every list."""
    name, _, number = asked.about.partition(":")
    if asked.go != "page" or name not in {verdict.value for verdict in Verdict} or not number.isdigit():
        return {}
    return {Verdict.of(name): int(number[:6])}
