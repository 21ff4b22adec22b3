"""Leaflets for a municipality or a situation, and the box for a city's own site."""

import re

import pytest
from click.testing import CliRunner

from banso.cli import main
from banso.directory.format import Fact
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator.guide import guide
from banso.navigator.tests.printed import codes_of, pages_of
from banso.navigator.tests.walking import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(loaded_plan, clock_at, settings):
    clock_at("2025-11-20T10:00")
    settings.PUBLIC_URL = "https://madoguchi.example.jp"
    return loaded_plan


def test_the_page_lists_what_can_be_printed(anonymous):
    text = text_of(anonymous.get("/leaflets/").content.decode())
    assert "しばらく働いていない方へ" in text and "ご家族へ" in text
    page = anonymous.get("/leaflets/?municipality=川越市").content.decode()
    assert 'href="/leaflets/places/112011/a4.pdf"' in page and "川越市のカード" in page
    assert (
        "&lt;iframe src=&quot;https://madoguchi.example.jp/embed/windows/?municipality=112011&quot;" in page
    )


@pytest.mark.parametrize("asked", ["川超市", "横浜市", "あ"])
def test_a_municipality_that_is_not_there_is_said(anonymous, asked):
    response = anonymous.get("/leaflets/", {"municipality": asked})
    assert response.status_code == 400 and 'role="alert"' in response.content.decode()


def test_a_leaflet_of_a_municipality_names_its_windows_first_and_leads_to_the_navigator(anonymous, tmp_path):
    pdf = anonymous.get("/leaflets/places/112305/a4.pdf").content
    text = pages_of(pdf, tmp_path)
    assert "新座市の相談できる窓口" in text and "未確認" in text and "110" in text
    first = re.split(r"電話|場所", text)[0]
    assert "新座市" in first.split("言ってください。")[1]
    assert codes_of(pdf, tmp_path) == ["https://madoguchi.example.jp/find/"]


def test_cards_of_a_municipality_fill_one_sheet(anonymous, tmp_path):
    pdf = anonymous.get("/leaflets/places/112011/card.pdf").content
    assert codes_of(pdf, tmp_path) == ["https://madoguchi.example.jp/find/"] * 10
    text = pages_of(pdf, tmp_path)
    assert text.count("川越市役所へ。") == 10 and text.count("\f") == 1
    # Nobody has confirmed this number; paper cannot be called back.
    assert "049-242-0197" not in text


def test_cards_for_families_of_the_whole_prefecture_name_no_number_of_one_city_or_of_long_ago(
    anonymous, tmp_path
):
    text = pages_of(anonymous.get("/leaflets/situations/families/card.pdf").content, tmp_path)
    assert "049-265-6200" not in text and "048-723-6811" not in text, "富士見市 alone; and a source of 2014"
    assert "048-645-4343" not in text, "a line of immediate help of which a source of 2014 tells"
    assert text.count("住んでいる市役所や町村役場へ。") == 10
    assert text.replace("\n", "").count("「家族のことで") == 10 and text.count("0120-279-338") == 10


def test_a_leaflet_for_a_situation_holds_what_the_navigator_finds_for_it(anonymous, tmp_path):
    text = pages_of(anonymous.get("/leaflets/situations/long-without-work/a4.pdf").content, tmp_path)
    assert "しばらく働いていない方へ" in text and "ミドル世代支援コーナー" in text
    assert "企業人材サポートデスク" not in text, "a desk for firms is no help to a person"


@pytest.mark.parametrize("address", ["places/999999/a4.pdf", "situations/nai/a4.pdf", "places/112011/a5.pdf"])
def test_a_leaflet_that_is_not_there_is_not_found(anonymous, address):
    assert anonymous.get(f"/leaflets/{address}").status_code == 404


