"""Writes of this room: members of the staff, and the log of refusals."""

import logging

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from banso.access.models import Refusal, User
from banso.access.roles import Act, Role
from banso.lib import clock

logger = logging.getLogger(__name__)


def log_refusal(request: HttpRequest, *, act: Act | None = None, organisation: str = "") -> Refusal:
    """Keep that something was refused: who, what, whose, where."""
    user = request.user if isinstance(request.user, User) else None
    refusal = Refusal.objects.create(
        at=clock.now(),
        user=user,
        act=act.value if act else "",
        organisation=organisation,
        path=request.path[:300],
    )
    logger.warning("refused: %s", refusal)
    return refusal


def add_user(
    *,
    username: str,
    password: str,
    role: Role,
    organisation: str = "",
    unit: str = "",
    display_name: str = "",
    is_sample: bool = False,
) -> User:
    """A new member of the staff, of one of the organisation's offices where ``unit`` is given.

    Raises ``ValidationError`` for a body member without an organisation, and for an office of anything but a body.
    """
    if role is Role.BODY and not organisation:
        raise ValidationError("構成機関の利用者には、所属する組織が要ります。")
    if unit and role is not Role.BODY:
        raise ValidationError("事務所は、構成機関の利用者だけに付けられます。")
    user = User(
        username=username,
        role=role.value,
        organisation=organisation,
        unit=unit,
        display_name=display_name or username,
        is_sample=is_sample,
    )
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    return user


def set_password(*, user: User, password: str) -> None:
    """A new password, for one who has forgotten the old one. Every session of the user ends."""
    user.set_password(password)
    user.save(update_fields=["password"])


def set_active(*, user: User, active: bool) -> None:
    """Let the user sign in, or keep the user out. Nobody is deleted: what was done keeps the name of who did it."""
    user.is_active = active
    user.save(update_fields=["is_active"])


def stand_in() -> User:
    """Nobody's account, which cannot sign in: who did it at the office, on a face where the office's people are not."""
    found, new = User.objects.get_or_create(
        username="office", defaults={"display_name": "事務所", "role": Role.READER.value, "is_active": False}
    )
    if new:
        found.set_unusable_password()
        found.save(update_fields=["password"])
    return found
