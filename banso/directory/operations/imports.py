"""Bringing windows in by a file: first what would change, then the change, and the way back.

Who may is asked by whoever calls: this room does not know the roles.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from django.db import transaction

from banso.directory.codes import Channel, EntryStatus, ImportState, Noun, Origin, RowOutcome
from banso.directory.exchange.incoming import Planned, Planner, draft, opened
from banso.directory.exchange.incoming.planning import BATCH, batches
from banso.directory.models import (
    Change,
    DirectoryImport,
    ImportRow,
    Phone,
    Window,
)
from banso.directory.operations.tracing import CREATED, change, keep, touch
from banso.directory.queries.catalogue import revision
from banso.directory.queries.imports import area_of, known_windows, window_records, written_by_owners
from banso.lib import clock
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan

MOST_BYTES = 50 * 1024 * 1024
# Fields of a record that stand in other tables.
_ELSEWHERE = ("phones", "operators")


class NotImported(Exception):
    """The sentence says why, in Japanese, and what to do."""


@transaction.atomic
def preview_import(*, file: BinaryIO, name: str, plan: LoadedPlan, by: str) -> DirectoryImport:
    """Keep a file and plan each of its rows; the directory stays as it is.

    Raises :class:`NotImported`, and ``Unreadable`` for a file that is no table.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotImported(
            f"ファイルが大きすぎます（{MOST_BYTES // 1024 // 1024}MBまで）。分けて出してください。"
        )
    kept = DirectoryImport(
        name=base_name(name), sha256=hashlib.sha256(content).hexdigest(), size=len(content), file=content,
        revision=revision(), made_at=clock.now(), made_by=by,
    )  # fmt: skip
    del content
    with opened(file, name) as incoming:
        kept.encoding, kept.notes = incoming.encoding, incoming.notes
        kept.save()
        areas = area_of(plan)
        planner = Planner(known_windows(areas), areas, _fetch)
        drafts = (draft(row, incoming.columns, areas) for row in incoming.rows)
        kept.counts = _keep_rows(kept, planner.planned(drafts))
    if not kept.counts["rows"]:
        raise NotImported("行がありません。項目名の下に、窓口を1行に1つずつ書いてください。")
    kept.save(update_fields=["counts"])
    return kept


def _fetch(keys: list[str]) -> tuple[Mapping[str, Mapping[str, Any]], set[tuple[str, str]]]:
    return window_records(keys), written_by_owners(keys)


def _keep_rows(kept: DirectoryImport, planned: Iterable[Planned]) -> dict[str, int]:
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in RowOutcome})
    counts.update({"conflicts": 0, "repaired": 0})
    for batch in batches(planned, BATCH):
        ImportRow.objects.bulk_create([_row(kept, one) for one in batch])
        counts.update(one.outcome.value for one in batch)
        counts["conflicts"] += sum(one.conflicts for one in batch)
        counts["repaired"] += sum(bool(one.repairs) for one in batch)
    return dict(counts) | {"rows": sum(counts[outcome.value] for outcome in RowOutcome)}


def _row(kept: DirectoryImport, one: Planned) -> ImportRow:
    return ImportRow(
        source=kept, number=one.number, name=one.name, outcome=one.outcome, key=one.key, reason=one.reason,
        repairs=one.repairs, problems=one.problems, conflicts=one.conflicts,
        differences=[
            {"field": d.field, "before": d.before, "after": d.after, "conflict": d.conflict}
            for d in one.differences
        ],
    )  # fmt: skip


@transaction.atomic
def accept_conflicts(*, pk: int, numbers: Iterable[int] | None, accepted: bool = True) -> int:
    """Let rows change what the organisation in charge wrote: those with these numbers, or all. How many there were."""
    kept = _locked(pk)
    _must_be(kept, ImportState.PREVIEW)
    rows = ImportRow.objects.filter(source=kept, conflicts=True)
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    return rows.update(accepted=accepted)


@transaction.atomic
def apply_import(*, pk: int, by: str, organisation: str = "") -> DirectoryImport:
    """Do what the preview shows, all of it or nothing. Refused when the directory has changed meanwhile."""
    kept = _locked(pk)
    _must_be(kept, ImportState.PREVIEW)
    if revision() != kept.revision:
        raise NotImported(
            "確認している間に台帳が変わりました。今の台帳と比べ直すため、ファイルをもう一度出してください。"
        )
    told: Counter[str] = Counter(created=0, changed=0, kept_fields=0)
    reason = _reason(kept)
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
    for row in rows:
        values = {d["field"]: d["after"] for d in row.differences}
        parts[row.key] = {name: values.pop(name) for name in _ELSEWHERE if name in values}
        made.append(Window(key=row.key, **_columns(values), **_new(kept, values, parts[row.key])))
        changes.append(
            change(
                Noun.WINDOW,
                row.key,
                CREATED,
                None,
                None,
                origin=Origin.IMPORT,
                by=by,
                organisation=organisation,
                reason=reason,
            )  # fmt: skip
        )
    Window.objects.bulk_create(made)
    _put_parts(parts)
    keep(changes)
    told["created"] += len(made)


