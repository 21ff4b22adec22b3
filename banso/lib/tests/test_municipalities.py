"""Finding a municipality by code or by name, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.codes import is_local_body
from banso.lib.likeness import edits, fold
from banso.lib.municipalities import all_places, by_code, distance_km, find, prefectures, was_within
from banso.lib.municipalities.places import former


def names(places):
    return [place.full_name for place in places]


def test_the_list_is_whole_and_its_codes_are_right():
    places = all_places()
    assert all(is_local_body(place.code) for place in places)
    assert len({place.code for place in places}) == len(places) == 1916
    assert len(prefectures()) == 47
    here = [place for place in places if place.prefecture == "埼玉県"]
    assert sum(not place.is_ward for place in here) == 63
    assert {place.short for place in here if place.is_ward} == {
        *("西区", "北区", "大宮区", "見沼区", "中央区", "桜区", "浦和区", "南区", "緑区", "岩槻区")
    }
    assert all(by_code(place.part_of).prefecture == place.prefecture for place in places if place.is_ward)
    assert all(24 < place.latitude < 46 and 122 < place.longitude < 146 for place in places)


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("112011", None, "112011"),
        ("１１２０１１", None, "112011"),
        ("11201", None, "112011"),
        ("92011", None, "092011"),
        ("11100", "埼玉県", "111007"),
        ("川越市", None, "112011"),
        ("埼玉県 川越市", None, "112011"),
        ("浦和区", "埼玉県", "111074"),
        ("さいたま市北区", None, "111023"),
        ("北区", "11", "111023"),
        ("北区", "111007", "111023"),
        ("かわごえし", None, "112011"),
        ("ｶﾜｺﾞｴｼ", None, "112011"),
        ("竜ヶ崎市", None, "082082"),
        ("鶴が島市", None, "112411"),
        ("埼玉県入間郡毛呂山町", None, "113263"),
        ("府中市", "東京都", "132063"),
        ("府中市", "34", "342084"),
    ],
)
def test_a_code_or_a_usual_spelling_is_one_place(text, within, code):
    assert find(text, within).place == by_code(code)


@pytest.mark.parametrize(
    ("text", "within", "expected"),
    [
        ("府中市", None, ["東京都府中市", "広島県府中市"]),
        ("11100", None, ["北海道札幌市清田区", "埼玉県さいたま市"]),
        ("美里町", None, ["宮城県美里町", "埼玉県美里町", "熊本県美里町"]),
    ],
)
def test_what_is_ambiguous_is_told_and_not_guessed(text, within, expected):
    match = find(text, within)
    assert match.place is None
    assert names(match.candidates) == expected


@pytest.mark.parametrize(
    ("text", "within", "likeliest"),
    [
        ("川ロ市", None, "埼玉県川口市"),
        ("埼玉市", None, "埼玉県さいたま市"),
        ("越ヶ谷市", None, "埼玉県越谷市"),
        ("鳩ヶ谷市", None, "埼玉県川口市"),
        ("はとがやし", None, "埼玉県川口市"),
        ("鳩ヶ屋市", None, "埼玉県川口市"),
        ("うらわし", "埼玉県", "埼玉県さいたま市"),
        ("めぬま", "埼玉県", "埼玉県熊谷市"),
        ("埼玉県大井町", "埼玉県", "埼玉県ふじみ野市"),
        ("吉田町", "埼玉県", "埼玉県秩父市"),
        ("くまがいし", "埼玉県", "埼玉県熊谷市"),
        ("川越", "埼玉県", "埼玉県川越市"),
        ("埼玉県河越市", None, "埼玉県川越市"),
        ("かわごしし", None, "埼玉県川越市"),
        ("112012", None, "埼玉県川越市"),
        ("さいたま市浦和区高砂3-15-1", None, "埼玉県さいたま市浦和区"),
        ("府中市", "埼玉県", "東京都府中市"),
    ],
)
def test_a_slip_is_a_suggestion_and_no_match(text, within, likeliest):
    match = find(text, within)
    assert match.place is None
    assert match.candidates == ()
    assert names(match.suggestions)[0] == likeliest


@pytest.mark.parametrize("text", ["", "　", "123456789", "どこにもない所", "110001"])
def test_what_means_no_place_matches_nothing(text):
    assert find(text).place is None
    assert find(text).candidates == ()


def test_only_a_prefecture_or_a_designated_city_has_places_within():
    with pytest.raises(ValueError, match="川口"):
        find("川口市", "川口")


def test_a_name_of_the_past_leads_to_a_place_of_today_within_the_same_prefecture():
    for old in former():
        assert old.name[-1] in "市町村" and old.now.prefecture == old.prefecture
        for written in (old.name, old.kana, old.prefecture + old.name):
            match = find(written, old.prefecture)
            assert match.place is None and old.now in match.suggestions, written
            assert was_within(written, old.now.code)


@given(st.sampled_from(all_places()))
def test_every_place_is_found_by_its_code_and_by_its_full_name(place):
    assert find(place.code).place == place
    assert find(place.full_name).place == place
    assert place in (find(place.code[:5]).place, *find(place.code[:5]).candidates)
    assert place in (find(place.kana).place, *find(place.kana).candidates)


def test_distances_are_those_of_the_map():
    # Saitama's and Kawaguchi's city halls lie 6.0 km apart from north to south and 7.1 km from west to east.
    assert distance_km(by_code("111007"), by_code("112038")) == pytest.approx(
        (6.0**2 + 7.1**2) ** 0.5, rel=0.01
    )
    assert distance_km((43.0621, 141.3544), (26.2125, 127.679)) == pytest.approx(2240, rel=0.01)
    assert distance_km((35.0, 139.0), (35.0, 139.0)) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ハローワーク", "ﾊﾛｰﾜｰｸ"),
        ("髙﨑", "高崎"),
        ("渡邊・齋藤", "渡辺斎藤"),
        ("鶴ヶ島", "鶴ケ島"),
        ("サポート センター", "さぽとせんた"),
        ("ＮＰＯ", "npo"),
    ],
)
def test_two_spellings_of_a_word_are_folded_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("かな", "かな", 0), ("かわ", "わか", 1), ("かわ", "かわら", 1), ("abc", "xyz", 2)],
)
def test_edits_are_counted_up_to_their_limit(one, other, distance):
    assert edits(one, other, 1) == distance
