"""Every command explains itself and keeps the three exit statuses."""

import click
import pytest
from click.testing import CliRunner

from banso.cli import COMMANDS, main


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
