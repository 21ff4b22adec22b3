"""Questions about the ledger as Ibis expressions, compiled to the SQL of the database in use.

Only counts and integer sums are compiled: every database does those alike, whereas SQLite divides in REAL and
PostgreSQL in DOUBLE. Division and rounding happen in Decimal in :mod:`banso.indicators.rules`. The SQL holds its
literals and is executed without parameters.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from banso.indicators.rules.cells import Cell
from banso.ledger.kinds import Kind, Status
from banso.lib.fiscal import Period
from banso.lib.late import Late

if TYPE_CHECKING:
    import ibis
else:
    ibis = Late("ibis")

# The columns of the ledger that are counted by: text and integers only, so no zone and no float comes in.
COLUMNS = {
    "seq": "int64",
    "kind": "string",
    "plan": "string",
    "subject": "string",
    "organisation": "string",
    "unit": "string",
    "member": "string",
    "component": "string",
    "fiscal_year": "int64",
    "first_month": "int64",
    "last_month": "int64",
    "amount": "int64",
    "status": "string",
    "replaces_id": "int64",
}
KINDS = (Kind.INDICATOR_VALUE.value, Kind.COVERAGE_MEMBER.value)
BY_ORGANISATION = (
    "subject",
    "organisation",
    "component",
    "member",
    "fiscal_year",
    "first_month",
    "last_month",
    "status",
)
BY_UNIT = (*BY_ORGANISATION, "unit")
DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}


@dataclass(frozen=True)
class Tally:
    """What is to be tallied: entries of ``subjects`` known at ``seq``, from the fiscal year ``first`` on.

    Months are counted as fiscal year × 12 + number. A period must end by the month ``until``, and in one of
    ``months`` where those are given. ``organisations`` and ``unit`` narrow it too. ``by_unit`` keeps the reporting units apart.
    """

    plan: str
    seq: int
    subjects: tuple[str, ...]
    first: int
    until: int
    organisations: tuple[str, ...] = ()
    unit: str = ""
    months: tuple[int, ...] = ()
    by_unit: bool = False


@cache
def _ledger() -> Any:
    return ibis.table(COLUMNS, name="ledger_entry")


def expression(tally: Tally) -> Any:
    """The Ibis expression of a tally: one row for each group, with the integer sum, the count and the last seq.

    An entry is known at N when its seq is at most N and no entry with a seq of at most N replaces it.
    """
    ledger = _ledger()
    asked = ledger.filter(
        ledger.plan == tally.plan,
        ledger.kind.isin(KINDS),
        ledger.subject.isin(tally.subjects),
        ledger.fiscal_year >= tally.first,
        # The year bounds the walk along the index, the month what is taken from it.
        ledger.fiscal_year <= (tally.until - 1) // 12,
        ledger.fiscal_year * 12 + ledger.last_month <= tally.until,
        ledger.seq <= tally.seq,
    )
    if tally.organisations:
        asked = asked.filter(asked.organisation.isin(tally.organisations))
    if tally.unit:
        asked = asked.filter(asked.unit == tally.unit)
    if tally.months:
        asked = asked.filter((asked.fiscal_year * 12 + asked.last_month).isin(tally.months))
    corrections = ledger.filter(ledger.seq <= tally.seq, ledger.replaces_id.notnull())
    corrections = corrections.select(replaced=corrections.replaces_id)
    known = asked.anti_join(corrections, [("seq", "replaced")])
    keys = BY_UNIT if tally.by_unit else BY_ORGANISATION
    sums = known.group_by(list(keys)).aggregate(
        amount=known.amount.sum(), entries=known.count(), last_seq=known.seq.max()
    )
    return sums.select(*keys, "amount", "entries", "last_seq")


@lru_cache(maxsize=256)
def sql(tally: Tally, dialect: str) -> str:
    """The SQL of a tally in ``dialect`` (``sqlite`` or ``postgres``). Compiling takes longer than most of the reads."""
    return str(ibis.to_sql(expression(tally), dialect=dialect))


def cells(tally: Tally) -> list[Cell]:
    """The groups of a tally, read on Django's own connection. One SQL query; none when nothing is asked."""
    if not tally.subjects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql(tally, DIALECTS[connection.vendor]))
        return [_cell(row, tally.by_unit) for row in cursor.fetchall()]


def _cell(row: tuple[Any, ...], by_unit: bool) -> Cell:
    subject, organisation, component, member, year, first, last, status, *rest = row
    unit = rest.pop(0) if by_unit else ""
    amount, entries, seq = rest
    return Cell(
        subject=subject,
        organisation=organisation,
        unit=unit,
        member=member,
        component=component,
        period=_period(year, first, last),
        status=_STATUS[status],
        # PostgreSQL sums bigint as numeric, which comes as Decimal; a group without numbers sums to NULL.
        amount=int(amount or 0),
        entries=entries,
        seq=seq,
    )


_STATUS = {status.value: status for status in Status}


@lru_cache(maxsize=4096)
def _period(year: int, first: int, last: int) -> Period:
    return Period(year, first, last)
