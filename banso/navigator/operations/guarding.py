"""Holding off floods without a puzzle: counts of an hour by a mark of the source, and of a day by window."""

import hashlib
import os
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F

from banso.lib import clock
from banso.navigator.models import Salt, Tally
from banso.navigator.requests import (
    A_DAY_FOR_ONE_WINDOW,
    A_DAY_FROM_ONE_CONTACT,
    A_DAY_FROM_ONE_SOURCE_FOR_ONE_WINDOW,
)

TOMORROW = "明日になったら"


class Cause(StrEnum):
    """Whose count is full: it decides what the page says."""

    SOURCE = "source"
    WINDOW = "window"
    CONTACT = "contact"


class TooMany(Exception):
    """Enough for now. ``again`` says in words from when it can be tried again, ``seconds`` to a program."""

    def __init__(self, cause: Cause, again: str) -> None:
        self.cause, self.again = cause, again
        now = clock.local(clock.now())
        past = timedelta(minutes=now.minute, seconds=now.second)
        hours = 24 - now.hour if again == TOMORROW else 1
        self.seconds = int((timedelta(hours=hours) - past).total_seconds())
        super().__init__(f"{cause}: {again}")


def count_request(*, window: str, source: str, contact: str = "") -> None:
    """One more request. Raises :class:`TooMany`; inside a transaction what is refused is then counted for nobody.

    What asks with one ``contact`` is counted for one source: whoever tries another's number elsewhere learns nothing of
    what was sent with it.
    """
    mark, shared = _mark(source), _is_shared(source)
    if contact and not shared:
        same = _digest(f"{contact.casefold()}\0{window}")
        _count(f"same:{mark}:{same}", A_DAY_FROM_ONE_CONTACT, Cause.CONTACT, TOMORROW)
    _count(_of_hour("ask", mark), _an_hour(shared), Cause.SOURCE, _next_hour())
    if not shared:
        _count(f"pair:{mark}:{window}", A_DAY_FROM_ONE_SOURCE_FOR_ONE_WINDOW, Cause.SOURCE, TOMORROW)
    _count(f"window:{window}", A_DAY_FOR_ONE_WINDOW, Cause.WINDOW, TOMORROW)


def count_print(*, source: str) -> None:
    """One more PDF to be made. Raises :class:`TooMany`."""
    _count(
        _of_hour("print", _mark(source)), _an_hour(_is_shared(source), "PRINTS"), Cause.SOURCE, _next_hour()
    )


def count_look(*, source: str) -> None:
    """One more code that led nowhere. Raises :class:`TooMany`."""
    _count(_of_hour("look", _mark(source)), _an_hour(_is_shared(source)), Cause.SOURCE, _next_hour())


def refuse_looks(*, source: str) -> None:
    """Raise :class:`TooMany` once this source has tried too many codes in this hour."""
    found = Tally.objects.filter(day=clock.today(), what=_of_hour("look", _mark(source))).first()
    if found is not None and found.count >= _an_hour(_is_shared(source)):
        raise TooMany(Cause.SOURCE, _next_hour())


@transaction.atomic
def clear_old() -> None:
    """Yesterday's counts and their salt go: nobody can then tell any more who came."""
    today = clock.today()
    Tally.objects.filter(day__lt=today).delete()
    Salt.objects.filter(day__lt=today).delete()


def _count(what: str, most: int, cause: Cause, again: str) -> None:
    today = clock.today()
    tally, new = Tally.objects.get_or_create(day=today, what=what, defaults={"count": 1})
    if new:
        clear_old()
        return
    # The database adds, so two at once are two.
    if not Tally.objects.filter(pk=tally.pk, count__lt=most).update(count=F("count") + 1):
        raise TooMany(cause, again)


def _of_hour(what: str, mark: str) -> str:
    return f"{what}:{clock.local(clock.now()).hour:02}:{mark}"


def _next_hour() -> str:
    hour = clock.local(clock.now()).hour + 1
    return TOMORROW if hour == 24 else f"{hour}時を過ぎたら"


def _an_hour(shared: bool, what: str = "REQUESTS") -> int:
    return int(getattr(settings, f"{what}_AN_HOUR_SHARED" if shared else f"{what}_AN_HOUR"))


def _is_shared(source: str) -> bool:
    """Whether the office named this address as one that many people use."""
    try:
        address = ip_address(source)
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.SHARED_ADDRESSES)


def _mark(source: str) -> str:
    """The source under today's salt."""
    return _digest(_line_of(source))


def _digest(text: str) -> str:
    salt, _ = Salt.objects.get_or_create(day=clock.today(), defaults={"value": os.urandom(32)})
    return hashlib.sha256(bytes(salt.value) + text.encode()).hexdigest()[:32]


def _line_of(source: str) -> str:
    """What one connection has of an address: of IPv6 the first half, the rest of which it may choose."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else source
