"""``/find/paper/``: cards and a note as a file, made of what was ticked and kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.answers import facts_of
from banso.navigator.forms import told
from banso.navigator.pages import words
from banso.navigator.pages.result import MOST_WINDOWS
from banso.navigator.printing import take_away
from banso.navigator.views import printing
from banso.navigator.views.addresses import public_address
from banso.navigator.views.private import kept_nowhere
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan


@kept_nowhere
@require_POST
@with_plan
def paper(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The PDF. No answer is printed that was not ticked, and none is in the QR codes."""
    known, asked = catalogue(plan), told(request.POST)
    facts, _problems = facts_of(known, asked.answers)
    chosen = [known.windows[key] for key in request.POST.getlist("window") if key in known.windows]
    cards = [
        take_away.card(window, public_address(request, "window", window.key), clock.today())
        for window in chosen[:MOST_WINDOWS]
    ]
    ticked = set(request.POST.getlist("show"))
    given = words.given(known.vocabulary, asked.answers, facts)
    note = take_away.Note(
        lines=tuple((text, answer) for question, text, answer in given if question.id in ticked),
        hard_to_speak="hard_to_speak" in request.POST,
    )
    wanted = note if "note" in request.POST or note.lines or note.hard_to_speak else None
    if not cards and wanted is None:
        return render(request, "navigator/nothing_to_print.html", {"carried": asked.carried}, status=400)
    sheet = take_away.sheet(
        cards,
        wanted,
        title="相談できる窓口のカード" if cards else "窓口で見せるメモ",
        is_sample=plan.document.fictitious,
        printed_at=clock.local(clock.now()),
    )
    boxes = [("window", window.key) for window in chosen[:MOST_WINDOWS]]
    boxes += [("show", question.id) for question, _text, _answer in given if question.id in ticked]
    boxes += [(name, "1") for name in ("note", "hard_to_speak") if name in request.POST]
    return printing.personal(request, sheet, "madoguchi.pdf", carried=asked.carried, ticked=boxes)
