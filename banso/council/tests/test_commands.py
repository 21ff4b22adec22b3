"""``banso paper``: the same papers without a browser."""

import json

import pytest
from click.testing import CliRunner

from banso.council.commands import paper
from banso.council.models import Paper
from banso.council.tests import readers

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(paper, list(arguments))


def test_a_paper_is_printed_listed_shown_and_verified(reported, cast, tmp_path):
    made = run(
        "progress", "--plan", "saitama/2025", "--as-of", "2025-11-20", "--period", "2025-05",
        "--as", "jimukyoku", "-o", str(tmp_path / "out"), "--json",
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    told = json.loads(made.output)
    assert told["number"] == "R7-001" and told["as_of"] == "2025-11-20" and told["period"] == "2025-05"
    stored = Paper.objects.get()
    for file in told["files"]:
        assert (tmp_path / "out" / file["name"]).read_bytes() == readers.file_of(stored, file["form"])

    assert [item["number"] for item in json.loads(run("list", "--json").output)] == ["R7-001"]
    assert "R7-001　令和7年度　計画の進み具合について（令和7年5月）" in run("list").output
    shown = json.loads(run("show", "R7-001", "--json").output)
    rows = {row["id"]: row for row in shown["content"]["figures"]["indicators"]}
    assert len(rows) == 15 and rows["regular-conversions"]["cumulative"]["value"] == "500"
    assert "企業内の正社員転換件数：500件（目標 1,077件以上、46.4%）" in run("show", "R7-001").output

    verified = run("verify", "R7-001", "--json")
    assert verified.exit_code == 0 and json.loads(verified.output)["reproducible"] is True


@pytest.mark.parametrize("sample", [True, False])
def test_papers_of_sample_data_say_so_in_every_answer(reported, cast, tmp_path, settings, sample):
    settings.SAMPLE_DATA = sample
    made = run("progress", "--as-of", "2025-11-20", "--as", "jimukyoku", "-o", str(tmp_path))
    for told in (made, run("list"), run("show", "R7-001")):
        assert ("見本データ" in told.output.splitlines()[0]) is sample
    assert json.loads(run("list", "--json").output)[0]["sample"] is sample
    assert json.loads(run("show", "R7-001", "--json").output)["sample"] is sample


def test_a_paper_that_the_ledger_does_not_give_again_ends_with_one(reported, cast, tmp_path, monkeypatch):
    run("progress", "--as-of", "2025-11-20", "--as", "jimukyoku", "-o", str(tmp_path))
    monkeypatch.setattr("banso.council.queries.gather", lambda *args, **more: {"indicators": []})
    verified = run("verify", "R7-001")
    assert verified.exit_code == 1 and "数字が違います：indicators" in verified.output


@pytest.mark.parametrize("name", ["ken", "etsuran"])
def test_the_command_refuses_who_may_not(name, loaded_plan, cast, tmp_path):
    refused = run("progress", "--as", name, "-o", str(tmp_path / "out"))
    assert refused.exit_code == 1 and "権限がありません" in refused.output
    assert not Paper.objects.exists() and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "R7-999"), "資料「R7-999」はありません。"),
        (("verify", "R7-999"), "資料「R7-999」はありません。"),
        (("list", "--plan", "nowhere/2025"), "計画「nowhere/2025」はまだ読み込まれていません。"),
        (("progress", "--as", "nobody", "-o", "x"), "利用者「nobody」がいません。"),
        (
            ("progress", "--as", "jimukyoku", "--period", "2025-13", "-o", "x"),
            "期間「2025-13」が読めません。",
        ),
    ],
)
def test_a_wrong_word_is_answered_with_what_to_do(arguments, sentence, loaded_plan, cast):
    result = run(*arguments)
    assert result.exit_code == 1 and sentence in result.output


def test_an_empty_list_says_so(loaded_plan, cast):
    assert "資料はまだありません。" in run("list").output


def test_the_data_file_of_a_printed_paper_keeps_every_rule_that_can_be_checked(reported, cast, tmp_path):
    run("progress", "--as-of", "2025-11-20", "--as", "jimukyoku", "-o", str(tmp_path))
    [data] = tmp_path.glob("*.csv")
    [packed] = tmp_path.glob("*.zip")
    for file in (data, packed):
        checked = run("check", str(file), "--before", str(data), "--json")
        assert checked.exit_code == 0, checked.output
        told = json.loads(checked.output)
        assert len(told["rules"]) == 30 and told["passes"] is True
        # A CSV is not asked about cells and formulas, and no figure is a symbol.
        asked_nothing = {rule["id"] for rule in told["rules"] if rule["outcome"] == "not_applicable"}
        assert asked_nothing == {"L1-10", "L1-11", "L1-12", "L1-13", "L2-06", "L3-03"}
        assert {r["outcome"] for r in told["rules"] if r["id"] not in asked_nothing} == {"conforms"}
    packed.unlink()
    alone = run("check", str(data))
    assert alone.exit_code == 1
    assert "L3-02 不適合　コード表が付いている" in alone.output and "直し方：" in alone.output
    assert alone.output.count("\nL") == 30


@pytest.mark.parametrize("content", [b"", b"%PDF", b"PK\x03\x04", "名,名\n1,1".encode("cp932")])
def test_a_bad_file_is_told_rule_by_rule_and_ends_with_one(content, tmp_path):
    file = tmp_path / "悪い.csv"
    file.write_bytes(content)
    checked = run("check", str(file))
    assert checked.exit_code == 1 and "（全30ルール）" in checked.output


def test_a_file_that_is_not_there_is_a_mistake_of_use(tmp_path):
    assert run("check", str(tmp_path / "ない.csv")).exit_code == 2
