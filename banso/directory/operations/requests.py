"""Whether a window takes requests for a first talk, how soon it answers, and whether anybody would read them."""

from collections.abc import Iterable

from django.db import transaction

from banso.directory.codes import EntryStatus, Noun, Origin
from banso.directory.models import Window
from banso.directory.operations.tracing import change, keep, touch


@transaction.atomic
def tell_desks(windows: Iterable[str]) -> None:
    """At the desks of these windows, and of no others, somebody sits. A public page that offers to write to a window
    without would promise a reader who is not there.
    """
    staffed = set(windows)
    changed = Window.objects.filter(pk__in=staffed, has_desk=False).update(has_desk=True)
    changed += Window.objects.filter(has_desk=True).exclude(pk__in=staffed).update(has_desk=False)
    if changed:
        touch()


@transaction.atomic
def take_sample_requests(*, windows: Iterable[str], days: int) -> None:
    """Let these windows take requests in a demonstration, marked so that nobody takes it for the word of their offices.
    Those that are closed do not.
    """
    rows = list(Window.objects.filter(pk__in=list(windows)).exclude(status=EntryStatus.DEFUNCT))
    values = {"takes_requests": True, "answer_days": days, "requests_are_sample": True}
    changes = []
    for row in rows:
        for name, value in values.items():
            before = getattr(row, name)
            if before != value:
                setattr(row, name, value)
                changes.append(
                    change(Noun.WINDOW, row.pk, name, before, value, origin=Origin.OWNER, by="見本")
                )
    Window.objects.bulk_update(rows, list(values))
    keep(changes)
