"""Who is asking."""

from typing import Any

from banso.access.roles import Role
from banso.access.rules import Member

NOBODY = Member("", None)


def member_of(user: Any) -> Member:
    """The member behind a signed-in user; nobody for an anonymous one."""
    if not user.is_authenticated:
        return NOBODY
    return Member(str(user), Role.of(user.role), user.organisation)
