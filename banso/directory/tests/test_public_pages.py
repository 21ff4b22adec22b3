"""The directory's public pages: lists, a window, a service, a municipality, examinations."""

import re
from datetime import date

import pytest

from banso.directory.models import (
    Exam,
    Helpline,
    Organisation,
    Phone,
    Service,
    ServiceAtWindow,
    Vocabulary,
    Window,
)
from banso.directory.operations.tracing import touch
from tests.browser import follow

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/windows/", "/windows/?q=ひきこもり&place=川口市&open=on", "/windows/shigoto-center/", "/services/", "/services/x/",
    "/places/", "/places/112038/", "/exams/",
)  # fmt: skip


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def directory(loaded_plan, clock_at):
    """The directory of the plan with a service, a shelter and a window that has closed."""
    clock_at("2025-11-26T12:00")
    Service.objects.create(
        key="x", name="見本の家族教室", description="家族のための教室です。", measures=["m1-1-1"],
        conditions=[{"says": "15歳から49歳までの方", "rule": {"fact": "age", "min": 15, "max": 49}, "confirmed": False}],
    )  # fmt: skip
    Window.objects.create(
        key="desk", name="見本の受付", kind="見本", municipality_id="112038", url="https://example.jp/",
        catchment=["112038"], catchment_known=True, field_sources={"phones": {"source": "広報", "confidence": "old"}},
    )  # fmt: skip
    Phone.objects.create(window_id="desk", number="048-000-0000")
    Window.objects.create(
        key="shelter", name="見本の教室", kind="見本", address="川口市見本1-2-3", address_hidden=True,
        municipality_id="112038", latitude=35.8, longitude=139.7,
    )  # fmt: skip
    Window.objects.create(
        key="old",
        name="前の窓口",
        kind="前の種類",
        status="defunct",
        closes_on=date(2025, 3, 31),
        successor_id="desk",
    )
    ServiceAtWindow.objects.create(service_id="x", window_id="desk", part="intake")
    ServiceAtWindow.objects.create(service_id="x", window_id="shelter", part="service")
    touch()
    return loaded_plan


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_there_for_everybody_without_a_cookie_in_few_queries(
    directory, anonymous, address, assert_queries
):
    anonymous.get("/windows/")
    with assert_queries(6):
        response = anonymous.get(address)
    assert response.status_code == 200 and not response.cookies
    assert len(response.content) < 100_000, "a slow line"


@pytest.mark.parametrize("address", ["/windows/nai/", "/services/nai/", "/places/999999/"])
def test_what_is_not_there_is_not_found(directory, anonymous, address):
    assert anonymous.get(address).status_code == 404


def test_a_window_says_how_to_reach_it_and_what_nobody_has_confirmed(directory, anonymous):
    response = anonymous.get("/windows/desk/")
    page, text = response.content.decode(), text_of(response)
    assert 'href="tel:0480000000"' in page and 'href="https://example.jp/"' in page
    assert "受付時間 未確認" in text and "対象の地域 川口市" in text and "窓口が確かめた日 未確認" in text
    assert "川口市 （番地は未確認）" in text and "電話の出典 広報（日付不明） 要確認" in text
    assert 'href="/measures/m1-1-1/"' in page, "the measure of its service"


def test_a_window_that_only_gives_a_service_sends_to_where_one_applies(directory, anonymous):
    given = text_of(anonymous.get("/windows/shelter/"))
    assert "この窓口はサービスを行う所です。申し込みは 見本の受付 へ。" in given
    assert "15歳から49歳までの方 要確認" in given
    assert "申し込みと最初の相談を受けます" in text_of(anonymous.get("/windows/desk/"))


def test_a_hidden_address_is_on_no_page(directory, anonymous):
    assert "場所 公開していません" in text_of(anonymous.get("/windows/shelter/"))
    for address in (
        "/windows/shelter/",
        "/windows/?q=見本",
        "/windows/?q=川口市見本1-2-3",
        "/services/x/",
        "/places/112038/",
    ):
        page = anonymous.get(address).content.decode()
        assert "見本1-2-3" not in page.replace('value="川口市見本1-2-3"', "").replace(
            "「川口市見本1-2-3」", ""
        ), address
    assert "見本の教室" not in text_of(anonymous.get("/places/112038/"))
    assert 'href="/windows/shelter/"' not in anonymous.get("/windows/?q=見本の教室 川口").content.decode()
    # Nor can it be found out by searching for it, or by distances.
    assert "見本の教室" not in text_of(anonymous.get("/windows/?q=川口市見本1-2-3"))
    near = text_of(anonymous.get("/windows/?q=見本の教室&place=川口市"))
    assert "見本の教室" in near and "km" not in near.split("見本の教室")[-1]


