"""The life of a notice as one table, how long a failed one waits, and which addresses and subjects are taken."""

import re
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from banso.lib.codes import Code

SUBJECT_LENGTH = 200
BODY_LENGTH = 20_000
ADDRESS_LENGTH = 254
# After each attempt that the mail server did not take, so long; after the last one a person decides.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
# Who claims a notice to send it has so long; after that nobody knows whether it arrived.
CLAIM = timedelta(minutes=10)
# RFC 5321 without quoted local parts and address literals, which no office uses.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class Channel(Code):
    """By which way a notice reaches its reader."""

    MAIL = ("mail", "メール", "メールで送る")
    SCREEN = ("screen", "画面", "ログインした画面に出す")
    LETTER = ("letter", "郵便", "印刷して郵便で送る")


class NoticeState(Code):
    """Where a notice stands."""

    WAITING = ("waiting", "送信待ち", "まだ送っていない。順に送る")
    SENT = ("sent", "送信済み", "相手のメールサーバーへ向けて受け付けられた、または発送した")
    FAILED = ("failed", "送信失敗", "送れなかった。理由を見て、送り直すか取り消す")
    CANCELLED = ("cancelled", "取消し", "送らないことにした")


@dataclass(frozen=True)
class Transition:
    """From a state, by a verb of a person, to a state."""

    source: NoticeState
    verb: str
    label: str
    target: NoticeState


TRANSITIONS = (
    Transition(NoticeState.FAILED, "send_again", "送り直す", NoticeState.WAITING),
    Transition(NoticeState.WAITING, "cancel", "取り消す", NoticeState.CANCELLED),
    Transition(NoticeState.FAILED, "cancel", "取り消す", NoticeState.CANCELLED),
    Transition(NoticeState.WAITING, "dispatch", "発送済みにする", NoticeState.SENT),
)
# What a person may still change.
EDITABLE = (NoticeState.WAITING, NoticeState.FAILED)


class NotPossible(Exception):
    """The sentence says why, in Japanese."""


def possible(state: str, channel: str) -> list[Transition]:
    """The steps that a person may take. Only a letter is dispatched by hand."""
    return [
        t
        for t in TRANSITIONS
        if t.source == state and (t.verb != "dispatch" or channel == Channel.LETTER.value)
    ]


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; ``None`` when there were enough."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def address(text: str) -> str:
    """A mail address, without blanks around it. Raises :class:`NotPossible`."""
    bare = text.strip(" ")
    if len(bare) > ADDRESS_LENGTH or not _ADDRESS.fullmatch(bare):
        raise NotPossible(f"メールアドレス「{_CONTROL.sub('？', bare)[:60]}」が正しくありません。")
    return bare


def subject(text: str) -> str:
    """A subject of one line: a line break would begin a header of its own. Raises :class:`NotPossible`."""
    bare = text.strip(" \u3000")
    if not bare:
        raise NotPossible("件名を書いてください。")
    if _CONTROL.search(bare):
        raise NotPossible("件名に改行などの制御文字は使えません。")
    if len(bare) > SUBJECT_LENGTH:
        raise NotPossible(f"件名は{SUBJECT_LENGTH}字までにしてください。")
    return bare


def body(text: str) -> str:
    """A text with plain line breaks. Raises :class:`NotPossible`."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not bare.strip():
        raise NotPossible("本文を書いてください。")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", bare):
        raise NotPossible("本文に制御文字は使えません。")
    if len(bare) > BODY_LENGTH:
        raise NotPossible(f"本文は{BODY_LENGTH:,}字までにしてください。")
    return bare


def sender(text: str) -> tuple[str, str]:
    """(name, address) of ``BANSO_MAIL_FROM``: ``address`` or ``name <address>``. Raises :class:`NotPossible`."""
    if _CONTROL.search(text):
        raise NotPossible("BANSO_MAIL_FROM に制御文字があります。")
    name, bare = parseaddr(text)
    return name, address(bare)
