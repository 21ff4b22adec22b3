"""The compiled SQL: the same rows from either dialect, literals that survive, and a constant number of queries."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banso.indicators.compile import Tally, cells, sql
from banso.indicators.queries import by_organisation, one, progress, question
from banso.indicators.tests.plans import small_plan
from banso.ledger.kinds import Kind, Status
from banso.ledger.operations import Fact, record
from banso.lib.fiscal import Period

UNITS = ["office-1", "office-2"]


def told(plan: str, subject: str, unit: str, month: int, amount: int | None, **more) -> Fact:
    period = Period(2025, month, month)
    return Fact(
        kind=Kind.INDICATOR_VALUE,
        plan=plan,
        subject=subject,
        organisation="bureau",
        unit=unit,
        period=period,
        occurred_on=period.last_day,
        amount=amount,
        status=Status.FINAL if amount is not None else Status.UNDER_SURVEY,
        source="test:1",
        **more,
    )


def seeded(plan: str, subjects: list[str]) -> None:
    entries = record(told(plan, s, unit, m, 10 * m) for s in subjects for unit in UNITS for m in range(1, 8))
    # The first month of everything is corrected, and one unit's last month is not known.
    firsts = [e for e in entries if e.first_month == 1]
    record(told(plan, e.subject, e.unit, 1, 1, replaces=e.seq) for e in firsts)
    lasts = [e for e in entries if e.last_month == 7 and e.unit == "office-2"]
    record(told(plan, e.subject, e.unit, 7, None, replaces=e.seq) for e in lasts)


@pytest.mark.django_db
@pytest.mark.parametrize("by_unit", [False, True])
def test_both_dialects_give_the_same_rows_on_this_database(by_unit: bool) -> None:
    seeded("test/2025", ["a", "b"])
    tally = Tally("test/2025", 10**6, ("a", "b"), 2025, 2025 * 12 + 12, by_unit=by_unit)
    rows = []
    for dialect in ("sqlite", "postgres"):
        with connection.cursor() as cursor:
            cursor.execute(sql(tally, dialect))
            rows.append(Counter(tuple(map(str, row)) for row in cursor.fetchall()))
    assert rows[0] == rows[1]
    # Of a: April 1 + 1 after the corrections, May to September 20 to 60 twice, October 70 of one unit alone.
    assert sum(c.amount for c in cells(tally) if c.subject == "a") == 2 + 2 * (20 + 30 + 40 + 50 + 60) + 70


@pytest.mark.django_db
def test_what_was_known_before_the_corrections_can_be_asked_again() -> None:
    seeded("test/2025", ["a"])
    tally = Tally("test/2025", 14, ("a",), 2025, 2025 * 12 + 12)
    assert sum(cell.amount for cell in cells(tally)) == 2 * (10 + 20 + 30 + 40 + 50 + 60 + 70)


@pytest.mark.django_db
def test_percent_signs_and_quotes_in_names_survive() -> None:
    name = "it's 100%s/%(x)s"
    record([told(name, "a", "", 1, 5), told(name + "x", "a", "", 1, 7)])
    found = cells(Tally(name, 10**6, ("a",), 2025, 2025 * 12 + 12))
    assert [cell.amount for cell in found] == [5]


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_indicators() -> None:
    counts = set()
    for number in (1, 12):
        ids = [f"indicator-{n}" for n in range(number)]
        plan = small_plan(
            *({"id": i, "owners": ["bureau"], "reporting_units": UNITS} for i in ids), key=f"test/{number}"
        )
        seeded(plan.key, ids)
        with CaptureQueriesContext(connection) as captured:
            asked = question(plan, period=Period(2025, 7, 7))
            found = progress(plan, asked)
            by_organisation(plan, asked)
            one(plan, asked, ids[0])
        counts.add(len(captured))
        assert {str(item.cumulative.value) for item in found} == {"472"}
        assert {item.cumulative.missing for item in found} == {("office-2 2025-10 under_survey",)}
    # The question asks for the last entry known; progress() reads twice, because a unit is lacking;
    # by_organisation() the same; one() reads the units at once, and the sources.
    assert counts == {1 + 2 + 2 + 2}
