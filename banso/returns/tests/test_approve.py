"""Approval: what goes into the ledger, what a correction replaces, and that it is all or nothing."""

from datetime import date

import pytest

from banso.ledger.models import Entry
from banso.lib.fiscal import Period
from banso.returns import operations
from banso.returns.tests.filling import filled

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


def take(plan, data, by, **more):
    return operations.take_workbook(plan=plan, file=data, file_name="県9月.xlsx", by=by, **more)


def test_an_approved_return_stands_in_the_ledger_line_by_line(plan, template, cast):
    version = take(plan, filled(template), cast.body)
    assert version.state == "submitted"
    assert Entry.objects.count() == 0
    operations.approve(version=version, by=cast.secretariat)
    entries = Entry.objects.all()
    # 2 offices; うち正規; numerator and denominator; average, cumulative, stock; 2 municipalities; 2 measures.
    assert [e.kind for e in entries].count("indicator_value") == 8
    assert [e.kind for e in entries].count("coverage_member") == 2
    assert [e.kind for e in entries].count("measure_state") == 2
    east = entries.get(subject="hires", unit="office-east")
    assert (east.amount, east.status, east.occurred_on) == (7, "final", date(2025, 9, 30))
    assert (east.source, east.cell) == (f"return-version:{version.pk}", "指標!I5")
    # One decimal: the ledger counts in tenths, for the average as for both parts of the rate.
    assert [e.amount for e in entries.filter(subject__in=["rate", "waiting"])] == [70, 70, 70]
    assert {e.organisation for e in entries} == {"prefecture"}
