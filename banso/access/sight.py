"""In whose sight rows about persons stand: said for each piece of work, to the code and to the database.

PostgreSQL's row security reads the setting ``banso.sight`` and shows a row only where that member, code, watch or routine
may see it; without a setting, none. The setting lives in one transaction and ends with it, so it never reaches the next
request, whichever connection that gets. SQLite has no row security: there the code decides alone.

A query of a guarded table outside any sight is an error at once, on both: an empty list would read as "nobody asked".
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

if TYPE_CHECKING:
    from banso.access.models import User

_Row = TypeVar("_Row", bound=models.Model)
_now: ContextVar[str] = ContextVar("sight", default="")


class NoSight(RuntimeError):
    """A guarded table was asked for by code that does not say in whose sight: a mistake in the code."""


class Routine(StrEnum):
    """Work that is nobody's own: it sees every row, and tells none of them to anybody."""

    DEADLINES = "deadlines"
    FORGETTING = "forgetting"
    CLOSING = "closing"
    HANDING_BACK = "handing-back"
    FOLDING = "folding"
    CROSSING = "crossing"
    KEYS = "keys"


def of_member(user: "User") -> AbstractContextManager[None]:
    """What this member of the staff may see; the database looks up the organisation and the desks itself."""
    return _in_sight(f"member:{user.pk}")


def of_codes(marks: Iterable[str]) -> AbstractContextManager[None]:
    """What a person's own code leads to, by its marks under each key."""
    return _in_sight(f"code:{','.join(marks)}")


def of_watch(before: date) -> AbstractContextManager[None]:
    """What waits unanswered since before a day."""
    return _in_sight(f"watch:{before.isoformat()}")


def of_routine(routine: Routine) -> AbstractContextManager[None]:
    """Everything, for work of this name."""
    return _in_sight(f"routine:{routine}")


@contextmanager
def _in_sight(what: str) -> Iterator[None]:
    before = _now.get()
    _now.set(what)
    try:
        if connection.vendor != "postgresql":
            # No transaction: on SQLite it would let every page that reads queue with those that write.
            yield
            return
        is_inner = connection.in_atomic_block
        with transaction.atomic():
            _tell(what)
            yield
            # The end of an outermost transaction forgets by itself, and so does whatever undoes this one.
            if is_inner:
                _tell(before)
    finally:
        _now.set(before)


def _tell(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('banso.sight', %s, true)", [what])


class GuardedQuerySet(models.QuerySet[_Row]):
    """Rows about persons: nothing is read, counted or changed outside a sight."""

    @property
    def db(self) -> str:
        """Every statement asks here for its database just before it runs, however late that is."""
        if not _now.get():
            raise NoSight(f"{self.model._meta.db_table}: say in whose sight (banso.access.sight)")
        return super().db


def guarded_tables() -> list[str]:
    """The tables that only a sight opens."""
    found = (m for m in apps.get_models() if isinstance(m._default_manager.none(), GuardedQuerySet))
    return sorted(model._meta.db_table for model in found)


def why_unguarded() -> str:
    """Why the database would show rows about persons to anybody; empty where it does not, and on SQLite."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (False,):
            return (
                "PostgreSQL の利用者が管理者（SUPERUSER か BYPASSRLS）なので、起動しません。人の情報をだれが見てよいかを、"
                "データベースがもう一度確かめる仕組みが働かないためです。管理者でない利用者を作り、"
                "データベースの持ち主にして、BANSO_DATABASE_URL に書いてください。"
            )
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid)"
            " AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname",
            [guarded_tables()],
        )
        if open_tables := [name for (name,) in cursor.fetchall()]:
            return (
                f"人の情報の表（{'、'.join(open_tables)}）で、行を守る仕組み（row security）が切れているので、起動しません。"
                "banso manage migrate を実行してください。控えから戻した後なら、戻し方を確かめてください。"
            )
    return ""