def test_a_closed_window_points_to_its_successor(directory, anonymous):
    response = anonymous.get("/windows/old/")
    assert "令和7年3月31日に終わりました。続きは 見本の受付 が受け持ちます。" in text_of(response)
    assert 'href="/windows/desk/"' in response.content.decode()
    assert "前の窓口" not in text_of(anonymous.get("/windows/"))
    searched = text_of(anonymous.get("/windows/?q=前の窓口"))
    assert "前の窓口 は終了しました。続きは 見本の受付 が受け持ちます。" in searched


def test_two_names_that_are_taken_for_each_other_warn_of_each_other(directory, anonymous):
    text = text_of(anonymous.get("/windows/shigoto-center/"))
    assert "名前の似た窓口があります 埼玉しごとサポート とは別の窓口です。" in text
    assert "名前の似た窓口があります: 埼玉しごとサポート" in text_of(
        anonymous.get("/windows/?q=埼玉しごとセンター")
    )


def test_a_municipality_typed_wrongly_gets_suggestions_and_the_list_stays(directory, anonymous):
    response = anonymous.get("/windows/?q=見本&place=川ロ市")
    page = response.content.decode()
    assert "「川ロ市」という市区町村は、埼玉県に見つかりません。" in page and 'value="川ロ市"' in page
    assert "q=%E8%A6%8B%E6%9C%AC&amp;place=%E5%B7%9D%E5%8F%A3%E5%B8%82" in page
    assert "見本の受付" in page


def test_the_name_of_a_municipality_alone_leads_to_what_serves_its_residents(directory, anonymous):
    assert 'href="/places/112038/"' in anonymous.get("/windows/?q=川口").content.decode()
    assert 'href="/places/112038/"' not in anonymous.get("/windows/?q=川口 相談").content.decode()


def test_nothing_found_says_what_to_try(directory, anonymous):
    page = anonymous.get("/windows/?q=ひこきもり&open=on").content.decode()
    assert (
        "合う窓口は見つかりませんでした。" in page
        and 'href="?q=%E3%81%B2%E3%81%93%E3%81%8D%E3%82%82%E3%82%8A"' in page
    )
    assert "もしかして" in page and "ひきこもり" in page
    assert "合うサービスは見つかりませんでした。" in text_of(anonymous.get("/services/?q=qqqq"))


def test_pages_of_the_list_keep_what_was_asked_and_a_wrong_number_is_no_error(directory, anonymous):
    page = anonymous.get("/windows/?place=川口市&page=2").content.decode()
    assert 'aria-current="page">2<' in page and "place=%E5%B7%9D%E5%8F%A3%E5%B8%82&amp;page=1" in page
    assert anonymous.get("/windows/?page=zz").status_code == 200
    assert anonymous.get("/windows/?q=" + "あ" * 500).status_code == 200


def test_a_municipality_shows_what_serves_it_and_says_what_is_unknown(directory, anonymous):
    text = text_of(anonymous.get("/places/112038/"))
    assert "川口市に住む方の窓口" in text and "見本の受付" in text and "前の窓口" not in text
    town = text_of(anonymous.get("/places/113018/"))
    assert "の担当は未確認です。市区町村の役所に聞いてください。" in town and "見本の受付" not in town
    assert "試験の情報は、まだありません（未確認）。" in town


def test_examinations_stand_by_year_and_deadline_and_those_over_apart(directory, anonymous):
    body = Organisation.objects.get(pk="prefecture")
    for key, year, deadline in (
        ("late", 2025, date(2025, 12, 20)), ("soon", 2025, date(2025, 11, 26)), ("over", 2025, date(2025, 11, 25)),
        ("undated", 2025, None), ("ancient", 2024, None),
    ):  # fmt: skip
        Exam.objects.create(
            key=key, organisation=body, name=f"試験{key}", fiscal_year=year, deadline=deadline
        )
    page = anonymous.get("/exams/").content.decode()
    this_year = page[page.index("令和7年度") : page.index("令和6年度")]
    ahead, over = this_year.split("<details")
    assert re.findall(r"試験(\w+)<", ahead) == ["soon", "late", "undated"]
    assert re.findall(r"試験(\w+)<", over) == ["over"]
    assert "試験ancient" in page[page.index("令和6年度") :]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_clean_fit_a_phone_and_work_without_javascript(directory, new_page, axe):
    page = new_page(width=390)
    for address in (
        *ADDRESSES,
        "/windows/desk/",
        "/windows/old/",
        "/windows/?q=nai&place=nai",
        "/windows/?q=死にたい",
    ):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert axe(page) == [], address
    plain = new_page(javascript=False, width=390)
    plain.goto("/windows/")
    plain.get_by_label("言葉").fill("見本")
    plain.get_by_label("住んでいる市区町村").fill("川口")
    follow(plain.get_by_role("button", name="さがす"))
    follow(plain.get_by_role("link", name="見本の受付").first)
    assert plain.url.endswith("/windows/desk/")


