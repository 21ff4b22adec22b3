"""Putting what a plan and its folder say into the directory, field by field, without undoing what people wrote."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from banso.directory.codes import Noun, Origin
from banso.directory.models import Change
from banso.directory.operations.tracing import CREATED, change, keep, plain
from banso.directory.records import Record

BY = "計画のフォルダ"
# Fields whose column is the key of another entry, and those that stand in rows of their own.
_KEYS = ("part_of", "one_of", "located_in", "municipality", "organisation", "member_of")
_APART = ("phones", "at", "operators")


@dataclass
class Synced:
    """What a reading of the folder did. ``kept`` are fields that people changed and that stayed: (id, field)."""

    created: int = 0
    changed: int = 0
    same: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def put(model: type[models.Model], noun: Noun, records: Iterable[Record], done: Synced) -> set[str]:
    """Upsert records by key, field by field. Returns the keys that were created or changed."""
    records = list(records)
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=[r["key"] for r in records])}
    edited = written_by_people(noun, rows)
    changes, new, touched = [], [], set()
    for record in records:
        values = {_column(name): value for name, value in record.items() if name not in _APART}
        row = rows.get(record["key"])
        if row is None:
            new.append(model(**values))
            changes.append(change(noun, record["key"], CREATED, None, None, origin=Origin.FOLDER, by=BY))
            continue
        mine = _differences(noun, row, values, edited, done)
        if mine:
            touched.add(record["key"])
            changes += mine
    done.created += len(new)
    done.changed += len(touched)
    done.same += len(records) - len(new) - len(touched)
    model._default_manager.bulk_create(new, batch_size=500)
    for key in touched:
        rows[key].save()
    keep(changes)
    return {row.pk for row in new} | touched


def written_by_people(noun: Noun, keys: Collection[str]) -> set[tuple[str, str]]:
    """(id, field) of what people changed on their pages or brought by a file."""
    if not keys:
        return set()
    people = Change.objects.filter(noun=noun, origin__in=[Origin.OWNER, Origin.IMPORT])
    return set(people.filter(key__in=list(keys)).values_list("key", "field"))


def _column(name: str) -> str:
    return f"{name}_id" if name in _KEYS else name


def _differences(
    noun: Noun, row: Any, values: Mapping[str, Any], edited: set[tuple[str, str]], done: Synced
) -> list[Change]:
    """The changes that ``values`` make to ``row``, made."""
    changes = []
    for column, value in values.items():
        before = getattr(row, column)
        if plain(before) == plain(value):
            continue
        name = column.removesuffix("_id")
        if (row.pk, name) in edited or (row.pk, CREATED) in edited:
            done.kept.append((row.pk, name))
            continue
        setattr(row, column, value)
        changes.append(change(noun, row.pk, name, before, value, origin=Origin.FOLDER, by=BY))
    return changes
