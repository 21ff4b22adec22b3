"""Who is asking."""

from typing import Any

from banso.access.models import User
from banso.access.roles import Role
from banso.access.rules import Member

NOBODY = Member("", None)


def member_of(user: Any) -> Member:
    """The member behind a signed-in user; nobody for an anonymous one."""
    if not user.is_authenticated:
        return NOBODY
    return Member(str(user), Role.of(user.role), user.organisation, user.unit)


def active_user(username: str) -> User | None:
    """The user of that name, for a command that acts as somebody; ``None`` for one who is gone or never was."""
    return User.objects.filter(username=username, is_active=True).first()


def user_named(username: str) -> User | None:
    """The user of that name, signed off or not."""
    return User.objects.filter(username=username).first()


def users() -> list[User]:
    """Every user, those who may sign in first."""
    return list(User.objects.order_by("-is_active", "role", "organisation", "username"))
