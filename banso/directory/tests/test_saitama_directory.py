"""What the directory of Saitama says, and what it must not say, stated by hand from the sources."""

from datetime import date, datetime, time, timedelta

import pytest

from banso.directory.codes import Channel, Confidence
from banso.directory.records import catalogue_of
from banso.lib import hours
from tests.plans import read, read_folder_of
from tests.tree import ROOT

KEY = "saitama/2025"


@pytest.fixture(scope="module")
def document():
    return read(ROOT / "plans" / KEY).document


@pytest.fixture(scope="module")
def folder():
    return read_folder_of(KEY).folder


@pytest.fixture(scope="module")
def known(document, folder):
    return catalogue_of(document, folder)


@pytest.fixture(scope="module")
def windows(known):
    return known.windows


def instances(windows, of):
    return [window for window in windows.values() if window.one_of == of]


def everything_said(window):
    """All words about a window, as somebody who reads its page has them."""
    return " ".join(
        [
            window.name, *window.aliases, window.description, window.address, window.building, window.note,
            window.hours_text, window.catchment_note, *(phone.number for phone in window.phones),
        ]
    )  # fmt: skip


def numbers(windows):
    return {phone.number for window in windows.values() for phone in window.phones}


# ---- every municipality has its place


def test_every_city_has_one_self_reliance_window_and_every_ward_its_own(windows):
    found = instances(windows, "self-reliance")
    cities = [w for w in found if not w.part_of]
    assert len(cities) == 40
    assert {w.key for w in cities} == {f"self-reliance-{code}" for w in cities for code in w.catchment}
    assert all(len(w.catchment) == 1 for w in cities)
    wards = [w for w in found if w.part_of == "self-reliance-111007"]
    assert len(wards) == 10 and all(w.confidence is Confidence.OLD for w in wards)


def test_only_sourced_self_reliance_windows_have_a_name_of_their_own(windows):
    names = {w.key: w.name for w in instances(windows, "self-reliance") if not w.part_of}
    own = {key: name for key, name in names.items() if not name.endswith("市の自立相談支援機関")}
    assert own == {
        "self-reliance-111007": "さいたま市 生活自立・仕事相談センター",
        "self-reliance-112178": "鴻巣市 生活困窮者自立相談支援センター",
        "self-reliance-112194": "上尾市 くらしサポート相談窓口",
        "self-reliance-112216": "まるごとサポートSOKA",
        "self-reliance-112305": "新座市社会福祉協議会（生活困窮者自立相談支援）",
        "self-reliance-112411": "鶴ヶ島市 生活困窮者自立相談支援センター（くらしごとさぽーと）",
    }
    unnamed = [windows[key] for key in names if key not in own]
    assert not any(w.phones or w.address or w.url or w.hours_text for w in unnamed)
    assert all("未確認" in w.note for w in unnamed)


def test_the_prefecture_serves_towns_and_villages(windows, known):
    served = windows["self-reliance-prefectural"].catchment
    kinds = [known.places[code].kind for code in served]
    assert (kinds.count("town"), kinds.count("village"), kinds.count("city")) == (22, 1, 0)


def test_every_municipality_has_its_desk(windows, known):
    desks = instances(windows, "municipal-desks")
    assert len(desks) == 63
    whole = {place.code for place in known.places.values() if place.part_of is None}
    assert {code for desk in desks for code in desk.catchment} == whole
    named = {w.key for w in desks if not w.name.endswith("の相談窓口") or "総合相談窓口" in w.name}
    assert named == {
        "municipal-desk-112275", "municipal-desk-113263", "municipal-desk-112186",
        "municipal-desk-112461", "municipal-desk-112330",
    }  # fmt: skip


def test_everything_that_the_plan_names_can_be_reached_from_a_measure_or_a_section(document, known):
    linked = {w for measure in document.measures for w in (*measure.windows, *measure.creates)}
    linked |= {window for service in known.services.values() for window in service.at}
    lost = [
        window.id
        for window in document.windows
        if not {window.id, window.one_of, window.part_of} & linked
    ]  # fmt: skip
    assert lost == []
    assert all(service.measures or service.section for service in known.services.values())


# ---- nothing old or second-hand passes for confirmed


