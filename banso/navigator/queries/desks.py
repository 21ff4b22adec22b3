"""Who sits at which desk, and who may therefore open a request."""

from collections import Counter
from typing import TYPE_CHECKING

from banso.access import sight
from banso.access.queries import member_of, secretariat_organisation
from banso.access.roles import Act
from banso.access.rules import may
from banso.access.sight import Routine
from banso.directory.catalogue import WindowCard
from banso.directory.queries import catalogue
from banso.navigator.models import Desk, Request
from banso.navigator.states import Part
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User


def desk_of(window: str, organisation: str) -> list[Desk]:
    """Who sits there now, staff before deputies. One query."""
    found = Desk.objects.now().filter(window=window, organisation=organisation).select_related("user")
    return sorted(found, key=lambda desk: (desk.part != "staff", desk.pk))


def desks_of_organisation(organisation: str) -> dict[str, list[Desk]]:
    """The desks of an organisation, by window. One query."""
    found: dict[str, list[Desk]] = {}
    for desk in Desk.objects.now().filter(organisation=organisation).select_related("user"):
        found.setdefault(desk.window, []).append(desk)
    return found


def staffed() -> list[str]:
    """The windows at whose desk somebody sits for an organisation that runs them; deputies alone are not enough."""
    windows = catalogue(current()).windows
    seats = Desk.objects.now().filter(part=Part.STAFF).values_list("window", "organisation")
    return sorted({key for key, body in seats if key in windows and body in windows[key].operators})


def unready() -> list[WindowCard]:
    """The windows whose office wants to take requests and has named nobody to read them, by name."""
    windows = catalogue(current()).windows.values()
    return sorted((window for window in windows if window.awaits_desk), key=lambda window: window.name)


def waiting_unread(organisation: str) -> dict[str, int]:
    """How many open requests wait at each desk of an organisation at which nobody sits: numbers alone. Two queries."""
    desks = desks_of_organisation(organisation)
    with sight.of_routine(Routine.DEADLINES):
        held = Request.objects.open().filter(organisation=organisation).values_list("window", flat=True)
        return dict(Counter(window for window in held if window not in desks))


def holding_organisation(window: WindowCard) -> str:
    """Who holds what is sent to a window: the operator with people at the desk, else the first, else the secretariat."""
    staffed = set(
        Desk.objects.now()
        .filter(window=window.key, organisation__in=window.operators)
        .values_list("organisation", flat=True)
    )
    operators = sorted(window.operators, key=lambda body: body not in staffed)
    return operators[0] if operators else secretariat()


def secretariat() -> str:
    """The organisation of the secretariat: as the plan names it, else that of those who are it. May be empty."""
    named = current().document.body.secretariat
    return named[0] if named else secretariat_organisation()


def held_by(organisation: str) -> int:
    """How many requests an organisation still has to answer. One query."""
    with sight.of_routine(Routine.CLOSING):
        return Request.objects.open().filter(organisation=organisation).count()


def open_at(window: str, organisation: str) -> int:
    """How many requests wait at one desk: a number alone. One query."""
    with sight.of_routine(Routine.DEADLINES):
        return Request.objects.open().filter(window=window, organisation=organisation).count()


def windows_run_by(organisation: str) -> list[WindowCard]:
    """The windows of an organisation, by name."""
    windows = catalogue(current()).windows.values()
    return sorted((w for w in windows if organisation and organisation in w.operators), key=lambda w: w.name)


def may_open(user: "User", request: Request) -> bool:
    """Whether this person may read and answer: of the organisation that holds it, and of its desk."""
    if not may(member_of(user), Act.ANSWER_REQUESTS, request.organisation):
        return False
    return _sits(user, request.window, request.organisation)


def may_receive(user: "User", request: Request) -> bool:
    """Whether this person may take over what is offered to a window."""
    window = catalogue(current()).windows.get(request.offered_to)
    if window is None or not may(member_of(user), Act.ANSWER_REQUESTS):
        return False
    return user.organisation in window.operators and _sits(user, window.key, user.organisation)


def _sits(user: "User", window: str, organisation: str) -> bool:
    """A desk where nobody was put is nobody's: who asks for a talk was told that its people alone read it."""
    return any(seat.user_id == user.pk for seat in desk_of(window, organisation))
