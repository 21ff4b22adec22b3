"""How every write of the directory is kept: field by field, and the revision that tells readers to look again."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder

from banso.directory.codes import Noun, Origin
from banso.directory.models import Change, Revision
from banso.lib import clock

# A whole entry that is new.
CREATED = "*"


def touch() -> None:
    """Tell every reader that the directory has changed. Inside the transaction of the change."""
    Revision.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


def change(
    noun: Noun,
    key: str,
    field: str,
    before: Any,
    after: Any,
    *,
    origin: Origin,
    by: str,
    organisation: str = "",
    reason: str = "",
) -> Change:
    """One change, not yet saved."""
    return Change(
        noun=noun, key=key, field=field, before=plain(before), after=plain(after), origin=origin,
        at=clock.now(), by=by, organisation=organisation, reason=reason,
    )  # fmt: skip


def keep(changes: Iterable[Change]) -> None:
    """Save changes and tell the readers."""
    rows = list(changes)
    if rows:
        Change.objects.bulk_create(rows, batch_size=500)
        touch()


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as text."""
    return DjangoJSONEncoder().default(value) if hasattr(value, "isoformat") else value
