"""What the secretariat sees of requests that nobody answers: a number, a window, an age in days. Never a name."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from banso.access import sight
from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.models import Request
from banso.navigator.queries.inbox import window_name
from banso.navigator.requests import for_secretariat_before
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User


@dataclass(frozen=True)
class Unanswered:
    number: int
    window: str
    holder: str
    due_on: date
    age: int


def unanswered(user: "User") -> list[Unanswered]:
    """The requests past the deputy's days, the oldest first, whether or not the routine has run; those of one contact
    are one. Raises ``Refused``.
    """
    require(member_of(user), Act.WATCH_REQUESTS)
    today, known = clock.today(), catalogue(current())
    limit = for_secretariat_before(today)
    late = Request.objects.open().filter(due_on__lt=limit).order_by("received_at", "pk")
    with sight.of_watch(limit):
        rows = {row.same: row for row in reversed(late.defer("content", "consent"))}
    return [
        Unanswered(
            number=row.pk,
            window=window_name(known, row.window),
            holder=known.organisations.get(row.organisation, row.organisation),
            due_on=row.due_on,
            age=(today - clock.local(row.received_at).date()).days,
        )
        for row in reversed(rows.values())
    ]


def unanswered_count() -> int:
    """How many there are: a number for the home page of the secretariat. One query."""
    limit = for_secretariat_before(clock.today())
    with sight.of_watch(limit):
        late = Request.objects.open().filter(due_on__lt=limit).only("window", "organisation", "contact_mark")
        return len({row.same for row in late})
