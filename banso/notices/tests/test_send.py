"""Mail leaves the outbox once, whatever the mail server does. The server is a real one."""

import json
import threading
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from django.db import connection, transaction

from banso.cli import main
from banso.lib import clock
from banso.notices import operations, sending
from banso.notices.models import Notice
from banso.notices.rules import CLAIM, WAITS, NotPossible
from banso.notices.sending import send_due
from banso.notices.tests.conftest import serving

pytestmark = pytest.mark.django_db


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_arrives_with_its_japanese_subject_and_text(running, posted):
    posted()
    assert send_due().sent == 1
    [(recipients, mail)] = running.received
    assert recipients == ["ken@example.jp"]
    assert mail["Subject"] == "報告のお願い（令和7年9月分）"
    assert mail["From"] == "伴走事務局 <banso@example.jp>" and mail["To"] == "ken@example.jp"
    assert mail.get_content().splitlines() == ["ご担当者さま", "", "報告をお待ちしています。"]
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@example.jp>")
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.last_error) == ("sent", 1, "")
    assert notice.sent_at is not None and notice.claimed_until is None and notice.next_at is None


def test_a_server_that_is_away_lets_mail_wait_and_it_goes_once_when_it_is_back(
    office, posted, settings, clock_at
):
    clock_at("2025-11-20T10:00")
    for number in range(3):
        posted(key=str(number))
    first = send_due(timeout=2)
    assert (first.sent, first.waiting) == (0, 3) and "メールサーバーにつながりません" in first.problem
    assert states() == ["waiting"] * 3
    for notice in Notice.objects.all():
        assert notice.attempts == 1 and "つながりません" in notice.last_error
        assert WAITS[0] <= notice.next_at - clock.now() + (WAITS[0] / 2) < WAITS[1]
    with serving(office, settings.SMTP_URL):
        assert send_due().sent == 0, "not before its time"
        clock_at("2025-11-20T10:02")
        assert send_due().sent == 3
        assert send_due().sent == 0
    assert len(office.received) == 3 and states() == ["sent"] * 3


def test_the_waits_grow_and_after_the_last_a_person_decides(office, posted, clock_at):
    clock_at("2025-11-20T10:00")
    posted()
    seen = []
    for day in range(1, 2 * len(WAITS) + 2, 2):
        clock_at(f"2025-12-{day:02}T10:00")
        send_due(timeout=2)
        notice = Notice.objects.get()
        seen.append(notice.next_at and round((notice.next_at - clock.now()).total_seconds() / 60))
    assert seen == [1, 5, 15, 60, 180, 360, 720, 1440, None]
    assert notice.state == "failed" and "つながりません" in notice.last_error


def test_a_refused_recipient_is_visible_with_the_words_of_the_server_and_can_be_sent_again(
    running, posted, cast
):
    running.refused["ken@example.jp"] = "550 5.1.1 mailbox unavailable"
    posted()
    posted(to="kyoku@example.jp", key="second")
    done = send_due()
    assert (done.sent, done.failed, done.waiting) == (1, 1, 0)
    failed = Notice.objects.get(key="first")
    assert (failed.state, failed.last_error) == ("failed", "550 5.1.1 mailbox unavailable")
    assert send_due().sent == 0, "a failed one waits for a person"
    running.refused.clear()
    operations.edit(
        notice=failed, to="ken2@example.jp", subject="直した件名", body="直した", by=cast.secretariat
    )
    operations.send_again(notice=failed, by=cast.secretariat)
    assert send_due().sent == 1
    assert (
        running.received[-1][0] == ["ken2@example.jp"] and running.received[-1][1]["Subject"] == "直した件名"
    )
    assert states() == ["sent", "sent"]


def test_a_refusal_for_now_waits_and_does_not_hold_up_the_others(running, posted, clock_at):
    clock_at("2025-11-20T10:00")
    running.refused["ken@example.jp"] = "451 4.7.1 greylisted"
    posted()
    posted(to="kyoku@example.jp", key="second")
    assert send_due().sent == 1
    assert states() == ["waiting", "sent"]
    running.refused.clear()
    clock_at("2025-11-20T10:02")
    assert send_due().sent == 1 and len(running.received) == 2


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(running, posted):
    for number in range(12):
        # The hook of the commit would send at once; here two workers shall meet.
        Notice.objects.bulk_create(
            [Notice(key=str(number), channel="mail", to=f"a{number}@example.jp", subject="件", body="文",
                    state="waiting", created_at=clock.now(), next_at=clock.now())]
        )  # fmt: skip
    gate, results, problems = threading.Barrier(3), [], []

    def work():
        try:
            gate.wait()
            results.append(send_due().sent)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    [worker.start() for worker in workers]
    [worker.join(60) for worker in workers]
    assert problems == [] and sum(results) == 12
    assert sorted(to for [to], _ in running.received) == sorted(f"a{n}@example.jp" for n in range(12))
    assert set(states()) == {"sent"}


def test_a_sender_that_was_stopped_in_the_middle_leaves_the_doubt_to_a_person(running, posted, clock_at):
    clock_at("2025-11-20T10:00")
    posted()
    assert sending._claim() is not None  # and then the machine stops
    assert send_due().sent == 0 and states() == ["waiting"]
    clock_at("2025-11-20T10:11")
    assert CLAIM.total_seconds() == 600
    assert send_due().sent == 0 and running.received == []
    notice = Notice.objects.get()
    assert notice.state == "failed" and "届いたかどうか分かりません" in notice.last_error


