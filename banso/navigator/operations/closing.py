"""Closing a window that people still wait for. Within the organisation their requests go to the successor at once;
another organisation is asked, and the one that closes goes on holding them until it accepts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access import sight
from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.access.sight import Routine
from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.queries import catalogue
from banso.directory.rules.closing import is_open
from banso.lib import clock
from banso.navigator.models import Request, RequestEvent
from banso.navigator.operations.stepping import NotPossible, held, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.states import Verb
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User


@dataclass
class HandedOn:
    """What becomes of the requests that wait at a window: how many move, are offered, stay with who holds them."""

    moved: int = 0
    offered: int = 0
    kept: int = 0

    @property
    def waiting(self) -> int:
        return self.moved + self.offered + self.kept

    def add(self, other: "HandedOn") -> None:
        self.moved += other.moved
        self.offered += other.offered
        self.kept += other.kept


@transaction.atomic
def hand_on(*, window: str, successor: str = "", by: "User") -> HandedOn:
    """Hand on the open requests of a window. Offers to it go back to those who made them.

    Raises ``Refused``, and ``NotPossible`` for a successor that is not there.
    """
    known = catalogue(current())
    _require(known.windows.get(window), by)
    to = _successor(known, window, successor)
    # Whoever closes a window need not be of the body that holds what waits there: its rows move unseen.
    with sight.of_routine(Routine.CLOSING):
        return _hand_on(window, to, by)


def outlook(*, window: str, successor: str = "") -> HandedOn:
    """What :func:`hand_on` would do. One query beside the catalogue's. Raises ``NotPossible`` as it does."""
    to, found = _successor(catalogue(current()), window, successor), HandedOn()
    with sight.of_routine(Routine.CLOSING):
        for holder in Request.objects.open().filter(window=window).values_list("organisation", flat=True):
            found.add(_fate(holder, to))
    return found


def hand_on_closed() -> HandedOn:
    """The same for every window that has closed by now, whoever closed it and however: nothing waits at a shut door.

    What the successor declined, or was taken back from it, stays with who holds it: nobody is asked twice.
    """
    today, done = clock.today(), HandedOn()
    windows = catalogue(current()).windows
    with sight.of_routine(Routine.CLOSING):
        waited_at = sorted(set(Request.objects.open().values_list("window", flat=True)))
    for key in waited_at:
        card = windows.get(key)
        if card is None or is_open(card, today):
            continue
        to = windows.get(card.successor or "")
        with transaction.atomic(), sight.of_routine(Routine.CLOSING):
            done.add(_hand_on(key, to if to and is_open(to, today) else None, None))
    return done


def _successor(known: Catalogue, window: str, successor: str) -> WindowCard | None:
    to = known.windows.get(successor)
    if successor and (to is None or successor == window):
        raise NotPossible("後を継ぐ窓口が見つかりません。")
    return to


def _fate(holder: str, to: WindowCard | None) -> HandedOn:
    """What becomes of one request that ``holder`` holds: a hand-over to others needs their yes."""
    if to and holder in to.operators:
        return HandedOn(moved=1)
    return HandedOn(offered=1) if to and to.operators else HandedOn(kept=1)


def _hand_on(window: str, to: WindowCard | None, by: "User | None") -> HandedOn:
    for row in Request.objects.open().filter(offered_to=window):
        offered = held(row.pk)
        take_step(offered, Verb.DECLINE, by=by, to_window=window)
        tell_desk(offered, f"declined-closing-{window}")
    done = HandedOn()
    for pk in Request.objects.open().filter(window=window).values_list("pk", flat=True):
        row = held(pk)
        fate = _fate(row.organisation, to)
        if to and fate.moved:
            _move(row, to, by)
        elif to and fate.offered and not _offer(row, to, by):
            fate = HandedOn(kept=1)
        done.add(fate)
    return done


def _move(row: Request, to: WindowCard, by: "User | None") -> None:
    row.window, row.holder = to.key, None
    row.deputy_told_at = None
    take_step(row, Verb.MOVE, by=by, to_window=to.key, to_organisation=row.organisation)
    tell_desk(row, "moved")


def _offer(row: Request, to: WindowCard, by: "User | None") -> bool:
    """Ask the successor, once. What is already offered elsewhere waits for that answer first."""
    asked = RequestEvent.objects.filter(request=row, to_window=to.key, verb=Verb.OFFER_ON).exists()
    if asked or row.offered_to:
        return False
    row.offered_to = to.key
    take_step(row, Verb.OFFER_ON, by=by, to_window=to.key)
    tell_desk(row, "offered-closing", window=to.key, organisations=to.operators)
    tell_desk(row, "asked")
    return True


def _require(card: WindowCard | None, by: "User") -> None:
    """Whoever may edit the window's entry may close it: one of its operators, or the secretariat."""
    member = member_of(by)
    operators = card.operators if card else ()
    own = member.organisation in operators
    require(member, Act.EDIT_DIRECTORY, member.organisation if own else next(iter(operators), ""))
