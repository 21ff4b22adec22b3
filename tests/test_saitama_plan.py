"""The Saitama plan of fiscal year 2025 against expectations written by hand from the published plan.

Nothing here is computed from the YAML: the tables say what a reader of the printed plan finds.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from banso.lib.codes import is_local_body
from banso.plan.format import PlanDocument
from tests.plans import read
from tests.saitama_tables import (
    EVERYBODY,
    INDICATORS,
    KEIZAI,
    KEN,
    LB,
    MEASURES,
    MUN,
    PRINTED_FOOTNOTES,
    RODO,
    SAIKEI,
    SHI,
    SHIEN,
    WINDOWS,
)


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    document = read(settings.PLANS_DIR / "saitama/2025").document
    assert document is not None
    return document


def test_the_plan_has_no_errors_and_only_warnings_that_the_plan_itself_causes():
    reading = read(settings.PLANS_DIR / "saitama/2025")
    assert reading.errors == []
    # 5,448人 = 件 + 件; 1,120件 of which 360人; 528件 beside 660人; 3.3 % and 1.2 % fit one denominator only.
    assert {fault.rule for fault in reading.warnings} <= {
        "sum-of-units",
        "subset-unit",
        "baseline-unit",
        "shares-of-one-denominator",
    }


def test_the_body_and_the_times_are_those_of_the_plan(plan):
    assert plan.body.name == "埼玉中高年世代活躍応援プロジェクト協議会"
    assert plan.body.short_name == "埼玉中高年協議会"
    assert plan.body.former_name == "埼玉就職氷河期世代活躍支援プラットフォーム"
    assert plan.body.established_on == date(2020, 6, 19)
    assert plan.body.secretariat == []
    # The plan starts when it is adopted, and the day is not printed.
    assert (plan.validity.start, plan.validity.end) == (None, date(2026, 3, 31))
    assert plan.edition.adopted_on is None
    assert (plan.counting_window.start, plan.counting_window.end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert plan.counting_window.note


def test_the_chapters_stand_in_their_order(plan):
    chapters = [section.number for section in plan.sections if section.parent is None]
    assert chapters == ["第1", "第2", "第3", "第4", "第5", "第6", "第7", "第8", "別紙"]


def test_there_are_eleven_kinds_of_owner(plan):
    assert [(o.name, o.kind.value) for o in plan.organisations] == [
        ("埼玉労働局", "single"),
        ("埼玉県", "single"),
        ("さいたま市", "single"),
        ("市町村", "class"),
        ("高齢・障害・求職者雇用支援機構", "single"),
        ("経済団体", "class"),
        ("労働団体", "class"),
        ("支援団体", "class"),
        ("関東地方整備局", "single"),
        ("関東経済産業局", "single"),
        ("埼玉県雇用対策協議会", "single"),
    ]


def test_members_are_sixty_two_municipalities_and_marked_samples(plan):
    kinds = Counter((member.member_of, member.sample) for member in plan.members)
    assert kinds == {(MUN, False): 62, (KEIZAI, True): 2, (RODO, True): 2, (SHIEN, True): 2}
    assert all("見本" in member.name for member in plan.members if member.sample)
    assert "111007" not in {member.municipality for member in plan.members}


def test_the_area_has_sixty_three_municipalities_and_ten_wards(plan):
    kinds = Counter(m.kind.value for m in plan.area.municipalities)
    assert kinds == {"city": 40, "town": 22, "village": 1, "ward": 10}
    assert all(is_local_body(m.code) and m.code.startswith("11") for m in plan.area.municipalities)
    assert all(m.part_of == "111007" for m in plan.area.municipalities if m.kind.value == "ward")
    # Within the box around the prefecture.
    assert all(35.7 < m.latitude < 36.3 and 138.7 < m.longitude < 139.95 for m in plan.area.municipalities)


def test_there_are_forty_seven_measures_in_four_groups(plan):
    assert Counter(m.group for m in plan.measures) == {
        "unstable-work": 28,
        "long-term-jobless": 9,
        "social-participation": 7,
        "cross-cutting": 3,
    }
    assert [m.id for m in plan.measures] == [row[0] for row in MEASURES]


@pytest.mark.parametrize(("key", "heading", "letter", "owners"), MEASURES)
def test_a_measure_stands_where_the_plan_prints_it_with_its_owners(plan, key, heading, letter, owners):
    measure = plan.measure(key)
    section = plan.section(measure.section)
    assert section.title == heading
    assert section.id.startswith(f"sec-4-{key[1]}")
    assert measure.letter == letter
    assert measure.all_members is (owners is EVERYBODY)
    assert measure.owners == ([] if owners is EVERYBODY else owners)
    assert measure.title
    assert measure.description
    assert measure.official_text is None
    assert 2 <= len(measure.counts) <= 3


def test_measures_that_name_a_window_again_say_which(plan):
    found = {m.id: c.measure for m in plan.measures for c in m.cross_references if c.kind.value == "再掲"}
    assert found == SAIKEI


def test_the_footnotes_hang_where_their_numbers_are_printed(plan):
    assert [f.number for f in plan.footnotes] == list(range(1, 14))
    assert all(f.official_text is None for f in plan.footnotes)
    for key, numbers in PRINTED_FOOTNOTES.items():
        assert numbers <= {plan.footnote(f).number for f in plan.measure(key).footnotes}, key
    of_groups = {g.id: {plan.footnote(f).number for f in g.footnotes} for g in plan.groups}
    assert {2} <= of_groups["unstable-work"]
    assert {2, 3, 4, 10} <= of_groups["long-term-jobless"]
    assert {5, 13} <= of_groups["social-participation"]
    assert all(
        plan.footnote("fn-12").id in plan.indicator(key).footnotes
        for key in ("support-station-registrations", "support-station-outcomes")
    )


@pytest.mark.parametrize("name", WINDOWS)
def test_every_window_that_the_plan_names_is_there(plan, name):
    assert name in {window.name for window in plan.windows}


def test_windows_named_only_in_the_description_stand_with_their_group(plan):
    names = {g.id: [plan.window(key).name for key in g.windows] for g in plan.groups if g.windows}
    assert names == {"social-participation": ["保健所", "家族会", "民間支援団体"]}


def test_the_two_corners_and_the_two_shigoto_windows_are_not_confused(plan):
    by_name = {window.name: window for window in plan.windows}
    assert by_name["就職氷河期コーナー"].operators == [KEN]
    assert by_name["就職氷河期コーナー"].located_in == by_name["埼玉しごとセンター"].id
    corners = [w for w in plan.windows if w.name.startswith("ミドル世代支援コーナー（")]
    assert {(plan.window(w.part_of).name, w.located_in) for w in corners} == {
        ("ハローワーク川口", None),
        ("ハローワーク大宮", "hw-plaza-omiya"),
        ("ハローワーク川越", None),
        ("ハローワーク浦和", "shigoto-center"),
    }
    assert all(w.operators == [LB] for w in corners)
    assert by_name["埼玉しごとセンター"].operators == [KEN, LB]
    assert by_name["埼玉しごとサポート"].operators == [KEN]
    assert by_name["ワークステーションさいたま"].operators == [SHI, LB]
    assert (
        by_name["かわごえ若者サポートステーション"].part_of == by_name["かわぐち若者サポートステーション"].id
    )


def test_there_are_fourteen_indicators_and_one_goal_with_a_number(plan):
    assert len(plan.indicators) == 14
    assert [i.id for i in plan.all_indicators] == [row[0] for row in INDICATORS]


@pytest.mark.parametrize(("key", "number", "unit", "owners", "places"), INDICATORS)
def test_an_indicator_says_what_the_plan_prints(plan, key, number, unit, owners, places):
    indicator = plan.indicator(key)
    assert [(t.comparator.value, t.value) for t in indicator.targets] == [(">=", Decimal(number))]
    assert indicator.unit == unit
    assert indicator.owners == owners
    assert [r.section for r in indicator.references] == places
    assert indicator.direction.value == "up"
    assert indicator.official_text is None


def test_the_goal_is_the_sum_of_two_indicators(plan):
    goal = plan.indicator("regular-employment-gain")
    assert (goal.structure.kind.value, goal.structure.of) == ("sum", ["regular-hires", "regular-conversions"])
    assert 4371 + 1077 == 5448


def test_the_structures_are_those_of_the_plan(plan):
    kinds = {i.id: i.structure.kind.value for i in plan.indicators}
    assert {key for key, kind in kinds.items() if kind != "flow"} == {
        "regional-platforms",
        "corner-regular-hires",
        "city-intensive-outcome-rate",
    }
    assert kinds["regional-platforms"] == "coverage"
    assert plan.indicator("corner-regular-hires").structure.of == ["corner-hires"]
    assert plan.indicator("city-intensive-outcome-rate").structure.scale == 100
    assert plan.indicator("city-intensive-outcome-rate").decimals == 1
    assert plan.indicator("regional-platforms").reporters == [KEN, SHI]


def test_the_joint_indicator_may_count_a_hire_twice(plan):
    hires = plan.indicator("regular-hires")
    assert hires.ownership.value == "joint"
    assert hires.shares == []
    assert set(hires.overlap.between) == {LB, KEN}


def test_offices_and_stations_are_reporting_units(plan):
    names = {i.id: [plan.unit(u).name for u in i.reporting_units] for i in plan.indicators}
    offices = [
        "ハローワーク川口",
        "ハローワーク大宮",
        "ハローワーク川越",
        "ハローワーク浦和",
        "その他の県内ハローワーク",
    ]
    assert names["regular-hires"] == names["regular-conversions"] == names["training-referrals"] == offices
    assert len(names["support-station-registrations"]) == len(names["support-station-outcomes"]) == 5
    assert [plan.unit(u).owner for u in plan.indicator("city-outcomes").reporting_units] == [SHI]


def test_last_years_figure_is_known_for_one_indicator_and_in_another_unit(plan):
    with_baseline = {i.id: i.baselines for i in plan.all_indicators if i.baselines}
    assert list(with_baseline) == ["support-station-registrations"]
    (baseline,) = with_baseline["support-station-registrations"]
    assert (baseline.value, baseline.unit, baseline.fiscal_year) == (Decimal(528), "件", 2024)


def test_the_estimates_carry_what_keeps_them_from_being_misread(plan):
    one, two, three = (
        plan.group(key).estimates for key in ("unstable-work", "long-term-jobless", "social-participation")
    )
    (unstable,), (jobless,), (withdrawn,) = one, two, three
    assert (unstable.value, unstable.share_percent, unstable.national_share_percent) == (
        82900,
        Decimal("3.3"),
        None,
    )
    assert (unstable.numerator_age.min, unstable.numerator_age.max) == (35, 59)
    assert (jobless.value, jobless.share_percent, jobless.national_share_percent) == (
        31658,
        Decimal("1.2"),
        Decimal("1.4"),
    )
    assert (jobless.numerator_age.min, jobless.numerator_age.max) == (35, 49)
    assert (withdrawn.value, withdrawn.approximate, withdrawn.apportioned) == (90000, True, True)
    assert (withdrawn.numerator_age.min, withdrawn.numerator_age.max) == (15, 64)
    assert [e.survey_year for e in (unstable, jobless, withdrawn)] == [2017, 2017, 2022]
    for estimate in (unstable, jobless, withdrawn):
        assert estimate.additive is False
        # The plan names no denominator.
        assert estimate.denominator is None
        assert estimate.denominator_count is None
        assert estimate.note
    assert plan.group("cross-cutting").estimates == []


def test_the_conditions_follow_the_plan(plan):
    def ages(key: str) -> list[tuple[int | None, int | None, bool, str | None]]:
        return [
            (c.age.min, c.age.max, c.age.approximate, c.when_sex)
            for c in plan.measure(key).conditions
            if c.age
        ]

    assert ages("m1-1-1") == [(35, 59, True, None)]
    assert ages("m2-1-1") == ages("m2-1-2") == [(15, 49, False, None)]
    assert ages("m1-3-10") == ages("m2-1-5") == [(40, None, True, "not-female")]
    # 埼玉しごとセンター and 埼玉しごとサポート have no age in the plan.
    assert ages("m1-1-2") == ages("m1-1-4") == []
    wishes = {m.id: c.any_of for m in plan.measures for c in m.conditions if c.about.value == "wish"}
    assert wishes["m2-1-1"] == ["work"]
    assert wishes["m3-1-1"] == ["participation", "welfare"]
    women = {m.id for m in plan.measures for c in m.conditions if c.about.value == "sex"}
    assert women == {"m1-1-5", "m1-3-6"}


def test_publicity_is_concentrated_on_the_second_half_of_the_year(plan):
    assert [(m.id, m.period.start, m.period.end) for m in plan.measures if m.period] == [
        ("m4-1-1", date(2025, 10, 1), date(2026, 3, 31))
    ]
    (campaign,) = plan.campaigns
    assert campaign.measure == "m4-1-1"
    # Everybody who carries a measure, but for the two of whom the plan does not say that they are members.
    assert len(campaign.owners) == 9
    assert campaign.owners == plan.body.members


def test_the_annex_stands_as_of_the_end_of_july_with_three_programmes(plan):
    (annex,) = plan.annexes
    assert annex.as_of == date(2025, 7, 30)
    assert [(p.number, p.owner, p.name, p.indicators) for p in annex.programmes] == [
        (
            1,
            KEN,
            "若者等自立支援事業",
            ["youth-centre-registrations", "youth-centre-transitions", "paid-experience-hires"],
        ),
        (
            1,
            KEN,
            "埼玉県版就職氷河期世代等の就職・職場定着支援事業",
            ["career-consultations", "corner-hires", "corner-regular-hires"],
        ),
        (2, SHI, "若年者等職業的自立支援事業", ["city-outcomes", "city-intensive-outcome-rate"]),
    ]
    assert {(p.period.start, p.period.end) for p in annex.programmes} == {
        (date(2025, 4, 1), date(2026, 3, 31))
    }


def test_the_annex_changes_only_after_approval_and_the_rest_as_the_plan_says(plan):
    annex, *others = plan.amendments
    assert annex.needs_prior_approval is True
    assert annex.deemed_amended is True
    assert len(annex.steps) == 3
    assert [a.needs_prior_approval for a in others] == [None, None, None]


def test_what_the_plan_leaves_to_the_secretariat_is_said_to_be_the_secretariats(plan):
    assert plan.verdicts is None
    assert plan.reporting.basis.value == "secretariat"
    assert plan.rounding.basis.value == "secretariat"
    assert (plan.reporting.cadence.value, plan.reporting.due_day) == ("monthly", 10)
    assert {e.owner: e.cadence.value for e in plan.reporting.exceptions} == {
        MUN: "half_yearly",
        KEIZAI: "quarterly",
        RODO: "quarterly",
        SHIEN: "quarterly",
    }


def test_nothing_of_the_plans_own_wording_is_in_the_repository(plan):
    parts = [*plan.sections, *plan.groups, *plan.measures, *plan.all_indicators, *plan.footnotes]
    assert [part.id for part in parts if part.official_text is not None] == []
