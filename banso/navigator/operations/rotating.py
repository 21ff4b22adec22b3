"""Closing everything anew under the first data key, so that an old key can be put away."""

from django.db import transaction

from banso.access import sight
from banso.access.sight import Routine
from banso.lib.sealing import CannotOpen
from banso.navigator.content import close, opened
from banso.navigator.keys import data_keys
from banso.navigator.models import Request


def rotate() -> tuple[int, list[int]]:
    """How many were closed anew, and the numbers of those that no key opens. Any run goes on where one stopped."""
    keys, done, closed = data_keys(), 0, []
    with sight.of_routine(Routine.KEYS):
        kept = Request.objects.filter(content__isnull=False, sealed_for="")
        pks = list(kept.values_list("pk", flat=True))
    for pk in pks:
        with transaction.atomic(), sight.of_routine(Routine.KEYS):
            row = Request.objects.select_for_update(of=("self",)).get(pk=pk)
            if row.content is None or keys.is_current(bytes(row.content)):
                continue
            try:
                content = opened(row)
            except CannotOpen:
                closed.append(pk)
                continue
            assert content is not None
            close(row, content)
            row.save(update_fields=["content", "contact_mark"])
            done += 1
    return done, closed
