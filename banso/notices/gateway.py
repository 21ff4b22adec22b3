"""The mail server: one connection, one message at a time, and whose fault it is when it does not work."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from banso.notices.rules import NotPossible, sender

PORTS = {"smtp": 25, "smtps": 465}
_HERE = ("localhost", "127.0.0.1", "::1")


class Away(Exception):
    """The server cannot be reached, or does not take mail from us now: all mail waits. Its words, in our sentence."""


class RefusedMail(Exception):
    """The server does not take this message. ``for_good`` when it says that it never will."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        self.for_good = for_good
        super().__init__(words)


@dataclass(frozen=True)
class Server:
    """Where mail goes and whose it is: ``BANSO_SMTP_URL`` and ``BANSO_MAIL_FROM``."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    from_name: str
    from_address: str


def server_of(url: str, mail_from: str) -> Server:
    """Read the settings. Raises :class:`NotPossible` with what is missing."""
    if not url:
        raise NotPossible("メールサーバー（BANSO_SMTP_URL）が設定されていません。")
    if not mail_from:
        raise NotPossible("差出人（BANSO_MAIL_FROM）が設定されていません。")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        host = parts.hostname or ""
    except (KeyError, ValueError):
        host, port = "", 0
    if not host:
        raise NotPossible(
            "BANSO_SMTP_URL は smtp://利用者:パスワード@場所:ポート か smtps://… の形で書いてください。"
        )
    name, address = sender(mail_from)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.scheme, host, port, user, password, name, address)


class Gateway:
    """A connection, opened by ``with``. Raises :class:`Away` when it cannot be."""

    def __init__(self, server: Server, *, timeout: int) -> None:
        self.server, self.timeout = server, timeout

    def __enter__(self) -> Self:
        try:
            self.connection = self._connected()
        except (OSError, smtplib.SMTPException) as problem:
            raise Away(f"メールサーバーにつながりません（{_words(problem)}）。") from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.connection.quit()
        except (OSError, smtplib.SMTPException):
            # What was taken is taken; a farewell that fails changes nothing.
            self.connection.close()

    def send(self, *, key: str, to: str, subject: str, body: str, at: datetime) -> None:
        """Hand over one message. Raises :class:`RefusedMail` or :class:`Away`."""
        message = self._message(key=key, to=to, subject=subject, body=body, at=at)
        try:
            self.connection.send_message(message, self.server.from_address, [to])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            raise RefusedMail(_said(code, words), for_good=code >= 500) from refused
        except smtplib.SMTPSenderRefused as refused:
            # Every message has this sender, so the fault is not of this one.
            raise Away(f"差出人が受け付けられません（{_words(refused)}）。") from refused
        except smtplib.SMTPServerDisconnected as gone:
            raise Away(f"メールサーバーとの接続が切れました（{_words(gone)}）。") from gone
        except smtplib.SMTPResponseException as refused:
            if refused.smtp_code == 421:
                raise Away(f"メールサーバーが受け付けを止めています（{_words(refused)}）。") from refused
            raise RefusedMail(_words(refused), for_good=refused.smtp_code >= 500) from refused
        except smtplib.SMTPException as problem:
            raise RefusedMail(_words(problem), for_good=True) from problem
        except OSError as problem:
            raise Away(f"メールサーバーとの接続が切れました（{_words(problem)}）。") from problem

    def _connected(self) -> smtplib.SMTP:
        """A password goes over an encrypted line alone, or to this machine."""
        server, context = self.server, ssl.create_default_context()
        if server.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self.timeout, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self.timeout)
        if server.user:
            connection.ehlo()
            if server.scheme == "smtp" and connection.has_extn("starttls"):
                connection.starttls(context=context)
            elif server.scheme == "smtp" and server.host not in _HERE:
                connection.close()
                raise smtplib.SMTPException("暗号化されない接続なので、パスワードを送りません")
            connection.login(server.user, server.password)
        return connection

    def _message(self, *, key: str, to: str, subject: str, body: str, at: datetime) -> EmailMessage:
        server = self.server
        message = EmailMessage(SMTP)
        message["From"] = Address(server.from_name, addr_spec=server.from_address)
        message["To"] = Address(addr_spec=to)
        message["Subject"] = subject
        message["Date"] = format_datetime(at)
        # The same notice has the same id, so that a mail system may know it again.
        message["Message-ID"] = f"<{key}@{server.from_address.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"{body}\n", charset="utf-8", cte="base64")
        return message


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:500]


def _words(problem: Exception) -> str:
    """What the server or the system said."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    return (" ".join(str(problem).split()) or type(problem).__name__)[:500]
