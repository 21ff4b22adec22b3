"""Whether a window takes requests for a first talk, and how soon it answers."""

from collections.abc import Iterable

from django.db import transaction

from banso.directory.codes import EntryStatus, Noun, Origin
from banso.directory.models import Window
from banso.directory.operations.tracing import change, keep


@transaction.atomic
def take_requests(*, windows: Iterable[str], days: int, by: str) -> None:
    """Let these windows take requests and answer within ``days`` working days. Those that are closed do not."""
    rows = list(Window.objects.filter(pk__in=list(windows)).exclude(status=EntryStatus.DEFUNCT))
    changes = []
    for row in rows:
        for name, value in (("takes_requests", True), ("answer_days", days)):
            before = getattr(row, name)
            if before != value:
                setattr(row, name, value)
                changes.append(change(Noun.WINDOW, row.pk, name, before, value, origin=Origin.OWNER, by=by))
    Window.objects.bulk_update(rows, ["takes_requests", "answer_days"])
    keep(changes)
