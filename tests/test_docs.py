"""The documents can fail: what they tell people to type exists, and what exists is told."""

import re
import shlex
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from banso.cli import COMMANDS, main
from tests.tree import ROOT, files, is_test, of_kind, text

GUIDE = "docs/運用ガイド/"
DOCUMENTS = [path for path in of_kind(".md") if path.name not in ("GLOSSARY.md",)]


def typed():
    """(document, words) of every `banso …` in a code block or between backticks."""
    for path in DOCUMENTS:
        blocks = re.findall(r"```sh\n(.*?)```", text(path), re.DOTALL)
        lines = [line.strip() for block in blocks for line in block.splitlines()]
        lines += re.findall(r"`(banso [^`]+)`", text(path))
        for line in lines:
            line = line.removeprefix(".venv/bin/")
            if line.startswith("banso "):
                yield path, shlex.split(line, comments=True)[1:]


TYPED = [pytest.param(words, id=f"{path.name}: {' '.join(words)}") for path, words in typed()]


@pytest.mark.parametrize("words", TYPED)
def test_what_a_document_tells_to_type_is_a_command(words):
    command, context = main, click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"no such command: {words}"
        command, words = found, words[1:]
        context = click.Context(command)
    if command.context_settings.get("ignore_unknown_options"):
        return
    options = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {"--help"}
    unknown = [word for word in words if word.startswith("-") and word.split("=")[0] not in options]
    assert unknown == []


def test_every_command_is_told_somewhere():
    told = {words[0] for _, words in typed() if words} | {"demo"}
    assert set(COMMANDS) - told == set()


def test_every_make_target_that_is_told_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = {
        name for path in DOCUMENTS for name in re.findall(r"(?:`|^)make ([a-z-]+)", text(path), re.MULTILINE)
    }
    assert told - targets == set()
    assert {"setup", "demo", "test", "lint", "bench"} <= targets


def test_every_setting_stands_in_the_guide_and_nothing_else():
    code = [path for path in of_kind(".py") if path.parts[0] in ("banso", "config") and not is_test(path)]
    read = {name for path in code for name in re.findall(r"[\"'](BANSO_[A-Z_]+)[\"']", text(path))}
    listed = re.findall(r"^\| `(BANSO_[A-Z_]+)` \|", text(Path(GUIDE, "導入.md")), re.MULTILINE)
    assert sorted(listed) == sorted(read)


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)\)", text(path)):
            if "://" not in target and not (ROOT / path.parent / unquote(target)).exists():
                broken.append(f"{path}: {target}")
    assert broken == []


def test_every_file_that_a_document_names_exists():
    named = {
        name
        for path in (Path("ARCHITECTURE.md"), Path("README.md"))
        for name in re.findall(r"`((?:banso|plans|tests|docs)/[\w./-]+)`", text(path))
    }
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_table_of_rooms_names_them_all_in_their_order():
    from tests.tree import ROOMS

    table = text(Path("ARCHITECTURE.md")).split("## Rooms")[1].split("##")[0]
    assert tuple(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)) == ROOMS


def test_the_changelog_keeps_its_form():
    lines = text(Path("CHANGELOG.md")).splitlines()
    assert lines[0] == "# Changelog"
    versions = [line for line in lines if line.startswith("## ")]
    assert versions[0] == "## [Unreleased]"
    dates = []
    for line in versions[1:]:
        found = re.fullmatch(r"## \[\d+\.\d+\.\d+\] - (\d{4}-\d\d-\d\d)", line)
        assert found, line
        dates.append(date.fromisoformat(found[1]))
    assert dates == sorted(dates, reverse=True)
    kinds = {line for line in lines if line.startswith("### ")}
    assert kinds <= {
        f"### {kind}" for kind in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
    }


def test_the_constraints_cover_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.match(r"[A-Za-z0-9._-]+", line)[0] for line in wanted}
    pinned = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "constraints.txt").read_text(), re.MULTILINE))

    def folded(many):
        return {re.sub(r"[-_.]+", "-", name).lower() for name in many}

    assert folded(names) - folded(pinned) == set()
    assert "://" not in (ROOT / "constraints.txt").read_text()


def test_the_screenshot_is_there_and_not_heavy():
    picture = Path("docs/screenshot.png")
    assert picture in files()
    assert (ROOT / picture).stat().st_size < 400_000
