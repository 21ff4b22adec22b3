"""Windows that nobody has vouched for lately, by who runs them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from banso.directory.models import Window


@dataclass(frozen=True)
class Unassured:
    """A window and when it was confirmed last, if ever."""

    key: str
    name: str
    assured_on: date | None


def unassured(since: date) -> dict[str, list[Unassured]]:
    """By organisation, the windows that it runs and that were not confirmed on ``since`` or later; the longest
    unconfirmed first. A class of windows (サポステ as such) is left out: nobody can confirm it. Two queries.
    """
    rows = list(
        Window.objects.open_for_people()
        .filter(Q(assured_on__isnull=True) | Q(assured_on__lt=since), instances__isnull=True)
        .values_list("pk", "name", "assured_on")
    )
    lines = {pk: Unassured(pk, name, assured_on) for pk, name, assured_on in rows}
    found: dict[str, list[Unassured]] = {}
    runs = Window.operators.through.objects.filter(window_id__in=lines).order_by("pk")
    for window, organisation in runs.values_list("window_id", "organisation_id"):
        found.setdefault(organisation, []).append(lines[window])
    for windows in found.values():
        windows.sort(key=lambda window: (window.assured_on or date.min, window.key))
    return found
