"""Who sits at a desk: each organisation says it of its own windows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of, members_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory.operations.requests import tell_desks
from banso.lib import clock
from banso.navigator.models import Desk
from banso.navigator.operations.stepping import NotPossible
from banso.navigator.queries.desks import desk_of, open_at, staffed
from banso.navigator.states import Part

if TYPE_CHECKING:
    from banso.access.models import User


@transaction.atomic
def seat(*, window: str, organisation: str, user_id: int, part: Part, by: "User") -> Desk:
    """Put a colleague at the desk, or give another part there. The seat before stays, with its end."""
    (desk,) = seat_at(windows=[window], organisation=organisation, user_id=user_id, part=part, by=by)
    return desk


@transaction.atomic
def seat_at(*, windows: Iterable[str], organisation: str, user_id: int, part: Part, by: "User") -> list[Desk]:
    """The same at several desks, of which the public hears at once."""
    require(member_of(by), Act.ANSWER_REQUESTS, organisation)
    colleague = next((user for user in members_of(organisation) if user.pk == user_id), None)
    if colleague is None:
        raise NotPossible("この機関の利用者から選んでください。")
    desks = [_seat(window, organisation, colleague, part, by) for window in windows]
    tell_desks(staffed())
    return desks


def _seat(window: str, organisation: str, colleague: "User", part: Part, by: "User") -> Desk:
    now = clock.now()
    if part is not Part.STAFF:
        _must_not_be_last(window, organisation, colleague.pk)
    Desk.objects.filter(window=window, user=colleague, removed_at__isnull=True).update(
        removed_at=now, removed_by=by
    )
    return Desk.objects.create(
        window=window, organisation=organisation, user=colleague, part=part, added_at=now, added_by=by
    )


@transaction.atomic
def unseat(*, pk: int, by: "User") -> None:
    """Take somebody away from the desk. What that person holds stays held until a colleague takes it."""
    desk = Desk.objects.now().filter(pk=pk).first()
    if desk is None:
        raise NotPossible("もう外されています。")
    require(member_of(by), Act.ANSWER_REQUESTS, desk.organisation)
    _must_not_be_last(desk.window, desk.organisation, desk.user_id)
    desk.removed_at, desk.removed_by = clock.now(), by
    desk.save()
    tell_desks(staffed())


def _must_not_be_last(window: str, organisation: str, user_id: int) -> None:
    """Nobody leaves people waiting at a desk where no one can read what they wrote. Raises ``NotPossible``."""
    stay = [s for s in desk_of(window, organisation) if s.part == Part.STAFF and s.user_id != user_id]
    if not stay and open_at(window, organisation):
        raise NotPossible("返事を待つ申し込みがあります。先に、代わりの係を決めてください。")
