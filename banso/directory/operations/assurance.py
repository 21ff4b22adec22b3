"""Vouching for an entry: "this is right as of today"."""

from datetime import date

from django.db import transaction

from banso.directory.codes import Noun, Origin
from banso.directory.models import Service, Window
from banso.directory.operations.tracing import change, keep
from banso.lib import clock
from banso.lib.text import one_line

_MODELS: dict[Noun, type[Window] | type[Service]] = {Noun.WINDOW: Window, Noun.SERVICE: Service}
_FIELDS = ("assured_on", "assured_by")
NAME_LENGTH = 120


class NotAssured(Exception):
    """The sentence says why, in Japanese."""


@transaction.atomic
def assure(*, noun: Noun, key: str, by: str, organisation: str = "", on: date) -> Window | Service:
    """``by`` confirms on the day ``on`` that the whole entry is right. Who may is asked by whoever calls.

    The day never goes back: what was confirmed later stays confirmed. Raises :class:`NotAssured`, and ``KeyError``
    for a noun that nobody vouches for.
    """
    name = one_line(by)[:NAME_LENGTH]
    if not name:
        raise NotAssured("確かめた人の名前が要ります。")
    if on > clock.today():
        raise NotAssured("確かめた日に、先の日付は使えません。")
    entry = _MODELS[noun]._default_manager.select_for_update().filter(pk=key).first()
    if entry is None:
        raise NotAssured(f"{noun.label}「{key}」はありません。")
    if entry.assured_on and on < entry.assured_on:
        day = entry.assured_on
        raise NotAssured(f"{day.year}年{day.month}月{day.day}日に、すでに確かめられています。")
    if (entry.assured_on, entry.assured_by) == (on, name):
        return entry
    before = {field: getattr(entry, field) for field in _FIELDS}
    entry.assured_on, entry.assured_by = on, name
    entry.save(update_fields=_FIELDS)
    keep(
        change(
            noun, key, field, before[field], getattr(entry, field),
            origin=Origin.OWNER, by=name, organisation=organisation,
        )
        for field in _FIELDS
        if before[field] != getattr(entry, field)
    )  # fmt: skip
    return entry
