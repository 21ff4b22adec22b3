"""The one way in: entries are appended, sealed in a chain, and never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from banso.ledger.kinds import Component, Kind, Status
from banso.ledger.models import Entry
from banso.ledger.seal import sealed
from banso.lib import clock
from banso.lib.fiscal import Period

# Any constant will do; it only has to be the same for every writer of this table.
_LOCK = 0x62616E73


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is to be recorded: an entry before it has a number, a time of knowledge and a seal."""

    kind: Kind
    plan: str
    subject: str
    organisation: str
    period: Period
    occurred_on: date
    source: str
    unit: str = ""
    member: str = ""
    component: Component = Component.VALUE
    amount: int | None = None
    status: Status = Status.FINAL
    state: str = ""
    cell: str = ""
    replaces: int | None = None


class AlreadyReplaced(Exception):
    """A correction names an entry that another correction has replaced: read again, then correct that one."""


def record(facts: Iterable[Fact]) -> list[Entry]:
    """Append ``facts`` in their order, all or none, and return the entries.

    Writers queue (advisory lock on PostgreSQL, the write lock on SQLite), so ``seq`` and ``recorded_at`` grow
    together: what was known at a moment is a prefix of the ledger.
    """
    with transaction.atomic():
        _queue()
        last = Entry.objects.order_by("-seq").values_list("seq", "recorded_at", "digest").first()
        number, earliest, seal = last or (0, clock.now(), "")
        moment = max(clock.now(), earliest)
        entries = []
        for fact in facts:
            number += 1
            entry = _entry(number, fact, moment)
            seal = entry.digest = sealed(entry, seal)
            entries.append(entry)
        _refuse_replaced(entries)
        return Entry.objects.bulk_create(entries, batch_size=500)


def _entry(number: int, fact: Fact, moment: datetime) -> Entry:
    period = fact.period
    return Entry(
        seq=number,
        kind=fact.kind.value,
        occurred_on=fact.occurred_on,
        recorded_at=moment,
        plan=fact.plan,
        subject=fact.subject,
        organisation=fact.organisation,
        unit=fact.unit,
        member=fact.member,
        component=fact.component.value,
        fiscal_year=period.year,
        first_month=period.first,
        last_month=period.last,
        amount=fact.amount,
        status=fact.status.value,
        state=fact.state,
        replaces_id=fact.replaces,
        source=fact.source,
        cell=fact.cell,
    )


def _queue() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _refuse_replaced(entries: Sequence[Entry]) -> None:
    named = [entry.replaces_id for entry in entries if entry.replaces_id is not None]
    taken = Entry.objects.filter(replaces__in=named).values_list("replaces_id", flat=True)
    if len(set(named)) < len(named) or taken.exists():
        raise AlreadyReplaced(f"already corrected: {sorted(taken) or named}")
