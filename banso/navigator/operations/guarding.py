"""Holding off floods without a puzzle: counts of one day, by window and by a mark of the source."""

import hashlib
import os

from django.db import transaction
from django.db.models import F

from banso.lib import clock
from banso.navigator.models import Salt, Tally
from banso.navigator.requests import (
    A_DAY_FOR_ONE_WINDOW,
    A_DAY_FROM_ONE_SOURCE,
    LOOKS_A_DAY_FROM_ONE_SOURCE,
)


class TooMany(Exception):
    """Enough for today; the page says kindly what to do instead."""


def count_request(*, window: str, source: str) -> None:
    """One more request. Raises :class:`TooMany`; what is refused is not counted for the window."""
    _count(f"ask:{_mark(source)}", A_DAY_FROM_ONE_SOURCE)
    _count(f"window:{window}", A_DAY_FOR_ONE_WINDOW)


def count_look(*, source: str) -> None:
    """One more code that led nowhere. Raises :class:`TooMany`."""
    _count(f"look:{_mark(source)}", LOOKS_A_DAY_FROM_ONE_SOURCE)


def refuse_looks(*, source: str) -> None:
    """Raise :class:`TooMany` once this source has tried too many codes today."""
    found = Tally.objects.filter(day=clock.today(), what=f"look:{_mark(source)}").first()
    if found is not None and found.count >= LOOKS_A_DAY_FROM_ONE_SOURCE:
        raise TooMany


@transaction.atomic
def clear_old() -> None:
    """Yesterday's counts and their salt go: nobody can then tell any more who came."""
    today = clock.today()
    Tally.objects.filter(day__lt=today).delete()
    Salt.objects.filter(day__lt=today).delete()


def _count(what: str, most: int) -> None:
    today = clock.today()
    tally, new = Tally.objects.get_or_create(day=today, what=what, defaults={"count": 1})
    if new:
        clear_old()
        return
    # The database adds, so two at once are two.
    if not Tally.objects.filter(pk=tally.pk, count__lt=most).update(count=F("count") + 1):
        raise TooMany


def _mark(source: str) -> str:
    """The source under today's salt."""
    salt, _ = Salt.objects.get_or_create(day=clock.today(), defaults={"value": os.urandom(32)})
    return hashlib.sha256(bytes(salt.value) + source.encode()).hexdigest()[:32]
