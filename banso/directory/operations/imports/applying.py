"""What the preview shows is done: all of it or nothing."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from banso.directory.codes import Channel, ImportState, Noun, Origin, RowOutcome
from banso.directory.exchange.incoming.planning import BATCH, batches
from banso.directory.models import Change, DirectoryImport, ImportRow, Window
from banso.directory.operations.imports.kept import NotImported, locked, must_be, reason_of
from banso.directory.operations.imports.windows import ELSEWHERE, columns, put, put_parts, put_source, save
from banso.directory.operations.tracing import CREATED, change, keep, touch
from banso.directory.queries.catalogue import revision
from banso.lib import clock


@transaction.atomic
def apply_import(*, pk: int, by: str, organisation: str = "") -> DirectoryImport:
    """Do what the preview shows, all of it or nothing. Refused when the directory has changed meanwhile."""
    kept = locked(pk)
    must_be(kept, ImportState.PREVIEW)
    if revision() != kept.revision:
        raise NotImported(
            "確認している間に台帳が変わりました。今の台帳と比べ直すため、ファイルをもう一度出してください。"
        )
    told: Counter[str] = Counter(created=0, changed=0, kept_fields=0)
    reason = reason_of(kept)
    rows = ImportRow.objects.filter(source=kept, outcome__in=[RowOutcome.CREATED, RowOutcome.CHANGED])
    for batch in batches(rows.order_by("number").iterator(chunk_size=BATCH), BATCH):
        _create(
            [row for row in batch if row.outcome == RowOutcome.CREATED], told, kept, by, organisation, reason
        )
        _change([row for row in batch if row.outcome == RowOutcome.CHANGED], told, by, organisation, reason)
    if told["created"] or told["changed"]:
        touch()
    kept.state, kept.applied_at, kept.applied_by, kept.told = ImportState.APPLIED, clock.now(), by, dict(told)
    kept.save(update_fields=["state", "applied_at", "applied_by", "told"])
    return kept


def _create(
    rows: list[ImportRow], told: Counter[str], kept: DirectoryImport, by: str, organisation: str, reason: str
) -> None:
    made, changes, parts = [], [], {}
    who = _who(by, organisation, reason)
    for row in rows:
        values = {d["field"]: d["after"] for d in row.differences}
        parts[row.key] = {name: values.pop(name) for name in ELSEWHERE if name in values}
        made.append(Window(key=row.key, **_new(kept, values, parts[row.key]) | columns(values)))
        changes.append(change(Noun.WINDOW, row.key, CREATED, None, None, **who))
    Window.objects.bulk_create(made)
    put_parts(parts)
    keep(changes)
    told["created"] += len(made)


def _new(kept: DirectoryImport, values: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a new window says of itself: where it comes from, and the ways to reach it that the row shows."""
    channels = [Channel.PLACE] if values.get("address") else []
    channels += [Channel.TELEPHONE] if parts.get("phones") else []
    return {
        "origin": Origin.IMPORT,
        "source": kept.source,
        "source_date": kept.source_date,
        "confidence": kept.confidence,
        "channels": [channel.value for channel in channels],
    }


def _change(rows: list[ImportRow], told: Counter[str], by: str, organisation: str, reason: str) -> None:
    windows = Window.objects.in_bulk([row.key for row in rows])
    who = _who(by, organisation, reason)
    changes: list[Change] = []
    parts: dict[str, dict[str, Any]] = {}
    touched: set[str] = set()
    for row in rows:
        window = windows[row.key]
        sources = dict(window.field_sources)
        for difference in row.differences:
            if difference["conflict"] and not row.accepted:
                told["kept_fields"] += 1
                continue
            put(window, difference["field"], difference["after"], parts)
            put_source(sources, difference["field"], difference.get("source"))
            touched.add(row.key)
            changes.append(
                change(
                    Noun.WINDOW,
                    row.key,
                    difference["field"],
                    difference["before"],
                    difference["after"],
                    **who,
                )
            )
        if sources != window.field_sources:
            changes.append(
                change(Noun.WINDOW, row.key, "field_sources", window.field_sources, sources, **who)
            )
            window.field_sources = sources
    save([windows[key] for key in touched])
    put_parts(parts)
    keep(changes)
    told["changed"] += len(touched)


def _who(by: str, organisation: str, reason: str) -> dict[str, Any]:
    return {"origin": Origin.IMPORT, "by": by, "organisation": organisation, "reason": reason}
