"""``banso navigate``, as somebody at a terminal uses it."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main


def navigate(*lines, args=("--plan", "saitama/2025", "--on", "2025-11-20")):
    return CliRunner().invoke(main, ["navigate", *args, "-"], input="\n".join(lines) + "\n")


def test_each_line_is_answered_by_one_with_its_id():
    done = navigate(
        '{"id": "a", "asker": "self", "age": 52, "work": "not_working", "wants_to_work": "yes", "municipality": "川越市",'
        ' "gender": null, "job_seeking": "unsure"}',
        "",
        '{"id": 2}',
    )
    assert done.exit_code == 0, done.output
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", 2)
    assert list(first["results"][0]) == [
        "name", "aliases", "measure", "verdict", "reason", "unmet", "missing", "next_best", "windows",
    ]  # fmt: skip
    station = next(r for r in first["results"] if "サポステ" in r["aliases"])
    assert (station["verdict"], station["unmet"], station["next_best"]) == (
        "no",
        ["age"],
        "ミドル世代支援コーナー",
    )
    assert {r["verdict"] for r in second["results"]} == {"check"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"idd": 1}', "「idd」という項目はありません"),
        ('{"age": "45"}', "age"),
        ('{"age": true}', "age"),
        ('{"age": 200}', "age"),
        ('{"work": "none"}', "not_working"),
        ('{"wishes": ["money"]}', "regular_job"),
        ('{"wishes": "training"}', "wishes"),
        ('{"withdrawn": "perhaps"}', "unsure"),
        ('{"municipality": "川超市"}', "川越市"),
        ("[1]", "オブジェクト"),
        ("{", "JSON"),
    ],
)
def test_an_unknown_field_or_value_is_an_error_with_its_line(line, told):
    done = navigate('{"id": 1}', line)
    assert done.exit_code == 1
    assert done.stderr.startswith("2行目: ") and told in done.stderr
    assert json.loads(done.stdout)["id"] == 1


def test_a_plan_that_is_not_there_is_wrong_usage():
    assert navigate("{}", args=("--plan", "nowhere/2025")).exit_code == 2


def test_a_day_outside_the_plans_year_is_answered_for_its_nearest_day_and_said_to_be(clock_at):
    clock_at("2026-11-25T10:00")
    youth = '{"id": 1, "asker": "self", "age": 40, "work": "not_working", "municipality": "川越市"}'
    on_its_own = navigate(youth, args=("--plan", "saitama/2025"))
    assert "令和8年3月31日のこととして答えます" in on_its_own.stderr
    on_a_day = navigate(youth, args=("--plan", "saitama/2025", "--on", "2026-10-01"))
    verdicts = [
        {r["name"]: r["verdict"] for r in json.loads(done.stdout)["results"]}
        for done in (on_its_own, on_a_day)
    ]
    assert [v["若者自立支援センター埼玉"] for v in verdicts] == ["fits", "check"]
