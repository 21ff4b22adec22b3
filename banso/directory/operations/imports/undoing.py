"""The way back from an import."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from banso.directory.codes import EntryStatus, ImportState, Noun, Origin, RowOutcome
from banso.directory.exchange.incoming.planning import BATCH, batches
from banso.directory.models import Change, DirectoryImport, ImportRow, Window
from banso.directory.operations.imports.kept import locked, must_be, reason_of
from banso.directory.operations.imports.windows import put, put_parts, put_source, save
from banso.directory.operations.tracing import change, keep, touch
from banso.directory.queries.imports import window_records
from banso.lib import clock


@transaction.atomic
def undo_import(*, pk: int, by: str, organisation: str = "") -> DirectoryImport:
    """Put back what an import changed, as new changes. What somebody changed since stays as it is and is counted.

    A window that the import made is closed to the public (準備中), because somebody may have been sent there already.
    """
    kept = locked(pk)
    must_be(kept, ImportState.APPLIED)
    told: Counter[str] = Counter(kept.told, back=0, closed=0, left=0)
    reason = f"{reason_of(kept)}の取り消し"
    rows = ImportRow.objects.filter(source=kept, outcome__in=[RowOutcome.CREATED, RowOutcome.CHANGED])
    for batch in batches(rows.order_by("number").iterator(chunk_size=BATCH), BATCH):
        _back(batch, told, by, organisation, reason)
    touch()
    kept.state, kept.undone_at, kept.undone_by, kept.told = ImportState.UNDONE, clock.now(), by, dict(told)
    kept.save(update_fields=["state", "undone_at", "undone_by", "told"])
    return kept


def _back(batch: list[ImportRow], told: Counter[str], by: str, organisation: str, reason: str) -> None:
    keys = [row.key for row in batch]
    windows, records = Window.objects.in_bulk(keys), window_records(keys)
    changes: list[Change] = []
    who: dict[str, Any] = {
        "origin": Origin.IMPORT, "by": by, "organisation": organisation, "reason": reason,
    }  # fmt: skip
    parts: dict[str, dict[str, Any]] = {}
    touched: set[str] = set()
    sources: dict[str, dict[str, Any]] = {}
    for row, name, was, now, whose in _backwards(batch):
        # A window that takes requests by now is closed on its own page, where they are handed on.
        if records[row.key].get(name) != now or (name == "status" and windows[row.key].takes_requests):
            told["left"] += 1
            continue
        put(windows[row.key], name, was, parts)
        put_source(sources.setdefault(row.key, dict(windows[row.key].field_sources)), name, whose)
        touched.add(row.key)
        told["closed" if row.outcome == RowOutcome.CREATED else "back"] += 1
        changes.append(change(Noun.WINDOW, row.key, name, now, was, **who))
    for key, of_fields in sources.items():
        if of_fields != windows[key].field_sources:
            changes.append(
                change(Noun.WINDOW, key, "field_sources", windows[key].field_sources, of_fields, **who)
            )
            windows[key].field_sources = of_fields
    save([windows[key] for key in touched])
    put_parts(parts)
    keep(changes)


def _backwards(batch: list[ImportRow]) -> Iterator[tuple[ImportRow, str, Any, Any, Any]]:
    """(row, field, what it was before the import, what the import wrote, whose words those were before)."""
    for row in batch:
        if row.outcome == RowOutcome.CREATED:
            status = next(d["after"] for d in row.differences if d["field"] == "status")
            if status != EntryStatus.INACTIVE:
                yield row, "status", EntryStatus.INACTIVE.value, status, None
            continue
        for difference in row.differences:
            if row.accepted or not difference["conflict"]:
                yield (
                    row,
                    difference["field"],
                    difference["before"],
                    difference["after"],
                    difference.get("source_before"),
                )
