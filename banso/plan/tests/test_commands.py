"""``banso plan``: exit statuses, JSON and words, as somebody at a terminal gets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from banso.cli import main
from banso.plan.models import Edition, LoadAttempt
from banso.plan.queries import current
from banso.plan.schema import as_text
from banso.plan.tests.tiny import TINY, write

ROOT = Path(settings.BASE_DIR)


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["plan", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def broken(folder: Path) -> Path:
    return write(folder, TINY.replace("value: 300}", "value: 301}"))


def test_lint_in_a_process_of_its_own_needs_no_database(tmp_path: Path) -> None:
    """0 without errors, 1 with errors, 2 where there is no such folder."""
    environment = {**os.environ, "BANSO_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}
    statuses = []
    for folder in (write(tmp_path / "good"), broken(tmp_path / "bad"), tmp_path / "none"):
        process = subprocess.run(
            [
                sys.executable,
                "-c",
                "from banso.cli import main; main()",
                "plan",
                "lint",
                str(folder),
                "--json",
            ],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        statuses.append(process.returncode)
        assert "Traceback" not in process.stderr
    assert statuses == [0, 1, 2]


def test_lint_gives_every_fault_as_json(tmp_path: Path) -> None:
    status, out, _err = run("lint", str(broken(tmp_path)), "--json")
    said = json.loads(out)
    assert status == 1
    assert (said["ok"], said["errors"], said["warnings"]) == (False, 1, 0)
    (fault,) = said["faults"]
    assert set(fault) == {"file", "line", "rule", "severity", "path", "message", "remedy"}
    assert (fault["file"], fault["rule"], fault["severity"]) == ("plan.yaml", "sum-of-targets", "error")
    assert TINY.split("\n")[fault["line"] - 1].strip().startswith("targets:")


def test_lint_says_every_fault_in_words(tmp_path: Path) -> None:
    status, out, _err = run("lint", str(broken(tmp_path)))
    assert status == 1
    assert "plan.yaml:" in out
    assert "301" in out
    assert "読み込めません（誤り 1件、注意 0件）" in out


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    status, out, _err = run(
        "lint", str(write(tmp_path, TINY.replace("direction: down", "direction: up"))), "--json"
    )
    assert status == 0
    assert json.loads(out)["ok"] is True
    assert json.loads(out)["warnings"] == 1


@pytest.mark.parametrize("key", ["saitama/2025", "mihon/2025"])
def test_the_plans_of_this_repository_are_without_errors(key: str) -> None:
    status, out, _err = run("lint", key, "--json")
    assert status == 0, out


@pytest.mark.parametrize("command", ["lint", "show"])
def test_a_folder_that_is_not_there_is_a_usage_error(command: str) -> None:
    status, _out, err = run(command, "nowhere/1999")
    assert status == 2
    assert "nowhere/1999" in err


@pytest.mark.parametrize("command", [[], ["lint"], ["show"], ["diff"], ["schema"], ["load"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    status, out, _err = run(*command, "--help")
    assert status == 0
    assert "使い方:" in out


def test_show_gives_the_whole_document(tmp_path: Path) -> None:
    _status, out, _err = run("show", str(write(tmp_path)), "--json")
    said = json.loads(out)
    assert [o["id"] for o in said["organisations"]] == ["office", "ken", "towns"]
    assert [len(said[key]) for key in ("groups", "measures", "indicators", "annexes")] == [1, 3, 6, 1]
    assert said["groups"][0]["goal"]["indicator"]["targets"][0]["value"] == "300"


def test_show_reads_like_the_plan(tmp_path: Path) -> None:
    _status, out, _err = run("show", str(write(tmp_path)))
    assert "イ 応援【県・市町村】" in out
    assert "ウ 周知【協議会の全構成員】" in out
    assert "全市町村（2市町村）（令和8年3月31日まで）" in out
    assert "令和5年度比30%以上の減" in out


def test_show_of_a_broken_plan_says_why(tmp_path: Path) -> None:
    status, out, err = run("show", str(broken(tmp_path)))
    assert (status, out) == (1, "")
    assert "sum-of-targets" in err


def test_diff_says_what_a_council_member_would(tmp_path: Path) -> None:
    text = TINY.replace("value: 200}]", "value: 250}]").replace("value: 300}", "value: 350}")
    text = text.replace("owners: [ken, towns]", "owners: [ken]").replace("title: 周知", "title: 広く知らせる")
    _status, out, _err = run("diff", str(write(tmp_path / "a")), str(write(tmp_path / "b", text)))
    assert "指標「就職件数」の目標値が「200件以上」から「250件以上」に変わりました。" in out
    assert "取組「応援」の担い手が「県・市町村」から「県」に変わりました。" in out
    assert out.index("■ 内容の変更（3件）") < out.index("■ 言葉の変更（1件）") < out.index("広く知らせる")


def test_diff_tells_what_came_and_went(tmp_path: Path) -> None:
    start, end = TINY.index("  - id: m2\n"), TINY.index("  - id: m3\n")
    measure = TINY[start:end]
    text = TINY.replace(measure, measure.replace("id: m2", "id: m9").replace("title: 応援", "title: 見守り"))
    text = text.replace("measures: [m2]", "measures: [m9]")
    _status, out, _err = run("diff", str(write(tmp_path / "a")), str(write(tmp_path / "b", text)), "--json")
    changes = json.loads(out)["changes"]
    assert {(c["noun"], c["id"]) for c in changes} >= {("measure", "m2"), ("measure", "m9")}
    sentences = [c["sentence"] for c in changes]
    assert "取組「応援」がなくなりました。" in sentences
    assert "取組「見守り」が加わりました。" in sentences


def test_diff_keeps_order_apart_from_substance(tmp_path: Path) -> None:
    sections = '  - {id: ch1, number: "1", title: 取組}\n', "  - {id: ch1-a, title: 相談, parent: ch1}\n"
    text = TINY.replace("".join(sections), "".join(reversed(sections)))
    _status, out, _err = run("diff", str(write(tmp_path / "a")), str(write(tmp_path / "b", text)), "--json")
    assert [c["kind"] for c in json.loads(out)["changes"]] == ["order"]


def test_diff_never_keeps_silent_about_a_change(tmp_path: Path) -> None:
    """A note that no question asks for is told by the name of its key."""
    text = TINY.replace("title: 応援\n", "title: 応援\n    note: 見直し中\n")
    _status, out, _err = run("diff", str(write(tmp_path / "a")), str(write(tmp_path / "b", text)))
    assert "取組「応援」の記述（備考）が変わりました。" in out


def test_diff_of_a_plan_with_itself_is_empty(tmp_path: Path) -> None:
    folder = str(write(tmp_path))
    assert run("diff", folder, folder)[1] == "違いはありません。\n"


def test_the_committed_schema_is_the_generated_one() -> None:
    assert (ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8") == as_text()


def test_the_schema_is_written_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    assert run("schema", "--out", str(file))[0] == 0
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    fields = [field for part in made["$defs"].values() for field in part.get("properties", {}).values()]
    assert fields and all(field["description"] for field in fields)
    assert made == json.loads(run("schema")[1])


@pytest.mark.django_db
def test_a_broken_plan_leaves_the_edition_in_force_and_says_where(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.PLANS_DIR = tmp_path
    write(tmp_path / "kasumi" / "2025")
    assert run("load", "kasumi/2025")[0] == 0
    before = current("kasumi/2025")
    broken(tmp_path / "kasumi" / "2025")
    status, _out, err = run("load", "kasumi/2025")
    assert status == 1
    assert "plan.yaml:71" in err and "sum-of-targets" in err and "今の版を使い続けます" in err
    assert current("kasumi/2025").edition_id == before.edition_id
    attempt = LoadAttempt.objects.order_by("-pk").first()
    assert attempt is not None
    assert attempt.edition is None
    assert [(f["file"], f["line"]) for f in attempt.faults] == [("plan.yaml", 71)]


@pytest.mark.django_db
def test_the_same_wording_loaded_twice_is_one_edition(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.PLANS_DIR = tmp_path
    write(tmp_path / "kasumi")
    assert run("load", "kasumi")[0] == run("load", "kasumi")[0] == 0
    assert Edition.objects.filter(plan="kasumi").count() == 1
    write(tmp_path / "kasumi", TINY.replace("title: 応援\n", "title: 応援する\n"))
    assert run("load", "kasumi")[0] == 0
    assert Edition.objects.filter(plan="kasumi").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["nowhere/1999", "saitama/../saitama/2025", "/tmp"])
def test_loading_what_is_no_plan_of_this_site_is_a_usage_error(key: str) -> None:
    assert run("load", key)[0] == 2
