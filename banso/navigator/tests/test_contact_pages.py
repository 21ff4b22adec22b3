"""Asking for a talk in a browser: no sign-in, no cookie, nothing lost, nothing shown by the code alone."""

import re

import pytest
from django.test import Client

from banso.directory.models import Window
from banso.directory.operations.tracing import touch
from banso.lib.sealing import CannotOpen
from banso.navigator.content import opened
from banso.navigator.models import Request
from banso.navigator.requests import code_of
from banso.navigator.tests.contacts import HERE, SECRET, everything, rows
from tests.browser import axe_findings

pytestmark = pytest.mark.django_db
FORM = f"/contact/{HERE}/"
WRITTEN = {
    "asker": "family", "relation": "母", "name": "はな", "reach": "phone", "address": "090-1234-5678",
    "hours": ["morning", "evening"], "text": SECRET,
}  # fmt: skip


@pytest.fixture(autouse=True)
def thursday(windows, clock_at):
    return clock_at


def made(client):
    return re.search(r'name="made" value="([^"]+)"', client.get(FORM).content.decode())[1]


@pytest.fixture
def send(anonymous, thursday):
    """``send(name="…")``: open the form, write, wait, send."""

    minutes = iter(range(1, 60))

    def posted(client=anonymous, *, at="", headers=None, **changed):
        data = {**WRITTEN, "made": made(client), **changed}
        thursday(at or f"2025-11-20T10:{next(minutes):02}")
        return client.post(FORM, data, headers=headers)

    return posted


def code_in(page):
    return re.search(r"\b[1-9A-Z]{3}-[1-9A-Z]{3}-[1-9A-Z]{4}\b", page.content.decode())[0]


def test_a_request_is_sent_looked_up_changed_and_withdrawn_without_a_cookie(send, anonymous, assert_queries):
    anonymous.get(FORM)  # what the process keeps of the directory is read
    with assert_queries(12):
        assert anonymous.get(FORM).status_code == 200
    slip = send(Client(enforce_csrf_checks=True))
    code = code_in(slip)
    assert "令和7年11月26日" in slip.content.decode()
    assert "no-store" in slip["Cache-Control"] and not slip.cookies
    with assert_queries(12):
        status = anonymous.post("/contact/", {"code": code.lower()})
    assert "返事待ち" in status.content.decode()
    assert SECRET not in status.content.decode()
    form = anonymous.post("/contact/change/", {"code": code})
    assert SECRET not in form.content.decode() and "0901234" not in form.content.decode()
    changed = anonymous.post("/contact/change/", {"code": code, **WRITTEN, "address": "048-111-2222"})
    assert "書き直しました" in changed.content.decode()
    assert [row.revision for row in rows(Request)] == [2]
    asked = anonymous.post("/contact/withdraw/", {"code": code})
    assert "取り下げますか" in asked.content.decode() and rows(Request)[0].content is not None
    gone = anonymous.post("/contact/withdraw/", {"code": code, "sure": "1"})
    assert "いま消しました" in gone.content.decode() and rows(Request)[0].content is None
    assert not anonymous.cookies


def kept():
    with everything():
        return opened(Request.objects.get())


def test_to_change_a_request_only_what_is_new_is_written_and_nothing_of_it_is_shown(send, anonymous):
    code = code_in(send(may_say="on"))
    form = anonymous.post("/contact/change/", {"code": code}).content.decode()
    assert "空けたところは、前に書いたままです" in form
    assert SECRET not in form and "はな" not in form and "0901234" not in form and "checked" not in form
    empty = {"code": code, "name": "", "relation": "", "address": "", "text": ""}
    mail = anonymous.post("/contact/change/", empty | {"reach": "mail"})
    assert mail.status_code == 400 and "メールアドレスを書いてください" in mail.content.decode()
    anonymous.post("/contact/change/", empty | {"reach": "fax"})
    now = kept()
    assert (now.name, now.relation, now.text, now.address, now.reach) == (
        "はな",
        "母",
        SECRET,
        "09012345678",
        "fax",
    )
    assert [*now.hours] == ["morning", "evening"] and now.asker == "family" and now.may_say is False
    anonymous.post("/contact/change/", empty | {"name": "なつ", "address": "048-111-2222", "drop_text": "on"})
    now = kept()
    assert (now.name, now.address, now.text) == ("なつ", "0481112222", "")


