"""What the approval of a return would change in the cumulative figures, told by the engine that will count them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from banso.indicators.queries import last_ended, progress
from banso.indicators.results import Question
from banso.indicators.tables import Shown, row
from banso.lib import clock
from banso.plan.queries import LoadedPlan
from banso.portal.queries.changes import Correction, correction
from banso.returns.operations import NotPossible, as_if_approved, refuse_the_same

if TYPE_CHECKING:
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
    """``entries``: how many entries the ledger would get; ``replaced``: what takes the place of what stood.

    Without any entry, ``refused`` says why there is nothing to approve, unless a remark changes.
    """

    rows: list[Effect]
    entries: int
    replaced: list[Correction]
    refused: str = ""


def effects(plan: LoadedPlan, version: Version) -> Effects:
    """Both answers of the engine, without and with the version. Nothing is kept."""
    today = clock.today()
    with as_if_approved(version) as entries:
        if not entries:
            return Effects([], 0, [], _refusal(version))
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
    replaced = [correction(entry, plan.document) for entry in entries if entry.replaces is not None]
    return Effects(found, len(entries), replaced)


def _refusal(version: Version) -> str:
    try:
        refuse_the_same(version)
    except NotPossible as reason:
        return str(reason)
    return ""
