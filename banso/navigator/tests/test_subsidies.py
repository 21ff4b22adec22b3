"""Subsidies by dated rules. The rules are made up here, so that no source can be wrong about them."""

from datetime import date

import pytest

from banso.directory.catalogue import SubsidyCard, SubsidyRulesCard
from banso.directory.codes import Confidence
from banso.directory.format import Condition, Fact, Rule
from banso.navigator.subsidies import Prospect, facts_asked, judge

A_DAY = date(2025, 11, 20)


def condition(says, confirmed=True, **rule):
    return Condition(says=says, rule=Rule(**rule), confirmed=confirmed)


def version(start, end, *conditions, confidence=Confidence.OFFICIAL):
    return SubsidyRulesCard(start, end, Fact.HIRED_ON, conditions, (), confidence, "見本の出典", "2025", "")


OLD = version(None, date(2025, 3, 31), condition("35歳以上", fact=Fact.AGE_AT_HIRING, min=35))
NEW = version(
    date(2025, 4, 1),
    None,
    condition("35歳から59歳", fact=Fact.AGE_AT_HIRING, min=35, max=59),
    condition("正社員として雇う", fact=Fact.EMPLOYED_AS, any_of=["regular"]),
)


@pytest.fixture
def subsidy():
    return SubsidyCard(
        "sample",
        "見本助成金",
        (),
        "見本です。",
        (),
        "見本労働局",
        "",
        (OLD, NEW),
        Confidence.OFFICIAL,
        "",
        "",
        "",
    )


def told(subsidy, catalogue, **facts):
    (answer,) = judge([subsidy], {Fact.of(k): v for k, v in facts.items()}, catalogue, on=A_DAY)
    return answer


def test_rules_of_the_day_of_hiring_decide(subsidy, catalogue):
    facts = {"age_at_hiring": 62, "employed_as": "regular"}
    before = told(subsidy, catalogue, hired_on=date(2025, 3, 31), **facts)
    after = told(subsidy, catalogue, hired_on=date(2025, 4, 1), **facts)
    assert (before.prospect, before.rules) == (Prospect.POSSIBLE, OLD)
    assert (after.prospect, after.rules) == (Prospect.EXCLUDED, NEW)
    assert "35歳から59歳" in after.reason


def test_what_holds_is_a_prospect_and_the_office_is_named(subsidy, catalogue):
    answer = told(subsidy, catalogue, hired_on=A_DAY, age_at_hiring=45, employed_as="regular")
    assert answer.prospect is Prospect.POSSIBLE and "見本労働局" in answer.reason
    assert not answer.unconfirmed


def test_an_unknown_fact_or_date_is_for_the_window_to_confirm(subsidy, catalogue):
    open_ = told(subsidy, catalogue, hired_on=A_DAY, age_at_hiring=45)
    assert open_.prospect is Prospect.CHECK and Fact.EMPLOYED_AS.label in open_.reason
    undated = told(subsidy, catalogue, age_at_hiring=45, employed_as="regular")
    assert undated.prospect is Prospect.CHECK and Fact.HIRED_ON.label in undated.reason


@pytest.mark.parametrize(
    ("born_on", "prospect"),
    [
        # On the 20th of November 2025: 35 that day, 35 only tomorrow, 59 for one more day, 60 that day.
        (date(1990, 11, 20), Prospect.POSSIBLE),
        (date(1990, 11, 21), Prospect.EXCLUDED),
        (date(1965, 11, 21), Prospect.POSSIBLE),
        (date(1965, 11, 20), Prospect.EXCLUDED),
    ],
)
def test_the_age_at_hiring_follows_from_the_two_days(subsidy, catalogue, born_on, prospect):
    answer = told(subsidy, catalogue, hired_on=A_DAY, born_on=born_on, employed_as="regular")
    assert answer.prospect is prospect


def test_one_day_alone_tells_no_age(subsidy, catalogue):
    answer = told(subsidy, catalogue, born_on=date(1978, 5, 5), employed_as="regular")
    assert answer.prospect is Prospect.CHECK and Fact.AGE_AT_HIRING.label in answer.reason


def test_a_source_that_does_not_decide_is_told(catalogue):
    secondary = version(
        None,
        None,
        condition("週30時間", False, fact=Fact.WEEKLY_HOURS, min=30),
        confidence=Confidence.SECONDARY,
    )
    subsidy = SubsidyCard(
        "s", "見本", (), "見本です。", (), "見本労働局", "", (secondary,), Confidence.SECONDARY, "", "", ""
    )
    assert told(subsidy, catalogue, hired_on=A_DAY, weekly_hours=30).unconfirmed


def test_a_form_asks_what_the_rules_ask_and_no_more(subsidy, catalogue):
    assert set(facts_asked([subsidy], catalogue)) == {Fact.HIRED_ON, Fact.AGE_AT_HIRING, Fact.EMPLOYED_AS}
