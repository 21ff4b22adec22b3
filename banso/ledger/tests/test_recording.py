"""Recording: appended, numbered without gaps, sealed, and refused where it must be."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, close_old_connections, connection, transaction

from banso.ledger.kinds import Kind, Status
from banso.ledger.models import Entry
from banso.ledger.operations import AlreadyReplaced, record
from banso.ledger.queries import as_known, last_known, sources

pytestmark = pytest.mark.django_db


def known(seq):
    return as_known("test/2025", Kind.INDICATOR_VALUE, seq)


def test_entries_are_numbered_from_one_in_the_order_given(fact):
    record([fact(amount=5), fact(amount=7)])
    record([fact(amount=9)])
    assert list(Entry.objects.values_list("seq", "amount")) == [(1, 5), (2, 7), (3, 9)]


def test_nothing_to_record_changes_nothing():
    assert record([]) == []
    assert last_known() == 0


def test_an_unknown_value_has_no_number_and_a_known_one_has(fact):
    record([fact(amount=None, status=Status.UNDER_SURVEY)])
    with pytest.raises(IntegrityError), transaction.atomic():
        record([fact(amount=0, status=Status.UNPUBLISHED)])
    with pytest.raises(IntegrityError), transaction.atomic():
        record([fact(amount=None, status=Status.FINAL)])
    assert Entry.objects.count() == 1


def test_one_bad_fact_keeps_the_good_ones_out_too(fact):
    with pytest.raises(IntegrityError), transaction.atomic():
        record([fact(), fact(amount=None)])
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount = 2",
        "UPDATE ledger_entry SET digest = ''",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(fact, statement):
    record([fact()])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.get().amount == 1


@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_to_empty_the_table(fact):
    record([fact()])
    if connection.vendor == "postgresql":  # SQLite has no such statement.
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute("TRUNCATE ledger_entry CASCADE")
    assert Entry.objects.count() == 1


def test_the_orm_is_refused_as_well(fact):
    (entry,) = record([fact()])
    entry.amount = 100
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_a_correction_stands_in_the_place_of_what_it_names(fact):
    (first,) = record([fact(amount=10)])
    record([fact(amount=12, replaces=first.seq)])
    assert [e.amount for e in known(1)] == [10]
    assert [e.amount for e in known(2)] == [12]
    assert [e.amount for e in known(0)] == []


def test_an_entry_is_corrected_only_once(fact):
    (first,) = record([fact()])
    record([fact(replaces=first.seq)])
    with pytest.raises(AlreadyReplaced):
        record([fact(replaces=first.seq)])
    assert Entry.objects.count() == 2


def test_two_corrections_of_one_entry_at_once_are_refused_both(fact):
    (first,) = record([fact()])
    with pytest.raises(AlreadyReplaced):
        record([fact(replaces=first.seq), fact(replaces=first.seq)])
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_of_an_entry_that_never_was_is_refused(fact):
    with pytest.raises(IntegrityError):
        record([fact(replaces=99)])
    assert not Entry.objects.exists()


def test_a_period_runs_forward_and_within_the_year(fact):
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO ledger_entry (seq, kind, occurred_on, recorded_at, plan, subject, organisation, unit,"
            " member, component, fiscal_year, first_month, last_month, amount, status, state, source, cell, digest)"
            " VALUES (1, 'indicator_value', '2025-04-30', '2025-05-01', 'p', 's', 'o', '', '', 'value', 2025, 9, 3,"
            " 1, 'final', '', 'x', '', '')"
        )


def test_as_of_a_day_is_the_end_of_that_day_in_japan(fact, clock_at):
    clock_at("2025-11-20T23:59:30")
    record([fact()])
    clock_at("2025-11-21T00:00:30")
    record([fact()])
    assert last_known(date(2025, 11, 19)) == 0
    assert last_known(date(2025, 11, 20)) == 1
    assert last_known(date(2025, 11, 21)) == 2
    assert last_known(datetime(2025, 11, 20, 14, 59, 59, 999999, tzinfo=UTC)) == 1


def test_time_of_knowledge_never_goes_back_even_if_the_clock_does(fact, clock_at):
    clock_at("2025-11-20T10:00")
    record([fact()])
    clock_at("2025-11-20T09:00")
    record([fact()])
    early, late = Entry.objects.all()
    assert late.recorded_at >= early.recorded_at
    assert last_known(date(2025, 11, 20)) == 2


def test_ten_thousand_facts_go_in_at_once_with_few_questions(fact, assert_queries):
    # SQLite takes 49 entries of 20 columns at a time, PostgreSQL 500.
    with assert_queries(10_000 // 49 + 5):
        entries = record(fact(amount=number) for number in range(10_000))
    record(fact(amount=entry.amount + 1, replaces=entry.seq) for entry in entries)
    assert last_known() == 20_000
    assert known(20_000).count() == 10_000


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_queue_and_leave_no_gap(fact):
    failures = []
    start = threading.Barrier(4)

    def write(who):
        try:
            start.wait()
            for _ in range(10):
                record([fact(organisation=who), fact(organisation=who)])
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()
            close_old_connections()

    writers = [threading.Thread(target=write, args=(f"office-{n}",)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    rows = list(Entry.objects.values_list("seq", "recorded_at", "organisation"))
    assert [seq for seq, _, _ in rows] == list(range(1, 81))
    assert [moment for _, moment, _ in rows] == sorted(moment for _, moment, _ in rows)
    # Each pair went in together.
    assert all(rows[n][2] == rows[n + 1][2] for n in range(0, 80, 2))


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_hole(fact):
    with pytest.raises(RuntimeError), transaction.atomic():
        record([fact()])
        raise RuntimeError("a cut in the middle")
    record([fact()])
    assert list(Entry.objects.values_list("seq", flat=True)) == [1]


def test_sources_are_named_as_far_as_they_were_known(fact):
    record([fact(source="return-version:1"), fact(source="return-version:1"), fact(source="paper:1")])
    record([fact(source="return-version:2")])
    assert sources("test/2025", prefix="return-version:", seq=3) == ["return-version:1"]
    assert sources("test/2025", prefix="return-version:", seq=4) == ["return-version:1", "return-version:2"]
