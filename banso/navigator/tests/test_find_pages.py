"""The navigator as a visitor meets it: without a cookie, a sign-in or a trace."""

import logging
import re
from dataclasses import replace

import pytest

from banso.directory import queries as directory
from banso.directory.codes import Part
from banso.navigator.tests.walking import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    return Visitor()


def test_the_first_page_opens_a_door_for_each_who_asks_and_promises_to_keep_nothing(visitor):
    page = visitor.open().text
    for door in ("自分のこと", "家族のこと", "支えている人のこと", "会社のこと"):
        assert door in page
    assert "答えは、どこにも残りません。" in page


def test_a_person_of_53_gets_windows_with_the_reason_and_learns_why_the_station_is_not_for_them(visitor):
    visitor.send(a_asker="self")
    assert "あと最大" in visitor.text
    visitor.send(
        a_asker="self",
        a_now="wishing",
        a_age="53",
        a_municipality="川越市",
        a_wishes=["regular-job"],
        go="result",
    )
    assert visitor.is_result
    assert "ミドル世代支援コーナー" in visitor.text and "合う理由" in visitor.text
    assert "窓口で、こう言えば伝わります" in visitor.text and 'href="tel:0492420197"' in visitor.page
    folded = visitor.text[visitor.text.index("今は合わない窓口") :]
    told = "地域若者サポートステーション ここは「15歳から49歳までの方」のための窓口です。"
    assert f"{told} かわりに ミドル世代支援コーナー" in folded
    assert "次に起きること" in visitor.text
    # Some window of the page can be called, none of them takes requests.
    assert "電話で、行く日を決めます" in visitor.text and "申し込みで" not in visitor.text


def test_every_question_can_be_left_open_and_ends_in_a_result(visitor):
    visitor.send(a_asker="self")
    asked = 0
    while not visitor.is_result:
        visitor.press("わからない・答えない")
        asked += 1
        assert asked <= 6
    assert "次に起きること" in visitor.text
    given = visitor.page[visitor.page.index('id="given"') :]
    assert given.count("<strong>わからない・答えない</strong>") == asked, (
        "each stands among the answers given"
    )


def test_the_result_can_be_seen_at_any_time_and_an_answer_changed_without_losing_the_others(visitor):
    visitor.send(a_asker="family")
    first = visitor.heading
    assert "その方" in first, "a family is asked about the person, not about itself"
    visitor.press("家や部屋から、ほとんど出ていない").press("今すぐ結果を見る")
    assert visitor.is_result and "家族のことで相談したいです。仕事をしておらず、" in visitor.text
    visitor.press(f"変える （{first}）")
    assert visitor.heading == first and "今の答え" in visitor.text
    visitor.press("パート・派遣・契約などで働いている").press("今すぐ結果を見る")
    given = visitor.text[visitor.text.index("これまでの答え") :]
    assert "家族のこと" in given and "パート・派遣・契約などで働いている" in given
    assert "ほとんど出ていない" not in given


def test_one_can_go_back_a_step(visitor):
    visitor.send(a_asker="self")
    first = visitor.heading
    visitor.press("正社員で働いている").press("一つ前にもどる")
    assert visitor.heading == first and "今の答え" in visitor.text


def test_a_municipality_typed_wrongly_is_asked_again_with_names_to_press(visitor):
    visitor.send(a_asker="self", go="change:municipality").press("次へ", municipality="川超市")
    assert "見つかりません" in visitor.text and 'value="川超市"' in visitor.page
    visitor.press("川越市").press("今すぐ結果を見る")
    assert "川越市" in visitor.text[visitor.text.index("これまでの答え") :]


