"""Readings stand over words with kanji alone, and only where it is certain which belongs to which."""

import pytest

from banso.lib.ruby import ruby


@pytest.mark.parametrize(
    ("name", "reading", "expected"),
    [
        ("ハローワーク川越", "はろーわーくかわごえ", [("ハローワーク", ""), ("川越", "かわごえ")]),
        (
            "ミドル世代支援コーナー（川越）",
            "みどるせだいしえんこーなー（かわごえ）",
            [("ミドル", ""), ("世代支援", "せだいしえん"), ("コーナー", ""), ("（", ""), ("川越", "かわごえ"), ("）", "")],
        ),
        ("ワークステーションさいたま", "わーくすてーしょんさいたま", [("ワークステーションさいたま", "")]),
        # The の of the reading may be that of 飯能 or that of the name.
        ("飯能市の窓口", "はんのうしのまどぐち", [("飯能市の窓口", "")]),
        ("川口の相談", "まちがった", [("川口の相談", "")]),
        ("川口の相談", "", [("川口の相談", "")]),
        ("若年無業者等短期集中支援の場", "じゃくねんむぎょうしゃとうたんきしゅうちゅうしえんのば",
         [("若年無業者等短期集中支援", ""), ("の", ""), ("場", "ば")]),
    ],
)  # fmt: skip
def test_a_reading_is_shared_out_among_the_words(name, reading, expected):
    assert list(ruby(name, reading)) == expected
