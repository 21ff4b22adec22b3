"""What is checked of the directory as it stands: ``banso manage check --database default`` and at every migration."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from banso.directory.queries import missing_help


@register(Tags.database)
def help_is_there(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: an office must still be able to migrate."""
    if not databases:
        return []
    try:
        missing = missing_help()
    except DatabaseError:
        return []
    return [Warning(missing, id="directory.W001")] if missing else []