def test_the_box_may_stand_in_any_site_without_cookies_scripts_or_weight(anonymous):
    response = anonymous.get("/embed/windows/?municipality=112011")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src 'none'" in policy
    assert (
        "X-Frame-Options" not in response
        and not response.cookies
        and "Cookie" not in response.get("Vary", "")
    )
    page = response.content.decode()
    assert len(response.content) < 30_000 and "<script" not in page
    assert "川越市の相談できる窓口" in page and 'href="/windows/hw-kawagoe/"' in page
    assert "049-242-0197" in page and "未確認" in page
    # Whoever reads it in the night finds somebody who answers.
    assert 'href="tel:0120279338"' in page and 'href="tel:110"' in page and "川越市役所へ" in page
    # Only this page may be framed.
    assert "frame-ancestors 'none'" in anonymous.get("/find/")["Content-Security-Policy"]


def test_a_box_for_a_place_that_is_not_there_still_opens_the_navigator(anonymous):
    response = anonymous.get("/embed/windows/?municipality=000000")
    page = response.content.decode()
    assert response.status_code == 404 and 'href="/find/"' in page and "名がちがうようです" in page


@pytest.mark.parametrize("query", ["", "?municipality=", "?municipality=%20"])
def test_a_box_for_no_place_says_what_its_address_lacks(anonymous, query):
    response = anonymous.get(f"/embed/windows/{query}")
    page = response.content.decode()
    assert response.status_code == 404 and 'href="/find/"' in page and 'rel="icon"' in page
    assert "市区町村が書かれていません" in page and "ちがうようです" not in page


def command(*arguments):
    result = CliRunner().invoke(main, ["directory", "leaflet", "--plan", "saitama/2025", *arguments])
    return result.exit_code, result.output


def test_the_command_writes_a_leaflet_for_a_municipality_or_a_situation(tmp_path):
    file = tmp_path / "chirashi.pdf"
    code, said = command("--municipality", "ときがわ町", "-o", str(file))
    assert code == 0 and "ときがわ町の相談できる窓口" in said
    assert codes_of(file.read_bytes(), tmp_path) == ["https://madoguchi.example.jp/find/"]
    code, said = command("--situation", "families", "--shape", "card", "-o", str(file))
    assert code == 0 and "ご家族へ" in pages_of(file.read_bytes(), tmp_path)


def test_the_command_says_what_there_is_and_writes_nothing_for_what_is_not(tmp_path):
    file = tmp_path / "chirashi.pdf"
    code, said = command("--situation", "nai", "-o", str(file))
    assert code == 1 and "「nai」というちらしはありません。" in said and "families" in said
    assert command("--municipality", "川超市", "-o", str(file))[0] == 1
    assert command("-o", str(file))[0] == 2
    assert not file.exists()


def test_a_leaflet_for_those_at_home_names_who_is_there_for_them(anonymous, tmp_path):
    text = pages_of(anonymous.get("/leaflets/situations/at-home/a4.pdf").content, tmp_path)
    assert "埼玉県ひきこもり相談サポートセンター" in text and "自立相談支援機関" in text
    assert "インターンシッププログラム" not in text


def test_a_leaflet_of_a_town_suggests_no_window_of_another_city(anonymous, tmp_path):
    text = pages_of(anonymous.get("/leaflets/places/113611/a4.pdf").content, tmp_path)
    assert "埼玉しごとセンター" in text
    assert "ワークステーションさいたま" not in text and "さいたま市ひきこもり" not in text


def test_paper_and_result_say_what_is_to_be_checked_and_do_not_reckon_with_it(plan, anonymous, tmp_path):
    window = "furusato-hw-yashio"  # Hours from a newspaper of 2013; this is a Thursday at ten.
    card = pages_of(anonymous.post("/find/paper/", {"window": [window]}).content, tmp_path)
    assert re.search(r"17:00.{0,20}（要確認）", card)
    sheet = pages_of(anonymous.get("/leaflets/places/112011/a4.pdf").content, tmp_path)
    assert re.search(r"049-242-0197（要確認）", sheet) and "川越市豊田本1-19-8（要確認）" in sheet
    assert re.search(r"いのちの電話（フリーダイヤル） 0120-783-556\s+毎日16:00", sheet)
    moment = clock.now()
    found = guide(catalogue(plan), {Fact.MUNICIPALITY: "112348"}, on=clock.today(), moment=moment).results
    near = next(n for result in found for n in result.windows if n.window.key == window)
    assert near.window.hours and near.is_open is None and near.next_open == ""
