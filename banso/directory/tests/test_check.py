"""``banso directory check``: what somebody who keeps a directory folder sees before loading it."""

import json
from pathlib import Path

from click.testing import CliRunner

from banso.cli import main
from banso.directory.records import catalogue_of
from banso.plan.tests.tiny import write
from tests.plans import read, read_folder_of
from tests.tree import ROOT


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["directory", "check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def folder_with(tmp_path: Path, windows: str) -> Path:
    folder = write(tmp_path / "plan")
    (folder / "directory").mkdir()
    (folder / "directory" / "windows.yaml").write_text(
        f"format: banso-directory/1\nwindows:\n{windows}", encoding="utf-8"
    )
    return folder


def test_the_fictitious_folder_has_no_fault_and_every_entry_is_marked_as_a_sample():
    status, out, _err = run("mihon/2025", "--json")
    assert (status, json.loads(out)["faults"]) == (0, [])
    key = "mihon/2025"
    known = catalogue_of(read(ROOT / "plans" / key).document, read_folder_of(key).folder)
    assert known.windows and known.services
    assert all(entry.is_sample for entry in (*known.windows.values(), *known.services.values()))
    # Who may not be found: neither street nor town.
    house = known.windows["safe-house"]
    assert (house.address, house.municipality, house.address_hidden) == ("", None, True)


def test_the_folder_of_saitama_has_no_fault():
    status, out, _err = run("saitama/2025", "--json")
    said = json.loads(out)
    assert (status, said["ok"], said["faults"]) == (0, True, [])
    windows = said["quality"]["windows"]
    scores = [entry["score"] for entry in windows["entries"]]
    assert scores == sorted(scores) and 0 <= scores[0] <= windows["mean"] <= scores[-1] <= 100
    # The one desk with everything but an assurance, of which a folder knows nothing, wants nothing.
    niiza = next(entry for entry in windows["entries"] if entry["id"] == "self-reliance-112305")
    assert niiza["advice"] == "" and niiza["score"] == 100


def test_a_fault_is_told_with_its_file_and_line_whichever_folder_is_named(tmp_path):
    folder = folder_with(
        tmp_path, "  - {id: one, name: 見本窓口, kind: 窓口}\n  - {id: two, kind: 窓口, part_of: nowhere}\n"
    )
    for named in (folder, folder / "directory"):
        status, out, _err = run(str(named), "--json")
        faults = json.loads(out)["faults"]
        assert status == 1
        assert [(f["file"], f["line"], f["rule"]) for f in faults] == [
            ("windows.yaml", 4, "directory.name"),
            ("windows.yaml", 4, "directory.reference"),
        ]
    status, out, _err = run(str(folder))
    assert status == 1
    assert "windows.yaml:4:" in out
    assert "この台帳は読み込めません（誤り 2件、注意 0件）" in out


def test_the_text_names_what_lacks_and_the_lowest_entries_with_what_would_raise_them(tmp_path):
    status, out, _err = run(
        str(folder_with(tmp_path, "  - {id: one, name: 見本窓口, kind: 窓口, kana: みほんまどぐち}\n"))
    )
    assert status == 0
    assert "・電話が未確認: " in out
    # Kana is one of eight criteria.
    assert "・見本窓口（one）12点。「電話番号を書く」と、12点上がります。" in out


def test_an_unknown_field_among_the_sources_is_an_error(tmp_path):
    line = "  - {id: one, name: 見本窓口, kind: 窓口, field_sources: {telephone: {source: 見本, confidence: old}}}\n"
    status, out, _err = run(str(folder_with(tmp_path, line)))
    assert status == 1 and "項目「telephone」はありません" in out


def test_a_plan_with_faults_is_to_be_mended_first(tmp_path):
    folder = folder_with(tmp_path, "  - {id: one, name: 見本窓口, kind: 窓口}\n")
    (folder / "plan.yaml").write_text("format: banso-plan/1\n", encoding="utf-8")
    status, _out, err = run(str(folder))
    assert status == 1
    assert "banso plan lint" in err


def test_a_folder_that_is_not_there_is_a_wrong_command():
    status, _out, err = run("nowhere/2025")
    assert status == 2
    assert "nowhere/2025" in err


def test_the_rule_of_a_choice_is_checked_like_any_other(tmp_path):
    folder = folder_with(tmp_path, "  - {id: one, name: 見本窓口, kind: 窓口}\n")
    choice = "{id: a, label: 見本, sets: {wishes: training}, when: {not: {situation: nowhere}}}"
    (folder / "directory" / "vocabulary.yaml").write_text(
        "vocabulary:\n  questions:\n"
        f"    - {{id: wishes, text: 見本, kind: several, facts: [wishes], choices: [{choice}]}}\n",
        encoding="utf-8",
    )
    status, out, _err = run(str(folder), "--json")
    assert status == 1
    assert [(f["file"], f["rule"]) for f in json.loads(out)["faults"]] == [
        ("vocabulary.yaml", "directory.situation")
    ]