def test_what_this_face_cannot_open_is_written_anew_and_it_is_said(send, anonymous, monkeypatch):
    code = code_in(send())
    monkeypatch.setattr("banso.navigator.content.opened", raising(CannotOpen("閉じている")))
    form = anonymous.post("/contact/change/", {"code": code}).content.decode()
    assert "もう一度、すべて書いてください" in form
    bare = anonymous.post(
        "/contact/change/", {"code": code, "name": "", "reach": "phone", "address": "048-111-2222"}
    )
    assert bare.status_code == 400 and "名前か呼び名を書いてください" in bare.content.decode()


def raising(problem):
    def refuse(*_args):
        raise problem

    return refuse


WRONG = [
    ({"name": ""}, "名前か呼び名を書いてください"),
    ({"reach": "phone", "address": "12"}, "0から始まる"),
    ({"reach": "mail", "address": "hana"}, "メールアドレスが正しくありません"),
    ({"text": "見て http://spam.example/"}, "リンク"),
    ({"text": "あ" * 801}, "800字まで"),
    ({"website": "http://x"}, "もう一度「同意して送る」"),
    ({"made": "forged"}, "もう一度「同意して送る」"),
    ({"reach": "pigeon"}, "選"),
]


def test_what_is_wrong_is_said_and_what_was_typed_comes_back(send):
    for changed, told in WRONG:
        page = send(**changed)
        text = page.content.decode()
        assert page.status_code == 400 and told in text, changed
        for name in ("name", "address", "text"):
            assert str({**WRITTEN, **changed}[name])[:20] in text, changed
    assert rows(Request) == []


@pytest.mark.parametrize("at", ["2025-11-20T10:00:01", "2025-11-21T09:00"], ids=["too fast", "too old"])
def test_a_page_that_is_too_fresh_or_too_old_is_sent_again_by_one_press(send, anonymous, thursday, at):
    page = send(at=at)
    assert page.status_code == 400 and SECRET in page.content.decode()
    stamp = re.search(r'name="made" value="([^"]+)"', page.content.decode())[1]
    thursday("2025-11-21T09:05" if at.endswith("09:00") else "2025-11-20T10:01")
    assert anonymous.post(FORM, {**WRITTEN, "made": stamp}).status_code == 200
    assert len(rows(Request)) == 1


ORIGINS = [
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Referer": "https://evil.example/testserver"}, 403),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 200),
    ({"Origin": "http://testserver"}, 200),
    ({}, 200),
]


def test_a_post_from_another_site_is_refused(send):
    for headers, status in ORIGINS:
        before = len(rows(Request))
        assert send(headers=headers).status_code == status, headers
        assert len(rows(Request)) - before == (status == 200), headers


def test_a_flood_is_held_kindly_and_loses_nothing(send, settings):
    settings.REQUESTS_AN_HOUR = 2
    assert [send(text=f"{number}").status_code for number in range(2)] == [200, 200]
    page = send(text="三番目の話")
    told = page.content.decode()
    assert 0 < int(page["Retry-After"]) <= 3600
    assert page.status_code == 429 and "11時を過ぎたら" in told and "あなたのせいではありません" in told
    assert "三番目の話" in told and 'value="090-1234-5678"' in told and "とても多いため" not in told
    assert send(text="三番目の話", at="2025-11-20T11:00").status_code == 200


def test_a_window_with_too_many_requests_says_so_and_another_can_be_asked(send, monkeypatch):
    monkeypatch.setattr("banso.navigator.operations.guarding.A_DAY_FOR_ONE_WINDOW", 1)
    send()
    told = send(text="二番目の話").content.decode()
    assert (
        "この窓口への申し込みがとても多いため" in told and "明日になったら" in told and "二番目の話" in told
    )
    assert "あなたのせい" not in told


def test_where_no_telephone_is_known_others_are_named_and_nobody_stands_before_a_closed_door(anonymous):
    """In 上尾市 the body for self-reliance has a number; the city's own desk has none that anybody confirmed."""

    def by_phone(window):
        told = anonymous.get(f"/contact/{window}/").content.decode()
        return told[told.index('id="by-phone"') : told.index("</section>", told.index('id="by-phone"'))]

    near = by_phone("municipal-desk-112194")
    assert "/windows/self-reliance-112194/" in near and 'href="tel:' in near and 'href="/windows/"' in near
    nowhere = by_phone(HERE)
    assert "市役所や町村役場" in nowhere and 'href="/helplines/"' in nowhere
    called = by_phone("self-reliance-112194")
    assert 'href="tel:' in called and "ほかにも話せる所" not in called


