"""Habits that every command shares: Django on demand, JSON on demand, and the three exit statuses."""

import json
import sys
from typing import Any, NoReturn

import click

json_option = click.option("--json", "as_json", is_flag=True, help="機械で読む形（JSON）で書き出す。")

INPUT_HAS_PROBLEMS = 1


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
