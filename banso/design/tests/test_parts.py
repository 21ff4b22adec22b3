"""The parts of pages: what they say, to the eye and to a screen reader."""

from decimal import Decimal

import pytest
from django.template import engines
from django.test import Client

from banso.design import meters

pytestmark = pytest.mark.urls("banso.design.tests.gallery")


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.fixture
def page(db, cast):
    return cast.client(cast.body).get("/gallery/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(new_page, axe, cast, width):
    page = new_page(cast.secretariat, width=width)
    page.goto("/gallery/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_keyboard_reaches_the_main_part_first_and_the_focus_is_seen(new_page, cast):
    page = new_page(cast.reader, javascript=True)
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "本文へ移動"
    assert focused.evaluate("e => getComputedStyle(e).outlineWidth") == "4px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_paper_shows_the_content_and_not_what_is_clicked(new_page, cast):
    page = new_page(cast.reader)
    page.goto("/gallery/")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.get_by_role("button", name="提出する").is_visible()
    assert page.locator(".sample-mark").is_visible()
    assert page.locator("table.table").is_visible()
    assert page.pdf(prefer_css_page_size=True)[:4] == b"%PDF"


def test_the_frame_names_product_plan_member_and_role(page):
    assert '<html lang="ja">' in page
    assert "見本県 中高年世代活躍支援計画（令和7年度）" in page
    assert '<span class="member__name">県の人</span>' in page
    assert "構成機関" in page


def test_sample_data_is_marked_with_the_date_of_the_clock(cast, clock_at):
    clock_at("2025-11-20T09:00")
    page = cast.client(cast.reader).get("/gallery/").content.decode()
    assert "<strong>見本データ</strong><span>令和7年11月20日現在</span>" in page


def test_signing_out_is_a_form_and_not_a_link(page):
    assert '<form method="post" action="/accounts/logout/">' in page
    assert 'href="/accounts/logout/"' not in page


@pytest.mark.django_db
def test_a_visitor_is_offered_to_sign_in():
    page = Client().get("/gallery/").content.decode()
    assert 'href="/accounts/login/"' in page
    assert "ログアウト" not in page


def test_the_present_page_is_marked_in_the_navigation(page):
    assert '<a href="/progress/" aria-current="page">進み具合</a>' in page
    assert page.count('<li><a href="/plan/">計画</a></li>') == 1


def test_an_error_is_tied_to_its_control(page):
    assert 'id="id_name_error"' in page
    name = page[page.index('<input type="text" name="name"') :]
    name = name[: name.index(">")]
    assert 'aria-invalid="true"' in name
    assert 'aria-describedby="id_name_helptext id_name_error"' in name


def test_a_required_field_says_so_in_words(page):
    assert 'for="id_name">資料の題<span class="field__required">※必須</span>' in page
    assert 'for="id_day">いつの時点か</label>' in page


def test_a_state_that_nobody_drew_is_still_said_in_words():
    assert "新しい状態</span>" in render('{% status_label "brand-new" "新しい状態" %}')


def test_words_of_people_are_escaped():
    assert "<b>" not in render("{% status_label 'x' label %}{% empty_state label %}", label="<b>太字</b>")
    assert "<b>" not in render("{% banner 'info' label %}{{ label }}{% endbanner %}", label="<b>太字</b>")
    assert "<b>" not in render("{% table_region label %}{{ label }}{% endtable_region %}", label='"<b>')


def test_the_bar_says_what_it_shows():
    bar = render("{% meter ratio elapsed=elapsed %}", ratio=Decimal("0.556"), elapsed=Decimal("0.5"))
    assert 'aria-label="目標の55.6%、期間の経過は50.0%"' in bar


def test_a_value_and_a_target_make_the_same_bar_as_their_ratio():
    assert render("{% meter value target %}", value=Decimal(30), target=Decimal(60)) == render(
        "{% meter ratio %}", ratio=Decimal("0.5")
    )


def test_an_unknown_value_has_no_bar_and_zero_has_an_empty_one():
    unknown, zero = render("{% meter None %}"), render("{% meter zero %}", zero=Decimal(0))
    assert "未確認" in unknown and "meter__track--unknown" in unknown
    assert "目標の0.0%" in zero and "meter__track--unknown" not in zero


def test_an_interval_is_a_range_on_the_bar():
    # The bar is 120 % wide: 60 % of the target ends at half of it, 90 % at three quarters.
    shown = meters.meter(None, low=Decimal("0.6"), high=Decimal("0.9"))
    assert (shown["bar"], shown["span"]) == (Decimal("50.00"), (Decimal("50.00"), Decimal("25.00")))
    assert shown["sentence"] == "目標の60.0%から90.0%"


def test_what_passes_the_end_of_the_bar_stops_there():
    assert meters.meter(Decimal(3))["bar"] == Decimal(100)


def test_an_empty_state_stands_inside_a_loop():
    text = "{% for x in xs %}{% empty_state 'ありません' %}{% empty %}無{% endfor %}"
    assert render(text, xs=[1]).count("ありません") == 1


def test_pages_of_a_list_keep_the_rest_of_the_address(rf, page):
    assert 'href="?page=5"' in page
    from django.core.paginator import Paginator

    context = {"request": rf.get("/?q=研修&page=2"), "page": Paginator(range(30), 10).page(2)}
    links = engines["django"].from_string("{% pagination page %}").render(context)
    assert 'href="?q=%E7%A0%94%E4%BF%AE&amp;page=3"' in links
