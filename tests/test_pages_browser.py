"""Every page of plan and progress, in a browser, for every role: axe, keyboard, phone, and JavaScript off."""

import pytest

from banso.ledger.kinds import MeasureState
from banso.ledger.models import Entry
from banso.returns.states import State
from tests.browser import follow
from tests.told import MONTHS, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = (
    "/",
    "/plan/",
    "/plan/search/?q=センター",
    "/plan/edition/",
    "/measures/m1-1-2/",
    "/measures/m4-1-1/",
    "/helplines/",
)
MEMBERS = (
    *PUBLIC,
    "/progress/",
    "/progress/?period=2025-05&as_of=2025-07-10",
    "/progress/?period=nai",
    "/progress/groups/long-term-jobless/",
    "/progress/organisations/prefecture/",
    "/progress/organisations/municipalities/",
    "/progress/regular-hires/",
    "/progress/regional-platforms/",
    "/progress/city-intensive-outcome-rate/",
    "/progress/nai/",
)


@pytest.fixture
def story(loaded_plan, cast, clock_at):
    """What was told until July, then a correction, a question and states of measures in August."""
    clock_at("2025-08-28T10:00")
    teller = told(loaded_plan, cast.secretariat)
    teller.version("jeed", MONTHS[2], State.SUBMITTED)
    teller.version("prefecture", MONTHS[2], State.ASKED_BACK, "数え方を教えてください。")
    for month in MONTHS:
        version = teller.version("prefecture", month)
        teller.state("prefecture", "m1-1-2", month, MeasureState.ONGOING, "セミナーを開きました。", version)
    may = Entry.objects.get(subject="youth-centre-registrations", first_month=2)
    teller.correct(may, 27, teller.version("prefecture", MONTHS[1]))
    return teller


@pytest.mark.parametrize("role", ["anonymous", "secretariat", "body", "reader"])
def test_every_page_is_clean_and_fits_a_screen_and_a_phone(story, cast, new_page, axe, role):
    user = None if role == "anonymous" else getattr(cast, role)
    for width in (1280, 390):
        page = new_page(user, width=width)
        for address in MEMBERS if user else PUBLIC:
            page.goto(address)
            place = f"{role} {width} {address}"
            assert page.locator("h1").count() == 1, place
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            assert axe(page) == [], place
            broken = page.evaluate(
                "[...document.images].filter(i => i.loading !== 'lazy' && (!i.complete || !i.naturalWidth)).map(i => i.src)"
            )
            assert broken == [], place


def test_the_keyboard_reaches_the_text_first_and_always_sees_where_it_is(story, cast, new_page):
    page = new_page(cast.secretariat)
    page.goto("/progress/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ移動"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        tag, outline = page.evaluate(
            "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline != "none", f"no focus is seen on {tag}"
        seen.add(tag)
    assert {"SELECT", "INPUT", "BUTTON", "A", "DIV"} <= seen, "a wide table is reached too"


def test_everything_works_without_javascript(story, cast, new_page):
    page = new_page(cast.reader, javascript=False)
    page.goto("/progress/")
    page.get_by_label("期間", exact=True).select_option("2025-05")
    follow(page.get_by_role("button", name="表示"))
    assert "令和7年5月の値" in page.inner_text("main")
    follow(page.get_by_role("link", name="若者自立支援センター埼玉の新規利用登録者数"))
    assert "period=2025-05" in page.url
    page.get_by_text("（開いて見る）").click()
    assert page.get_by_role("cell", name="指標!D7").first.is_visible()
    page.goto("/plan/")
    page.get_by_label("計画の取組・指標・窓口を探す").fill("氷河期")
    follow(page.get_by_role("button", name="検索"))
    assert "件あります" in page.inner_text("main")


def test_a_footnote_leads_there_and_back(story, new_page):
    page = new_page()
    page.goto("/plan/")
    follow(page.locator("#measure-m1-1-3").get_by_role("link", name="脚注7"))
    assert page.url.endswith("#fn-7")
    follow(page.locator("#fn-7").get_by_role("link", name="就職氷河期コーナーの付き添い型の支援へ戻る"))
    assert page.url.endswith("#measure-m1-1-3")
