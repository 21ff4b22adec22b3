"""The sample users: the secretariat, some bodies, a reader. All with one password, all marked as samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.notices.operations import add_contact
from banso.plan.format.reporting import Step
from banso.plan.queries import LoadedPlan

if TYPE_CHECKING:
    from banso.access.models import User

SECRETARIAT = "jimukyoku"
APPROVER = "jimukyoku-shonin"
READER = "etsuran"


@dataclass(frozen=True)
class People:
    """The users by what they are: ``bodies`` by organisation; where the plan asks for a second person ``confirmers``,
    and an ``approver`` who is not the one who sends on behalf of others; ``offices`` by unit where it asks for them.
    """

    secretariat: User
    approver: User
    reader: User
    bodies: dict[str, User]
    confirmers: dict[str, User]
    offices: dict[str, User]

    def sender(self, organisation: str) -> User:
        """Who sends for an organisation: its own member, else the secretariat on its behalf."""
        return self.bodies.get(organisation, self.secretariat)

    def as_lines(self) -> list[str]:
        """One line for each user: name and what it is."""
        users = dict.fromkeys(
            [self.secretariat, self.approver, *self.bodies.values(), *self.confirmers.values()]
        )
        users |= dict.fromkeys([*self.offices.values(), self.reader])
        return [f"{user.username}　{Role.of(user.role).label}：{user.display_name}" for user in users]


def gather(plan: LoadedPlan, organisations: Sequence[str], password: str) -> People:
    """Make the users, with an address: one for each of ``organisations``, which are bodies that report."""
    document = plan.document
    home = document.body.secretariat[0] if document.body.secretariat else ""
    for key in organisations:
        # example.jp belongs to nobody; and with sample data no mail leaves.
        add_contact(organisation=key, desk="見本の窓口", email=f"{key}@example.jp", by=None, is_sample=True)
    steps = document.reporting.steps
    secretariat = approver = _user(SECRETARIAT, Role.SECRETARIAT, home, "見本 事務局", password)
    if Step.BODY in steps:
        approver = _user(APPROVER, Role.SECRETARIAT, home, "見本 事務局（承認する人）", password)
    return People(
        secretariat=secretariat,
        approver=approver,
        reader=_user(READER, Role.READER, "", "見本 閲覧者", password),
        bodies={
            key: _user(key, Role.BODY, key, f"見本 {document.organisation(key).short_name}", password)
            for key in organisations
        },
        confirmers={
            key: _user(
                f"{key}-kakunin",
                Role.BODY,
                key,
                f"見本 {document.organisation(key).short_name}（確認する人）",
                password,
            )
            for key in dict.fromkeys((*organisations, home) if Step.BODY in steps else ())
            if key
        },
        offices={
            unit.id: _user(unit.id, Role.BODY, unit.owner, f"見本 {unit.name}", password, unit.id)
            for unit in (document.reporting_units if Step.OFFICE in steps else ())
            if unit.owner in organisations
        },
    )


def _user(username: str, role: Role, organisation: str, name: str, password: str, unit: str = "") -> User:
    return add_user(
        username=username,
        password=password,
        role=role,
        organisation=organisation,
        unit=unit,
        display_name=name,
        is_sample=True,
    )