def test_what_could_not_be_read_costs_no_question(visitor):
    """How many may follow does not fall by a slip of the hand, nor by two."""
    visitor.send(a_asker="family", a_now="at-home", go="change:age")
    told = []
    for typed in ("", "とても若い", "999", "とても若い"):
        visitor.press("次へ", age=typed)
        told.append(re.search("あと最大([0-9]+)問", visitor.text)[1])
    assert told == ["4"] * 4, "six at most, of which two are answered"
    assert 'value="とても若い"' in visitor.page
    visitor.press("次へ", age="五十二")
    assert "五十二歳" in visitor.text[visitor.text.index("これまでの答え") :]


def test_of_what_nobody_knows_how_to_reach_it_is_said_where_to_ask_and_how(visitor):
    visitor.send(a_asker="family", a_municipality="川口市", a_hardship="yes", go="result")
    service = visitor.text[visitor.text.index("市の自立相談支援機関") : visitor.text.index("次に起きること")]
    assert "川口市役所 で、こう聞いてみてください。" in service
    assert "家族のことで、『市の自立相談支援機関』をさがしています。" in service
    visitor.send(a_asker="family", a_hardship="yes", go="result")
    assert "住んでいる市役所や町村役場 で、こう聞いてみてください。" in visitor.text


def test_a_municipality_can_be_chosen_from_the_list(visitor):
    visitor.send(a_asker="self", go="change:municipality").press("これにする", municipality="ときがわ町")
    assert "ときがわ町" in visitor.press("今すぐ結果を見る").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "答えを入れるか"), ("とても若い", "数字で書いてください"), ("999", "0から120まで")],
)
def test_an_age_that_cannot_be_read_is_asked_again(visitor, typed, told):
    visitor.send(a_asker="self", go="change:age").press("次へ", age=typed)
    assert told in visitor.text and visitor.heading == "何歳ですか"


def test_what_a_program_sends_beyond_the_questions_is_left_aside(visitor):
    visitor.send(a_asker="self", a_nai="x" * 500, go="change:nai", page="<script>")
    assert "<script>" not in visitor.page and "x" * 90 not in visitor.page
    visitor.send(a_asker="self", go="page:fits:99999999999")
    assert visitor.is_result
    visitor.send(a_asker="nobody")
    assert "答えを選び直してください。" in visitor.text


def test_where_nothing_fits_there_is_still_somebody_to_talk_to(visitor):
    visitor.send(a_asker="self", go="result")
    assert "合う窓口 話せる" not in visitor.text and "まず話せる所" in visitor.text
    visitor.press("「どこに住んでいますか」に答える").press("次へ", municipality="新座市").press(
        "今すぐ結果を見る"
    )
    assert "新座市" in visitor.text[: visitor.text.index("次に起きること")]


def test_an_error_is_logged_without_a_word_of_the_answers(visitor, monkeypatch, caplog):
    def breaks(*_args, **_rest):
        raise ValueError("そのまま出る 53歳 川越市")

    monkeypatch.setattr("banso.navigator.views.find.guide", breaks)
    with caplog.at_level(logging.DEBUG):
        response = visitor.client.post("/find/", {"a.asker": "self", "a.age": "53"})
    assert response.status_code == 500 and response["Cache-Control"] == "no-store"
    assert "/find/: ValueError at banso." in caplog.text
    assert "53歳" not in caplog.text and "川越市" not in caplog.text


def test_nothing_asks_for_a_cookie_or_a_session(visitor, assert_queries):
    visitor.open()
    with assert_queries(3):
        visitor.send(a_asker="self", a_age="53", go="result")
    assert not visitor.client.cookies and "csrf" not in visitor.page
    from django.contrib.sessions.models import Session

    assert not Session.objects.exists()


def test_more_than_ten_come_in_parts_and_keep_the_answers(visitor):
    visitor.send(a_asker="self", a_now="seeking", a_age="45", a_municipality="川越市", go="result")
    first = visitor.text
    assert "もっと見る" in first
    visitor.press("もっと見る")
    assert visitor.is_result and "前を見る" in visitor.text
    assert "川越市" in visitor.text[visitor.text.index("これまでの答え") :]
    assert visitor.press("前を見る").text == first


