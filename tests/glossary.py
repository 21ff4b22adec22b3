"""GLOSSARY.md, written from docs/glossary.yaml and from every code list of the product: ``make glossary``."""

import importlib
import os
import pkgutil

import yaml

from tests.tree import ROOMS, ROOT

TARGET = ROOT / "GLOSSARY.md"
HEAD = """# Glossary

Written by `make glossary` from `docs/glossary.yaml` and from the code lists; do not edit it by hand.
Use these names before you invent one.

## Words of the field

| term | name in code | meaning |
|---|---|---|
"""


def words():
    """(term, name in code, meaning) of the list written by hand."""
    return [tuple(row) for row in yaml.safe_load((ROOT / "docs/glossary.yaml").read_text("utf-8"))]


def code_lists():
    """Every code list of the product, from the lowest room to the highest, by name within a room."""
    import banso
    from banso.lib.codes import Code

    for module in pkgutil.walk_packages(banso.__path__, "banso."):
        if not {"tests", "migrations"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    found = [code for code in Code.__subclasses__() if code.__module__.startswith("banso.") and list(code)]
    ours = [code for code in found if "tests" not in code.__module__.split(".")]
    return sorted(ours, key=lambda code: (-ROOMS.index(_room(code)), code.__module__, code.__name__))


def _room(code):
    return code.__module__.split(".")[1]


def _cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def written():
    """The whole document."""
    lines = [HEAD.rstrip("\n")]
    lines += [f"| {_cell(term)} | `{name}` | {_cell(meaning)} |" for term, name, meaning in words()]
    lines += ["", "## Code lists"]
    for code in code_lists():
        summary = (code.__doc__ or "").strip().splitlines()[0]
        lines += ["", f"### {code.__name__} (`{code.__module__}`)", "", summary, ""]
        lines += ["| term | name in code | meaning |", "|---|---|---|"]
        lines += [f"| {_cell(m.label)} | `{m.value}` | {_cell(m.description)} |" for m in code]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    TARGET.write_text(written(), "utf-8")
