"""A file is kept, and each of its rows planned; the directory stays as it is."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.db import transaction

from banso.directory.codes import ImportState, RowOutcome
from banso.directory.exchange.incoming import Planned, Planner, Said, draft, opened
from banso.directory.exchange.incoming.planning import BATCH, batches
from banso.directory.models import DirectoryImport, ImportRow
from banso.directory.operations.imports.kept import NotImported, locked, must_be
from banso.directory.queries.catalogue import revision
from banso.directory.queries.imports import area_of, known_windows, window_records, written_by_owners
from banso.lib import clock
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan

MOST_BYTES = 50 * 1024 * 1024


@transaction.atomic
def preview_import(
    *, file: BinaryIO, name: str, plan: LoadedPlan, by: str, said: Said | None = None
) -> DirectoryImport:
    """Keep a file and plan each of its rows; the directory stays as it is. ``said`` tells whose words the file has; where
    nobody tells, the file speaks for itself.

    Raises :class:`NotImported`, and ``Unreadable`` for a file that is no table.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotImported(
            f"ファイルが大きすぎます（{MOST_BYTES // 1024 // 1024}MBまで）。分けて出してください。"
        )
    said = said or Said(base_name(name))
    kept = DirectoryImport(
        source=said.source, source_date=said.source_date, confidence=said.confidence, name=base_name(name), sha256=hashlib.sha256(content).hexdigest(), size=len(content), file=content,
        revision=revision(), made_at=clock.now(), made_by=by,
    )  # fmt: skip
    del content
    with opened(file, name) as incoming:
        kept.encoding, kept.notes = incoming.encoding, incoming.notes
        kept.save()
        areas = area_of(plan)
        planner = Planner(known_windows(areas), areas, _fetch, said)
        drafts = (draft(row, incoming.columns, areas, incoming.links) for row in incoming.rows)
        kept.counts = _keep_rows(kept, planner.planned(drafts))
    if not kept.counts["rows"]:
        raise NotImported("行がありません。項目名の下に、窓口を1行に1つずつ書いてください。")
    kept.save(update_fields=["counts"])
    return kept


def _fetch(keys: list[str]) -> tuple[Mapping[str, Mapping[str, Any]], set[tuple[str, str]]]:
    return window_records(keys), written_by_owners(keys)


def _keep_rows(kept: DirectoryImport, planned: Iterable[Planned]) -> dict[str, int]:
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in RowOutcome})
    counts.update({"conflicts": 0, "repaired": 0, "left_out": 0})
    for batch in batches(planned, BATCH):
        ImportRow.objects.bulk_create([_row(kept, one) for one in batch])
        counts.update(one.outcome.value for one in batch)
        counts["conflicts"] += sum(one.conflicts for one in batch)
        counts["repaired"] += sum(bool(one.repairs) for one in batch)
        counts["left_out"] += sum(
            bool(one.problems) for one in batch if one.outcome is not RowOutcome.REFUSED
        )
    return dict(counts) | {"rows": sum(counts[outcome.value] for outcome in RowOutcome)}


def _row(kept: DirectoryImport, one: Planned) -> ImportRow:
    return ImportRow(
        source=kept, number=one.number, name=one.name, outcome=one.outcome, key=one.key, reason=one.reason,
        repairs=one.repairs, problems=one.problems, conflicts=one.conflicts,
        differences=[
            {"field": d.field, "before": d.before, "after": d.after, "conflict": d.conflict}
            | ({"source": d.source, "source_before": d.source_before} if d.source else {})
            for d in one.differences
        ],
    )  # fmt: skip


@transaction.atomic
def accept_conflicts(*, pk: int, numbers: Iterable[int] | None, accepted: bool = True) -> int:
    """Let rows change what the organisation in charge wrote: those with these numbers, or all. How many there were."""
    kept = locked(pk)
    must_be(kept, ImportState.PREVIEW)
    rows = ImportRow.objects.filter(source=kept, conflicts=True)
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    return rows.update(accepted=accepted)
