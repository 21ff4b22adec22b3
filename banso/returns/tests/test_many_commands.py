"""``banso returns consolidated`` and ``forms``, as somebody at a terminal uses them."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from banso.cli import main
from banso.returns.tests.own_sheet import BY_MONTH, monthly


def banso(*words):
    return CliRunner().invoke(main, ["returns", *words])


@pytest.fixture
def sheet(mapped, tmp_path):
    """A registered form that carries one of the two numbers, and a file in it."""
    mapped(BY_MONTH[:1])
    path = tmp_path / "9月.xlsx"
    path.write_bytes(monthly())
    return path


def test_the_table_of_all_bodies_is_written(plan, tmp_path):
    path = tmp_path / "all.xlsx"
    done = banso("consolidated", "--period", "2025-09", "-o", str(path))
    assert done.exit_code == 0, done.output
    assert load_workbook(BytesIO(path.read_bytes())).sheetnames[:2] == ["意見", "指標"]


def test_a_period_in_which_nobody_reports_is_said(plan, tmp_path):
    done = banso("consolidated", "--period", "2019-09", "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 1
    assert "報告する機関はありません" in done.output


def test_forms_are_listed_and_read_without_keeping_anything(sheet):
    listed = banso("forms", "list", "--json")
    assert [(f["organisation"], f["name"], f["cells"]) for f in json.loads(listed.output)] == [
        ("labour-bureau", "月報", 1)
    ]
    read = banso("forms", "read", str(sheet), "--json")
    assert read.exit_code == 0
    told = json.loads(read.output)
    assert told["period"] == "2025-09"
    assert {(n["indicator"], n["amount"]) for n in told["numbers"]} == {("hires", 35)}


def test_a_file_in_no_registered_form_ends_with_status_one(sheet, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(monthly(change=lambda s: s.delete_rows(1, 20)))
    assert banso("forms", "read", str(other)).exit_code == 1
    moved = tmp_path / "moved.xlsx"
    moved.write_bytes(monthly(change=lambda s: s.insert_rows(3)))
    answer = banso("forms", "read", str(moved))
    assert answer.exit_code == 1
    assert "いまはE5にあります" in answer.output
