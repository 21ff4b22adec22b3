"""Closing a window that people still wait for: their requests go to its successor, or to the secretariat by name."""

from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory.catalogue import WindowCard
from banso.directory.queries import catalogue
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
    for row in Request.objects.open().filter(offered_to=window):
        offered = held(row.pk)
        take_step(offered, Verb.DECLINE, by=by, to_window=window)
        tell_desk(offered, f"declined-closing-{window}")
    moved = 0
    for pk in Request.objects.open().filter(window=window).values_list("pk", flat=True):
        _move(held(pk), to, by)
        moved += 1
    return moved


def _move(row: Request, to: WindowCard | None, by: "User") -> None:
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
