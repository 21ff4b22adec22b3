"""What was typed when the sign-in had ended comes back to the same person, and to nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.access import typed
from banso.access.tests.test_sign_in import _forget_used_codes

pytestmark = [pytest.mark.django_db, pytest.mark.urls("banso.access.tests.urls")]

SUBMIT = "/returns/prefecture/parts/submit/?part=2"
WORDS = {"note": "長い説明を書きました。\n二行目 <b>です</b>", "choice": ["a", "b"], "step": "look"}
WAITING = "/accounts/typed/"


@pytest.fixture
def ended(cast, sign_in):
    """A browser in which 県の人 was signed in until just now."""
    client, _ = sign_in("ken")
    assert client.get("/").status_code == 200
    Session.objects.all().delete()
    return client


def send(client, **more):
    return client.post(SUBMIT, {**WORDS, **more})


def fields_of(page):
    form = re.search(rf'<form method="post" action="{re.escape(SUBMIT)}">(.*?)</form>', page, re.DOTALL)
    return re.findall(r'name="((?!csrf)[^"]+)" value="([^"]*)"', form[1])


def test_it_waits_until_the_same_person_has_signed_in_and_sends_it(ended, sign_in):
    answer = send(ended)
    assert answer.status_code == 302 and answer.url == f"/accounts/login/?next={WAITING}"
    assert "書いた内容は預かっています" in ended.get(answer.url).content.decode()
    _, answer = sign_in("ken", client=ended, QUERY_STRING=f"next={WAITING}")
    assert answer.url == WAITING
    page = ended.get(WAITING)
    assert "no-store" in page["Cache-Control"]
    assert "長い説明を書きました。<br>二行目 &lt;b&gt;です&lt;/b&gt;" in page.content.decode()
    assert fields_of(page.content.decode()) == [
        ("note", "長い説明を書きました。\n二行目 &lt;b&gt;です&lt;/b&gt;"), ("choice", "a"), ("choice", "b"), ("step", "look"),
    ]  # fmt: skip
    # Another form that is sent meanwhile does not end it; the form itself does.
    ended.post("/returns/prefecture/parts/submit/", {"x": "y"})
    assert "残っています" in ended.get(WAITING).content.decode()
    assert "提出しました" in send(ended).content.decode()
    assert "残っている内容はありません" in ended.get(WAITING).content.decode()


def test_it_comes_through_the_second_factor(cast, with_authenticator, sign_in):
    app = with_authenticator(cast.body)
    client, answer = sign_in("ken")
    _forget_used_codes()
    client.post(answer.url, {"code": app.code})
    client.get("/")
    Session.objects.all().delete()
    send(client)
    _, answer = sign_in("ken", client=client, QUERY_STRING=f"next={WAITING}")
    # Half way in, nobody sees it.
    assert client.get(WAITING).status_code == 302
    _forget_used_codes()
    assert client.post(answer.url, {"code": app.code}).url == WAITING
    assert "長い説明を書きました。" in client.get(WAITING).content.decode()


def test_whoever_else_signs_in_sees_nothing_and_ends_it(ended, sign_in):
    send(ended)
    sign_in("jimukyoku", client=ended)
    page = ended.get(WAITING).content.decode()
    assert "長い説明" not in page and "残っている内容はありません" in page
    ended.get("/")
    ended.post("/accounts/logout/")
    sign_in("ken", client=ended)
    assert "長い説明" not in ended.get(WAITING).content.decode()


def test_it_stands_in_no_page_address_or_table_in_the_open(ended):
    answer = send(ended)
    assert "長い説明" not in ended.get(answer.url).content.decode() and WAITING in answer.url
    (session,) = Session.objects.all()
    assert "長い説明" not in str(session.get_decoded()) and "note" not in str(session.get_decoded())
    assert ended.get(WAITING).status_code == 302, "nobody sees it"


@pytest.mark.parametrize("spoil", ["cookie", "nobody", "content"])
def test_nothing_that_the_browser_changed_is_believed(ended, cast, sign_in, spoil):
    if spoil == "cookie":
        ended.cookies["banso_last_here"] = str(cast.secretariat.pk) + ":forged"
    client = Client() if spoil == "nobody" else ended
    answer = send(client)
    if spoil == "content":
        session = client.session
        session["typed"] = session["typed"][:-8] + "AAAAAAAA"
        session.save()
    else:
        assert answer.url == "/accounts/login/?next=/returns/prefecture/parts/submit/%3Fpart%3D2"
        assert "保存されていません" in client.get(answer.url).content.decode()
    sign_in("ken", client=client)
    assert "残っている内容はありません" in client.get(WAITING).content.decode()


def test_files_and_what_is_too_long_are_not_kept_and_it_is_said(ended):
    for fields, words in (
        ({"file": SimpleUploadedFile("a.xlsx", b"x")}, "ファイルは預かれません"),
        ({"note": "長" * typed.MOST_BYTES}, "量が多いため"),
    ):
        answer = send(ended, **fields)
        assert WAITING not in answer.url and words in ended.get(answer.url).content.decode()
        assert "typed" not in ended.session


def test_after_an_hour_it_is_gone(ended, sign_in, clock_at):
    clock_at("2025-11-20T10:00")
    send(ended)
    sign_in("ken", client=ended)
    clock_at("2025-11-20T10:59")
    assert "長い説明" in ended.get(WAITING).content.decode()
    clock_at("2025-11-20T11:01")
    assert "残っている内容はありません" in ended.get(WAITING).content.decode()


def test_it_can_be_thrown_away(ended, sign_in):
    send(ended)
    sign_in("ken", client=ended)
    answer = ended.post(WAITING, follow=True)
    assert answer.redirect_chain[0][0] == "/"
    assert "残っている内容はありません" in ended.get(WAITING).content.decode()


def test_a_form_from_another_site_is_not_kept(ended):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ended.cookies
    assert strict.post(SUBMIT, WORDS).status_code == 403
    assert "typed" not in strict.session


def test_the_mark_of_who_was_here_is_no_key_to_anything(cast, sign_in):
    client, _ = sign_in("ken")
    client.get("/")
    mark = client.cookies["banso_last_here"]
    assert mark["httponly"] and mark["samesite"] == "Lax" and not mark["max-age"]
    other = Client()
    other.cookies["banso_last_here"] = mark.value
    assert other.get("/").status_code == 302
