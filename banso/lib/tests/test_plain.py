"""How easily a public text is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.plain import Kind, findings, length, officialese, sentences

PLAIN = (
    "仕事のことで困ったら、まず話をしてください。\n電話でも、来てもらってもかまいません。お金はかかりません。"
)


def kinds(text, names=()):
    return [found.kind for found in findings(text, names)]


@pytest.mark.parametrize(
    "text", ["", PLAIN, "少ない人でも開きます。", "知らない人とも話せます。予約はいりません。"]
)
def test_a_plain_text_has_no_findings(text):
    assert findings(text) == []


def test_a_long_sentence_is_told_with_its_place_and_length():
    text = "短い文です。\n" + "あ" * 61 + "。"
    [found] = findings(text)
    assert (found.kind, found.where) == (Kind.LONG, (2, 1))
    assert "61字" in found.suggestion
    assert kinds("あ" * 60 + "。") == []


def test_asides_numbers_and_names_burden_a_reader_less():
    assert length("あ（いいいい）。") == 1 + 3
    assert length("電話は048-123-4567です") == 3 + 6 + 2
    name = "埼玉県ひきこもり相談サポートセンター"
    assert kinds("あ" * 50 + name + "へ。") == [Kind.LONG]
    assert kinds("あ" * 50 + name + "へ。", [name]) == []


def test_a_sentence_ends_at_a_full_stop_outside_of_brackets_and_at_a_line():
    text = "「はい。」と言う。次です！\n  見出し\n\n終わり"
    assert [sentence for _, sentence in sentences(text)] == [
        "「はい。」と言う。",
        "次です！",
        "見出し",
        "終わり",
    ]
    assert all(text[start:].startswith(sentence) for start, sentence in sentences(text))


@pytest.mark.parametrize(
    ("text", "what", "plainer"),
    [
        ("当該年度の予定です。", "当該年度", "その年度"),
        ("当該窓口へ。", "当該", "その"),
        ("速やかに連絡します。", "速やかに", "すぐに"),
        ("用紙に記載します。", "記載", "書く"),
        ("資格を有する人です。", "有する", "持っている"),
        ("仕事をあっせんします。", "あっせん", "紹介"),
    ],
)
def test_officialese_is_told_with_a_plainer_word(text, what, plainer):
    [found] = findings(text)
    assert (found.kind, found.what) == (Kind.OFFICIALESE, what)
    assert plainer in found.suggestion


@pytest.mark.parametrize("text", ["部屋を共有する人です。", "情報を提供する会です。", "交付金の話です。"])
def test_a_word_inside_another_is_not_meant(text):
    assert findings(text) == []


def test_a_name_of_the_caller_is_excused():
    assert kinds("就労支援課へ。") == [Kind.OFFICIALESE]
    assert kinds("就労支援課へ。", ["就労支援課"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "使えないわけではありません。",
        "できないことはない。",
        "受けられないとは限りません。",
        "予約しないと使えません。",
        "行かなければなりません。",
        "県内の人以外は使えません。",
        "断らざるを得ません。",
    ],
)
def test_double_negatives_are_found_once(text):
    assert kinds(text) == [Kind.DOUBLE_NEGATIVE]


def test_eight_kanji_in_a_row_are_too_many():
    assert kinds("地域若者自立支援室です。") == [Kind.KANJI_RUN]
    assert kinds("地域若者支援室です。") == []
    assert kinds("地域若者自立支援室です。", ["地域若者自立支援室"]) == []


def test_four_nouns_in_a_chain_are_too_many():
    assert kinds("県の計画の目標の数です。") == [Kind.NOMINAL_CHAIN]
    assert kinds("県の計画の数です。") == []


def test_findings_stand_in_the_order_of_the_text():
    places = [found.where for found in findings("記載します。\n予約しないと使えません。当該の人。")]
    assert places == sorted(places)
    assert places[0] == (1, 1)


def test_the_list_gives_another_word_for_each_and_no_word_twice():
    words = [word.word for word in officialese()]
    assert len(words) == len(set(words)) >= 120
    assert all(word.plainer and word.plainer != word.word for word in officialese())
    plainer = {word.plainer for word in officialese()}
    assert [text for text in plainer if findings(text)] == []


@given(
    st.text("当該有する記載ない。のあ県（）\n", max_size=40),
    st.lists(st.text("当該記載県", min_size=1, max_size=3)),
)
def test_every_finding_stands_where_it_says(text, names):
    lines = text.split("\n")
    for found in findings(text, names):
        line, column = found.where
        assert lines[line - 1][column - 1 :].startswith(found.what.split("\n")[0])
        assert not any(name == found.what for name in names)
