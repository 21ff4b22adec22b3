"""What time brings: a deputy is told, then the secretariat; what was kept long enough is forgotten."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from banso.access import sight
from banso.access.sight import Routine
from banso.directory.operations import close_due
from banso.directory.operations.requests import tell_desks
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator import requests
from banso.navigator.keys import is_public_face
from banso.navigator.models import Request
from banso.navigator.operations.closing import hand_on_closed
from banso.navigator.operations.guarding import clear_old
from banso.navigator.operations.stepping import held, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.queries.desks import staffed
from banso.navigator.states import ENDED, OPEN, State, Verb
from banso.plan.queries import current


@dataclass
class Escalated:
    """What a run did."""

    deputies: int = 0
    secretariat: int = 0
    moved: int = 0
    offered: int = 0
    closed: int = 0

    def as_json(self) -> dict[str, int]:
        return {
            "deputies_told": self.deputies,
            "secretariat_told": self.secretariat,
            "moved_from_closed_windows": self.moved,
            "offered_from_closed_windows": self.offered,
            "windows_closed": self.closed,
        }


def escalate() -> Escalated:
    """Tell what is overdue. Any number of runs tells everything once."""
    done, today = Escalated(), clock.today()
    if is_public_face():
        # The office knows what is answered; here nobody could do anything about it.
        return done
    # People leave an office without anybody's telling the desk: what the public sees follows within minutes.
    tell_desks(staffed())
    done.closed = close_due()
    handed_on = hand_on_closed()
    done.moved, done.offered = handed_on.moved, handed_on.offered
    limit = requests.for_secretariat_before(today)
    with sight.of_routine(Routine.DEADLINES):
        overdue = list(Request.objects.overdue(today).values_list("pk", flat=True))
    told = set[tuple[str, ...]]()
    for pk in overdue:
        with transaction.atomic(), sight.of_routine(Routine.DEADLINES):
            row = held(pk)
            if not row.is_open or row.due_on >= today:
                continue
            if row.deputy_told_at is None:
                row.deputy_told_at = clock.now()
                take_step(row, Verb.TELL_DEPUTY)
                if row.same not in told:
                    tell_desk(row, "overdue", deputies=True)
                told.add(row.same)
                done.deputies += 1
            if row.secretariat_told_at is None and row.due_on < limit:
                row.secretariat_told_at = clock.now()
                take_step(row, Verb.TELL_SECRETARIAT)
                done.secretariat += 1
    return done


def forget() -> int:
    """Erase what has been kept for the office's period; the number of those erased.

    On the public face only counts go: contents go when the office has them, and codes when the office says so.
    """
    clear_old()
    if is_public_face():
        return 0
    terms, now = catalogue(current()).requests, clock.now()
    kept_until, longest = now - timedelta(days=terms.keep_days), now - timedelta(days=terms.longest_days)
    over = Request.objects.filter(state__in=(*ENDED, State.WITHDRAWN), ended_at__lt=kept_until)
    stale = Request.objects.filter(state__in=OPEN, received_at__lt=longest)
    with sight.of_routine(Routine.FORGETTING):
        pks = [*over.values_list("pk", flat=True), *stale.values_list("pk", flat=True)]
    for pk in pks:
        with transaction.atomic(), sight.of_routine(Routine.FORGETTING):
            row = held(pk)
            row.erase()
            row.code_mark = ""
            row.holder = None
            take_step(row, Verb.FORGET)
    return len(pks)