def test_the_cards_ticked_are_the_first_windows_of_what_fits_in_the_order_of_the_result(visitor):
    visitor.send(a_asker="self", a_now="wishing", a_age="45", a_municipality="深谷市", go="result")
    boxes = re.findall(r'name="window" value="([^"]+)"( checked)?>', visitor.page)
    services = visitor.page[visitor.page.index('id="fits"') :].split("<h3>")[1:4]
    first = [re.search(r'href="/windows/([^/"]+)/"', service)[1] for service in services]
    assert first[0] == "station-fukaya", "the own town's, of which neither phone nor address is known"
    assert [key for key, checked in boxes if checked] == first == [key for key, _checked in boxes[:3]]


EMPLOYED_ONLY = ("今の仕事を続けたい", "今の職場で正社員になりたい")


@pytest.mark.parametrize(
    ("answers", "left_out", "offered"),
    [
        (
            {"a_asker": "self", "a_now": "seeking"},
            (*EMPLOYED_ONLY, "家族として相談したい"),
            ("正社員として働きたい",),
        ),
        ({"a_asker": "family", "a_now": "non-regular"}, (), (*EMPLOYED_ONLY, "家族として相談したい")),
        ({"a_asker": "self", "a_now": "regular"}, EMPLOYED_ONLY[1:], EMPLOYED_ONLY[:1]),
        (
            {"a_now": "not-now"},
            ("正社員として働きたい", *EMPLOYED_ONLY),
            ("家族として相談したい", "職場を体験してみたい"),
        ),
        # What was chosen before another answer ruled it out can still be taken back.
        ({"a_now": "seeking", "a_wishes": "convert"}, EMPLOYED_ONLY[:1], EMPLOYED_ONLY[1:]),
        ({}, (), ("正社員として働きたい", "家族として相談したい", *EMPLOYED_ONLY)),
    ],
)
def test_no_wish_is_offered_that_the_answers_rule_out(visitor, answers, left_out, offered):
    visitor.send(**answers, go="change:wishes")
    labels = [
        re.sub("<.*", "", label) for label in re.findall(r'<label for="c-[^"]*">(.*?)</label>', visitor.page)
    ]
    assert not set(left_out) & set(labels) and set(offered) <= set(labels)


def test_of_what_may_fit_three_stand_open_and_the_rest_is_a_press_away(visitor):
    """First what one answer decides; the number of all stands in the heading, that of the rest on the fold."""
    visitor.send(a_asker="family", a_now="at-home", a_age="45", a_municipality="川口市", go="result")
    check = visitor.page[visitor.page.index('id="check"') : visitor.page.index('id="no"')]
    total = int(re.search("合うかもしれない窓口（([0-9]+)件）", check)[1])
    opened, folded = check.split(f"ほかの{total - 3}件を見る")
    assert opened.count("<h4>") == 3 and opened.rstrip().endswith("<summary>")
    assert folded.count("<h4>") == 3 and "あと一つ答えると、決まります" in opened
    assert '<details class="disclosure"><summary>ほかの' in opened + "ほかの"
    visitor.press("もっと見る（あと" + str(total - 6))
    assert '<details class="disclosure" open><summary>ほかの' in visitor.page


def test_a_large_directory_makes_no_larger_page_and_no_more_queries(
    visitor, loaded_plan, monkeypatch, assert_queries
):
    known = directory.catalogue(loaded_plan)
    one = known.services["hello-work"]
    everywhere = dict.fromkeys(known.windows, Part.BOTH)
    many = {f"s{n}": replace(one, key=f"s{n}", name=f"見本{n}", at=everywhere) for n in range(300)}
    large = replace(known, services=many, revision="large")
    monkeypatch.setattr("banso.navigator.views.find.catalogue", lambda _plan: large)
    with assert_queries(12):
        visitor.send(a_asker="self", a_now="seeking", a_age="45", a_municipality="川越市", go="result")
    assert "300件のうち1件目から6件目まで" in visitor.text and len(visitor.page.encode()) < 100_000
