"""Who sits at a desk: each organisation says it of its own windows."""

from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of, members_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib import clock
from banso.navigator.models import Desk
from banso.navigator.operations.stepping import NotPossible
from banso.navigator.states import Part

if TYPE_CHECKING:
    from banso.access.models import User


@transaction.atomic
def seat(*, window: str, organisation: str, user_id: int, part: Part, by: "User") -> Desk:
    """Put a colleague at the desk, or give another part there. The seat before stays, with its end."""
    require(member_of(by), Act.ANSWER_REQUESTS, organisation)
    colleague = next((user for user in members_of(organisation) if user.pk == user_id), None)
    if colleague is None:
        raise NotPossible("この機関の利用者から選んでください。")
    now = clock.now()
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
    desk.removed_at, desk.removed_by = clock.now(), by
    desk.save()
