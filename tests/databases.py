"""What tests need of a database beyond Django's own: counting queries, and emptying an append-only table."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.test.utils import CaptureQueriesContext

# What a transaction is and in whose sight it works: no question of the page's own.
TRANSACTION_CONTROL = (
    "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ", "PRAGMA", "SELECT SET_CONFIG('BANSO.SIGHT'",
)  # fmt: skip


def own_queries(captured: CaptureQueriesContext) -> list[str]:
    """The statements with which a page asks for something."""
    return [q["sql"] for q in captured if not q["sql"].upper().startswith(TRANSACTION_CONTROL)]


@contextmanager
def counted_queries(most: int) -> Iterator[None]:
    """Fail when the block makes more than ``most`` queries of its own, and print them."""
    with CaptureQueriesContext(connection) as captured:
        yield
    own = own_queries(captured)
    listing = "\n".join(f"{number}. {sql[:200]}" for number, sql in enumerate(own[:40], start=1))
    assert len(own) <= most, f"{len(own)} queries, at most {most} are allowed:\n{listing}"


def flush_despite_triggers() -> None:
    """Let the tests' flush empty the ledger too, which its triggers forbid to everybody else."""
    operations = type(connection.ops)
    original: Callable[..., None] = operations.execute_sql_flush
    if getattr(original, "despite_triggers", False):
        return

    def flush(self: Any, sql_list: Sequence[str]) -> None:
        with without_triggers():
            original(self, sql_list)

    flush.despite_triggers = True  # type: ignore[attr-defined]
    operations.execute_sql_flush = flush  # type: ignore[method-assign]


@contextmanager
def without_triggers() -> Iterator[None]:
    """Within the block the triggers of the database keep still, which only a test may ask for."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def begin_numbers_again() -> None:
    """The next row of every table gets the number after the last that is there, as it does on SQLite.

    A sequence of PostgreSQL counts on when a test is rolled back. Then every test has a plan, a return and a paper
    with numbers of their own, and nothing that was read, compiled or printed once for a number is ever found again.
    """
    if sql := _sequences():
        with connection.cursor() as cursor:
            cursor.execute(sql)


@cache
def _sequences() -> str:
    """Nothing on SQLite, which does so by itself."""
    return "\n".join(connection.ops.sequence_reset_sql(no_style(), apps.get_models()))
