"""A plan in force, for tests, without reading its files anew each time."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import DateTimeField, Field, Model

from banso.directory import operations as directory
from banso.directory.folder import FolderReading, read_directory
from banso.directory.models import Municipality, Organisation, Revision
from banso.lib import clock
from banso.plan import loading, operations, queries
from banso.plan.models import Edition, LoadAttempt
from banso.plan.queries import LoadedPlan
from tests.databases import begin_numbers_again


@lru_cache(maxsize=8)
def read(folder: Path) -> loading.Reading:
    """The reading of a plan folder, once for a test run: its files do not change meanwhile."""
    reading = loading.read_folder(folder)
    assert reading.document is not None, f"{folder} does not load: {reading.faults[:5]}"
    return reading


@lru_cache(maxsize=8)
def read_folder_of(key: str) -> FolderReading:
    """The directory folder of the plan ``key``, once for a test run."""
    folder = settings.PLANS_DIR / key
    document = read(folder).document
    assert document is not None
    reading = read_directory(folder, document)
    assert reading.folder is not None, f"{key}/directory does not load: {reading.faults[:5]}"
    return reading


def load_plan(key: str) -> LoadedPlan:
    """The plan ``key`` of the repository in force, with the directory made from it.

    It is really loaded once for a test run; later its rows are put back as they were, at the time that it is then.
    """
    if _is_anything_loaded():
        return _loaded(key)
    if key not in _KEPT:
        plan = _loaded(key)
        _KEPT[key] = [kept for table in _tables() if (kept := Rows.of(table)).rows]
        return plan
    with transaction.atomic():
        for kept in _KEPT[key]:
            kept.put_back()
        Revision.objects.update(token=uuid4().hex)
    begin_numbers_again()
    return queries.current(key)


def _loaded(key: str) -> LoadedPlan:
    with patch.object(operations, "read_folder", lambda folder: read(Path(folder))):
        operations.load(key=key, root=settings.PLANS_DIR)
    plan = queries.current(key)
    directory.sync(plan=plan)
    directory.load_directory(plan=plan, reading=read_folder_of(key))
    return plan


def _tables() -> list[type[Model]]:
    """All that loading writes to: the tables of the two rooms."""
    rooms = (apps.get_app_config(name) for name in ("plan", "directory"))
    return [model for room in rooms for model in room.get_models(include_auto_created=True)]


def _is_anything_loaded() -> bool:
    return any(model._base_manager.exists() for model in (Edition, LoadAttempt, Organisation, Municipality))


@dataclass(frozen=True)
class Rows:
    """The rows of a table as the database gave them."""

    fields: list[Field]
    rows: list[tuple[Any, ...]]

    @classmethod
    def of(cls, model: type[Model]) -> "Rows":
        fields = list(model._meta.concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_columns(fields)} FROM {_quoted(model._meta.db_table)}")
            return cls(fields, cursor.fetchall())

    def put_back(self) -> None:
        """Every moment in them is the moment of loading: it becomes the present one."""
        now = connection.ops.adapt_datetimefield_value(clock.now())
        moments = {place for place, field in enumerate(self.fields) if isinstance(field, DateTimeField)}
        rows = [
            tuple(now if place in moments and value else value for place, value in enumerate(row))
            for row in self.rows
        ]
        table, marks = self.fields[0].model._meta.db_table, ", ".join(["%s"] * len(self.fields))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_quoted(table)} ({_columns(self.fields)}) VALUES ({marks})", rows
            )


_KEPT: dict[str, list[Rows]] = {}


def _columns(fields: list[Field]) -> str:
    return ", ".join(_quoted(str(field.column)) for field in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
