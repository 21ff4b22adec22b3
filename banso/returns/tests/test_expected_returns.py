"""Which returns are expected, and which are late; what the approved ones say of measures."""

from datetime import date

import pytest

from banso.ledger.queries import last_known
from banso.lib.fiscal import Period
from banso.returns import operations, queries
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


def found(plan, until):
    return {(e.organisation, e.period.key): e for e in queries.expected(plan, until)}


def test_each_body_is_expected_at_its_own_cadence_once_a_period_has_ended(plan):
    keys = list(found(plan, date(2025, 10, 31)))
    months = [f"2025-{n:02}" for n in range(4, 11)]
    assert [k for b, k in keys if b == "prefecture"] == months
    assert [k for b, k in keys if b == "labour-bureau"] == months
    assert [k for b, k in keys if b == "city-a"] == ["2025-04..2025-09"]
    # The plan asks nothing of it.
    assert not [k for b, k in keys if b == "idle"]


def test_a_return_is_late_from_the_day_after_its_due_day(plan):
    assert found(plan, date(2025, 10, 20))["prefecture", "2025-09"].due == date(2025, 10, 20)
    assert not found(plan, date(2025, 10, 20))["prefecture", "2025-09"].late
    assert found(plan, date(2025, 10, 21))["prefecture", "2025-09"].late


def test_a_submitted_or_approved_return_is_not_late_and_one_asked_back_is(plan, take, cast):
    until = date(2025, 11, 20)
    version = take()
    row = found(plan, until)["prefecture", "2025-09"]
    assert (row.state_label, row.late, row.version) == ("提出済み", False, version.pk)
    operations.ask_back(version=version, by=cast.secretariat, question="なぜですか。")
    assert found(plan, until)["prefecture", "2025-09"].late
    operations.approve(version=take(), by=cast.secretariat)
    assert found(plan, until)["prefecture", "2025-09"].state_label == "承認済み"
    take(value=8)
    row = found(plan, until)["prefecture", "2025-09"]
    assert (row.state_label, row.late) == ("提出済み（訂正）", False)


def test_all_of_it_is_one_query(plan, take, django_assert_num_queries):
    take()
    with django_assert_num_queries(1):
        queries.expected(plan, date(2026, 3, 31))


def test_measures_are_told_as_they_were_known(plan, take, cast):
    operations.approve(version=take(), by=cast.secretariat)
    first = last_known()

    def correct(book):
        put(book, "取組", "ア", "実施状況", "完了")
        put(book, "件数", "来場者数", "当期の値", 1250)

    operations.approve(version=take(correct), by=cast.secretariat)
    then = {m.measure: m for m in queries.measures_as_known(plan, first)}
    now = {m.measure: m for m in queries.measures_as_known(plan, last_known())}
    assert list(now) == ["m1", "m2"]
    assert (then["m1"].state.label, now["m1"].state.label) == ("実施中", "完了")
    assert [c.text for c in then["m1"].counts] == ["7回", "7人"]
    assert [c.text for c in now["m1"].counts] == ["7回", "1,250人"]
    assert now["m2"].version_id == then["m2"].version_id
    assert queries.measures_as_known(plan, last_known(), Period.parse("2025-08")) == []


def test_a_source_leads_back_to_the_version(take, django_assert_num_queries):
    version = take()
    with django_assert_num_queries(1):
        links = queries.source_links([version.source, version.source, "paper:3"])
    assert list(links) == [version.source]
    link = links[version.source]
    assert (link.label, link.url) == ("令和7年9月分の報告 第1版", f"/returns/versions/{version.pk}/")
    assert queries.line_of(version.source, "指標!I5").indicator == "hires"
