"""The navigator on a phone: with the keyboard alone and without JavaScript; axe finds nothing on any of its pages."""

import pytest

from tests.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def reach(page, words):
    """Tab until a control with these words has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() and words in focus.inner_text():
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_with_the_keyboard_alone_and_without_javascript(loaded_plan, clock_at, new_page):
    clock_at("2025-11-20T10:00")
    page = new_page(javascript=False, width=390)
    page.goto("/find/")
    reach(page, "自分のこと")
    enter(page)
    reach(page, "まだ探していない")
    enter(page)
    # The question with a field: an answer and the Enter key.
    assert page.inner_text("h1") == "どこに住んでいますか"
    page.get_by_label("どこに住んでいますか").focus()
    page.keyboard.type("かわごえし")
    enter(page)
    reach(page, "今すぐ結果を見る")
    enter(page)
    assert page.inner_text("h1") == "見つかった窓口"
    given = page.inner_text("main")
    assert "かわごえし" in given and page.context.cookies() == []


def test_axe_finds_nothing_and_every_page_fits_a_phone(loaded_plan, clock_at, new_page, axe):
    clock_at("2025-11-20T10:00")
    page = new_page(width=390)

    def check(where):
        assert axe(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize) >= 16")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize) >= 18")

    page.goto("/find/")
    check("start")
    follow(page.get_by_role("button", name="家族のこと"))
    check("one")
    follow(page.get_by_role("button", name="今は、働くことは考えていない"))
    for _ in range(6):
        if page.get_by_role("heading", name="見つかった窓口").count():
            break
        check(page.inner_text("h1"))
        if page.locator("#answer").count() and "住んで" in page.inner_text("h1"):
            page.locator("#answer").fill("川超市")
            follow(page.get_by_role("button", name="次へ"))
            check("a place to correct")
            follow(page.get_by_role("button", name="川越市"))
        else:
            follow(page.get_by_role("button", name="わからない・答えない"))
    check("result")
    page.get_by_text("カードとメモを作る").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDFを作る").click()
    assert download.value.suggested_filename == "madoguchi.pdf"


def test_axe_finds_nothing_on_the_other_doors(loaded_plan, clock_at, new_page, axe):
    clock_at("2025-11-20T10:00")
    page = new_page(width=390)
    for address in ("/", "/employers/", "/employers/subsidies/", "/leaflets/?municipality=112011"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.goto("/employers/subsidies/?all=1")
    age = page.get_by_label("その方は何歳ですか")
    age.fill("四十五くらい")
    follow(page.get_by_role("button", name="調べる"))
    assert axe(page) == [], "an answer to correct"
    age.fill("45")
    follow(page.get_by_role("button", name="調べる"))
    assert "調べた結果" in page.inner_text("main") and axe(page) == []
    page.goto("/employers/subsidies/")
    follow(page.get_by_role("button", name="正社員として雇い入れる"))
    assert axe(page) == [] and page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page.get_by_role("button", name="今すぐ結果を見る"))
    assert "助成金ごとの見込み" in page.inner_text("main") and axe(page) == []


def test_the_box_shows_in_another_site(loaded_plan, clock_at, new_page, axe):
    clock_at("2025-11-20T10:00")
    page = new_page()
    page.goto("/embed/windows/?municipality=112011")
    assert axe(page) == []
    # Two sites of other origins: a city's, and ours as it answers, headers and all.
    box = page.request.get(page.url)
    city = "<title>市のサイト</title><iframe title=窓口 src='https://madoguchi.example.jp/'></iframe>"
    page.route("https://shi.example.jp/**", lambda route: route.fulfill(body=city, content_type="text/html"))
    page.route(
        "https://madoguchi.example.jp/static/**",
        lambda route: route.fulfill(body="", content_type="text/css"),
    )
    page.route("https://madoguchi.example.jp/", lambda route: route.fulfill(response=box))
    page.goto("https://shi.example.jp/")
    assert "川越市の相談できる窓口" in page.frame_locator("iframe").locator("h1").inner_text()
