"""What the approval of a return would change in the cumulative figures, told by the engine that will count them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from banso.indicators.queries import last_ended, progress
from banso.indicators.results import Question
from banso.indicators.tables import Shown, row
from banso.lib import clock
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.portal.queries.changes import Correction, correction, version_of
from banso.returns.operations import NotPossible, as_if_approved, refuse_the_same
from banso.returns.queries import Saying, moved, saying_of_line

if TYPE_CHECKING:
    from banso.ledger.models import Entry
    from banso.returns.models import Version


@dataclass(frozen=True)
class Effect:
    """One indicator whose figure would change."""

    id: str
    label: str
    target: str
    before: Shown
    after: Shown
    achievement_before: str
    achievement_after: str


@dataclass(frozen=True)
class Effects:
    """``entries``: how many entries the ledger would get, ``replacing`` how many of them another's place;
    ``replaced``: what would be said otherwise, a measure by state, text and count.

    Without any entry, ``refused`` says why there is nothing to approve, unless a remark changes.
    """

    rows: list[Effect]
    entries: int
    replacing: int
    replaced: list[Correction]
    refused: str = ""


def effects(plan: LoadedPlan, version: Version) -> Effects:
    """Both answers of the engine, without and with the version. Nothing is kept."""
    today = clock.today()
    with as_if_approved(version) as (entries, measures):
        if not entries:
            return Effects([], 0, 0, [], _refusal(version))
        asked = Question(
            plan=plan.key, as_of=today, seq=entries[-1].seq, period=last_ended(plan.document, today)
        )
        after = progress(plan, asked)
        before = progress(plan, replace(asked, seq=entries[0].seq - 1))
    found = []
    for old, new in zip(before, after, strict=True):
        if old.cumulative != new.cumulative or old.figure != new.figure:
            was, now = row(old, plan.document), row(new, plan.document)
            found.append(
                Effect(
                    id=new.id,
                    label=now.indicator.label,
                    target=now.target,
                    before=was.cumulative,
                    after=now.cumulative,
                    achievement_before=was.achievement,
                    achievement_after=now.achievement,
                )
            )
    said: dict[tuple[int | None, str], Saying] = {
        (line.version_id, line.measure): saying_of_line(plan.document, line) for line in measures
    }
    replacing = [entry for entry in entries if entry.replaces is not None]
    replaced = [told for entry in replacing for told in _replaced(entry, said, plan.document)]
    return Effects(found, len(entries), len(replacing), replaced)


def _replaced(
    entry: Entry, said: Mapping[tuple[int | None, str], Saying], document: PlanDocument
) -> list[Correction]:
    """One row for a number; for a measure one for everything that is said of it otherwise."""
    told = correction(entry, document)
    if not told.is_measure:
        return [told]
    before, after = (said.get((version_of(e), entry.subject)) for e in (entry.replaces, entry))
    return [
        replace(told, label=f"{told.label} {m.name}", before=m.before or "なし", after=m.after or "なし")
        for m in moved(before, after)
    ]


def _refusal(version: Version) -> str:
    try:
        refuse_the_same(version)
    except NotPossible as reason:
        return str(reason)
    return ""
