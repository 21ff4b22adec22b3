"""Words like 死にたい lead to somebody who answers; words for trouble lead to a desk; nobody leaves with nothing."""

import re

import pytest

from banso.directory.finder import Finder
from banso.directory.format import HelplineEntry
from banso.directory.immediate import lines_for
from banso.directory.models import Helpline
from banso.directory.records import catalogue_of
from banso.lib.searching import topics
from tests.plans import read, read_folder_of
from tests.tree import ROOT


def text_of(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


@pytest.fixture(scope="module")
def finder():
    key = "saitama/2025"
    return Finder(catalogue_of(read(ROOT / "plans" / key).document, read_folder_of(key).folder))


@pytest.fixture(scope="module")
def lines():
    entries: list[HelplineEntry] = read_folder_of("saitama/2025").folder.helplines
    return [
        Helpline(key=e.id, name=e.name, when=e.when, is_emergency=e.emergency, confidence=e.confidence)
        for e in entries
    ]


@pytest.mark.parametrize(
    "words",
    ["死にたい", "しにたい", "ｼﾆﾀｲ", "もう死にたいです", "消えたい", "自殺", "虐待", "暴力", "DV", "ｄｖ", "殴られる", "うつ", "ウツ病", "鬱", "うつの相談", "つらい"],
)  # fmt: skip
def test_who_needs_a_voice_is_understood_in_any_spelling(words):
    assert topics(words)


@pytest.mark.parametrize(
    "words",
    ["うつる", "code", "advance", "就職", "面接", "川口市", "さいたま市 ひきこもり", "借金", "生活保護", ""],
)
def test_other_words_call_for_no_voice(words):
    assert topics(words) == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("死にたい", "inochi-sos"),
        ("消えたい", "inochi-sos"),
        ("DV", "police"),
        ("うつ", "kokoro-dial"),
        ("つらい", "inochi-no-denwa"),
    ],
)
def test_the_line_whose_own_words_fit_comes_first(lines, words, first):
    named = [line.key for line in lines_for(words, lines)]
    assert named[0] == first
    assert {"police", "ambulance"} <= set(named) and "saitama-inochi" not in named, (
        "a source of 2014 comes last"
    )


def test_violence_names_its_own_lines_right_after_the_police(lines):
    assert [line.key for line in lines_for("夫に殴られる", lines)][2:4] == ["dv-plus", "dv-navi"]
    assert lines_for("就職", lines) == [] and lines_for("死にたい", []) == []


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("うつ", "mental-health-centre"),
        ("鬱", "health-centres"),
        ("借金", "self-reliance-city"),
        ("家賃", "self-reliance-prefectural"),
        ("お金がない", "self-reliance-city"),
        ("8050", "prefectural-hikikomori-centre"),
        ("８０５０問題", "city-hikikomori-centre"),
        ("引き篭り", "prefectural-hikikomori-centre"),
        ("引籠もり", "prefectural-hikikomori-centre"),
        ("親が心配", "family-groups"),
        ("息子がひきこもり", "prefectural-hikikomori-centre"),
        ("働けない", "support-stations"),
        ("50代", "middle-corner"),
        ("会社を辞めたい", "shigoto-support"),
        ("履歴書", "middle-corner"),
        ("生きづらい", "youth-room"),
    ],
)
def test_words_for_trouble_find_what_is_there_for_it(finder, words, service):
    assert service in {found.key for found in finder.services(words)}


@pytest.mark.django_db
def test_a_search_for_a_way_out_shows_numbers_to_press_above_everything_else(
    loaded_plan, anonymous, django_assert_max_num_queries
):
    for address in ("/windows/", "/services/"):
        with django_assert_max_num_queries(12):
            page = anonymous.get(address, {"q": "死にたい"}).content.decode()
        main = page[page.index("<main") :]
        voices = main.index("いま話せる電話")
        assert voices < main.index('href="tel:0120061338"') < main.index("<form")
        assert "<details" not in main[voices : main.index("<form")], "nothing is folded"
        text = text_of(main)
        assert "見つかりませんでした" not in text and "言葉を短く" not in text
        assert "「仕事と暮らしのことを相談したいです。」と言ってください" in text


@pytest.mark.django_db
def test_a_search_that_finds_nothing_names_lines_questions_and_the_town_hall(loaded_plan, anonymous):
    for address, hall in (
        ("/windows/?q=zzzz&place=川口市", "川口市役所でも"),
        ("/services/?q=zzzz", "住んでいる市役所や町村役場でも"),
    ):
        page = anonymous.get(address).content.decode()
        main = page[page.index("<main") :]
        assert 'href="tel:0120279338"' in main and 'href="/find/"' in main and 'href="/places/"' in main
        assert hall in text_of(main)
    assert "電話で話せる所" not in anonymous.get("/windows/?q=ひきこもり").content.decode()


@pytest.mark.django_db
def test_words_that_only_a_service_has_find_its_windows(loaded_plan, anonymous):
    assert 'href="/windows/shigoto-support/"' in anonymous.get("/windows/?q=パワハラ").content.decode()
