"""Leaflets, asked for by a page or by a command."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from banso.directory import queries as directory
from banso.directory.codes import Confidence
from banso.directory.doubt import doubtful, marked
from banso.lib import clock
from banso.navigator.answers import Unreadable, place
from banso.navigator.pages.leaflets import Leaflet, of_place, of_situation
from banso.navigator.printing import leaflet as printing
from banso.navigator.printing.leaflet import Shape
from banso.navigator.printing.press import Sheet
from banso.plan.queries import LoadedPlan

if TYPE_CHECKING:
    from banso.directory.models import Helpline

MOST_LINES = 2


class NoLeaflet(ValueError):
    """There is no such leaflet; the sentence says what there is."""


def leaflet_of_place(plan: LoadedPlan, asked: str) -> Leaflet:
    """For a municipality by its name or code. Raises :class:`NoLeaflet`."""
    known = directory.catalogue(plan)
    try:
        code = place(asked, known)
    except Unreadable as problem:
        raise NoLeaflet(str(problem)) from None
    if code not in known.places:
        raise NoLeaflet(f"「{asked}」は{known.area_name}の中にありません。")
    return of_place(known, plan.document, code, clock.today())


def leaflet_of_situation(plan: LoadedPlan, key: str) -> Leaflet:
    """For a situation that the plan's vocabulary describes. Raises :class:`NoLeaflet`."""
    known = directory.catalogue(plan)
    entries = {entry.id: entry for entry in known.vocabulary.leaflets}
    if key not in entries:
        raise NoLeaflet(f"「{key}」というちらしはありません。あるもの: {'、'.join(entries) or 'なし'}。")
    return of_situation(known, entries[key], clock.today())


def sheet_of(plan: LoadedPlan, content: Leaflet, shape: Shape, *, site: str) -> Sheet:
    """The leaflet, ready to be printed. ``site`` is where the public finds the navigator; without it there is no QR code. One query."""
    today = clock.today()
    return printing.sheet(
        content,
        shape,
        helplines=[_line(line, today) for line in _fitting(directory.helplines(), shape)],
        address=site + reverse("navigator") if site else "",
        publisher=plan.document.body.name,
        is_sample=plan.document.fictitious,
        printed_at=clock.local(clock.now()),
    )


def _fitting(lines: "list[Helpline]", shape: Shape) -> "list[Helpline]":
    """All lines on a sheet. On a card, which goes from hand to hand for years, those for an emergency and the first two
    of the others that come from no old source.
    """
    if shape is Shape.A4:
        return lines
    lasting = [line for line in lines if line.confidence != Confidence.OLD and not line.is_emergency]
    return [*(line for line in lines if line.is_emergency), *lasting[:MOST_LINES]]


def _line(line: "Helpline", on: date) -> tuple[str, str, str]:
    """Name, number and hours of a line of immediate help, with its mark; police and ambulance answer at any hour."""
    hours = "" if line.is_emergency else line.hours_text or "時間は未確認"
    return line.name, line.number, marked(hours, True) if doubtful(line, on=on) else hours
