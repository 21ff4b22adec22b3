"""Mail leaves the outbox. Each notice is claimed in a short transaction, so that two senders never send it twice.

Between the claim and the result no lock is held: a slow mail server holds up nobody's writing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from banso.lib import clock
from banso.notices.gateway import Away, Gateway, RefusedMail, Server, server_of
from banso.notices.models import Notice
from banso.notices.rules import CLAIM, NoticeState, NotPossible, wait_after

logger = logging.getLogger(__name__)
# Seconds. Right after a page was saved somebody waits for it; a worker has time.
SOON, PATIENT = 5, 60
STOPPED = (
    "送信の途中で止まりました。届いたかどうか分かりません。相手に確かめてから、送り直すか取り消してください。"
)


@dataclass(frozen=True)
class Sending:
    """What one round did. ``problem`` says why mail waits, in Japanese."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    problem: str = ""


def configured() -> Server:
    """The mail server of the settings. Raises :class:`NotPossible`; what is a sample reaches nobody."""
    if settings.SAMPLE_DATA:
        raise NotPossible("見本データで動いているため、メールは送りません。")
    return server_of(settings.SMTP_URL, settings.MAIL_FROM)


def why_mail_waits() -> str:
    """What is missing in the settings for mail to leave; empty when nothing is."""
    try:
        configured()
    except NotPossible as reason:
        return str(reason)
    return ""


def send_soon() -> None:
    """After a commit: try at once, quickly; what does not go waits for ``banso notices send``."""
    if not why_mail_waits():
        send_due(timeout=SOON)


def send_due(*, timeout: int = PATIENT) -> Sending:
    """Send everything that is due, oldest first."""
    _give_up_abandoned()
    sent = failed = 0
    problem = ""
    try:
        server = configured()
        if Notice.objects.due(clock.now()).exists():
            with Gateway(server, timeout=timeout) as gateway:
                while notice := _claim():
                    result = _send(gateway, notice)
                    sent += result is NoticeState.SENT
                    failed += result is NoticeState.FAILED
    except NotPossible as reason:
        problem = str(reason)
    except Away as away:
        problem = str(away)
        _wait_all(problem)
    return Sending(sent, failed, Notice.objects.mail().waiting().count(), problem)


def _claim() -> Notice | None:
    """The next notice that is due, taken for this sender. Skips what another sender is just taking.

    On SQLite every transaction begins with the lock for writing (IMMEDIATE), so two claims queue.
    """
    now = clock.now()
    with transaction.atomic():
        notice = Notice.objects.due(now).select_for_update(skip_locked=True).order_by("pk").first()
        if notice is not None:
            notice.claimed_until = now + CLAIM
            notice.attempts += 1
            notice.save(update_fields=["claimed_until", "attempts"])
    return notice


def _send(gateway: Gateway, notice: Notice) -> NoticeState:
    """Hand one over and write down what came of it. Raises :class:`Away` after letting it wait."""
    now = clock.now()
    key = f"banso-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S}"
    try:
        gateway.send(key=key, to=notice.to, subject=notice.subject, body=notice.body, at=clock.local(now))
    except Away as away:
        _wait(notice, now, str(away))
        raise
    except RefusedMail as refused:
        if not refused.for_good:
            return _wait(notice, now, str(refused))
        return _finish(notice, NoticeState.FAILED, str(refused))
    return _finish(notice, NoticeState.SENT, "")


def _wait(notice: Notice, now: datetime, words: str) -> NoticeState:
    """Let it wait, longer each time; after the last attempt a person decides."""
    pause = wait_after(notice.attempts)
    if pause is None:
        return _finish(notice, NoticeState.FAILED, words)
    notice.next_at = now + pause
    return _finish(notice, NoticeState.WAITING, words)


def _finish(notice: Notice, state: NoticeState, words: str) -> NoticeState:
    notice.state, notice.last_error, notice.claimed_until = state, words, None
    if state is not NoticeState.WAITING:
        notice.next_at = None
    if state is NoticeState.SENT:
        notice.sent_at = clock.now()
    else:
        logger.warning("notice %s: %s", notice.pk, words)
    notice.save(update_fields=["state", "last_error", "claimed_until", "next_at", "sent_at", "attempts"])
    return state


def _wait_all(words: str) -> None:
    """The server is away: everything that was due waits, so that nobody knocks again for each notice."""
    now = clock.now()
    with transaction.atomic():
        for notice in Notice.objects.due(now).select_for_update(skip_locked=True):
            notice.attempts += 1
            _wait(notice, now, words)


def _give_up_abandoned() -> None:
    """Whoever claimed these was stopped. They may have arrived, so they are not sent again without a person."""
    now = clock.now()
    with transaction.atomic():
        for notice in Notice.objects.abandoned(now).select_for_update(skip_locked=True):
            _finish(notice, NoticeState.FAILED, STOPPED)
