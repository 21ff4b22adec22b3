"""The requests of a desk, and one request with what happened to it. Nothing here opens the content."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Q

from banso.access import sight
from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import Refused, require
from banso.directory.catalogue import Catalogue
from banso.directory.queries import catalogue
from banso.lib import clock, workdays
from banso.navigator.models import ContentRead, Request, RequestEvent
from banso.navigator.queries.desks import desks_of_organisation, may_open, may_receive, waiting_unread
from banso.navigator.states import ENDED, State, Verb, step
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User

ENDED_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One request in the list. ``left`` are working days until the deadline, negative when it has passed; ``others`` are
    those that the same contact sent to the same desk, and ``elsewhere`` tells that it wrote to another desk too.
    """

    request: Request
    window: str
    left: int
    is_offered_here: bool = False
    others: tuple[Request, ...] = ()
    elsewhere: bool = False

    @property
    def state(self) -> State:
        return State.of(self.request.state)


@dataclass(frozen=True)
class Inbox:
    """What a member of a desk sees: to decide on, to answer by deadline, and what has ended."""

    offered: list[Line]
    open: list[Line]
    ended: list[Line]
    windows: list[tuple[str, str]]
    unread: int
    """How many wait at desks of the organisation where nobody sits."""

    @property
    def overdue(self) -> int:
        return sum(line.left < 0 for line in self.open)


@dataclass(frozen=True)
class Page:
    """One request: where it stands, what may be done, what was done."""

    line: Line
    events: list[RequestEvent]
    reads: list[ContentRead]
    verbs: frozenset[Verb]
    is_holder: bool
    offered_to: str
    destinations: list[tuple[str, str]]


def inbox(user: "User") -> Inbox:
    """At most eight queries. Raises ``Refused``."""
    organisation = member_of(user).organisation
    require(member_of(user), Act.ANSWER_REQUESTS, organisation)
    known = catalogue(current())
    desks = desks_of_organisation(organisation)

    def sits(window: str) -> bool:
        return any(seat.user_id == user.pk for seat in desks.get(window, []))

    own = [w.key for w in known.windows.values() if organisation in w.operators and sits(w.key)]
    # Also what came from a window that closed, and of which the organisation is no operator.
    held = (
        Request.objects.filter(organisation=organisation).select_related("holder").defer("content", "consent")
    )
    asked = Request.objects.filter(state=State.OFFERED, offered_to__in=own).defer("content", "consent")
    last = held.filter(state__in=ENDED).order_by("-ended_at")[:ENDED_SHOWN]
    with sight.of_member(user):
        waiting = [row for row in held.open() if sits(row.window)]
        offered = list(asked)
        ended = [row for row in last if sits(row.window)]
    return Inbox(
        offered=[_line(row, known, is_offered_here=True) for row in offered],
        open=_folded(waiting, known),
        ended=[_line(row, known) for row in ended],
        windows=sorted((key, known.windows[key].name) for key in own),
        unread=sum(waiting_unread(organisation).values()),
    )


def waiting_for(user: "User") -> tuple[int, int]:
    """How many requests wait for this member's desks, and how many of them are late. Two queries."""
    organisation = member_of(user).organisation
    desks = desks_of_organisation(organisation)
    seats = [key for key, people in desks.items() if any(seat.user_id == user.pk for seat in people)]
    mine = Q(organisation=organisation, window__in=seats)
    offered = Q(state=State.OFFERED, offered_to__in=seats)
    with sight.of_member(user):
        rows = list(Request.objects.open().filter(mine | offered).defer("content", "consent"))
    today = clock.today()
    return len({row.same for row in rows}), len({row.same for row in rows if row.due_on < today})


def page(user: "User", pk: int) -> Page:
    """One request, for whoever may open it or receive it. Raises ``Refused``, also for a number that nobody has."""
    with sight.of_member(user):
        row = Request.objects.select_related("holder").filter(pk=pk).first()
        opens = row is not None and may_open(user, row)
        receives = row is not None and may_receive(user, row)
        if row is None or not (opens or receives):
            raise Refused(Act.ANSWER_REQUESTS, own_only=True)
        like = list(Request.objects.like(row).defer("content", "consent")) if opens else []
        events, reads = list(row.events.select_related("by")), list(row.reads.select_related("by"))
    known = catalogue(current())
    wanted = _verbs(row, user) if opens else frozenset()
    if receives:
        wanted |= {Verb.ACCEPT, Verb.DECLINE}
    return Page(
        line=replace(_line(row, known, is_offered_here=not opens), others=tuple(like)),
        events=events,
        reads=reads,
        verbs=wanted,
        is_holder=row.holder_id == user.pk,
        offered_to=window_name(known, row.offered_to),
        destinations=_destinations(row, known) if Verb.OFFER in wanted else [],
    )


def _verbs(row: Request, user: "User") -> frozenset[Verb]:
    """What the table lets this member of the desk do now."""
    holder = {Verb.GIVE_BACK, Verb.ATTEMPT, Verb.ANSWER, Verb.END_UNREACHED, Verb.OFFER}
    allowed = {Verb.TAKE, Verb.TAKE_BACK, Verb.DISMISS, Verb.RESTORE} | (
        holder if row.holder_id == user.pk else set()
    )
    if row.holder_id == user.pk:
        allowed -= {Verb.TAKE}
    return frozenset(verb for verb in allowed if step(row.state, verb))


def _destinations(row: Request, known: Catalogue) -> list[tuple[str, str]]:
    windows = (w for w in known.windows.values() if w.takes_requests and w.operators and w.key != row.window)
    return sorted(((w.key, w.name) for w in windows), key=lambda pair: pair[1])


def _folded(rows: list[Request], known: Catalogue) -> list[Line]:
    """One line for each contact at each desk, by the first deadline: many sent with one number are one to answer."""
    same: dict[tuple[str, ...], list[Request]] = {}
    for row in rows:
        same.setdefault(row.same, []).append(row)
    desks = Counter(key[-1] for key in same)
    return [
        replace(_line(first, known), others=tuple(others), elsewhere=desks[key[-1]] > 1)
        for key, (first, *others) in same.items()
    ]


def _line(row: Request, known: Catalogue, *, is_offered_here: bool = False) -> Line:
    left = workdays.workdays_between(clock.today(), row.due_on)
    return Line(row, window_name(known, row.window), left, is_offered_here)


def window_name(known: Catalogue, key: str) -> str:
    """The name of a window, or its id where the directory no longer knows it."""
    return known.windows[key].name if key in known.windows else key
