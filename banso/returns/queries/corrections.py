"""Corrections that had come in at a moment of the past and were not approved then.

Nothing is asked that changes later: each step of a version has its moment, and the lines of a version that was handed
in stay as they are. So a paper can say the same again years later.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.known import KnownVersion
from banso.returns.queries.locks import locks_over_version
from banso.returns.states import CorrectionState, State

Said = dict[tuple[str, ...], tuple[object, ...]]


@dataclass(frozen=True)
class Correction:
    """A version that is to change what was approved of its return; ``since``: when it came.

    ``indicators`` and ``measures`` hold the ids of what it tells otherwise. Both are empty where it is held: until it is
    handed in, its body may still change it.
    """

    id: int
    number: int
    organisation: str
    period: Period
    since: datetime
    state: CorrectionState
    indicators: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    remarks: bool = False


def corrections_as_known(
    plan: LoadedPlan, known: Sequence[KnownVersion], before: datetime
) -> list[Correction]:
    """What had come in before a moment to correct the newest of ``known``, oldest first. Three SQL queries at most.

    ``known``: what had been approved by then.
    """
    newest = {(v.organisation, v.period): v for v in known if v.newest}
    rows = [
        row
        for row in _undecided(plan, known, before)
        if (key := _key(row)) in newest and row.number > newest[key].number
    ]
    last = {_key(row): row.number for row in rows}
    # What was sent back is settled once something newer has come.
    rows = [
        r for r in rows if _state(r, before) is not CorrectionState.ASKED_BACK or last[_key(r)] == r.number
    ]
    said = _said([pk for row in rows for pk in (row.pk, newest[_key(row)].id)]) if rows else {}
    found = [_correction(row, newest[_key(row)], said, before) for row in rows]
    return sorted((c for c in found if c), key=lambda c: (c.since, c.id))


def _undecided(plan: LoadedPlan, known: Sequence[KnownVersion], before: datetime) -> list[Version]:
    """The versions that had come and were not decided; those that were sent back; drafts of a closed period."""
    came = Q(submitted_at__lt=before)
    open_ = Q(decided_at__isnull=True) | Q(decided_at__gte=before) | Q(state=State.APPROVED)
    drafted = Q(created_at__lt=before) & Exists(locks_over_version(before))
    versions = Version.objects.filter((came | drafted) & open_ | came & Q(state=State.ASKED_BACK))
    # By the ledger and not by its moment: an approval counts from its entries on.
    versions = versions.filter(subject__plan=plan.key).exclude(pk__in=[version.id for version in known])
    return list(versions.select_related("subject").defer("file").order_by("number"))


def _state(version: Version, before: datetime) -> CorrectionState:
    if version.submitted_at is None or version.submitted_at >= before:
        return CorrectionState.HELD
    if version.state == State.ASKED_BACK and version.decided_at and version.decided_at < before:
        return CorrectionState.ASKED_BACK
    return CorrectionState.WAITING


def _correction(
    version: Version, approved: KnownVersion, said: dict[int, Said], before: datetime
) -> Correction | None:
    """None where it changes nothing that was approved."""
    state = _state(version, before)
    told: dict[str, frozenset[str]] = {}
    remarks = False
    if state is not CorrectionState.HELD:
        was, now = said.get(approved.id, {}), said.get(version.pk, {})
        moved = [key for key in {**was, **now} if was.get(key) != now.get(key)]
        told = {what: frozenset(k[1] for k in moved if k[0] == what) for what in ("indicators", "measures")}
        remarks = version.remarks != approved.remarks
        if not moved and not remarks:
            return None
    return Correction(
        id=version.pk,
        number=version.number,
        organisation=approved.organisation,
        period=approved.period,
        since=(state is not CorrectionState.HELD and version.submitted_at) or version.created_at,
        state=state,
        remarks=remarks,
        **told,
    )


def _said(pks: Sequence[int]) -> dict[int, Said]:
    """What each version says, without notes beside numbers and without cells. Two SQL queries."""
    said: dict[int, Said] = defaultdict(dict)
    for n in IndicatorLine.objects.filter(version__in=pks):
        said[n.version_id]["indicators", n.indicator, n.unit, n.member, n.component] = (n.amount, n.status)
    for m in MeasureLine.objects.filter(version__in=pks):
        counts = sorted((key, c["amount"], c["status"]) for key, c in m.counts.items())
        said[m.version_id]["measures", m.measure] = (m.state, m.done, m.next_step, *counts)
    return said


def _key(version: Version) -> tuple[str, Period]:
    return version.subject.organisation, version.subject.period
