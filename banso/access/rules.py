"""The decision: may this member do this, to this organisation?"""

from dataclasses import dataclass

from banso.access.roles import MAY, NOBODY_ELSE, OWN_ORGANISATION_ONLY, WHOLE_ORGANISATION, Act, Role


@dataclass(frozen=True)
class Member:
    """Who asks: the role, the organisation and the office of a signed-in user, or nobody."""

    name: str
    role: Role | None
    organisation: str = ""
    unit: str = ""


class Refused(Exception):
    """The member may not do this. The sentence is for the member."""

    def __init__(self, act: Act, organisation: str = "", *, own_only: bool = False) -> None:
        self.act, self.organisation = act, organisation
        super().__init__(
            f"「{act.label}」ことができるのは、自分の機関についてだけです。ほかの機関のことは事務局に相談してください。"
            if own_only
            else f"「{act.label}」の権限がありません。必要なときは事務局に相談してください。"
        )


def may(member: Member, act: Act, organisation: str | None = None) -> bool:
    """Whether ``member`` may do ``act``, and to ``organisation`` where the act reaches one."""
    if member.role is None or member.role not in MAY[act]:
        return False
    if member.unit and act in WHOLE_ORGANISATION:
        return False
    excepted = member.role is Role.SECRETARIAT and act not in NOBODY_ELSE
    if act in OWN_ORGANISATION_ONLY and not excepted:
        return organisation is None or organisation == member.organisation
    return True


def require(member: Member, act: Act, organisation: str | None = None) -> None:
    """Raise :class:`Refused` unless the member may."""
    if not may(member, act, organisation):
        raise Refused(act, organisation or "", own_only=may(member, act))
