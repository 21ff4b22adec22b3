"""Reminding the late: who gets what, once, and what the pages say of it. September was due on 20 October 2025."""

import re

import pytest

from banso.access.rules import Refused
from banso.notices import operations as notices
from banso.notices.models import Notice
from banso.notices.rules import NotPossible
from banso.notices.sending import send_due
from banso.notices.tests.conftest import office, running  # noqa: F401
from banso.returns import operations
from banso.returns.reminders.operations import remind
from banso.returns.tests.conftest import SEPTEMBER
from tests.browser import follow

pytestmark = pytest.mark.django_db
PAGE = "/returns/2025-09/remind/"
PERIOD_PAGE = "/returns/2025-09/"


@pytest.fixture
def contact(plan, cast):
    return notices.add_contact(
        organisation="prefecture", desk="雇用労働課", email="koyo@example.jp", by=cast.secretariat
    )


def typed(client, **more):
    """What the page of a reminder sends when nothing is changed."""
    page = client.get(PAGE).content.decode()
    return {
        "batch": re.search(r'name="batch" value="([0-9a-f]{32})"', page)[1],
        "subject": "{期間}分の報告のお願い",
        "body": "{機関名}さま\n{期限}が期限です。",
        "asked_back": "{機関名}さま\n{問合せ}をお尋ねしています。",
        "organisations": re.findall(r'name="organisations" value="([^"]+)"', page),
        "act": "send",
    } | more


def mails():
    return list(Notice.objects.filter(channel="mail").order_by("pk"))