def test_no_number_is_shown_as_confirmed_but_those_of_official_and_recent_sources(windows):
    sure = {
        phone.number
        for window in windows.values()
        for phone in window.phones
        if window.confidence_of("phones") is Confidence.OFFICIAL
    }
    # 新座市 (the city, 2025); the two 若者自立支援ルーム (the city, and the running body the same).
    assert sure == {"048-480-5737", "048-783-3120", "048-767-6186"}
    doubtful = {
        "049-242-0197", "049-265-6200", "048-840-2205", "048-541-0249", "048-963-9214", "048-723-6811",
        "048-729-4835",
    }  # fmt: skip
    assert numbers(windows) - sure == doubtful


def test_what_only_a_private_data_set_says_of_a_named_window_is_to_be_confirmed(windows):
    kawagoe = windows["hw-kawagoe"]
    assert kawagoe.confidence is Confidence.OFFICIAL
    for field in ("address", "phones", "url", "municipality"):
        assert kawagoe.confidence_of(field) is Confidence.SECONDARY
    # It was named as the office of 富士見市 alone; that does not make it nobody else's.
    assert not kawagoe.catchment_known


def test_every_window_says_where_it_comes_from(windows):
    assert [w.key for w in windows.values() if not w.source] == []


# ---- the traps


def test_the_two_corners_stay_two(windows):
    hello_work, prefecture = windows["middle-corner"], windows["ice-age-corner"]
    assert hello_work.operators == ("labour-bureau",) and prefecture.operators == ("prefecture",)
    assert len(instances(windows, "middle-corner")) == 4
    assert not {"就職氷河期コーナー"} & {
        alias for w in instances(windows, "middle-corner") for alias in w.aliases
    }


def test_the_corner_of_omiya_is_in_the_plaza(windows):
    assert windows["middle-corner-omiya"].located_in == "hw-plaza-omiya"
    assert windows["hw-plaza-omiya"].part_of is None


def test_the_centre_does_not_get_the_address_of_the_former_satellite(windows):
    for key in ("shigoto-center", "company-desk", "hw-urawa", "ice-age-corner"):
        said = everything_said(windows[key])
        assert windows[key].address == "" and windows[key].municipality is None
        assert "ラムザ" not in said and "武蔵浦和" not in said and "南区" not in said


def test_the_windows_for_employers_say_so(windows):
    for key in ("company-desk", "employment-council-desk"):
        assert "仕事を探す方の窓口ではな" in windows[key].note


def test_the_support_stations_are_for_15_to_49_and_kawagoe_has_no_current_hours(windows):
    for station in instances(windows, "support-stations"):
        assert "15歳から49歳" in station.description
    kawagoe = windows["station-kawagoe"]
    assert kawagoe.hours_text == "" and kawagoe.municipality is None
    assert "2018年" in kawagoe.note and "未確認" in kawagoe.note


def test_no_station_is_closed_to_people_from_elsewhere(windows):
    assert not any(w.catchment_known for w in instances(windows, "support-stations"))


def test_hours_whose_end_was_cut_off_are_not_computed_with(windows):
    room = windows["youth-room-sakuragi"]
    assert "10:00" in room.hours_text and room.hours is None
    assert room.confidence_of("hours") is Confidence.OLD


def test_the_city_hikikomori_centre_has_no_address_and_turns_nobody_away(windows):
    centre = windows["city-hikikomori-centre"]
    assert centre.address == "" and not centre.catchment_known and "未確認" in centre.note
    prefectural = windows["prefectural-hikikomori-centre"]
    assert "111007" in prefectural.catchment and "未確認" in prefectural.catchment_note


def test_health_centres_serve_whom_the_sources_say(windows):
    assert windows["health-centre-nambu"].municipality == "112038"
    assert windows["health-centre-nambu"].catchment == {"112241", "112232"}
    assert windows["health-centre-kawaguchi-city"].catchment == {"112038"}
    assert windows["health-centre-asaka"].catchment == {
        "112275", "112283", "112291", "112305", "112356", "112453", "113247",
    }  # fmt: skip
    assert windows["health-centre-saitama-city"].catchment == {"111007"}
    assert "西区" in windows["health-centre-saitama-city"].catchment_note


