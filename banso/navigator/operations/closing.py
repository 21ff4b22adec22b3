"""Closing a window that people still wait for: their requests go to its successor, or to the secretariat by name."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory.catalogue import WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.models import Request
from banso.navigator.operations.stepping import NotPossible, held, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.queries.desks import holding_organisation, secretariat
from banso.navigator.states import Verb
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User


@transaction.atomic
def hand_on(*, window: str, successor: str = "", by: "User") -> int:
    """Move the open requests of a window; how many. Offers to it go back to those who made them.

    Raises ``Refused``, and ``NotPossible`` where nobody could hold them.
    """
    windows = catalogue(current()).windows
    card, to = windows.get(window), windows.get(successor)
    _require(card, by)
    if successor and (to is None or successor == window):
        raise NotPossible("後を継ぐ窓口が見つかりません。")
    return _hand_on(window, to, by)


def hand_on_closed() -> int:
    """The same for every window that has closed by now, whoever closed it and however: nothing waits at a shut door.

    What the secretariat already holds for a window without a successor stays with it.
    """
    today, last, moved = clock.today(), secretariat(), 0
    windows = catalogue(current()).windows
    waiting = Request.objects.open().exclude(organisation=last).values_list("window", flat=True)
    for key in sorted(set(waiting)):
        card = windows.get(key)
        if card is None or is_open(card, today):
            continue
        to = windows.get(card.successor or "")
        with transaction.atomic():
            moved += _hand_on(key, to if to and is_open(to, today) else None, None)
    return moved


def is_open(window: WindowCard, today: date) -> bool:
    """Whether somebody may still be waited for there."""
    closed = window.closes_on is not None and window.closes_on <= today
    return not closed and window.status is not EntryStatus.DEFUNCT


def _hand_on(window: str, to: WindowCard | None, by: "User | None") -> int:
    for row in Request.objects.open().filter(offered_to=window):
        offered = held(row.pk)
        take_step(offered, Verb.DECLINE, by=by, to_window=window)
        tell_desk(offered, f"declined-closing-{window}")
    moved = 0
    for pk in Request.objects.open().filter(window=window).values_list("pk", flat=True):
        _move(held(pk), to, by)
        moved += 1
    return moved


def _move(row: Request, to: WindowCard | None, by: "User | None") -> None:
    holder = holding_organisation(to) if to else secretariat()
    if not holder:
        raise NotPossible("引き継ぐ機関が決まりません。後を継ぐ窓口を選んでください。")
    row.window = to.key if to else row.window
    row.organisation, row.holder = holder, None
    row.deputy_told_at = None
    take_step(row, Verb.MOVE, by=by, to_window=row.window, to_organisation=holder)
    tell_desk(row, "moved")


def _require(card: WindowCard | None, by: "User") -> None:
    """Whoever may edit the window's entry may close it: one of its operators, or the secretariat."""
    member = member_of(by)
    operators = card.operators if card else ()
    own = member.organisation in operators
    require(member, Act.EDIT_DIRECTORY, member.organisation if own else next(iter(operators), ""))