@pytest.mark.parametrize("who", ["body", "elsewhere", "reader"])
def test_only_the_secretariat_reminds(plan, contact, cast, who):
    client = cast.client(getattr(cast, who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, typed(cast.client(cast.secretariat))).status_code == 403
    with pytest.raises(Refused):
        remind(
            plan=plan,
            period=SEPTEMBER,
            organisations=["prefecture"],
            subject="件",
            body="文",
            batch="0" * 32,
            by=getattr(cast, who),
        )
    assert not Notice.objects.exists()


def test_the_page_lists_the_late_with_their_addresses_and_says_who_has_none(
    plan, contact, cast, assert_queries
):
    client = cast.client(cast.secretariat)
    with assert_queries(12):
        page = client.get(PAGE).content.decode()
    assert "雇用労働課　koyo@example.jp" in page and "連絡先がありません" in page
    assert "{機関名}" in page and "BANSO_SMTP_URL" in page


def test_a_body_that_has_reported_is_not_late_and_is_not_reminded(plan, contact, take, cast):
    take()
    client = cast.client(cast.secretariat)
    assert "prefecture" not in typed(client)["organisations"]
    answer = client.post(PAGE, typed(client, organisations=["prefecture"]))
    assert answer.status_code == 400 and "督促する機関を選んでください" in answer.content.decode()
    assert not Notice.objects.exists()


def test_one_click_writes_to_each_late_body_in_its_own_words(plan, contact, cast):
    client = cast.client(cast.secretariat)
    sent = typed(client)
    answer = client.post(PAGE, sent, follow=True).content.decode()
    assert f"{len(sent['organisations'])}機関に督促しました（メール1通）。" in answer
    assert "連絡先がないため、画面のお知らせと手紙にした機関" in answer
    letters = Notice.objects.filter(channel="letter")
    assert {letter.organisation for letter in letters} == set(sent["organisations"]) - {"prefecture"}
    [mail] = mails()
    name = plan.document.organisation("prefecture").name
    assert (mail.to, mail.subject) == ("koyo@example.jp", "令和7年9月分の報告のお願い")
    assert mail.body == f"{name}さま\n令和7年10月20日が期限です。"
    assert mail.created_by == cast.secretariat and mail.state == "waiting"
    assert Notice.objects.filter(channel="screen").count() == len(sent["organisations"])
    told = cast.client(cast.body).get("/notices/mine/").content.decode()
    assert "令和7年9月分の報告のお願い" in told


def test_a_body_that_was_asked_reads_the_question_and_is_not_ticked_again_today(plan, contact, take, cast):
    asked = take()
    operations.ask_back(version=asked, by=cast.secretariat, question="東事務所の{値}は7件ですか。")
    client = cast.client(cast.secretariat)
    client.post(PAGE, typed(client))
    [mail] = mails()
    assert mail.body.endswith("さま\n東事務所の{値}は7件ですか。をお尋ねしています。")
    page = client.get(PAGE).content.decode()
    assert 'value="prefecture"' in page
    assert " checked" not in page


def test_a_double_click_reminds_once_and_the_next_day_again(plan, contact, cast, clock_at):
    client = cast.client(cast.secretariat)
    sent = typed(client)
    for _ in range(2):
        assert client.post(PAGE, sent).status_code == 302
    assert len(mails()) == 1
    clock_at("2025-11-21T09:30")
    assert client.post(PAGE, typed(client)).status_code == 302
    assert len(mails()) == 2
    page = client.get(PERIOD_PAGE).content.decode()
    assert "最後の督促" in page and "令和7年11月21日" in page and "事務局の人" in page
    assert "最後の督促" not in cast.client(cast.body).get(PERIOD_PAGE).content.decode()


def test_looking_first_sends_nothing(plan, contact, cast):
    client = cast.client(cast.secretariat)
    page = client.post(PAGE, typed(client, act="preview", organisations=["prefecture"])).content.decode()
    assert "令和7年10月20日が期限です。" in page and "宛先：koyo@example.jp" in page
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": "{名前}さま"}, "「{名前}」は差し込めません。"),
        ({"subject": "件名\u2028Bcc: a@example.jp"}, "制御文字"),
        ({"organisations": []}, "督促する機関を選んでください"),
        ({"organisations": ["nowhere"]}, "督促する機関を選んでください"),
        ({"batch": "x"}, "督促のページを開き直してください"),
        ({"body": " "}, "必須"),
    ],
)
def test_what_cannot_be_sent_is_told_and_nobody_is_reminded(plan, contact, cast, change, sentence):
    client = cast.client(cast.secretariat)
    answer = client.post(PAGE, typed(client, **change))
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_mail_of_a_reminder_arrives_and_a_refusal_is_seen_on_the_page_of_the_period(
    plan,
    contact,
    cast,
    running,  # noqa: F811
):
    client = cast.client(cast.secretariat)
    client.post(PAGE, typed(client))
    running.refused["koyo@example.jp"] = "550 mailbox unavailable"
    assert send_due().failed == 1
    assert "送信失敗" in client.get(PERIOD_PAGE).content.decode()
    running.refused.clear()
    notices.send_again(notice=mails()[0], by=cast.secretariat)
    assert send_due().sent == 1
    [(recipients, mail)] = running.received
    assert recipients == ["koyo@example.jp"] and mail["Subject"] == "令和7年9月分の報告のお願い"
    assert "送信失敗" not in client.get(PERIOD_PAGE).content.decode()


def test_a_period_that_the_plan_does_not_ask_for_is_not_found(plan, cast):
    client = cast.client(cast.secretariat)
    assert client.get("/returns/2031-09/remind/").status_code == 404
    assert client.get("/returns/2026-02/remind/").status_code == 404


def test_a_long_text_is_refused_by_the_operation_too(plan, contact, cast):
    with pytest.raises(NotPossible):
        remind(
            plan=plan,
            period=SEPTEMBER,
            organisations=["prefecture"],
            subject="件",
            body="あ" * 20_001,
            batch="0" * 32,
            by=cast.secretariat,
        )
    assert not Notice.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_late_are_reminded_without_javascript_and_axe_finds_nothing(
    plan, contact, cast, new_page, axe, width
):
    page = new_page(cast.secretariat, javascript=False, width=width)
    page.goto(PERIOD_PAGE)
    follow(page.get_by_role("link", name="遅れている機関に督促する"))
    follow(page.get_by_role("button", name="送る文を確かめる"))
    assert "埼玉県" in page.locator("main").inner_text() or "県" in page.locator("main").inner_text()
    follow(page.get_by_role("button", name="選んだ機関に送る"))
    assert "督促しました" in page.locator("main").inner_text()
    seen = new_page(cast.secretariat, width=width)
    for address in (PAGE, PERIOD_PAGE):
        seen.goto(address)
        assert axe(seen) == [], address
        assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
