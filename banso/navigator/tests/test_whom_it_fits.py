"""Whom the services of the Saitama plan are for. Expectations are read from the plan by hand, not from the code."""

import pytest

from banso.directory.format import Fact
from banso.navigator.answers import facts_of
from banso.navigator.tests.conftest import ask, saitama

JOBLESS = {"work": "not_working", "job_seeking": "no", "months_without_work": 36}


def verdicts(results, *keys):
    return {key: results[key].verdict.value for key in keys}


def test_the_support_station_is_for_jobless_people_of_15_to_49_who_wish_to_work():
    for age, expected in ((14, "no"), (15, "check"), (25, "fits"), (49, "fits"), (50, "no"), (59, "no")):
        found = ask(asker="self", age=age, wants_to_work="yes", municipality="112011", **JOBLESS)
        assert found["support-stations"].verdict.value == expected, age


@pytest.mark.parametrize(("in_school", "expected"), [("no", "fits"), ("yes", "check"), (None, "fits")])
def test_whether_the_station_takes_somebody_at_school_differs_from_window_to_window(in_school, expected):
    told = {"in_school": in_school} if in_school else {}
    found = ask(asker="self", age=40, wants_to_work="yes", municipality="112011", **JOBLESS, **told)
    assert found["support-stations"].verdict.value == expected


def test_at_50_the_support_station_gives_way_to_the_middle_corner_by_name():
    found = ask(asker="self", age=52, wants_to_work="yes", municipality="112011", **JOBLESS)
    station = found["support-stations"]
    assert station.verdict.value == "no"
    assert [u.facts for u in station.unmet] == [(Fact.AGE,)]
    assert station.next_best.name == "ミドル世代支援コーナー"
    assert found["middle-corner"].verdict.value == "fits"


@pytest.mark.parametrize(
    ("age", "expected"),
    [(30, "no"), (33, "check"), (34, "check"), (35, "fits"), (59, "fits"), (60, "check"), (65, "no")],
)
def test_near_a_limit_with_about_nobody_is_told_no(age, expected):
    found = ask(asker="self", age=age, work="non_regular", municipality="112011")
    assert found["middle-corner"].verdict.value == expected


def test_the_wish_and_not_the_label_decides_between_the_second_and_the_third_group():
    at_home = {
        "asker": "self",
        "age": 42,
        "withdrawn": "yes",
        "municipality": "112011",
        "work": "not_working",
    }
    wishing = ask(**at_home, wants_to_work="yes")
    assert verdicts(wishing, "support-stations", "middle-corner", "prefectural-hikikomori-centre") == {
        "support-stations": "fits", "middle-corner": "fits", "prefectural-hikikomori-centre": "fits",
    }  # fmt: skip
    resting = ask(**at_home, wants_to_work="no")
    assert verdicts(resting, "support-stations", "middle-corner", "prefectural-hikikomori-centre") == {
        "support-stations": "no", "middle-corner": "no", "prefectural-hikikomori-centre": "fits",
    }  # fmt: skip
    assert [u.facts for u in resting["support-stations"].unmet] == [(Fact.WANTS_TO_WORK,)]
    unsure = ask(**at_home)
    assert unsure["support-stations"].verdict.value == "check"
    assert Fact.WANTS_TO_WORK in unsure["support-stations"].missing


def test_each_city_has_its_own_self_reliance_body_and_the_prefecture_that_of_towns_and_villages():
    for home, city, prefecture in (
        ("112011", "fits", "no"),
        ("111074", "fits", "no"),
        ("113611", "no", "fits"),
        ("113697", "no", "fits"),
    ):
        found = ask(asker="self", municipality=home, in_financial_hardship="yes")
        assert verdicts(found, "self-reliance-city", "self-reliance-prefectural") == {
            "self-reliance-city": city, "self-reliance-prefectural": prefecture,
        }, home  # fmt: skip
    town = ask(asker="self", municipality="113611", in_financial_hardship="yes")
    assert town["self-reliance-city"].next_best.key == "self-reliance-prefectural"


def test_whether_the_prefectures_centre_serves_the_designated_city_is_not_settled():
    found = ask(asker="self", withdrawn="yes", municipality="111074", age=45)
    assert found["prefectural-hikikomori-centre"].verdict.value == "check"
    assert found["city-hikikomori-centre"].verdict.value == "fits"
    other = ask(asker="self", withdrawn="yes", municipality="112038", age=45)
    assert other["prefectural-hikikomori-centre"].verdict.value == "fits"
    assert other["city-hikikomori-centre"].verdict.value == "check"


def test_the_citys_programme_at_the_station_is_for_its_residents_and_the_station_is_not():
    found = ask(asker="self", age=40, wants_to_work="yes", municipality="112038", **JOBLESS)
    assert verdicts(found, "support-stations", "station-saitama-city") == {
        "support-stations": "fits", "station-saitama-city": "no",
    }  # fmt: skip
    assert found["station-saitama-city"].next_best.key == "support-stations"


@pytest.mark.parametrize(("gender", "expected"), [("female", "fits"), ("male", "no"), ("unstated", "check")])
def test_the_womens_centre_is_for_women_and_silence_is_no_answer(gender, expected):
    found = ask(asker="self", age=40, work="non_regular", municipality="112011", gender=gender)
    assert found["women-career-center"].verdict.value == expected