def test_guessing_codes_ends_soon_and_what_was_typed_comes_back(anonymous, settings):
    settings.REQUESTS_AN_HOUR = 5
    wrong = code_of(b"x" * 32)
    found = [anonymous.post("/contact/", {"code": wrong}).status_code for _ in range(6)]
    assert found == [404] * 5 + [429]
    page = anonymous.post("/contact/change/", {"code": wrong, **WRITTEN})
    assert page.status_code == 429 and SECRET in page.content.decode()


def test_too_much_comes_back_and_far_too_much_is_refused_before_it_is_read(send, anonymous):
    long = "あ" * 30_000
    page = send(text=long)
    assert page.status_code == 400 and long in page.content.decode()
    assert anonymous.post(FORM, {**WRITTEN, "text": "あ" * 100_000}).status_code == 413


@pytest.mark.parametrize(
    ("days", "is_sample", "told"),
    [
        (5, False, "連絡までの日数は、埼玉県が決めています。"),
        (None, False, "この日はめやすです。"),
        (3, True, "窓口が決めたものではありません。"),
    ],
)
def test_days_are_the_promise_of_the_office_that_set_them_and_of_nobody_else(send, days, is_sample, told):
    Window.objects.filter(pk=HERE).update(answer_days=days, requests_are_sample=is_sample)
    touch()
    slip = send().content.decode()
    assert told in slip and ("見本データ" in slip) == is_sample
    assert ("めやす" in slip) == (days is None)
    (request,) = rows(Request)
    assert str(request.due_on) == ("2025-11-28" if days == 5 else "2025-11-26")
    assert ("決めています" in request.consent) == (days == 5)


def test_a_window_that_takes_no_requests_says_how_else(anonymous):
    page = anonymous.get("/contact/hw-urawa/").content.decode()
    assert "画面からの申し込みを受けていません" in page and "<form" not in page
    written = anonymous.post("/contact/hw-urawa/", WRITTEN).content.decode()
    assert "送られていません" in written and SECRET in written and "<form" not in written
    assert anonymous.get("/contact/no-such-window/").status_code == 404


def test_who_comes_without_being_called_need_not_say_when(send, anonymous):
    assert "自分から窓口へ行く" not in anonymous.get(FORM).content.decode(), "nobody knows where it is"
    Window.objects.filter(key=HERE).update(address="見本の町一丁目")
    touch()
    page = send(reach="visit", address="", hours=[], text="")
    assert page.status_code == 200
    assert (
        "あなたが行くことを伝えました" in page.content.decode() and "までに連絡" not in page.content.decode()
    )


@pytest.mark.browser
def test_a_person_on_a_phone_asks_with_the_keyboard_and_without_javascript(new_page, live_server, thursday):
    page = new_page(javascript=False, width=390)
    page.goto(f"{live_server.url}{FORM}")
    page.check("input[name=asker][value=self]")
    page.fill("input[name=name]", "はな")
    page.check("input[name=reach][value=phone]")
    page.fill("input[name=address]", "090")
    page.press("textarea", "Tab")
    page.keyboard.press("Enter")
    page.get_by_text("書き直すところがあります").wait_for()
    page.wait_for_load_state()  # the width is that of the page with its styles
    assert page.input_value("input[name=name]") == "はな"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    thursday("2025-11-20T10:03")
    page.fill("input[name=address]", "09012345678")
    page.click("button.button--lg")
    page.get_by_role("heading", name="申し込みを受け付けました").wait_for()
    assert page.context.cookies() == []


@pytest.mark.browser
def test_axe_finds_nothing(browser_page, live_server, asked):
    _, code = asked()
    found = {}
    for address in (FORM, "/contact/"):
        browser_page.goto(live_server.url + address)
        found[address] = axe_findings(browser_page)
    browser_page.fill("input[name=code]", code)
    browser_page.click("button.button--lg")
    browser_page.get_by_role("heading", name="申し込みの状況").wait_for()
    found["status"] = axe_findings(browser_page)
    assert found == {FORM: [], "/contact/": [], "status": []}
