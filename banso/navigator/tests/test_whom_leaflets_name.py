"""Which windows stand on which leaflet, and for whom it says that they are."""

import pytest
from django.conf import settings

from banso.navigator.pages.leaflets import Item, Leaflet, of_place, of_situation
from banso.navigator.tests.conftest import A_DAY
from tests.plans import read


@pytest.fixture(scope="module")
def plan():
    return read(settings.PLANS_DIR / "saitama/2025").document


@pytest.fixture(scope="module")
def situations(catalogue):
    return {entry.id: of_situation(catalogue, entry, A_DAY) for entry in catalogue.vocabulary.leaflets}


def items(leaflet):
    return {item.key: dict(item.lines) for item in leaflet.items}


def test_a_leaflet_of_the_whole_prefecture_names_no_window_of_one_municipality(catalogue, situations):
    local = {w.name for w in catalogue.windows.values() if len(w.catchment) == 1}
    assert "生活サポートセンター☆ふじみ" in local and "川越市の相談窓口" in local
    for leaflet in situations.values():
        told = [words for item in leaflet.items for _label, words in item.lines]
        assert [name for name in local if any(name in words for words in told)] == []
        assert leaflet.numbers == (), "every number in this directory still waits for its owner's word"


def test_what_is_for_one_city_stands_by_name_under_that_city(situations):
    families = dict(situations["families"].also)
    assert "さいたま市ひきこもり相談センター" in families["さいたま市の方"]
    assert "生活サポートセンター☆ふじみ" in families["富士見市の方"]
    assert "049-265-6200" not in "".join(families.values())


def test_families_read_of_whom_the_plan_gives_them(situations):
    families = items(situations["families"])
    assert {"support-stations", "youth-centre", "prefectural-hikikomori-centre"} <= set(families)
    assert "15歳から49歳まで" in families["support-stations"]["使える方"]
    at_home = items(situations["at-home"])
    assert "support-stations" not in at_home, "who stays at home was not asked about work"


def test_a_condition_says_for_whom_it_is_and_shuts_nobody_out_whom_no_source_shuts_out(situations):
    at_home = items(situations["at-home"])
    centre = at_home["prefectural-hikikomori-centre"]["使える方"]
    assert "さいたま市のほか" not in centre and "さいたま市の方は、使えるかを窓口に聞いてください" in centre
    heart = at_home["mental-health-centre"]
    assert heart["使える方"] == "県内に住む方" and "予約のしかた" in heart["聞くこと"]


def test_what_differs_from_place_to_place_is_asked_at_the_town_hall(situations):
    living = items(situations["money-and-living"])
    for key in ("self-reliance-city", "municipal-desks"):
        assert living[key]["窓口"] == "住んでいる所によって違います。市役所・町村役場で聞けます。"


@pytest.mark.parametrize(
    ("code", "office", "own"),
    [
        ("112216", "草加市役所", {"self-reliance-112216", "municipal-desk-112216", "jobspot-soka"}),
        (
            "111031",
            "さいたま市大宮区役所",
            {"youth-room-sakuragi", "city-hikikomori-centre", "station-saitama"},
        ),
        ("113611", "横瀬町役場", {"municipal-desk-113611", "self-reliance-prefectural"}),
    ],
)
def test_a_municipality_reads_of_its_own_windows_first_and_of_courses_last(
    catalogue, plan, code, office, own
):
    leaflet = of_place(catalogue, plan, code, A_DAY)
    keys = [item.key for item in leaflet.items]
    assert (leaflet.office, len(keys)) == (office, 10)
    assert own <= set(keys[:9])
    assert "middle-corner" in " ".join(keys), "who looks for steady work"
    courses = {"事業", "職業訓練", "職業訓練校", "採用試験"}
    assert [key for key in keys if catalogue.windows[key].kind in courses] == []
    also = [name for name, _words in leaflet.also]
    assert "eラーニングコース" in also and len(also) == len(set(also))
    named = {catalogue.windows[key].name for key in keys} | set(also)
    assert "若者自立支援センター埼玉" in named and "埼玉県ひきこもり相談サポートセンター" in named


def test_a_window_that_may_be_gone_does_not_hide_the_nearest_that_is_there(catalogue, plan):
    keys = [item.key for item in of_place(catalogue, plan, "112216", A_DAY).items]
    assert keys.index("hw-soka") < keys.index("hw-kawaguchi"), "a newspaper of 2013 tells of the first"


def test_no_service_of_a_municipality_is_left_out(catalogue, plan):
    """What the page counted as 「ほかに13あります」 has a line of its own."""
    leaflet = of_place(catalogue, plan, "112216", A_DAY)
    told = " ".join(
        [*(f"{i.name} {i.text}" for i in leaflet.items), *(" ".join(line) for line in leaflet.also)]
    )
    for name in ("福祉事務所", "埼玉県女性キャリアセンター", "公共職業訓練", "就労準備支援事業", "家族会"):
        assert name in told


def test_a_card_calls_only_numbers_that_nobody_need_confirm_and_each_once():
    def item(key, phone, doubtful):
        return Item(key, f"窓口{key}", "", "", (), phone, doubtful, "", doubtful)

    leaflet = Leaflet("題", "", (
        item("a", "048-000-0001", True), item("b", "", False), item("c", "048-000-0002", False),
        item("d", "048-000-0002", False),
    ))  # fmt: skip
    assert leaflet.numbers == (("窓口c", "048-000-0002"),)
