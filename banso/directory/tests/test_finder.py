"""Finding in the directory: by words, by place, by what is open; and what is never guessed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from banso.directory.catalogue import Catalogue, Place, ServiceCard, WindowCard
from banso.directory.codes import Channel, Confidence, EntryStatus, Part
from banso.directory.finder import Asked, Finder
from banso.directory.format import Vocabulary
from banso.directory.nearness import Standpoint
from banso.directory.opening import open_now
from banso.directory.places import catchment_words, find_place, serves
from banso.lib.clock import JAPAN
from banso.lib.hours import parse, to_dict

WEDNESDAY_NOON = datetime(2025, 11, 26, 12, tzinfo=JAPAN)


BARE_WINDOW = WindowCard(
    key="", name="", kana="", aliases=(), kind="相談", description="", status=EntryStatus.ACTIVE,
    operators=(), part_of=None, one_of=None, located_in=None, channels=(Channel.PLACE,), municipality=None,
    postal_code="", address="", building="", address_hidden=False, latitude=None, longitude=None,
    phones=(), url="", email="", hours=None, hours_text="", catchment=frozenset(), catchment_known=False,
    catchment_note="", takes_requests=False, answer_days=3, confidence=Confidence.OFFICIAL, source="計画",
    source_date="", note="",
)  # fmt: skip
FAMILY_CLASS = ServiceCard(
    key="talk", name="家族教室", kana="", aliases=(), description="", status=EntryStatus.ACTIVE, organisation="",
    measures=(), section="", askers=(), offers=(), conditions=(), next_best=(), at={"near": Part.BOTH},
    effective_from=None, effective_to=None, application_process="", fees="", url="",
    confidence=Confidence.OFFICIAL, source="計画", source_date="", note="",
)  # fmt: skip


def window(key, name, **more):
    return replace(BARE_WINDOW, key=key, name=name, **more)


@pytest.fixture(scope="module")
def finder():
    places = [
        Place("111007", "さいたま市", "さいたまし", "city", None, 35.8617, 139.6453),
        Place("111023", "さいたま市北区", "さいたましきたく", "ward", "111007", 35.9308, 139.62),
        Place("112038", "川口市", "かわぐちし", "city", None, 35.8067, 139.7234),
        Place("112020", "熊谷市", "くまがやし", "city", None, 36.1472, 139.3886),
    ]
    weekdays = to_dict(parse("月～金 9:00～17:00", "土・日・祝日・年末年始"))
    windows = [
        window("near", "川口しごと相談", municipality="112038", hours=weekdays),
        window("far", "熊谷しごと相談", latitude=36.1472, longitude=139.3886),
        window("corner", "家の中の相談", located_in="near"),
        window("hidden", "女性の相談", municipality="112038", address_hidden=True),
        window("kawaguchi-only", "引きこもり相談室", catchment_known=True, catchment=frozenset({"112038"})),
        window("centre", "見本しごとセンター", catchment_known=True, catchment=frozenset({"111007"})),
        window("support", "見本しごとサポート", hours_text="日による"),
        window("gone", "昔のしごと相談", status=EntryStatus.DEFUNCT, municipality="112038"),
    ]
    return Finder(
        Catalogue(
            "110001", "埼玉県", {p.code: p for p in places}, {}, {w.key: w for w in windows},
            {FAMILY_CLASS.key: FAMILY_CLASS}, Vocabulary(),
        )
    )  # fmt: skip


def keys(finder, moment=WEDNESDAY_NOON, **asked):
    return [line.window.key for line in finder.windows(Asked(**asked), moment).lines]


def test_words_find_a_window_in_other_spellings_and_by_what_it_gives(finder):
    assert keys(finder, words="ひきこもり") == ["kawaguchi-only"]
    assert keys(finder, words="家族") == ["near"]
    assert finder.suggest("ひきこりも") or finder.suggest("しごとせんたあ")


def test_nearest_first_and_what_has_no_position_after_it(finder):
    kawaguchi = finder.catalogue.places["112038"]
    found = keys(finder, words="しごと", place=kawaguchi)
    assert found == ["near", "far", "support"], "the closed one and that of another city are left out"


def test_who_looks_for_a_closed_window_is_told_and_led_on(finder):
    windows = finder.catalogue.windows | {
        "old": window("old", "青葉相談室", status=EntryStatus.DEFUNCT, successor="old-too"),
        "old-too": window("old-too", "青葉の次の相談室", status=EntryStatus.DEFUNCT, successor="far"),
    }
    found = Finder(replace(finder.catalogue, windows=windows)).windows(
        Asked(words="青葉相談室"), WEDNESDAY_NOON
    )
    assert [line.window.key for line in found.lines] == ["far"]
    assert [(old.key, heir.key) for old, heir in found.gone][0] == ("old", "far")
    assert finder.windows(Asked(words="昔のしごと相談"), WEDNESDAY_NOON).gone[0][1] is None


def test_a_window_for_others_is_left_out_and_counted_and_one_of_unknown_catchment_is_not(finder):
    kumagaya = finder.catalogue.places["112020"]
    found = finder.windows(Asked(place=kumagaya), WEDNESDAY_NOON)
    assert found.elsewhere == 2
    assert {"near", "far", "support"} <= {line.window.key for line in found.lines}
    assert {"centre", "kawaguchi-only"} <= set(keys(finder, place=kumagaya, everywhere=True))


def test_a_ward_is_served_by_what_serves_its_city(finder):
    assert serves(finder.catalogue, finder.catalogue.windows["centre"], "111023") is True
    assert serves(finder.catalogue, finder.catalogue.windows["near"], "111023") is None


def test_open_now_keeps_only_what_is_surely_open_and_counts_what_nobody_knows(finder):
    found = finder.windows(Asked(open_only=True), WEDNESDAY_NOON)
    assert [line.window.key for line in found.lines] == ["near"] and found.hours_unknown == 6
    assert keys(finder, datetime(2025, 11, 26, 18, tzinfo=JAPAN), open_only=True) == []


def test_hours_of_which_nobody_knows_from_when_they_are_open_no_door(finder):
    near = finder.catalogue.windows["near"]
    undated = replace(near, source="県のページ")
    assert open_now(undated, WEDNESDAY_NOON).is_open is None
    assert open_now(replace(undated, source_date="2025-06-01"), WEDNESDAY_NOON).is_open
    assert open_now(replace(undated, assured_on=date(2025, 11, 1)), WEDNESDAY_NOON).is_open, (
        "its owner vouched for it"
    )
    own = {"hours": {"source": "電話帳", "confidence": "official"}}
    assert open_now(replace(near, field_sources=own), WEDNESDAY_NOON).is_open is None


def test_the_name_of_a_large_family_is_not_counted_beside_its_windows(finder):
    desks = [window(f"desk-{n}", f"第{n}の窓口", one_of="desks") for n in range(21)]
    windows = {w.key: w for w in [window("desks", "市町村の窓口"), *desks]}
    many = Finder(replace(finder.catalogue, windows=windows, services={}))
    assert many.windows(Asked(), WEDNESDAY_NOON).total == 21
    assert many.windows(Asked(open_only=True), WEDNESDAY_NOON).hours_unknown == 21


def test_the_hours_are_said_in_words(finder):
    near, support = finder.catalogue.windows["near"], finder.catalogue.windows["support"]

    def said(day, hour):
        return open_now(near, datetime(2025, 11, day, hour, tzinfo=JAPAN)).words

    assert said(26, 12) == "いま開いています"
    assert said(26, 8) == "いまは閉まっています、次はきょう9時から"
    assert said(26, 18) == "いまは閉まっています、次はあす9時から"
    # A Saturday before a Monday that is a holiday (24 November 2025): Tuesday is next.
    assert said(22, 12) == "いまは閉まっています、次は11月25日（火）9時から"
    assert open_now(support, WEDNESDAY_NOON).is_open is None
    assert open_now(finder.catalogue.windows["far"], WEDNESDAY_NOON).words == "受付時間は未確認です"
    assert open_now(finder.catalogue.windows["gone"], WEDNESDAY_NOON).words == "この窓口は終了しました"


def test_a_distance_says_whether_it_is_to_the_window_itself(finder):
    catalogue, windows = finder.catalogue, finder.catalogue.windows
    kawaguchi, kumagaya = catalogue.places["112038"], catalogue.places["112020"]
    assert Standpoint(catalogue, kawaguchi).distance(windows["near"]).words == "川口市の中"
    # 48.2 km by the spherical law of cosines with the mean radius.
    assert Standpoint(catalogue, kawaguchi).distance(windows["far"]).words == "48km"
    assert Standpoint(catalogue, kumagaya).distance(windows["near"]).words == "およそ48km"
    assert Standpoint(catalogue, kumagaya).distance(windows["corner"]).words == "およそ48km", (
        "it is in the house of the other"
    )
    assert Standpoint(catalogue, kawaguchi).distance(windows["hidden"]) is None, (
        "nobody works out a hidden address"
    )


def test_names_that_are_taken_for_each_other_are_told_apart_by_their_place_alone(finder):
    assert [w.key for w in finder.alike["centre"]] == ["support"]
    assert "near" not in finder.alike and "far" not in finder.alike


def test_a_municipality_is_found_as_people_write_it_and_never_guessed(finder):
    catalogue = finder.catalogue
    assert find_place(catalogue, "川口").place.code == "112038"
    assert find_place(catalogue, "かわぐちし").place.code == "112038"
    assert find_place(catalogue, "112038").place.name == "川口市"
    wrong = find_place(catalogue, "川ロ市")
    assert wrong.place is None and [place.name for place in wrong.suggestions] == ["川口市"]
    assert find_place(catalogue, "大阪市").place is None


def test_whom_a_window_serves_is_said_by_name_or_left_unknown(finder):
    windows = finder.catalogue.windows
    assert catchment_words(finder.catalogue, windows["centre"]) == "さいたま市"
    assert catchment_words(finder.catalogue, windows["near"]) == ""
