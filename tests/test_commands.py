"""Every command explains itself and keeps the three exit statuses."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from banso.cli import COMMANDS, main
from banso.lib.usage import WORDS


def commands(group=main, path=()):
    """(words, command) for every command of the tree."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = [pytest.param(words, command, id=" ".join(words)) for words, command in commands()]


def test_every_command_of_the_table_can_be_loaded():
    assert {words[0] for words, _ in commands()} == set(COMMANDS)


@pytest.mark.parametrize(("words", "command"), ALL)
def test_help_is_given_in_japanese(words, command):
    if command.context_settings.get("ignore_unknown_options"):
        assert command.help  # Everything behind the word goes to Django, --help too.
        return
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    assert any("ぁ" <= letter <= "ん" for letter in command.help or ""), "a sentence in Japanese is missing"


@pytest.mark.parametrize(("words", "command"), ALL)
def test_every_option_says_what_it_is_for(words, command):
    silent = [
        option.name for option in command.params if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


@pytest.mark.parametrize(("words", "command"), ALL)
def test_a_mistake_of_use_ends_with_status_two(words, command):
    if command.context_settings.get("ignore_unknown_options"):
        return
    assert CliRunner().invoke(main, [*words, "--no-such-option"]).exit_code == 2


def test_an_unknown_command_ends_with_status_two():
    assert CliRunner().invoke(main, ["no-such-command"]).exit_code == 2


def test_the_exit_statuses_are_told():
    assert "終了コード" in CliRunner().invoke(main, ["--help"]).output


def alone(words: list[str], data_dir: Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with a folder of data of its own."""
    environment = os.environ | {"BANSO_DATA_DIR": str(data_dir), "BANSO_PLAN": "mihon/2025"}
    environment.pop("BANSO_DATABASE_URL", None)
    call = [sys.executable, "-c", "from banso.cli import main; main()", *words]
    return subprocess.run(call, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "load", "mihon/2025"],
        ["ledger", "verify"],
        ["returns", "list"],
        ["paper", "list"],
        ["kpi", "--plan", "mihon/2025"],
        ["user", "list"],
    ],
    ids=" ".join,
)
def test_a_database_that_is_not_prepared_is_told_in_one_sentence(words, tmp_path):
    told = alone(words, tmp_path)
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1, told.stderr
    assert "banso manage migrate" in told.stderr


def test_a_database_that_cannot_be_reached_is_told_in_one_sentence(tmp_path):
    told = alone(["ledger", "verify"], tmp_path / "nowhere" / "at" / "all")
    assert told.returncode == 1
    assert told.stderr.startswith("データベースにつながりません")
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["returns", "list"], ["paper", "list"], ["kpi", "--plan", "mihon/2025"]], ids=" ".join
)
@pytest.mark.django_db
def test_a_plan_that_is_not_loaded_is_told_in_one_sentence(words):
    told = CliRunner().invoke(main, words, env={"BANSO_PLAN": "mihon/2025"})
    assert told.exit_code == 1
    assert "banso plan load" in told.stderr or "BANSO_PLAN" in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no-such-command"], "コマンド「no-such-command」はありません。"),
        (["paper", "--nope"], "オプション「--nope」はありません。"),
        (["kpi"], "オプションを書いてください： '--plan'"),
        (["kpi", "--plan"], "オプション「--plan」には値が要ります。"),
        (["kpi", "--plan", "x", "--as-of", "2026/1/1"], "「2026/1/1」は日付として読めません。"),
        (["returns", "check", "/no/such/file"], "ファイル「/no/such/file」がありません。"),
        (["demo", "--port", "x"], "「x」は数として読めません。"),
        (["demo", "--port", "0"], "0 は範囲の外です"),
        (["user", "add", "hana", "--role", "boss"], "「boss」は使えません。"),
        (["ledger", "verify", "now"], "余分な引数があります（now）"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_of_use_is_told_in_japanese(words, sentence):
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 2
    assert sentence in told.stderr
    for english in ("Usage", "Error", "Try ", "Invalid", "Missing", "No such"):
        assert english not in told.stderr


def test_every_sentence_that_is_translated_is_one_of_clicks():
    folder = Path(click.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    missing = [words for words in WORDS if repr(words)[1:-1].replace('"', '\\"') not in source]
    assert missing == []
