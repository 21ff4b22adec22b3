"""Reads of the ledger."""

from datetime import date, datetime

from banso.ledger.models import Entry
from banso.ledger.seal import sealed
from banso.lib import clock


def last_known(as_of: date | datetime | None = None) -> int:
    """The number of the last entry known at ``as_of``: the end of that day in Japan, or that very moment.

    Without ``as_of``: now. 0 when nothing was known.
    """
    moment = clock.now() if as_of is None else as_of
    if not isinstance(moment, datetime):
        return _before(clock.end_of_day(moment))
    return (
        Entry.objects.filter(recorded_at__lte=moment).order_by("-seq").values_list("seq", flat=True).first()
        or 0
    )


def _before(moment: datetime) -> int:
    return (
        Entry.objects.filter(recorded_at__lt=moment).order_by("-seq").values_list("seq", flat=True).first()
        or 0
    )


def first_broken_seal() -> int | None:
    """The number of the first entry whose seal does not fit its content and place; ``None`` when all fit."""
    previous = ""
    for number, entry in enumerate(Entry.objects.order_by("seq").iterator(), start=1):
        if entry.seq != number or entry.digest != sealed(entry, previous):
            return number
        previous = entry.digest
    return None
