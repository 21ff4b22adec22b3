"""Whom the Saitama plan names as members, for whom it says its measures are, and whether its listing tells all of it.

As in the test of the whole plan, expectations are written by hand from the published plan.
"""

from datetime import date

import pytest
from django.conf import settings

from banso.plan.describe import condition_text
from banso.plan.format import PlanDocument
from banso.plan.listing import plan_lines
from banso.plan.search import find
from tests.plans import read
from tests.saitama_tables import SAIKEI


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    document = read(settings.PLANS_DIR / "saitama/2025").document
    assert document is not None
    return document


def test_members_are_those_whom_the_plan_names_as_members(plan):
    """経済団体、労働団体、支援団体、市町村、行政: an independent agency and another council are none of these."""
    assert set(plan.body.members) == {
        "labour-bureau", "prefecture", "saitama-city", "municipalities", "economic-bodies", "labour-bodies",
        "support-bodies", "kanto-mlit", "kanto-meti",
    }  # fmt: skip
    for outside in ("jeed", "employment-council"):
        assert plan.measures_of(outside), outside
        assert not any(m.all_members for m in plan.measures_of(outside)), outside
    assert {"m3-2-1", "m4-1-1"} <= {m.id for m in plan.measures_of("kanto-meti")}


def test_the_ages_of_the_ice_age_generation_are_those_of_the_first_footnote(plan):
    (term,) = plan.terms
    assert (term.id, term.as_of, term.footnotes) == ("ice-age-generation", date(2025, 4, 1), ["fn-1"])
    assert [(a.of, a.age.min, a.age.max, a.age.approximate) for a in term.ages] == [
        ("大学卒", 43, 54, True),
        ("高校卒", 39, 50, True),
    ]
    asked = {m.id for m in plan.measures for c in m.conditions if term.id in c.any_of}
    assert asked == {"m1-1-3", "m1-2-1", "m1-3-7", "m1-3-8"}
    (condition,) = (c for c in plan.measure("m1-2-1").conditions if c.any_of)
    assert condition_text(condition, plan).endswith(
        "（令和7年4月1日の時点で大学卒はおおむね43歳から54歳まで、高校卒はおおむね39歳から50歳まで）"
    )


def test_the_programmes_of_the_annex_say_whom_they_are_for(plan):
    (annex,) = plan.annexes
    ages = {
        p.id: [(c.age.min, c.age.max, c.age.approximate) for c in p.conditions if c.age]
        for p in annex.programmes
    }
    # The annex: 15 to 49; ice-age generation and parts of others, without an age; about 15 to 49, living in the city.
    assert ages == {
        "programme-youth": [(15, 49, False)],
        "programme-corner": [],
        "programme-city": [(15, 49, True)],
    }
    homes = {p.id: c.any_of for p in annex.programmes for c in p.conditions if c.about.value == "residence"}
    assert homes == {"programme-city": ["111007"]}


def test_the_five_stations_are_found_by_the_word_of_the_plan(plan):
    found = {window.id for window, _measures in find(plan, "サポステ").windows}
    stations = {"station-kawaguchi", "station-kawagoe", "station-fukaya", "station-saitama", "station-tobu"}
    assert stations | {"support-stations"} <= found
    assert "youth-centre" not in found


def test_the_listing_leaves_nothing_out(plan):
    text = "\n".join(plan_lines(plan))
    assert all(f"[{window.id}]" in text for window in plan.windows)
    assert all(f"再掲: {plan.measure(other).title} [{other}]" in text for other in SAIKEI.values())
    assert all(note in text for note in (m.note for m in plan.measures) if note)
    assert "按分した数（県内の人口による）" in text
    assert "令和7年7月30日現在" in text and "2025-07-30" not in text
    assert "重なり: 労働局・県の数は" in text
    assert "■ 地域レベルのプラットフォーム" in text
    assert "大学卒はおおむね43歳から54歳まで" in text