@pytest.mark.parametrize(
    ("gender", "age", "expected"),
    [
        ("female", 30, "fits"),
        ("male", 30, "no"),
        ("male", 38, "check"),
        ("male", 41, "fits"),
        ("unstated", 30, "check"),
    ],
)
def test_the_course_with_work_experience_asks_the_age_of_those_who_are_no_women(gender, age, expected):
    person = {"asker": "self", "age": age, "work": "non_regular", "job_seeking": "yes", "gender": gender}
    found = ask(**person, municipality="111007")
    assert found["skill-up-course"].verdict.value == expected
    if expected == "no":
        assert [u.facts for u in found["skill-up-course"].unmet] == [(Fact.AGE,)]


def test_a_family_asks_for_the_person():
    found = ask(asker="family", age=45, withdrawn="yes", wants_to_work="no", municipality="112038")
    assert verdicts(found, "prefectural-hikikomori-centre", "family-groups", "municipal-desks") == {
        "prefectural-hikikomori-centre": "fits", "family-groups": "fits", "municipal-desks": "fits",
    }  # fmt: skip
    alone = ask(asker="self", age=45, withdrawn="yes", wants_to_work="no", municipality="112038")
    assert alone["family-groups"].verdict.value == "check"


def test_the_desk_for_firms_is_for_firms_and_a_job_seeker_is_shown_another():
    person = ask(asker="self", age=45, work="non_regular", municipality="112011")
    assert person["company-desk"].verdict.value == "no"
    assert person["company-desk"].next_best.name == "埼玉しごとセンター"
    firm = ask(asker="employer", municipality="112011", wishes=["job_fair"])
    assert firm["company-desk"].verdict.value == "fits"
    assert firm["shigoto-support"].verdict.value == "no"
    assert firm["subsidy-middle-aged"].verdict.value == "check"


def test_hosting_interns_of_the_city_is_for_firms_in_the_city():
    assert ask(asker="employer", municipality="111040")["host-internship"].verdict.value == "fits"
    outside = ask(asker="employer", municipality="112038")["host-internship"]
    assert outside.verdict.value == "no"
    assert outside.next_best.key == "host-station-experience"


def test_who_lives_elsewhere_is_not_sent_to_another_towns_desk():
    found = ask(asker="self", age=40, wants_to_work="yes", municipality="elsewhere", **JOBLESS)
    assert verdicts(found, "hello-work", "shigoto-center", "municipal-desks", "self-reliance-city") == {
        "hello-work": "fits", "shigoto-center": "check", "municipal-desks": "no", "self-reliance-city": "no",
    }  # fmt: skip


def test_a_programme_outside_its_year_is_for_the_window_to_confirm():
    from datetime import date

    person = {
        "asker": "self",
        "age": 45,
        "work": "not_working",
        "municipality": "112011",
        "wants_to_work": "yes",
    }
    assert ask(**person)["youth-centre"].verdict.value == "fits"
    without_the_wish = ask(**(person | {"wants_to_work": "no"}))["youth-centre"]
    assert without_the_wish.verdict.value == "check" and "働く気持ちになれないとき" in without_the_wish.reason
    later = ask(on=date(2026, 4, 1), **person)["youth-centre"]
    assert later.verdict.value == "check" and "窓口に確かめて" in later.reason


def test_windows_of_another_town_are_not_shown():
    found = ask(asker="self", in_financial_hardship="yes", municipality="112305")["self-reliance-city"]
    assert all(near.window.municipality in (None, "112305") for near in found.windows)


def test_a_health_centre_of_unknown_region_gives_way_to_the_one_that_is_known_to_serve():
    at_home = {"asker": "self", "withdrawn": "yes"}
    niiza = ask(**at_home, municipality="112305")["health-centres"]
    assert [near.window.name for near in niiza.windows] == ["朝霞保健所"]
    chichibu = ask(**at_home, municipality="112071")["health-centres"]
    assert chichibu.windows == () and "市役所" in chichibu.ask[0]


def test_a_course_for_those_who_look_for_work_is_not_for_who_does_not():
    worker = {"asker": "self", "age": 38, "gender": "female", "municipality": "111031", "work": "regular"}
    assert ask(**worker, job_seeking="no")["skill-up-course"].verdict.value == "no"
    assert ask(**worker)["skill-up-course"].verdict.value == "check"
    assert ask(**worker, job_seeking="no")["public-training"].verdict.value == "check"


def test_a_firm_may_host_wherever_it_stands():
    found = ask(asker="employer", municipality="112038")["host-training"]
    assert found.verdict.value == "fits" and found.windows


def test_a_window_whose_name_says_where_comes_before_those_that_are_far():
    found = ask(asker="self", age=55, municipality="112038", work="not_working", wants_to_work="yes")
    assert found["hello-work"].windows[0].window.name == "ハローワーク川口"
    assert found["hello-work"].windows[0].far is None
    station = ask(asker="self", age=40, municipality="112186", work="not_working")["support-stations"]
    assert station.windows[0].window.name == "深谷若者サポートステーション"


def test_a_reason_repeats_the_answers_that_count_and_no_others():
    found = ask(
        asker="self", age=42, work="not_working", wants_to_work="yes", municipality="112011", gender="male"
    )
    reason = found["middle-corner"].reason
    assert "42歳" in reason and "今は働いていない" in reason and "男性" not in reason


def test_who_looks_for_work_is_not_told_to_be_outside_of_anything_unasked():
    """A person at home may look for work as well: nothing of the answer says otherwise."""
    facts, _ = facts_of(saitama(), {"now": ["seeking"]})
    assert Fact.WITHDRAWN not in facts
