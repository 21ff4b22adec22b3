"""Workbooks damaged in every way: each cell is taken as stored or asked about, or the file is refused by name.

``make prove`` judges many more of them, with ``python -m banso.returns.tests.mutator.prove``.
"""

import random

import pytest

from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.tests.mutator.oracle import NAMES, Subject, check
from banso.returns.tests.small_plan import document
from banso.returns.workbook import cells, headings, openxml, strays, tables

PAIRS, SEED = 200, 20251123


@pytest.fixture(scope="module")
def subject():
    parsed = PlanDocument.model_validate(document())
    return Subject.of(LoadedPlan("mihon/2025", 0, "a" * 64, parsed))


def test_there_are_at_least_sixty_kinds_of_damage():
    assert len(set(NAMES)) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_no_damage_changes_a_value_in_silence(subject, name):
    assert check(subject, [name], SEED).faults == []


@pytest.mark.parametrize("batch", range(10))
def test_nor_do_two_kinds_of_damage_together(subject, batch):
    for number in range(batch, PAIRS, 10):
        names = random.Random(number).sample(NAMES, 2)
        assert check(subject, names, SEED + number).faults == [], names


def test_an_undamaged_workbook_is_taken_whole(subject):
    outcome = check(subject, [], SEED)
    assert (outcome.faults, outcome.refused, outcome.asked) == ([], False, 0)


@pytest.mark.parametrize(
    ("module", "name", "guess", "damage", "fault"),
    [
        (cells, "_refuse_what_shows_otherwise", lambda *a: None, "nothing_shown", "changed in silence"),
        (cells, "_refuse_what_is_no_value", lambda *a: None, "crossed_out", "changed in silence"),
        (cells, "_WIDE", {0x2460: "1", 0x2461: "2"}, "circled", "changed in silence"),
        (openxml, "mixed", lambda *a: None, "a_raised_footnote", "changed in silence"),
        (headings, "check", lambda *a: None, "another_month_on_the_cover", "must be refused"),
        (tables, "_check_labels", lambda *a: None, "rows_sorted_without_their_keys", "changed in silence"),
        (tables, "_find_merged", lambda *a: None, "values_merged_downwards", "changed in silence"),
        (strays, "look", lambda *a: None, "note_beside_the_table", "lost in silence"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reader_that_guesses_is_found_out(monkeypatch, subject, module, name, guess, damage, fault):
    monkeypatch.setattr(module, name, guess)
    assert any(fault in said for said in check(subject, [damage], SEED).faults)
