"""What to say at the counter, as a Japanese would say it; and where to ask for a window of which nothing is known."""

import pytest

from banso.directory.format import Fact
from banso.directory.townhall import hall_for, town_hall
from banso.navigator.pages.counter import ask_at, to_say
from banso.navigator.tests.conftest import facts_from, saitama

STATION, FAMILIES, DESK = "support-stations", "family-groups", "self-reliance-city"


@pytest.mark.parametrize(
    ("service", "given", "said"),
    [
        (STATION, {}, "まず話を聞いてもらえますか。"),
        (STATION, {"asker": "self", "age": 45, "work": "not_working", "withdrawn": "yes"},
         "45歳です。仕事をしておらず、家で過ごすことが多いです。まず話を聞いてもらえますか。"),
        (STATION, {"asker": "family", "age": 45, "work": "not_working", "withdrawn": "yes"},
         "家族（45歳）のことで相談したいです。仕事をしておらず、家で過ごすことが多いです。まず話を聞いてもらえますか。"),
        (STATION, {"asker": "family"}, "家族のことで相談したいです。まず話を聞いてもらえますか。"),
        (STATION, {"asker": "supporter", "age": 30, "work": "not_working", "wants_to_work": "yes"},
         "支えている人（30歳）のことで相談したいです。今は働いていませんが、働きたい気持ちはあるようです。まず話を聞いてもらえますか。"),
        (STATION, {"asker": "self", "work": "not_working", "wants_to_work": "yes", "months_without_work": 18},
         "今は働いていませんが、働きたいと思っています。仕事をしていない期間は、18か月くらいです。まず話を聞いてもらえますか。"),
        (STATION, {"asker": "self", "in_financial_hardship": "yes"}, "まず話を聞いてもらえますか。"),
        (DESK, {"asker": "self", "in_financial_hardship": "yes"},
         "お金や暮らしのことで困っています。お金や暮らしのことを相談できますか。"),
        (FAMILIES, {"asker": "family", "withdrawn": "yes"},
         "家族のことで相談したいです。家で過ごすことが多いです。「家族会」のことを教えてもらえますか。"),
        ("company-desk", {"asker": "employer"},
         "会社のことで相談したいです。人を採ることについて、話を聞いてもらえますか。"),
    ],
)  # fmt: skip
def test_each_who_asks_has_sentences_of_their_own_and_says_only_what_was_answered(service, given, said):
    assert to_say(saitama().services[service], facts_from(**given)) == said


def test_what_a_service_is_asked_holds_whoever_asks_it():
    """A statement about oneself would be wrong in the mouth of a mother: the directory has questions alone."""
    told = {service.say for service in saitama().services.values() if service.say}
    assert told and all(words.endswith("か。") and "（" not in words for words in told), told
    assert not [words for words in told if "困っています" in words or "していません" in words]


@pytest.mark.parametrize(
    ("given", "house"),
    [
        ({"municipality": "112038"}, "川口市役所"),
        ({"municipality": "114081"}, "寄居町役場"),
        ({"municipality": "113697"}, "東秩父村役場"),
        ({"municipality": "111031"}, "さいたま市大宮区役所"),
        ({}, "住んでいる市役所や町村役場"),
        ({"municipality": "elsewhere"}, "住んでいる所の市区町村の役所"),
        ({"asker": "employer"}, "会社のある市役所や町村役場"),
    ],
)
def test_the_town_hall_has_the_name_of_its_municipality(given, house):
    assert ask_at(saitama(), facts_from(**given), "家族会").house == house


def test_at_the_town_hall_one_says_for_whom_one_asks():
    words = ask_at(saitama(), {Fact.ASKER: "family"}, "家族会").words
    assert words == "家族のことで、『家族会』をさがしています。電話番号か場所を教えてもらえますか。"
    assert ask_at(saitama(), {}, "家族会").words.startswith("『家族会』を")


def test_a_window_that_can_be_called_needs_no_town_hall():
    known = saitama()
    assert hall_for(known.windows["hw-kawagoe"], known.places) == ""
    alone = next(
        w for w in known.windows.values() if w.catchment == {"112038"} and not w.phones and not w.host
    )
    assert hall_for(alone, known.places) == "川口市役所"
    assert town_hall(None) == "住んでいる市役所や町村役場"
