"""Pages of the outbox and of the addresses."""

import pytest

from banso.notices import operations, queries
from banso.notices.models import Contact, Notice
from banso.notices.rules import Channel, NotPossible
from banso.notices.sending import send_due

pytestmark = pytest.mark.django_db
PAGES = ("/notices/", "/notices/contacts/")


@pytest.mark.parametrize("who", ["body", "reader"])
def test_the_outbox_is_for_the_secretariat(cast, posted, who):
    client, notice = cast.client(getattr(cast, who)), posted()
    for address in (*PAGES, f"/notices/{notice.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/notices/{notice.pk}/cancel/").status_code == 403
    assert client.post("/notices/contacts/", {"organisation": "prefecture"}).status_code == 403
    assert Notice.objects.get().state == "waiting" and not Contact.objects.exists()


def test_nobody_is_led_to_sign_in(anonymous):
    assert anonymous.get("/notices/").status_code == 302


def test_an_empty_outbox_says_so(cast):
    page = cast.client(cast.secretariat).get("/notices/").content.decode()
    assert "お知らせはまだありません。" in page and "BANSO_SMTP_URL" in page
    page = cast.client(cast.secretariat).get("/notices/?state=failed").content.decode()
    assert "この状態のお知らせはありません。" in page


def test_the_outbox_shows_why_something_failed_and_filters_by_state(running, posted, cast, assert_queries):
    running.refused["ken@example.jp"] = "550 mailbox unavailable"
    posted()
    for number in range(60):
        posted(to="kyoku@example.jp", key=f"k{number}", subject=f"件名{number}")
    send_due()
    client = cast.client(cast.secretariat)
    with assert_queries(12):
        failed = client.get("/notices/?state=failed").content.decode()
    assert "550 mailbox unavailable" in failed and "kyoku@example.jp" not in failed
    assert "送信失敗（1）" in failed and "送信済み（60）" in failed
    with assert_queries(12):
        everything = client.get("/notices/").content.decode()
    assert everything.count("kyoku@example.jp") == 50


def test_a_failed_one_is_changed_and_sent_again_from_its_page(running, posted, cast):
    running.refused["ken@example.jp"] = "550 no"
    notice = posted()
    send_due()
    client = cast.client(cast.secretariat)
    page = client.get(f"/notices/{notice.pk}/").content.decode()
    assert "550 no" in page and "送り直す" in page and "報告をお待ちしています。" in page
    typed = {"to": "ken2@example.jp", "subject": "直した件名", "body": "直した本文"}
    assert client.post(f"/notices/{notice.pk}/", typed).status_code == 302
    assert client.post(f"/notices/{notice.pk}/send_again/").status_code == 302
    assert send_due().sent == 1
    assert running.received[0][1]["Subject"] == "直した件名"
    sent = client.get(f"/notices/{notice.pk}/").content.decode()
    assert "直した本文" in sent and "<textarea" not in sent and "送り直す" not in sent


def test_a_wrong_address_or_subject_is_told_beside_the_form(posted, cast):
    notice = posted()
    client = cast.client(cast.secretariat)
    answer = client.post(f"/notices/{notice.pk}/", {"to": "ken", "subject": "件", "body": "文"})
    assert (
        answer.status_code == 400 and "メールアドレス「ken」が正しくありません。" in answer.content.decode()
    )
    assert Notice.objects.get().to == "ken@example.jp"


def test_what_was_sent_or_cancelled_stays_as_it_is(running, posted, cast):
    sent, cancelled = posted(), posted(key="second")
    operations.cancel(notice=cancelled, by=cast.secretariat)
    assert send_due().sent == 1
    for notice in (sent, cancelled):
        for verb in (operations.cancel, operations.send_again):
            with pytest.raises(NotPossible):
                verb(notice=notice, by=cast.secretariat)
        with pytest.raises(NotPossible):
            operations.edit(notice=notice, to="a@example.jp", subject="件", body="文", by=cast.secretariat)
    assert len(running.received) == 1


def test_a_letter_waits_until_somebody_has_posted_it(posted, cast, running):
    letter = posted(channel=Channel.LETTER, to="さいたま市浦和区 ○○様")
    assert send_due().sent == 0
    page = cast.client(cast.secretariat).get(f"/notices/{letter.pk}/").content.decode()
    assert "発送済みにする" in page
    operations.dispatch(notice=letter, by=cast.secretariat)
    assert queries.notice(letter.pk).state == "sent"
    with pytest.raises(NotPossible):
        operations.dispatch(notice=posted(key="mail"), by=cast.secretariat)


def test_the_screen_tells_a_member_and_the_organisation_and_nobody_else(posted, cast):
    posted(channel=Channel.SCREEN, organisation="prefecture", subject="県あて")
    posted(channel=Channel.SCREEN, user=cast.reader, key="second", subject="閲覧の人あて")

    def seen(user):
        page = cast.client(user).get("/notices/mine/").content.decode()
        return [text for text in ("県あて", "閲覧の人あて") if text in page]

    assert seen(cast.body) == ["県あて"]
    assert seen(cast.reader) == ["閲覧の人あて"]
    assert seen(cast.elsewhere) == []


def test_addresses_are_added_and_taken_away(loaded_plan, cast):
    client = cast.client(cast.secretariat)
    typed = {"organisation": "prefecture", "desk": "雇用労働課", "email": "koyo@example.jp"}
    assert client.post("/notices/contacts/", typed).status_code == 302
    again = client.post("/notices/contacts/", typed)
    assert again.status_code == 400 and "既にあります" in again.content.decode()
    assert client.post("/notices/contacts/", typed | {"email": "koyo"}).status_code == 400
    assert client.post("/notices/contacts/", typed | {"organisation": "nowhere"}).status_code == 400
    page = client.get("/notices/contacts/").content.decode()
    assert "埼玉県" in page and "koyo@example.jp" in page
    client.post(f"/notices/contacts/{Contact.objects.get().pk}/remove/")
    assert not Contact.objects.exists()
    assert "連絡先はまだありません。" in client.get("/notices/contacts/").content.decode()


def test_what_is_typed_is_not_run(posted, cast):
    notice = posted(subject="<script>x</script>", body="<script>y</script>")
    for address in ("/notices/", "/notices/letters/", f"/notices/{notice.pk}/"):
        assert "<script>x" not in cast.client(cast.secretariat).get(address).content.decode()


def test_an_unknown_notice_or_verb_is_not_found(posted, cast):
    client = cast.client(cast.secretariat)
    assert client.get("/notices/999/").status_code == 404
    assert client.post(f"/notices/{posted().pk}/burn/").status_code == 404
    # An act that is only opened does nothing, and leads back to its page.
    notice = Notice.objects.get()
    assert client.get(f"/notices/{notice.pk}/cancel/").headers["Location"] == f"/notices/{notice.pk}/"
    notice.refresh_from_db()
    assert notice.state == "waiting"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing(loaded_plan, posted, cast, new_page, axe):
    notice = posted()
    posted(key="letter", channel=Channel.LETTER, to="", organisation="prefecture")
    operations.add_contact(organisation="prefecture", desk="係", email="a@example.jp", by=cast.secretariat)
    for width in (1280, 390):
        page = new_page(cast.secretariat, width=width)
        for address in (*PAGES, f"/notices/{notice.pk}/", "/notices/letters/", "/notices/mine/"):
            page.goto(address)
            assert axe(page) == [], address
            assert page.locator("h1").count() == 1
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
