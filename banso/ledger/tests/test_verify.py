"""``banso ledger verify``: the chain of seals shows what was changed behind the product's back."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from banso.cli import main
from banso.ledger.models import Entry
from banso.ledger.operations import record
from tests.databases import without_triggers

pytestmark = pytest.mark.django_db


def verify(*arguments):
    return CliRunner().invoke(main, ["ledger", "verify", *arguments])


def behind_the_back(statement, *values):
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_empty_ledger_is_in_order():
    result = verify()
    assert result.exit_code == 0
    assert "0 件" in result.output


def test_a_ledger_that_nobody_touched_is_in_order(fact):
    record([fact(amount=n) for n in range(5)])
    record([fact(amount=9, replaces=2)])
    result = verify("--json")
    assert result.exit_code == 0
    told = json.loads(result.output)
    assert (told["entries"], told["first_broken"]) == (6, None)
    assert told["last_seal"] == Entry.objects.get(seq=6).digest


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", 999),
        ("organisation", "another"),
        ("occurred_on", "2025-04-29"),
        ("status", "approximate"),
        ("cell", "Sheet!B8"),
        ("digest", "0" * 64),
    ],
)
def test_a_change_of_any_field_is_found_at_its_entry(fact, column, value):
    record([fact(amount=n) for n in range(5)])
    behind_the_back(f"UPDATE ledger_entry SET {column} = %s WHERE seq = 3", value)
    result = verify()
    assert result.exit_code == 1
    assert "3 番" in result.output


def test_an_entry_taken_out_is_found_at_its_place(fact):
    record([fact(amount=n) for n in range(5)])
    behind_the_back("DELETE FROM ledger_entry WHERE seq = 2")
    result = verify("--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["first_broken"] == 2


def test_a_chain_sealed_with_another_key_is_not_accepted(fact, settings):
    record([fact()])
    settings.SEAL_KEY = "somebody else's"
    assert verify().exit_code == 1
