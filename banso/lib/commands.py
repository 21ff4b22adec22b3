"""Habits that every command shares: Django on demand, JSON on demand, and the three exit statuses."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

plan_option = click.option("--plan", "key", help="計画（例: mihon/2025）。なければこの事務所の計画。")
json_option = click.option("--json", "as_json", is_flag=True, help="機械で読む形（JSON）で書き出す。")

INPUT_HAS_PROBLEMS = 1


class NotReady(Exception):
    """Something has to be done before the command can work; the text says what, in Japanese."""


def django_setup() -> None:
    """Load settings and models; a command that needs no database does not call this."""
    import django

    django.setup()


def put_json(value: Any) -> None:
    """Write ``value`` to standard output as JSON, Japanese as it is, Decimal and dates as text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def fail(message: str) -> NoReturn:
    """Say what is wrong with the input on standard error and end with status 1."""
    click.echo(message, err=True)
    sys.exit(INPUT_HAS_PROBLEMS)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Whatever a command meets because the office is not set up becomes one sentence and status 1."""
    # Django's errors are an import away from everything; lint and schema must not pay for them.
    try:
        yield
    except NotReady as reason:
        fail(str(reason))
    except Exception as problem:
        sentence = _about_the_database(problem)
        if sentence is None:
            raise
        fail(sentence)


def _about_the_database(problem: Exception) -> str | None:
    """What to do about a database that is missing, out of date or in use; None where the problem is another."""
    from django.db import DatabaseError, OperationalError, ProgrammingError, connection
    from django.db.migrations.executor import MigrationExecutor

    if not isinstance(problem, OperationalError | ProgrammingError):
        return None
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return f"データベースにつながりません（{problem}）。BANSO_DATABASE_URL か BANSO_DATA_DIR を確かめてください。"
    if waiting:
        return (
            "データベースの準備がまだか、古い形のままです。banso manage migrate を実行してください。"
            "初めてのときは、続けて banso plan load で計画を読み込んでください。"
        )
    if isinstance(problem, OperationalError):
        return f"データベースがいま使えません（{problem}）。少し待ってから、もう一度実行してください。"
    return None
