"""``banso returns``: the same way without a browser."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main
from banso.ledger.models import Entry
from banso.returns.models import Rejected, Version
from banso.returns.tests.filling import filled, put

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(main, ["returns", *map(str, arguments)])


@pytest.fixture
def filled_file(plan, template, tmp_path):
    path = tmp_path / "県9月.xlsx"
    path.write_bytes(filled(template))
    return path


@pytest.fixture
def faulty_file(plan, template, tmp_path):
    path = tmp_path / "県9月.xlsx"
    path.write_bytes(filled(template, lambda book: put(book, "指標", "東事務所", "当期の値", "多数")))
    return path


def test_one_template_is_written(plan, tmp_path):
    result = run("template", "--organisation", "prefecture", "--period", "2025-09", "-o", tmp_path / "a.xlsx")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_the_templates_of_a_period_are_written_for_those_who_report_then(plan, tmp_path):
    assert run("template", "--all", "--period", "2025-09", "-d", tmp_path / "monthly").exit_code == 0
    assert run("template", "--all", "--period", "2025-04..2025-09", "-d", tmp_path / "half").exit_code == 0
    names = {p.name for p in (tmp_path / "monthly").iterdir()}
    assert names == {"2025-09_prefecture.xlsx", "2025-09_labour-bureau.xlsx"}
    assert {p.name for p in (tmp_path / "half").iterdir()} == {"2025-04..2025-09_city-a.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--organisation", "nobody", "--period", "2025-09"), "「nobody」という機関はありません"),
        (("--organisation", "city-a", "--period", "2025-09"), "一つの期間として報告しません"),
        (("--organisation", "prefecture", "--period", "9月"), "期間「9月」は読めません"),
    ],
)
def test_a_template_that_cannot_be_is_refused_in_words(plan, tmp_path, arguments, words):
    result = run("template", *arguments, "-o", tmp_path / "a.xlsx")
    assert result.exit_code != 0
    assert words in result.output


def test_a_good_file_passes_the_check_and_nothing_is_saved(filled_file):
    result = run("check", filled_file)
    assert (result.exit_code, result.output) == (0, "問題は見つかりませんでした。\n")
    assert Version.objects.count() == 0


def test_a_faulty_file_fails_the_check_by_cell(faulty_file):
    result = run("check", faulty_file)
    assert result.exit_code == 1
    assert (
        "指標!I5　正社員就職件数 東事務所 値　数の欄に文字が入っています。（入っている値：多数）"
        in result.output
    )
    told = json.loads(run("check", faulty_file, "--json").output)
    assert (told["ok"], told["organisation"], told["period"]) == (False, "prefecture", "2025-09")
    assert [p["place"] for p in told["problems"]] == ["指標!I5"]
    assert Rejected.objects.count() == 0


def test_a_file_is_submitted_as_a_user(filled_file, cast):
    told = json.loads(run("submit", filled_file, "--as", "ken", "--json").output)
    assert (told["ok"], told["organisation"], told["period"], told["state"]) == (
        True,
        "prefecture",
        "2025-09",
        "submitted",
    )
    listed = json.loads(run("list", "--period", "2025-09", "--json").output)
    assert {row["organisation"]: (row["state"], row["late"]) for row in listed} == {
        "prefecture": ("submitted", False),
        "labour-bureau": ("missing", True),
    }
    assert "令和7年9月　見本労働局　未提出　期限 令和7年10月20日　期限超過" in run("list").output
    assert Entry.objects.count() == 0


def test_a_faulty_file_is_not_submitted_but_kept(faulty_file, cast):
    result = run("submit", faulty_file, "--as", "ken")
    assert result.exit_code == 1 and "指標!I5" in result.output
    assert "1件に答えると提出できます" in result.output
    assert [version.state for version in Version.objects.all()] == ["draft"]


@pytest.mark.parametrize(
    ("user", "words"),
    [("kyoku", "自分の機関についてだけ"), ("etsuran", "権限がありません"), ("nobody", "はいません")],
)
def test_nobody_else_submits(filled_file, cast, user, words):
    result = run("submit", filled_file, "--as", user)
    assert result.exit_code == 1 and words in result.output
    assert Version.objects.count() == 0