@pytest.mark.django_db(transaction=True)
def test_mail_goes_right_after_the_commit_and_not_before(running, posted):
    with transaction.atomic():
        posted()
        assert running.received == []
    assert len(running.received) == 1 and states() == ["sent"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_sent(running, posted):
    with pytest.raises(RuntimeError), transaction.atomic():
        posted()
        raise RuntimeError
    assert running.received == [] and states() == []


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_away_undoes_nothing_of_what_was_saved(office, posted):
    with transaction.atomic():
        posted()
    assert states() == ["waiting"]


def test_sample_data_reaches_nobody(running, posted, settings):
    settings.SAMPLE_DATA = True
    posted()
    assert "見本データ" in send_due().problem
    assert running.received == [] and states() == ["waiting"]


def test_a_server_that_asks_for_a_password_gets_it_and_a_wrong_one_lets_mail_wait(
    office, posted, settings, clock_at
):
    clock_at("2025-11-20T10:00")
    asked = []

    def authenticate(server, session, envelope, mechanism, given):
        asked.append((given.login, given.password))
        return AuthResult(success=given.password == b"secret word", handled=False)

    place = settings.SMTP_URL.removeprefix("smtp://")
    with serving(
        office, settings.SMTP_URL, authenticator=authenticate, auth_required=True, auth_require_tls=False
    ):
        settings.SMTP_URL = f"smtp://jimukyoku:wrong@{place}"
        posted()
        assert "535" in send_due().problem and states() == ["waiting"]
        clock_at("2025-11-20T10:02")
        settings.SMTP_URL = f"smtp://jimukyoku:{quote('secret word')}@{place}"
        assert send_due().sent == 1
    assert asked[-1] == (b"jimukyoku", b"secret word") and len(office.received) == 1


@pytest.mark.parametrize(
    ("url", "mail_from", "sentence"),
    [
        ("", "banso@example.jp", "BANSO_SMTP_URL"),
        ("smtp://127.0.0.1:25", "", "BANSO_MAIL_FROM"),
        ("http://127.0.0.1", "banso@example.jp", "BANSO_SMTP_URL"),
        ("smtp://127.0.0.1:port", "banso@example.jp", "BANSO_SMTP_URL"),
        ("smtp://127.0.0.1:25", "伴走", "メールアドレス"),
        ("smtp://127.0.0.1:25", "a@example.jp\nBcc: b@example.jp", "制御文字"),
    ],
)
def test_without_settings_mail_waits_and_the_reason_is_said(url, mail_from, sentence, posted, settings):
    settings.SMTP_URL, settings.MAIL_FROM = url, mail_from
    posted()
    done = send_due()
    assert sentence in done.problem and done.waiting == 1 and states() == ["waiting"]
    assert Notice.objects.get().attempts == 0


def test_a_password_is_not_sent_over_an_open_line(office, posted, settings, monkeypatch):
    monkeypatch.setattr("banso.notices.gateway._HERE", ())
    settings.SMTP_URL = settings.SMTP_URL.replace("smtp://", "smtp://user:secret@")
    with serving(office, settings.SMTP_URL):
        posted()
        assert "パスワードを送りません" in send_due().problem
    assert "secret" not in Notice.objects.get().last_error


@pytest.mark.parametrize(
    "address",
    ["", "ken", "ken@", "ken@example", "a@example.jp\nBcc: b@example.jp", "a@example.jp,b@example.jp",
     "県@example.jp", "a b@example.jp", "<a@example.jp>", "a@example.jp\r\n.\r\nMAIL FROM:<x@example.jp>"],
)  # fmt: skip
def test_an_address_that_is_none_is_not_posted(address, posted):
    with pytest.raises(NotPossible, match="メールアドレス"):
        posted(to=address)
    assert states() == []


@pytest.mark.parametrize(
    "subject", ["件名\nBcc: b@example.jp", "件名\r\n\r\n本文", "件\x00名", "件\u2028名", "  ", "あ" * 201]
)
def test_a_subject_that_would_begin_a_header_is_not_posted(subject, posted):
    with pytest.raises(NotPossible, match="件名"):
        posted(subject=subject)
    assert states() == []


def test_the_same_key_is_one_notice(posted):
    assert posted().pk == posted(subject="別の件名").pk
    assert Notice.objects.get().subject == "報告のお願い（令和7年9月分）"


def test_the_command_sends_and_its_status_tells(running, posted):
    posted()
    sent = CliRunner().invoke(main, ["notices", "send", "--json"])
    assert sent.exit_code == 0 and json.loads(sent.output)["sent"] == 1
    running.refused["ken@example.jp"] = "550 no"
    posted(key="second")
    failed = CliRunner().invoke(main, ["notices", "send"])
    assert failed.exit_code == 1 and "失敗 1件" in failed.output
    listed = CliRunner().invoke(main, ["notices", "list", "--state", "failed"])
    assert listed.exit_code == 0 and "550 no" in listed.output
    assert len(json.loads(CliRunner().invoke(main, ["notices", "list", "--json"]).output)) == 2


def test_the_command_says_that_the_server_is_away(office, posted):
    idle = CliRunner().invoke(main, ["notices", "send"])
    assert idle.exit_code == 0 and "送信待ち 0件" in idle.output
    posted()
    away = CliRunner().invoke(main, ["notices", "send", "--timeout", "2"])
    assert away.exit_code == 1 and "メールサーバーにつながりません" in away.output
