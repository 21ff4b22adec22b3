"""Vouching for an entry: "this is right as of today"."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from banso.directory.codes import Confidence, Noun, Origin
from banso.directory.models import Organisation, Service, Window
from banso.directory.operations.tracing import change, keep
from banso.directory.records import Record
from banso.lib import clock
from banso.lib.text import one_line

_MODELS: dict[Noun, type[Window] | type[Service] | type[Organisation]] = {
    Noun.WINDOW: Window,
    Noun.SERVICE: Service,
    Noun.ORGANISATION: Organisation,
}
_FIELDS = ("assured_on", "assured_by", "source", "source_date", "confidence", "field_sources")
NAME_LENGTH = 120


class NotAssured(Exception):
    """The sentence says why, in Japanese."""


@transaction.atomic
def assure(
    *,
    noun: Noun,
    key: str,
    by: str,
    organisation: str = "",
    on: date,
    source: str = "",
    fields: Collection[str] = (),
) -> Window | Service | Organisation:
    """``by`` confirms on the day ``on`` that the whole entry is right. Who may is asked by whoever calls.

    ``source`` is the organisation in charge where it is the one that confirms: it becomes the source of the entry with all
    its ``fields``.

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
    before = {field: getattr(entry, field) for field in _FIELDS}
    entry.assured_on, entry.assured_by = on, name
    if source:
        # One source for all of it: what stood beside single fields is answered.
        entry.source, entry.source_date, entry.confidence = source, on.isoformat(), Confidence.OFFICIAL
        entry.field_sources = {n: told for n, told in entry.field_sources.items() if n not in fields}
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


@transaction.atomic
def vouch(
    *, noun: Noun, key: str, by: str, organisation: str, source: str, fields: Collection[str], on: date
) -> None:
    """The organisation in charge, ``source``, says of some fields that they are right: the day of the whole entry
    stays as it was. Who may is asked by whoever calls. Raises :class:`NotAssured` and ``KeyError``.
    """
    if not fields:
        raise NotAssured("確かめた項目を選んでください。")
    entry = _MODELS[noun]._default_manager.select_for_update().filter(pk=key).first()
    if entry is None:
        raise KeyError(key)
    before = entry.field_sources
    entry.field_sources = before | _vouched(source, on, fields)
    entry.save(update_fields=["field_sources"])
    if before != entry.field_sources:
        told = (noun, key, "field_sources", before, entry.field_sources)
        keep([change(*told, origin=Origin.OWNER, by=one_line(by)[:NAME_LENGTH], organisation=organisation)])


def _vouched(source: str, on: date, fields: Collection[str]) -> Record:
    fresh = {"source": source, "source_date": on.isoformat(), "confidence": Confidence.OFFICIAL.value}
    return dict.fromkeys(fields, fresh)
