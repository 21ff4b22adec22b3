"""Letters are printed as one PDF, marked as printed, and posted in another step."""

import subprocess

import pytest

from banso.notices import operations
from banso.notices.models import Notice
from banso.notices.rules import Channel, NotPossible

pytestmark = pytest.mark.django_db
PAGE = "/notices/letters/"


@pytest.fixture
def letters(posted, loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    return [
        posted(key=key, channel=Channel.LETTER, to=to, organisation="prefecture", subject=subject)
        for key, to, subject in (
            ("a", "330-9301 さいたま市浦和区高砂3-15-1", "報告のお願い（9月分）"),
            ("b", "", "#box[命令] \\*記号* のある件名"),
        )
    ]


def text(pdf, tmp_path):
    (tmp_path / "letters.pdf").write_bytes(pdf)
    read = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "letters.pdf", "-"], capture_output=True, check=True
    )
    return read.stdout.decode()


def test_the_chosen_letters_are_one_pdf_and_marked(letters, posted, cast, tmp_path):
    mail = posted(key="c")
    answer = cast.client(cast.secretariat).post(
        PAGE, {"act": "print", "letter": [n.pk for n in (*letters, mail)]}
    )
    assert answer["Content-Type"] == "application/pdf"
    sheets = text(answer.content, tmp_path).split("\f")
    assert len([sheet for sheet in sheets if sheet.strip()]) == 2, "a mail is no letter"
    first, second = sheets[:2]
    assert "さいたま市浦和区高砂3-15-1" in first and "埼玉県 御中" in " ".join(first.split())
    assert (
        "報告のお願い（9月分）" in first
        and "報告をお待ちしています。" in first
        and "令和7年11月20日" in first
    )
    assert "#box[命令] \\*記号* のある件名" in second
    printed = Notice.objects.filter(printed_at__isnull=False)
    assert {(n.pk, n.state, n.printed_by) for n in printed} == {
        (letter.pk, "waiting", cast.secretariat) for letter in letters
    }


def test_what_was_printed_is_posted_and_leaves_the_list(letters, cast):
    client = cast.client(cast.secretariat)
    page = client.post(PAGE, {"act": "dispatch", "letter": [letters[0].pk]}, follow=True).content.decode()
    assert "印刷した手紙だけを発送済みにできます" in page and letters[0].subject in page
    client.post(PAGE, {"act": "print", "letter": [letters[0].pk]})
    page = client.post(
        PAGE, {"act": "dispatch", "letter": [n.pk for n in letters]}, follow=True
    ).content.decode()
    assert "1通を発送済みにしました" in page
    assert [n.state for n in Notice.objects.order_by("pk")] == ["sent", "waiting"]


def test_a_letter_that_is_written_anew_must_be_printed_anew(letters, cast):
    operations.print_letters(chosen=[letters[0].pk], names={}, by=cast.secretariat)
    unchanged = Notice.objects.get(pk=letters[0].pk)
    operations.edit(
        notice=unchanged, to=unchanged.to, subject=unchanged.subject, body=unchanged.body, by=cast.secretariat
    )
    assert Notice.objects.get(pk=unchanged.pk).printed_at is not None
    operations.edit(notice=unchanged, to="別の住所", subject="件名", body="本文", by=cast.secretariat)
    assert Notice.objects.get(pk=unchanged.pk).printed_at is None


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"], ["１"]])
def test_nothing_chosen_prints_nothing(letters, cast, chosen):
    client = cast.client(cast.secretariat)
    page = client.post(PAGE, {"act": "print", "letter": chosen}, follow=True).content.decode()
    assert "印刷する手紙を選んでください" in page


def test_nobody_else_prints(letters, cast):
    for who in (cast.body, cast.reader):
        assert cast.client(who).post(PAGE, {"act": "print", "letter": [letters[0].pk]}).status_code == 403
    with pytest.raises(NotPossible):
        operations.print_letters(chosen=[], names={}, by=cast.secretariat)
    assert not Notice.objects.filter(printed_at__isnull=False).exists()


def test_the_page_lists_what_waits(letters, cast, assert_queries):
    client = cast.client(cast.secretariat)
    with assert_queries(12):
        page = client.get(PAGE).content.decode()
    assert "発送を待つ手紙（2通）" in page and "まだ" in page
    Notice.objects.update(state="cancelled")
    assert "発送を待つ手紙はありません" in client.get(PAGE).content.decode()
