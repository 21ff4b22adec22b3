"""The cast: one person of each role, and one from elsewhere."""

from dataclasses import dataclass, field

from django.test import Client

from banso.access.models import User
from banso.access.operations import add_user
from banso.access.roles import Role

PASSWORD = "a-long-word-for-tests"


@dataclass(frozen=True)
class Cast:
    """``body`` is of ``prefecture`` and may; ``elsewhere`` is of ``labour-bureau`` and may not."""

    secretariat: User
    body: User
    elsewhere: User
    reader: User
    _clients: dict[int, Client] = field(default_factory=dict, repr=False)

    def client(self, user: User | None = None) -> Client:
        """A client signed in as ``user``; without one, a client of nobody."""
        if user is None:
            return Client()
        if user.pk not in self._clients:
            client = Client()
            client.force_login(user)
            self._clients[user.pk] = client
        return self._clients[user.pk]


def gather() -> Cast:
    """Make the users of the cast."""
    return Cast(
        secretariat=_user("jimukyoku", Role.SECRETARIAT, "labour-bureau", "事務局の人"),
        body=_user("ken", Role.BODY, "prefecture", "県の人"),
        elsewhere=_user("kyoku", Role.BODY, "labour-bureau", "よその機関の人"),
        reader=_user("etsuran", Role.READER, "", "閲覧の人"),
    )


def _user(name: str, role: Role, organisation: str, display_name: str) -> User:
    return add_user(
        username=name, password=PASSWORD, role=role, organisation=organisation, display_name=display_name
    )
