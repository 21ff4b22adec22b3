"""The plan's public pages: everybody may read the whole plan, without an account and without JavaScript."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from banso.plan import outline, views
from banso.plan.format import PlanDocument

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a reader sees: no markup, no needless blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_anybody_reads_the_plan_with_every_measure_and_indicator_once(anonymous, loaded_plan):
    page = anonymous.get("/plan/").content.decode()
    measures = re.findall(r'<li id="measure-([^"]+)"', page)
    # 28 + 9 + 7 + 3 measures; 14 indicators and the goal of 5,448.
    assert len(measures) == len(set(measures)) == 47
    assert [sum(key.startswith(f"m{n}-") for key in measures) for n in (1, 2, 3, 4)] == [28, 9, 7, 3]
    indicators = re.findall(r'<div class="plan-indicator" id="indicator-([^"]+)"', page)
    assert len(indicators) == len(set(indicators)) == 15
    assert "5,448人以上" in page and "4,371件以上" in page and "55%以上" in page.replace("55.0%", "55%")


def test_every_link_within_the_plan_leads_to_a_place_of_the_page(anonymous, loaded_plan):
    page = anonymous.get("/plan/").content.decode()
    places = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places
    assert len(re.findall(r'id="([^"]+)"', page)) == len(places), "an id stands twice"
    assert len([anchor for anchor in places if re.fullmatch(r"fn-\d+", anchor)]) == 13


def test_an_estimate_shows_everything_that_keeps_it_from_being_misread(anonymous, loaded_plan):
    text = text_of(anonymous.get("/plan/"))
    assert "82,900人" in text and "31,658人" in text and "約90,000人" in text
    jobless = text[text.index("人数の推計（長期無業）") :][:600]
    assert "35歳から49歳まで" in jobless and "1.2%（全国 1.4%）" in jobless and "2017年" in jobless
    assert "按分 していない" in jobless and "足し合わせない" in jobless
    withdrawn = text[text.index("人数の推計（社会参加）") :][:600]
    assert "15歳から64歳まで" in withdrawn and "按分 している（県内の人口）" in withdrawn


def test_the_annex_shows_its_own_date_and_a_figure_of_two_places_is_one_indicator(anonymous, loaded_plan):
    page = anonymous.get("/plan/")
    assert "令和7年7月30日現在" in text_of(page)
    assert "同じ指標です。数は一つだけ数えます。" in text_of(page)


def test_official_wording_stands_apart_from_our_own(loaded_plan, anonymous, monkeypatch):
    document = loaded_plan.document
    first = document.measures[0].model_copy(update={"official_text": "取り込んだ<原文>です。"})
    imported = document.model_copy(update={"measures": [first, *document.measures[1:]]})
    monkeypatch.setattr(views, "current", lambda: replace(loaded_plan, document=imported))
    page = anonymous.get("/plan/").content.decode()
    assert page.count('<p class="official__label">計画の原文</p>') == 1
    assert "取り込んだ&lt;原文&gt;です。" in page and first.description in page


def test_a_search_finds_whatever_the_width_of_the_letters(anonymous, loaded_plan):
    wide = text_of(anonymous.get("/plan/search/", {"q": "ｅラーニング"}))
    assert "求職者支援訓練のeラーニングコース" in wide
    both = anonymous.get("/plan/search/", {"q": "ハローワーク 川口"})
    assert "ハローワーク川口" in text_of(both)
    assert "見つかりませんでした" in text_of(anonymous.get("/plan/search/", {"q": "存在しない言葉"}))
    assert "探したい言葉を入れてください" in text_of(anonymous.get("/plan/search/"))


def test_what_is_searched_for_is_shown_as_text_only(anonymous, loaded_plan):
    page = anonymous.get("/plan/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script" not in page


def test_without_a_plan_the_page_says_so(anonymous):
    page = anonymous.get("/plan/")
    assert page.status_code == 503 and "計画がまだ読み込まれていません" in text_of(page)


def test_the_plan_costs_few_queries(anonymous, loaded_plan, assert_queries):
    with assert_queries(12):
        anonymous.get("/plan/")


def test_a_post_is_refused(anonymous, loaded_plan):
    assert anonymous.post("/plan/").status_code == 405


def test_a_goal_without_a_number_stands_in_the_bare_section_below_its_group(loaded_plan):
    nodes = {
        node.section.id: node for chapter in outline.outline(loaded_plan.document) for node in _all(chapter)
    }
    assert [item.group.id for item in nodes["sec-4-2-goal"].goals] == ["long-term-jobless"]
    assert [item.group.id for item in nodes["sec-4-1-goal"].goals] == ["unstable-work"]


def _all(node):
    return [node, *(inner for child in node.children for inner in _all(child))]


def test_the_whole_document_stands_on_the_page_of_any_plan(loaded_plan):
    document: PlanDocument = loaded_plan.document
    shown = [node for chapter in outline.outline(document) for node in _all(chapter)]
    assert [node.section.id for node in shown] == [s.id for s in document.sections]
    assert reverse("plan") == "/plan/"
