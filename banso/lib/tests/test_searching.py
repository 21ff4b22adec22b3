"""Searching windows as people type: spellings, synonyms, slips, and names taken for one another."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banso.lib.searching import Index, Synonyms, confusable, fold, search_words

WINDOWS = {
    "center": ("埼玉しごとセンター", "就職の相談とセミナー"),
    "support": ("埼玉しごとサポート", "オンラインの就職相談。埼玉しごとセンターとは別の窓口です"),
    "hikikomori": ("埼玉県ひきこもり相談サポートセンター", "本人と家族の相談"),
    "hellowork": ("ハローワーク川口", "求人の紹介"),
    "hellowork2": ("ハローワーク大宮", "求人の紹介"),
    "saposute": ("川口若者サポートステーション", "15歳から49歳まで"),
    "tsurugashima": ("鶴ヶ島市 福祉総合相談", "生活困窮者の自立相談支援"),
    "takahashi": ("髙橋メンタルクリニック", "心理相談"),
}


@pytest.fixture(scope="module")
def index():
    documents = [(key, [(name, 10), (words, 2)]) for key, (name, words) in WINDOWS.items()]
    return Index.build(documents, Synonyms(search_words()))


def keys(found):
    return [key for key, _score in found]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("引きこもり", "hikikomori"),
        ("ヒキコモリ", "hikikomori"),
        ("職安 川口", "hellowork"),
        ("ﾊﾛﾜ　大宮", "hellowork2"),
        ("公共職業安定所　大宮", "hellowork2"),
        ("サポステ", "saposute"),
        ("地域若者サポートステーション", "saposute"),
        ("鶴ケ島", "tsurugashima"),
        ("鶴が島", "tsurugashima"),
        ("高橋", "takahashi"),
        ("ハローワク川口", "hellowork"),
        ("大宮で求人", "hellowork2"),
        ("鶴ヶ島の困窮の相談", "tsurugashima"),
        ("49歳", "saposute"),
    ],
)
def test_a_window_is_found_however_its_words_are_written(index, query, first):
    assert keys(index.find(query))[0] == first


def test_the_exact_name_comes_before_names_like_it(index):
    assert keys(index.find("埼玉しごとセンター"))[:2] == ["center", "support"]
    assert keys(index.find("埼玉しごとサポート")) == ["support"]
    assert keys(index.find("埼玉しごと"))[:2] == ["center", "support"]


def test_every_word_must_be_found(index):
    assert keys(index.find("ハローワーク 鶴ヶ島")) == []
    assert keys(index.find("川口 ハローワーク")) == ["hellowork"]


@pytest.mark.parametrize("query", ["", "　", "・・・", "ない言葉"])
def test_nothing_is_found_for_nothing(index, query):
    assert index.find(query) == []
    assert index.suggest(query) == []


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("ひきもこり", "ひきこもり"),
        ("川口 ハローワ一ク", "川口 ハローワーク"),
        ("ハローワーグ大宮", "ハローワーク大宮"),
        ("生活因窮者", "生活困窮者"),
    ],
)
def test_one_slip_is_asked_about_and_never_mended_in_silence(index, query, suggestion):
    assert index.find(query) == []
    assert suggestion in index.suggest(query)


def test_what_is_found_needs_no_suggestion(index):
    assert index.suggest("ハローワーク") == []


def test_the_best_are_cut_to_the_limit(index):
    assert keys(index.find("相談", 2)) == keys(index.find("相談"))[:2]


def test_names_taken_for_one_another_are_paired_and_places_tell_apart():
    names = [name for name, _ in WINDOWS.values()]
    assert ("埼玉しごとセンター", "埼玉しごとサポート") in confusable(names)
    cities = ["川口市", "川越市", "川口", "川越", "大宮"]
    assert confusable(["川口市保健所", "川越市保健所"], cities) == []
    assert confusable(["ハローワーク川口", "ハローワーク大宮"], cities) == []
    assert confusable(["若者相談センターA", "若者相談センターB"]) == [
        ("若者相談センターA", "若者相談センターB")
    ]
    assert confusable(["川口市役所", "若者の家"]) == []


def test_no_word_stands_in_two_lists_and_no_list_says_one_word_twice():
    folded = [[fold(word) for word in group] for group in search_words()]
    assert all(len(set(group)) == len(group) >= 2 for group in folded)
    words = [word for group in folded for word in group]
    assert len(words) == len(set(words))


def test_a_query_over_ten_thousand_documents_is_quick():
    kinds = ("就労", "相談", "体験", "居場所", "訓練")
    documents = [
        (n, [(f"窓口{n}の{kinds[n % 5]}支援", 10), (f"埼玉県{n % 63}番の市で{kinds[n % 3]}をします", 1)])
        for n in range(10_000)
    ]
    index = Index.build(documents, Synonyms(search_words()))
    start = time.process_time()
    for query in ("支援", "居場所 支援", "窓口9999", "就労支援 埼玉県", "ない言葉"):
        index.find(query)
    # Measured: 0.2 to 9 ms of processor time each; the bound only tells a scan of all texts from an index.
    assert time.process_time() - start < 0.5


@settings(deadline=None)
@given(
    st.lists(st.text("あいうアイウ川口市ヶ髙 ・ー", max_size=8), max_size=5),
    st.text("あいう川口 ", max_size=6),
)
def test_the_index_agrees_with_looking_at_every_text(texts, query):
    index = Index.build(enumerate([(text, 1)] for text in texts))
    words = [fold(word) for word in query.split()]
    holding = [n for n, text in enumerate(texts) if words and all(word in fold(text) for word in words)]
    found = keys(index.find(query))
    # A word found nowhere is tried as two, so only then more may be found.
    assert sorted(found) == holding or (not holding and any(len(word) >= 4 for word in words))
    shortest = [word for word in words if not any(word in fold(text) for text in texts)]
    assert holding or not found or shortest