def _new(kept: DirectoryImport, values: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a new window says of itself: where it comes from, and the ways to reach it that the row shows."""
    channels = [Channel.PLACE] if values.get("address") else []
    channels += [Channel.TELEPHONE] if parts.get("phones") else []
    return {
        "origin": Origin.IMPORT,
        "source": kept.name,
        "source_date": clock.today().isoformat(),
        "channels": [channel.value for channel in channels],
    }


def _change(rows: list[ImportRow], told: Counter[str], by: str, organisation: str, reason: str) -> None:
    windows = Window.objects.in_bulk([row.key for row in rows])
    changes: list[Change] = []
    parts: dict[str, dict[str, Any]] = {}
    touched: set[str] = set()
    for row in rows:
        for difference in row.differences:
            if difference["conflict"] and not row.accepted:
                told["kept_fields"] += 1
                continue
            _set(windows[row.key], difference["field"], difference["after"], parts)
            touched.add(row.key)
            changes.append(
                change(
                    Noun.WINDOW,
                    row.key,
                    difference["field"],
                    difference["before"],
                    difference["after"],
                    origin=Origin.IMPORT,
                    by=by,
                    organisation=organisation,
                    reason=reason,
                )  # fmt: skip
            )
    _save([windows[key] for key in touched])
    _put_parts(parts)
    keep(changes)
    told["changed"] += len(touched)


def _set(window: Window, name: str, value: Any, parts: dict[str, dict[str, Any]]) -> None:
    if name in _ELSEWHERE:
        parts.setdefault(window.pk, {})[name] = value or []
    else:
        for column, written in _columns({name: value}).items():
            setattr(window, column, written)


_FIELDS = (
    "name", "kana", "aliases", "kind", "description", "status", "municipality", "address", "building", "postal_code",
    "latitude", "longitude", "url", "email", "hours", "hours_text", "note",
)  # fmt: skip
_NULLABLE = ("latitude", "longitude", "hours", "municipality")


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by the names of their columns; what is not known is empty text where the column takes no null."""
    empty: dict[str, Any] = {"aliases": []}
    return {
        ("municipality_id" if name == "municipality" else name): (
            value if value is not None or name in _NULLABLE else empty.get(name, "")
        )
        for name, value in values.items()
    }


def _save(windows: list[Window]) -> None:
    if windows:
        Window.objects.bulk_update(windows, _FIELDS, batch_size=50)


def _put_parts(parts: Mapping[str, Mapping[str, Any]]) -> None:
    """Telephones and operators of windows, in place of those that were there."""
    numbers = {key: part["phones"] for key, part in parts.items() if "phones" in part}
    bodies = {key: part["operators"] for key, part in parts.items() if "operators" in part}
    Phone.objects.filter(window__in=list(numbers)).delete()
    Phone.objects.bulk_create(
        Phone(window_id=key, number=p["number"], extension=p.get("extension", ""), note=p.get("note", ""))
        for key, phones in numbers.items()
        for p in phones
    )
    through = Window.operators.through
    through.objects.filter(window_id__in=list(bodies)).delete()
    through.objects.bulk_create(
        through(window_id=key, organisation_id=body) for key, named in bodies.items() for body in named
    )


@transaction.atomic
def undo_import(*, pk: int, by: str, organisation: str = "") -> DirectoryImport:
    """Put back what an import changed, as new changes. What somebody changed since stays as it is and is counted.

    A window that the import made is closed to the public (準備中), because somebody may have been sent there already.
    """
    kept = _locked(pk)
    _must_be(kept, ImportState.APPLIED)
    told: Counter[str] = Counter(kept.told, back=0, closed=0, left=0)
    reason = f"{_reason(kept)}の取り消し"
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
    parts: dict[str, dict[str, Any]] = {}
    touched: set[str] = set()
    for row, name, was, now in _backwards(batch):
        # A window that takes requests by now is closed on its own page, where they are handed on.
        if records[row.key].get(name) != now or (name == "status" and windows[row.key].takes_requests):
            told["left"] += 1
            continue
        _set(windows[row.key], name, was, parts)
        touched.add(row.key)
        told["closed" if row.outcome == RowOutcome.CREATED else "back"] += 1
        changes.append(
            change(
                Noun.WINDOW,
                row.key,
                name,
                now,
                was,
                origin=Origin.IMPORT,
                by=by,
                organisation=organisation,
                reason=reason,
            )  # fmt: skip
        )
    _save([windows[key] for key in touched])
    _put_parts(parts)
    keep(changes)


def _backwards(batch: list[ImportRow]) -> Iterator[tuple[ImportRow, str, Any, Any]]:
    """(row, field, what it was before the import, what the import wrote)."""
    for row in batch:
        if row.outcome == RowOutcome.CREATED:
            status = next(d["after"] for d in row.differences if d["field"] == "status")
            if status != EntryStatus.INACTIVE:
                yield row, "status", EntryStatus.INACTIVE.value, status
            continue
        for difference in row.differences:
            if row.accepted or not difference["conflict"]:
                yield row, difference["field"], difference["before"], difference["after"]


def _locked(pk: int) -> DirectoryImport:
    """The import, held until the end of the transaction. Raises ``DirectoryImport.DoesNotExist``."""
    return DirectoryImport.objects.select_for_update().defer("file").get(pk=pk)


def _must_be(kept: DirectoryImport, state: ImportState) -> None:
    if kept.state != state:
        raise NotImported(
            f"この取り込みは「{ImportState.of(kept.state).label}」です。今の状態を見直してください。"
        )


def _reason(kept: DirectoryImport) -> str:
    return f"取り込み {kept.pk}（{kept.name[:200]}）"
