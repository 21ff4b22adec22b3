"""One order of windows, whoever shows them: the municipality's own, then the nearer one, then what nobody can place.

What is expected here is read from the directory's sources and a map, not from the code.
"""

import re
from datetime import datetime

import pytest
from django.conf import settings

from banso.directory.catalogue import WindowCard
from banso.directory.finder import Asked, Finder
from banso.directory.nearness import Standpoint
from banso.directory.pages.place import place_page
from banso.lib.clock import JAPAN
from banso.navigator.pages.leaflets import of_place
from banso.navigator.tests.conftest import A_DAY, ask, saitama
from banso.navigator.tests.walking import Visitor
from tests.plans import read

MOMENT = datetime(2025, 11, 20, 10, tzinfo=JAPAN)
OMIYA, URAWA, KAWAGOE, YORII = "111031", "111074", "112011", "114081"
JOB_SEEKER = {"asker": "self", "age": 42, "work": "not_working", "wants_to_work": "yes"}


def names(windows: list[WindowCard]) -> list[str]:
    return [window.name for window in windows]


def offices(code: str) -> dict[str, list[str]]:
    """The public employment offices as each part of the product lists them for a municipality."""
    finder = Finder(saitama())
    keys = saitama().services["hello-work"].at.keys() - saitama().families.keys()
    lines = finder.windows(Asked(place=saitama().places[code]), MOMENT).lines
    section = place_page(finder, code).sections[-1]
    page = [*section.windows, *(window for window, _far in section.near)]
    near = ask(municipality=code, **JOB_SEEKER)["hello-work"].windows
    return {
        "command": names([each.window for each in near]),
        "list": names([line.window for line in lines if line.window.key in keys]),
        "place": names([window for window in page if window.key in keys]),
    }


@pytest.mark.parametrize(
    ("code", "first"),
    [
        (OMIYA, ["ハローワーク大宮", "ハローワークプラザ大宮", "ハローワーク浦和"]),
        ("112216", ["ハローワーク草加", "八潮市ふるさとハローワーク", "ハローワーク川口"]),
        ("112348", ["八潮市ふるさとハローワーク", "ハローワーク草加", "ハローワーク川口"]),
        # A source names 川越 for the people of 富士見, though 浦和 is nearer.
        ("112356", ["ハローワーク川越", "ハローワーク浦和", "ハローワーク大宮"]),
    ],
    ids=["大宮区", "草加市", "八潮市", "富士見市"],
)
def test_one_order_stands_in_command_list_and_page_of_the_place(code, first):
    found = offices(code)
    assert found["command"][:3] == first
    assert found["list"] == found["command"] and found["place"] == found["command"]


def test_a_satellite_is_looked_for_by_its_own_name_and_not_where_its_station_is():
    finder, home = Finder(saitama()), saitama().places[KAWAGOE]
    lines = finder.windows(Asked(words="サポステ", place=home), MOMENT).lines
    stations = [line for line in lines if line.window.one_of == "support-stations"]
    assert stations[0].window.key == "station-kawagoe" and stations[0].distance is None
    branch = saitama().windows["training-chichibu"]
    assert saitama().place_names.place_in(branch.name).name == "秩父市", "it is a branch of 熊谷, in 秩父"


def test_the_desk_of_a_ward_comes_before_that_of_its_city_which_is_only_somewhere_in_the_city():
    person = {
        "asker": "self",
        "withdrawn": "yes",
        "wishes": ["livelihood_consultation"],
        "municipality": URAWA,
    }
    own, general = ask(**person)["self-reliance-city"].windows
    assert (
        own.window.name == "さいたま市 生活自立・仕事相談センター（浦和区）"
        and own.far.inside == "さいたま市浦和区"
    )
    assert (
        general.window.name == "さいたま市 生活自立・仕事相談センター" and general.far.inside == "さいたま市"
    )


def test_what_answers_a_need_that_was_told_comes_first_and_of_that_the_near_before_the_far():
    at_home = {"age": 42, "withdrawn": "yes", "work": "not_working"}
    told = [
        *ask(asker="self", municipality=URAWA, in_financial_hardship="yes", wants_to_work="yes", **at_home)
    ]
    assert told[0] == "self-reliance-city"
    assert told.index("hello-work") < told.index("city-hikikomori-centre") < told.index("municipal-desks")
    mother = [*ask(asker="family", municipality=YORII, wishes=["family_consultation"], **at_home)]
    assert mother[:2] == ["municipal-desks", "self-reliance-prefectural"]
    assert mother.index("municipal-desks") < mother.index("youth-centre"), (
        "the town's own before one 59 km away"
    )
    assert [*ask(asker="family", municipality=YORII)][0] == "municipal-desks"
    jobless = [*ask(municipality="112038", **JOB_SEEKER | {"age": 30})]
    assert jobless.index("youth-centre") < jobless.index("shigoto-center"), (
        "in the own city, for those without work"
    )


def test_no_window_stands_before_a_nearer_one_unless_it_is_the_places_own():
    for code, place in saitama().places.items():
        seen = Standpoint(saitama(), place)
        others = [
            line
            for line in Finder(saitama()).windows(Asked(place=place), MOMENT).lines
            if seen.rank(line.window)[0] == 2 and line.distance
        ]
        far = [line.distance.km for line in others]
        assert far == sorted(far), code
        assert not any(line.window.municipality == code for line in others), code


def test_a_leaflet_of_a_ward_names_the_room_in_it_and_not_one_of_another_ward():
    document = read(settings.PLANS_DIR / "saitama/2025").document
    items = [item.key for item in of_place(saitama(), document, OMIYA, A_DAY).items]
    assert "youth-room-sakuragi" in items
    assert "youth-room-minamiurawa" not in items or items.index("youth-room-sakuragi") < items.index(
        "youth-room-minamiurawa"
    )


@pytest.mark.django_db
def test_the_page_says_its_order_and_of_a_citys_window_only_that_it_is_in_the_city(
    loaded_plan, clock_at, anonymous
):
    clock_at("2025-11-20T10:00")
    page = Visitor().send(
        a_asker="self",
        a_now="at-home",
        a_age="42",
        a_municipality="さいたま市浦和区",
        a_wishes=["living"],
        go="result",
    )
    assert (
        "その中では、さいたま市浦和区の窓口、近い窓口の順です。" in page.text
        and "近い順です" not in page.text
    )
    places = re.findall(r"さいたま市[^ ]*の中にあります", page.text)
    assert "さいたま市の中にあります" in places
    assert (
        "住んでいる所を答えると、近い順に並びます。"
        in Visitor().send(a_asker="self", a_now="wishing", a_age="42", go="result").text
    )
    station = anonymous.get("/windows/station-kawagoe/").content.decode()
    assert "サポートステーション</a>の中" not in station and "<dt>属する窓口</dt>" in station
    kawagoe = anonymous.get("/places/112356/").content.decode()
    assert (
        kawagoe.index("ハローワーク川越")
        < kawagoe.index("ほかに次の窓口があります")
        < kawagoe.index("ハローワーク浦和")
    )
