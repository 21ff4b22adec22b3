"""What goes wrong on a public page is told in Japanese, with who can be called at once and a way on."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLResolver, path

from banso.access.models import Refusal
from banso.navigator.requests import BODY_BYTES
from banso.navigator.tests.walking import text_of
from banso.portal.tests.test_faces import site_of

pytestmark = pytest.mark.django_db
WAYS = ("/find/", "/windows/", "/helplines/")


@pytest.fixture
def stranger(loaded_plan, settings):
    """A visitor of the public face, where a fault is answered as it is in service."""
    site_of("public", settings)
    assert not django_settings.DEBUG
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def told(response, status, words):
    """The page is ours: its status, its words, no English, the numbers to call, and links that lead on."""
    page = response.content.decode()
    assert response.status_code == status, page[:300]
    text = text_of(page[page.index("<main") :])
    assert words in text, text
    assert '<html lang="ja">' in page and not re.search(r"Bad Request|Forbidden|Not Found|Error|CSRF", text)
    strip = page[page.index('class="help-strip"') : page.index("</aside>")]
    assert 'href="tel:110"' in strip and 'href="tel:119"' in strip
    for address in WAYS:
        assert f'href="{address}"' in page[page.index("<main") :], address
        assert Client().get(address).status_code == 200
    assert not response.cookies


def test_an_address_that_is_nobodys(stranger):
    for address in (
        "/nai/",
        "/windows/nai/",
        "/services/nai/",
        "/measures/nai/",
        "/data/nai/",
        "/accounts/login/",
    ):
        told(stranger.get(address), 404, "ページが見つかりません")


def test_an_address_that_no_database_can_look_up(stranger, settings, cast):
    told(stranger.get("/data/%00/note/"), 404, "ページが見つかりません")
    site_of("all", settings)
    staff = cast.client(cast.secretariat)
    assert staff.get(f"/papers/{'9' * 19}/pdf/").status_code == 404
    assert staff.get("/directory/window/%00/close/").status_code == 404


def test_a_form_from_elsewhere_or_of_long_ago(stranger):
    told(stranger.post("/windows/", {"q": "相談"}), 403, "画面が古くなっています")
    assert not Refusal.objects.exists(), "nobody is kept who is nobody here"


def test_another_method(stranger):
    told(stranger.options("/find/"), 405, "この開き方はできません")
    told(Client().delete("/windows/"), 405, "何も変わっていません")


def test_more_than_can_be_read(stranger, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    told(stranger.post("/find/", {"a.asker": "x" * 101}), 413, "送られた量が多すぎます")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    told(stranger.post("/find/", {"a": ["1"] * 4}), 413, "送られた量が多すぎます")


def test_a_request_for_a_talk_that_is_too_long_or_from_elsewhere(stranger):
    form = "/contact/shigoto-support/"
    told(stranger.post(form, {"text": "x" * 2 * BODY_BYTES}), 413, "書かれた量が多すぎます")
    told(
        stranger.post(form, {"text": "x"}, HTTP_SEC_FETCH_SITE="cross-site"), 403, "ほかのサイトのページから"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"HTTP_HOST": "elsewhere.example"},
        {"method": "post", "data": "x", "content_type": "multipart/form-data"},
    ],
)
def test_what_cannot_be_read(stranger, given):
    method = getattr(stranger, given.get("method", "get"))
    more = {key: value for key, value in given.items() if key != "method"}
    told(method("/find/", **more), 400, "読み取れませんでした")


def test_a_fault_of_ours(stranger, settings):
    def broken(request):
        raise RuntimeError("something")

    django_settings.ROOT_URLCONF.urlpatterns.append(path("broken/", broken))
    told(stranger.get("/broken/"), 500, "あなたのせいではありません")


def routes(patterns, before=""):
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        else:
            yield route


@pytest.mark.parametrize("junk", ["\x00", "9" * 40, "あ'\"<.." * 60])
def test_no_public_address_breaks_on_what_a_stranger_writes_into_it(stranger, junk):
    from config import urls

    names = [
        "q",
        "page",
        "place",
        "municipality",
        "open",
        "everywhere",
        "asked",
        "text",
        "go",
        "from",
        "to",
        "revision",
        "at",
        "on",
        "key",
    ]
    for route in routes(urls.patterns("public")):
        address = "/" + re.sub(r"<[^>]+>", quote(junk), route)
        assert stranger.get(address, dict.fromkeys(names, junk)).status_code < 500, route
        if route.startswith(("find/", "employers/", "contact/")):
            assert stranger.post(address, dict.fromkeys(names, junk)).status_code < 500, route
