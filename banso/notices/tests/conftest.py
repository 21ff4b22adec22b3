"""A real SMTP server on this machine, and settings that point to it."""

import logging
import smtplib
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from banso.notices.operations import post
from banso.notices.rules import Channel

WELCOME = {
    "channel": Channel.MAIL,
    "subject": "報告のお願い（令和7年9月分）",
    "body": "ご担当者さま\n\n報告をお待ちしています。",
}
# The server of the tests speaks on the same streams as the commands under test.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Office:
    """Takes mail and keeps it; refuses a recipient whose name is in ``refused`` with those words."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def office(settings: Any) -> Office:
    """The server's memory; the settings name its address, but it is away until ``running``."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    settings.MAIL_FROM = "伴走事務局 <banso@example.jp>"
    return Office()


@pytest.fixture
def running(office: Office, settings: Any) -> Iterator[Office]:
    """The server, there until the end of the test."""
    with serving(office, settings.SMTP_URL):
        yield office


class serving:
    """``with serving(office, url):`` the server is there within the block."""

    def __init__(self, office: Office, url: str, **more: Any) -> None:
        port = int(url.rpartition(":")[2])
        self.controller = Controller(office, hostname="127.0.0.1", port=port, **more)

    def __enter__(self) -> None:
        self.controller.start()
        # An encrypted line was tried by the controller itself.
        if self.controller.ssl_context is None:
            smtplib.SMTP("127.0.0.1", self.controller.port, timeout=5).quit()

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


@pytest.fixture
def posted(db: None) -> Callable[..., Any]:
    """``posted(to=…, key=…)``: a mail in the outbox."""

    def put(to: str = "ken@example.jp", key: str = "first", **more: Any) -> Any:
        return post(**(WELCOME | {"to": to, "key": key} | more))

    return put
