"""Sign-in in a real browser: with and without JavaScript, with a passkey, under the page's own policy."""

from urllib.parse import urlsplit

import pytest

from tests.browser import follow
from tests.cast import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("banso.access.tests.urls"),
]


def enter(page):
    page.goto("/accounts/login/")
    page.get_by_label("ユーザー名").fill("ken")
    page.get_by_label("パスワード").fill(PASSWORD)
    follow(page.get_by_role("button", name="ログイン", exact=True))


def confirm(page):
    if "/reauthenticate/" in page.url:
        page.get_by_label("パスワード").fill(PASSWORD)
        follow(page.get_by_role("button", name="確認する"))


def test_without_javascript_a_member_signs_in_and_registers_an_app(new_page, cast):
    page = new_page(javascript=False)
    enter(page)
    assert "進み具合" in page.content()
    page.goto("/accounts/2fa/")
    follow(page.get_by_role("link", name="認証アプリを登録する"))
    confirm(page)
    code = page.get_by_role("img", name="QRコード")
    assert code.bounding_box()["width"] > 100
    assert page.get_by_label("認証アプリシークレット").input_value().isalnum()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_sign_in(new_page, axe, cast, width):
    page = new_page(width=width)
    page.goto("/accounts/login/")
    assert axe(page) == []
    page.get_by_label("ユーザー名").fill("ken")
    page.get_by_label("パスワード").fill("wrong")
    follow(page.get_by_role("button", name="ログイン", exact=True))
    assert axe(page) == []
    enter(page)
    paths = [
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "password/change/",
        "logout/",
    ]
    for path in paths:
        page.goto(f"/accounts/{path}")
        confirm(page)
        assert (path, axe(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/papers/new/", "/no/such/page/"):
        page.goto(path)
        assert (path, axe(page)) == (path, [])


def test_a_passkey_alone_lets_a_member_in(new_page, cast):
    page = new_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    enter(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("鍵の名").fill("机のパソコン")
    page.get_by_role("button", name="登録").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_role("rowheader", name="机のパソコン").is_visible()
    assert page.get_by_role("cell", name="パスキー").is_visible()

    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url("**/accounts/login/")
    page.get_by_role("button", name="パスキーを使う").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    assert "進み具合" in page.content()