def test_what_a_source_does_not_settle_is_marked_beside_the_value_on_every_public_form(
    loaded_plan, anonymous, clock_at
):
    clock_at("2025-11-26T12:00")
    number = "049-242-0197"
    forms = ("/windows/hw-kawagoe/", "/windows/middle-corner-kawagoe/", "/measures/m1-1-1/")
    for page in (*forms, "/embed/windows/?municipality=112011"):
        marked = re.findall(rf"{number}(.{{0,25}})", text_of(anonymous.get(page)))
        assert marked and all("要確認" in after for after in marked), page
    strip, lines = text_of(anonymous.get("/places/")), text_of(anonymous.get("/helplines/"))
    for doubtful in ("0120-279-889", "#8008", "048-645-4343"):
        assert re.search(rf"{doubtful}\s+要確認", lines), doubtful
        assert re.search(rf"{doubtful}.{{0,80}}要確認", strip), doubtful
    assert not re.search(r"11[09]\s+要確認", lines + strip)


def test_the_years_that_a_plan_trusts_its_sources_hold_for_rows_too(directory, anonymous):
    Vocabulary.objects.filter(plan=directory.key).update(words={"trusted_years": 2})
    Helpline.objects.create(
        key="h", name="見本の電話", number="00-1111", when="見本", source_date="2023-01-01"
    )
    assert re.search(r"00-1111\s+要確認", text_of(anonymous.get("/helplines/")))
    Vocabulary.objects.filter(plan=directory.key).update(words={})
    assert not re.search(r"00-1111\s+要確認", text_of(anonymous.get("/helplines/")))


def _section(response, key):
    page = response.content.decode()
    cut = page[page.index(f'aria-labelledby="{key}"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cut[: cut.index("</section>")]))


def test_a_municipality_shows_people_and_firms_apart_and_says_what_no_source_settles(loaded_plan, anonymous):
    city = anonymous.get("/places/111007/")
    people, firms = _section(city, "wide"), _section(city, "firms")
    assert "企業人材サポートデスク" not in people and "雇用対策協議会" not in people
    assert "企業人材サポートデスク" in firms and "女性キャリアセンター" not in firms
    sure, unsettled = people.split("要確認の窓口")
    assert "ひきこもり相談サポートセンター" in unsettled and "ひきこもり相談サポートセンター" not in sure
    elsewhere = _section(anonymous.get("/places/112089/"), "wide")
    assert "ひきこもり相談サポートセンター" in elsewhere and "要確認の窓口" not in elsewhere
    offices = _section(city, "kind-4")
    for office in ("川口", "大宮", "川越", "浦和", "草加"):
        assert f"ハローワーク{office}" in offices
    assert "（全体）" not in offices and "場所は未確認" in offices


def test_a_window_tells_firms_apart_from_people(loaded_plan, anonymous):
    page = anonymous.get("/windows/hw-kawagoe/")
    assert "ハローワークの職業相談" in _section(page, "services") and "助成金" not in _section(
        page, "services"
    )
    assert _section(page, "firms").count("助成金（") == 5


def test_a_copy_of_the_prefectures_page_is_linked_as_a_copy(loaded_plan, anonymous):
    page = anonymous.get("/exams/")
    assert "faq/index.html" in page.content.decode() and "の写しです" in text_of(page)
    assert re.search(r"案内のページ: \S+ 要確認", text_of(page))


@pytest.mark.parametrize("words", ["家から出られない", "家から出ない", "外に出られない", "部屋から出ない"])
def test_plain_words_for_being_shut_in_find_the_centre(loaded_plan, anonymous, words):
    assert "ひきこもり相談サポートセンター" in _section(
        anonymous.get("/windows/", {"q": words}), "found-windows"
    )


def test_what_only_the_window_can_say_is_told_as_a_question_and_not_as_a_condition(loaded_plan, anonymous):
    for address in ("/services/mental-health-centre/", "/windows/mental-health-centre/"):
        text = text_of(anonymous.get(address))
        assert "窓口に聞くこと: 古い資料によります。" in text and "いまの受け付け方" not in text, address


def test_look_alikes_of_every_municipality_are_one_line_until_one_is_named(loaded_plan, anonymous):
    everywhere = _section(anonymous.get("/windows/", {"q": "相談窓口"}), "found-windows")
    assert "市町村の相談窓口（63）" in everywhere and "川越市の相談窓口" not in everywhere
    named = _section(anonymous.get("/windows/", {"q": "相談窓口", "place": "川越市"}), "found-windows")
    assert "川越市の相談窓口" in named and "（63）" not in named
