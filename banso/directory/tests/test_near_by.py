"""The part of a municipality's page for windows that no source ties to a region: the nearest for each service."""

import pytest

from banso.directory.finder import Finder
from banso.directory.pages import place_page
from banso.directory.records import catalogue_of
from tests.plans import read, read_folder_of
from tests.tree import ROOT


@pytest.fixture(scope="module")
def finder():
    key = "saitama/2025"
    return Finder(catalogue_of(read(ROOT / "plans" / key).document, read_folder_of(key).folder))


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("112216", {"middle-corner-kawaguchi", "station-kawaguchi"}),  # 草加市, beside 川口市
        ("111031", {"middle-corner-omiya"}),  # 大宮区; the station of its city is its own
        ("112011", {"middle-corner-kawagoe", "station-kawagoe"}),
    ],
)
def test_each_service_stands_with_its_nearest_window_alone(finder, code, near):
    page = place_page(finder, code)
    keys = [each.window.key for each in page.near]
    assert near <= set(keys) and len(keys) == len(set(keys))
    for family in ("middle-corner", "station"):
        assert sum(key.startswith(family) for key in keys) <= 1


def test_nothing_is_told_twice_and_courses_come_last(finder):
    page = place_page(finder, "112216")
    near = [each.window for each in (*page.near, *page.placeless)]
    elsewhere = {w.key for w in (*page.others, *page.wide, *page.unsettled)}
    assert elsewhere.isdisjoint(window.key for window in near)
    kinds = [each.window.kind in {"事業", "職業訓練", "採用試験"} for each in page.placeless]
    assert kinds == sorted(kinds) and any(kinds)
    wide = [window.kind == "職業訓練校" for window in page.wide]
    assert wide == sorted(wide) and any(wide)


def test_what_nobody_can_place_is_not_called_near(finder):
    page = place_page(finder, "112216")
    near, placeless = ({each.window.key for each in part} for part in (page.near, page.placeless))
    # By the town in its name, by its municipality; neither.
    assert {"middle-corner-kawaguchi", "station-kawaguchi", "youth-anything-desk"} <= near
    assert {"prefectural-exam", "elearning-course", "family-groups"} <= placeless
    assert near.isdisjoint(placeless)


def test_what_is_for_one_city_or_for_helpers_stands_on_no_other_page(finder):
    page = place_page(finder, "112216")
    services = {service.key for each in (*page.near, *page.placeless) for service in each.services}
    assert services.isdisjoint(
        {"workstation-saitama", "internship-program", "city-hikikomori-centre", "outreach"}
    )


@pytest.mark.django_db
def test_the_page_names_the_part_and_what_each_window_gives(loaded_plan, anonymous, assert_queries):
    anonymous.get("/places/112216/")
    with assert_queries(12):
        page = anonymous.get("/places/112216/").content.decode()
    part = page[page.index('id="near"') : page.index('id="placeless"')]
    assert "職員採用試験" not in part
    assert part.index("ミドル世代支援コーナー（ハローワーク川口）") < part.index(
        'href="/services/middle-corner/"'
    )
    assert "使えるかは、行く前に窓口に確かめてください。" in part
