"""Signing in and out, the second factor, and what happens after many failures."""

import re

import pytest
from django.test import Client

from tests.cast import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("banso.access.tests.urls")]

SIGN_IN = "/accounts/login/"
ACCOUNT_PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]


def signed_in(client):
    return "_auth_user_id" in client.session


def test_name_and_password_let_a_member_in(cast, sign_in):
    client, answer = sign_in("ken")
    assert answer.status_code == 302 and answer.url == "/"
    assert client.get("/").content.decode() == "進み具合"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(cast, sign_in):
    wrong, unknown = (sign_in(*who)[1] for who in (("ken", "wrong"), ("daremo", "wrong")))
    sentence = "入力されたユーザー名もしくはパスワードが正しくありません。"
    assert sentence in wrong.content.decode() and sentence in unknown.content.decode()


def test_after_signing_in_one_stands_at_the_page_one_wanted(cast, sign_in):
    client = Client()
    _, answer = sign_in("ken", client=client, QUERY_STRING="next=/returns/prefecture/")
    assert answer.url == "/returns/prefecture/"


def test_nobody_is_sent_to_another_site(cast, sign_in):
    _, answer = sign_in("ken", QUERY_STRING="next=//elsewhere.example/")
    assert answer.url == "/"


def test_signing_out_needs_a_post(cast, sign_in):
    client, _ = sign_in("ken")
    client.get("/accounts/logout/")
    assert signed_in(client)
    assert client.post("/accounts/logout/").url == SIGN_IN
    assert not signed_in(client)


def test_a_forged_form_signs_nobody_out(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.body)
    assert client.post("/accounts/logout/").status_code == 403
    assert signed_in(client)


def test_closing_the_browser_signs_out(cast, sign_in):
    client, _ = sign_in("ken")
    assert client.session.get_expire_at_browser_close()


def test_nobody_signs_up_by_themselves(anonymous):
    page = anonymous.get("/accounts/signup/").content.decode()
    assert "自分で登録することはできません" in page and "<form" not in page
    fields = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    anonymous.post("/accounts/signup/", fields)
    assert not signed_in(anonymous)


@pytest.mark.parametrize("path", ["email/", "password/reset/", "confirm-email/", "login/code/"])
def test_pages_that_would_need_outgoing_mail_are_not_there(cast, path):
    assert cast.client(cast.body).get(f"/accounts/{path}").status_code == 404


def test_a_member_changes_the_password(cast, sign_in):
    client, _ = sign_in("ken")
    fields = {"oldpassword": PASSWORD, "password1": "another-long-word", "password2": "another-long-word"}
    assert client.post("/accounts/password/change/", fields).status_code == 302
    assert signed_in(sign_in("ken", "another-long-word")[0])
    assert not signed_in(sign_in("ken")[0])


def test_an_authenticator_app_is_the_second_step(cast, with_authenticator, sign_in):
    app = with_authenticator(cast.body)
    client, answer = sign_in("ken")
    assert answer.url == "/accounts/2fa/authenticate/" and not signed_in(client)
    refused = client.post(answer.url, {"code": app.wrong_code})
    assert "コードが正しくありません。" in refused.content.decode() and not signed_in(client)
    # The app's code was used a moment ago to register it; allauth takes each code once.
    _forget_used_codes()
    assert client.post(answer.url, {"code": app.code}).url == "/"
    assert signed_in(client)


def test_a_code_is_good_once(cast, with_authenticator, sign_in):
    app = with_authenticator(cast.body)
    _forget_used_codes()
    code = app.code
    first, second = sign_in("ken")[0], sign_in("ken")[0]
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(first) and not signed_in(second)


def test_a_recovery_code_lets_in_once(cast, with_authenticator, sign_in):
    with_authenticator(cast.body)
    codes = cast.body.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    first, second = sign_in("ken")[0], sign_in("ken")[0]
    first.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    second.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert signed_in(first) and not signed_in(second)


def test_after_five_failures_the_right_password_must_wait_too(cast, sign_in):
    for _ in range(5):
        sign_in("ken", "wrong")
    client, answer = sign_in("ken")
    assert not signed_in(client)
    assert "ログイン失敗が連続しています。" in answer.content.decode()


def test_the_count_of_failures_outlives_a_process(cast, sign_in):
    from django.core.cache import caches

    for _ in range(5):
        sign_in("ken", "wrong")
    # A new connection to the cache is all that another worker has.
    del caches["default"]
    assert not signed_in(sign_in("ken")[0])


def test_one_members_failures_do_not_lock_out_another(cast, sign_in):
    for _ in range(5):
        sign_in("ken", "wrong")
    assert signed_in(sign_in("jimukyoku")[0])


def test_too_many_attempts_from_one_place_are_told_to_wait(cast, sign_in):
    for number in range(30):
        sign_in(f"name{number}", "wrong")
    answer = sign_in("another", "wrong")[1]
    assert answer.status_code == 429
    assert "しばらくお待ちください" in answer.content.decode()


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
def test_sign_in_pages_speak_japanese(cast, sign_in, path):
    client, _ = sign_in("ken")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    if path in (SIGN_IN, "/accounts/signup/"):
        client = Client()
    answer = client.get(path)
    assert answer.status_code == 200
    page = re.sub(r"(?s)<(script|svg|head).*?</\1>", "", answer.content.decode())
    text = re.sub(r"<[^>]+>", "\n", page)
    allowed = {"ken", "PIN", "JavaScript", "USB", "QR"}
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= allowed


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
def test_sign_in_pages_have_one_heading_and_no_inline_code(cast, sign_in, path):
    client, _ = sign_in("ken")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    if path in (SIGN_IN, "/accounts/signup/"):
        client = Client()
    page = client.get(path).content.decode()
    assert page.count("<h1") == 1
    assert " style=" not in page and "<style" not in page
    assert not re.search(r"\son\w+=\"", page)
    for script in re.findall(r"<script[^>]*>", page):
        assert 'src="/static/' in script or 'type="application/json"' in script


def _forget_used_codes():
    from django.core.cache import cache

    cache.clear()
