"""Reads of the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from banso.ledger.kinds import Kind
from banso.ledger.models import Entry, EntryQuerySet
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


def entries(plan: str) -> EntryQuerySet:
    """Every entry of a plan, in the order in which it became known."""
    return Entry.objects.of_plan(plan)


def as_known(plan: str, kind: Kind, seq: int) -> EntryQuerySet:
    """The entries of a kind that stood when ``seq`` was the last one: corrected ones are left out."""
    return entries(plan).of_kind(kind).known_by(seq)


def sources(plan: str, *, prefix: str, seq: int) -> list[str]:
    """The names of the sources that begin with ``prefix`` and had an entry when ``seq`` was the last one."""
    known = entries(plan).filter(seq__lte=seq, source__startswith=prefix)
    return list(known.order_by("source").values_list("source", flat=True).distinct())


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain of seals found.

    ``last_seal``, written down elsewhere, also shows later whether entries at the end have been taken away.
    """

    entries: int
    last_seal: str
    first_broken: int | None

    def as_json(self) -> dict[str, Any]:
        return {"entries": self.entries, "last_seal": self.last_seal, "first_broken": self.first_broken}


def verify() -> Verification:
    """Check every seal against the content and the place of its entry."""
    number, previous = 0, ""
    for number, entry in enumerate(Entry.objects.order_by("seq").iterator(), start=1):
        if entry.seq != number or entry.digest != sealed(entry, previous):
            return Verification(Entry.objects.count(), "", number)
        previous = entry.digest
    return Verification(number, previous, None)