def test_numbers_that_are_not_the_desk_appear_nowhere(windows, folder):
    wrong = ["048-541-1321", "048-229-3199", "048-762-7757", "0120-556-338", "0570-046-556", "0570-783-556"]
    words = " ".join(everything_said(w) for w in windows.values())
    words += " ".join(f"{line.number} {line.note}" for line in folder.helplines)
    assert [number for number in wrong if number in words] == []
    # 8:30–17:00 in 草加 are the hours of 生活保護.
    assert windows["self-reliance-112216"].hours_text == ""


def test_niiza_is_where_it_is_since_2025(windows):
    niiza = windows["self-reliance-112305"]
    assert niiza.operators[0] == "shakyo-niiza" and niiza.source_date == "2025-04-01"
    assert niiza.channels == (Channel.PLACE, Channel.TELEPHONE)
    read_hours = hours.from_dict(niiza.hours)
    monday = date(2025, 11, 17)
    assert hours.is_open(read_hours, datetime.combine(monday, time(9))) is True
    assert hours.is_open(read_hours, datetime.combine(monday - timedelta(days=1), time(9))) is False
    # 2025-11-03 is 文化の日, a Monday.
    assert hours.is_open(read_hours, datetime(2025, 11, 3, 9)) is False


def test_the_seven_schools_stand_there(windows):
    schools = {w.key for w in windows.values() if w.kind == "職業訓練校"}
    assert len(schools) == 7
    assert len(instances(windows, "public-training")) == 6


# ---- helplines, subsidies, examinations


def test_helplines_are_the_sourced_ones(folder):
    lines = {line.id: line for line in folder.helplines}
    assert {line.number for line in lines.values()} == {
        "110", "119", "0120-279-338", "0120-061-338", "0120-783-556", "0570-064-556", "0120-279-889", "#8008",
        "048-723-1447", "048-645-4343",
    }  # fmt: skip
    assert "#9999" not in {line.number for line in lines.values()}
    assert all(line.source for line in lines.values())
    old = {key for key, line in lines.items() if line.confidence is Confidence.OLD}
    assert old == {"saitama-kokoro", "saitama-inochi"}


def test_inochi_no_denwa_has_its_evening_hours_and_the_tenth(folder):
    (line,) = [line for line in folder.helplines if line.id == "inochi-no-denwa"]
    understood = hours.parse(line.hours)
    for moment, is_open in [
        (datetime(2025, 11, 9, 15, 59), False),
        (datetime(2025, 11, 9, 16, 0), True),
        (datetime(2025, 11, 9, 21, 0), False),
        (datetime(2025, 11, 10, 8, 0), True),
        (datetime(2025, 11, 11, 7, 59), True),
        (datetime(2025, 11, 11, 8, 0), False),
    ]:
        assert hours.is_open(understood, moment) is is_open, moment


def test_no_condition_of_a_subsidy_passes_for_confirmed(folder):
    subsidies = {subsidy.id: subsidy for subsidy in folder.subsidies}
    assert set(subsidies) == {
        "stable-employment", "growth-fields", "trial-employment", "career-up", "human-resources",
    }  # fmt: skip
    versions = [version for subsidy in subsidies.values() for version in subsidy.versions]
    assert not any(condition.confirmed for version in versions for condition in version.conditions)
    assert {s.confidence for s in (*subsidies.values(), *versions)} == {Confidence.SECONDARY}
    assert [a.yen for v in subsidies["human-resources"].versions for a in v.amounts] == [None]
    current = subsidies["stable-employment"].versions[0]
    assert current.valid_from == date(2025, 4, 1)
    assert [amount.yen for amount in current.amounts] == [600_000, 500_000]


def test_a_subsidy_has_one_name_whether_it_is_sought_as_a_service_or_by_its_rules(folder):
    offered = {service.name for service in folder.services if service.id.startswith("subsidy-")}
    assert offered == {subsidy.name for subsidy in folder.subsidies}


def test_no_examination_is_invented(folder):
    assert [(exam.id, exam.fiscal_year) for exam in folder.exams] == [
        ("prefecture-2025", 2025), ("municipalities-2025", 2025),
    ]  # fmt: skip
    for exam in folder.exams:
        known = (exam.born_from, exam.born_to, exam.opens_on, exam.deadline, exam.exam_on, exam.places)
        assert set(known) == {None}
        assert "未確認" in exam.note
