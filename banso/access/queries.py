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


def secretariat_organisation() -> str:
    """The organisation of whoever is the secretariat, for a plan that does not name it; empty where nobody is."""
    found = User.objects.filter(role=Role.SECRETARIAT, is_active=True).exclude(organisation="")
    return found.order_by("pk").values_list("organisation", flat=True).first() or ""


def members_of(organisation: str) -> list[User]:
    """Those who may sign in for an organisation."""
    return list(User.objects.filter(organisation=organisation, is_active=True).order_by("display_name", "pk"))
