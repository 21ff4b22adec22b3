"""``banso navigate``, as somebody at a terminal uses it."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main

REAL = ("--plan", "saitama/2025", "--on", "2025-11-20")


def navigate(*lines, args=REAL):
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


def test_a_line_with_several_faults_hears_of_all_of_them():
    done = navigate(
        '{"id": 1, "foo": 1, "age": -1, "work": "lazy", "wishes": ["money", "fame"], "asker": "self"}'
    )
    assert (done.exit_code, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert all(line.startswith("1行目: ") for line in told)
    assert [word in line for word, line in zip(["foo", "age", "lazy", "fame"], told, strict=True)] == [
        True
    ] * 4


def test_what_cannot_be_read_is_told_of_with_its_line_and_the_other_lines_are_answered(tmp_path):
    unreadable = [
        (b'{"id": "\xff"}', "UTF-8"),
        (b'{"id": "\x83\x54"}', "UTF-8"),
        (b'{"id": "\\ud800"}', "id: "),
        (b'{"id": {"a": 1}}', "id: "),
        (b'{"id": true}', "id: "),
        (b'{"age": 43, "age": 44}', "「age」が2回以上書かれています"),
        (b'{"age": NaN}', "age: "),
        (b'{"age": 1e400}', "age: "),
        (b'{"age": 1' + b"0" * 5000 + b"}", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"id": 1} {"id": 2}', "JSON"),
        (b"null", "オブジェクト"),
        (b'{"municipality": "%s"}' % (b"x" * 50_000), "municipality: "),
        (b'{"a\\nb": 1}', "a?b"),
    ]
    file = tmp_path / "asked.jsonl"
    file.write_bytes(
        b"\n".join([b'{"id": "first"}', *(line for line, _word in unreadable), b'{"id": "last"}'])
    )
    done = CliRunner().invoke(main, ["navigate", *REAL, str(file)])
    assert done.exit_code == 1
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == ["first", "last"]
    told = done.stderr.splitlines()
    assert len(told) == len(unreadable) and max(map(len, told)) < 300
    for number, ((line, word), said) in enumerate(zip(unreadable, told, strict=True), 2):
        assert said.startswith(f"{number}行目: ") and word in said, line[:40]


def test_a_byte_order_mark_windows_line_ends_and_empty_lines_are_no_faults(tmp_path):
    file = tmp_path / "asked.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": "a"}\r\n\r\n  \r\n{"age": 45}\r\n')
    done = CliRunner().invoke(main, ["navigate", *REAL, str(file)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == ["a", None]
    file.write_bytes(b"")
    nothing = CliRunner().invoke(main, ["navigate", *REAL, str(file)])
    assert (nothing.exit_code, nothing.output) == (0, "")


def test_a_plan_that_is_not_there_is_wrong_usage():
    assert navigate("{}", args=("--plan", "nowhere/2025")).exit_code == 2


def test_a_day_outside_the_plans_year_is_answered_for_its_nearest_day_and_said_to_be(clock_at):
    clock_at("2026-11-25T10:00")
    youth = '{"id": 1, "asker": "self", "age": 40, "work": "not_working", "wants_to_work": "yes", "municipality": "川越市"}'
    on_its_own = navigate(youth, args=("--plan", "saitama/2025"))
    assert "令和8年3月31日のこととして答えます" in on_its_own.stderr
    on_a_day = navigate(youth, args=("--plan", "saitama/2025", "--on", "2026-10-01"))
    verdicts = [
        {r["name"]: r["verdict"] for r in json.loads(done.stdout)["results"]}
        for done in (on_its_own, on_a_day)
    ]
    assert [v["若者自立支援センター埼玉"] for v in verdicts] == ["fits", "check"]
