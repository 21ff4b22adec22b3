"""Conditions tried before they are saved: by the same judge as a visitor, and never in vain."""

from dataclasses import replace
from datetime import date

from banso.directory.format import Condition, Fact, Rule
from banso.navigator.guide import guide, verdicts
from banso.navigator.results import Verdict
from banso.navigator.trying import trials, why_impossible, why_unmeetable

ON = date(2025, 11, 26)


def condition(says, **rule):
    return Condition(says=says, rule=Rule(**rule))


# What together asks for much, and which somebody still meets.
MANY = (
    condition("働き方", fact="work", any_of=["non_regular", "not_working"]),
    condition("学校", fact="education", none_of=["junior_high"]),
    condition("女性", fact="gender", any_of=["female"]),
    condition("期間", fact="months_without_work", min=6),
    condition("望み", fact="wishes", any_of=["training", "job_fair"]),
    condition("外に出る", fact="withdrawn", any_of=["no"]),
    condition("世代", situation="ice-age-generation"),
    condition("年齢", fact="age", min=35, max=59),
    condition("窓口に聞く", unsettled="窓口に確かめてください。"),
)


def test_a_trial_says_what_a_visitor_is_told(catalogue):
    told = {Fact.AGE: 52, Fact.MUNICIPALITY: "112038", Fact.WORK: "not_working", Fact.WANTS_TO_WORK: "yes"}
    for facts in (told, {}, {Fact.ASKER: "employer"}):
        visitor = {each.service.key: each.verdict for each in guide(catalogue, facts, on=ON).results}
        assert verdicts(catalogue, facts, on=ON) == visitor


def test_nobody_is_told_that_the_directory_as_it_stands_cannot_be_met(catalogue):
    assert [why_impossible(service, catalogue, ON) for service in catalogue.services.values()] == [""] * len(
        catalogue.services
    )


def test_two_that_contradict_each_other_are_named_among_many(catalogue):
    service = replace(catalogue.services["hello-work"], conditions=MANY)
    assert why_impossible(service, catalogue, ON) == ""
    older = replace(service, conditions=(*MANY, condition("60歳以上", fact="age", min=60)))
    assert (
        why_impossible(older, catalogue, ON) == "条件「年齢」と「60歳以上」の両方に当てはまる方は、いません。"
    )
    assert "「robots」は、台帳にない言葉です" in why_unmeetable(
        [condition("機械", situation="robots")], catalogue
    )
    assert "「999999」は、台帳にない言葉です" in why_unmeetable(
        [condition("町", places=["999999"])], catalogue
    )


def test_the_age_of_those_whose_answer_changes_is_told_in_spans(catalogue):
    before = replace(
        catalogue.services["hello-work"], conditions=(condition("年", fact="age", min=15, max=49),)
    )
    after = replace(
        before, conditions=(condition("年", fact="age", min=15, max=54, approximate=True),)
    )  # fmt: skip
    (trial,) = trials(catalogue, before, after, ON)
    # The plan's office takes three years around a limit with 概ね as undecided.
    assert [(shift.ages, shift.before, shift.after) for shift in trial.shifts] == [
        ((12, 14), Verdict.NO, Verdict.CHECK),
        ((50, 54), Verdict.NO, Verdict.FITS),
        ((55, 57), Verdict.NO, Verdict.CHECK),
    ]
    assert trials(catalogue, after, after, ON) == []
