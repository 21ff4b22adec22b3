"""What import-linter cannot see: tables, templates, clocks, and the size of things."""

import re
from pathlib import Path

import allauth
import pytest
from django.apps import apps
from django.core.management import call_command

from tests.tree import ROOMS, files, is_test, of_kind, room_of, text

MOST_LINES = 400


def depth(room):
    return ROOMS.index(room)


def code():
    """The Python files of the product."""
    return [path for path in of_kind(".py", within="banso/") if not is_test(path)]


def replaces(name):
    """Whether a template stands in the place of one of the sign-in package, or of its page for an HTTP status."""
    return name.startswith(("account/", "allauth/", "mfa/")) or re.fullmatch(r"\d{3}\.html", name)


def templates():
    return [
        path for path in of_kind(".html", ".svg", ".txt") if "templates" in path.parts and not is_test(path)
    ]


def name_of(template):
    """The name by which Django finds a template."""
    return "/".join(template.parts[template.parts.index("templates") + 1 :])


def test_every_folder_of_the_package_is_a_room_of_the_list():
    found = {path.parts[1] for path in of_kind(".py", within="banso/") if len(path.parts) > 2}
    assert found == set(ROOMS)


def test_foreign_keys_point_down():
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("banso."):
            continue
        own = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or target is None or not target.__module__.startswith("banso."):
                continue
            room = target.__module__.split(".")[1]
            if depth(room) < depth(own):
                wrong.append(f"{model.__name__}.{field.name} in {own} points up to {room}")
    assert wrong == []


def test_templates_build_on_their_own_room_or_on_design():
    """The portal may show parts of the rooms below it; access also replaces pages of the sign-in package."""

    def allowed(room, other):
        folder, _, rest = other.partition("/")
        below = room == "portal" and folder in ROOMS and rest.startswith("parts/")
        return folder in (room, "design") or below or (room == "access" and replaces(other))

    wrong = []
    for path in templates():
        room = room_of(path)
        for other in re.findall(r'{%\s*(?:extends|include)\s+"([^"]+)"', text(path)):
            if not allowed(room, other):
                wrong.append(f"{path} uses {other}")
        name = name_of(path)
        if name.split("/")[0] != room and not (room == "access" and replaces(name)):
            wrong.append(f"{path} stands in a folder of another room")
    assert wrong == []


def test_every_template_is_used():
    everything = "\n".join(
        text(path) for path in of_kind(".py", ".html", within="banso/") if not is_test(path)
    )
    named = [name_of(path) for path in templates()]
    assert [name for name in named if f'"{name}"' not in everything and not replaces(name)] == []


def test_templates_that_replace_those_of_sign_in_replace_something():
    folder = Path(allauth.__file__).parent
    spoken = "\n".join(path.read_text("utf-8") for path in (*folder.rglob("*.py"), *folder.rglob("*.html")))
    ours = [name_of(path) for path in templates() if replaces(name_of(path)) and "/" in name_of(path)]
    theirs = [name for name in ours if (folder / "templates" / name).exists() or Path(name).stem in spoken]
    assert [name for name in ours if name not in theirs] == []


def test_every_static_file_is_used():
    everything = "\n".join(
        text(path) for path in of_kind(".py", ".html", ".css", ".js", within="banso/") if not is_test(path)
    )
    static = [path for path in files() if "static" in path.parts and path.parts[0] == "banso"]
    licences = ("LICENSE", "LICENCE", "OFL")
    unused = [
        str(path) for path in static if path.name not in everything and not path.name.startswith(licences)
    ]
    assert unused == []


INLINE = {
    # A block of data is not run, so the policy has nothing against it.
    "a script without a file": r"<script(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")",
    "a style element": r"<style\b",
    "a style attribute": r"\sstyle=[\"']",
    "an event attribute": r"<[^>]*\son[a-z]+=[\"']",
    "a script address": r"javascript:",
    "something loaded from elsewhere": r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds_what_the_content_security_policy_forbids(what):
    assert [str(path) for path in templates() if re.search(INLINE[what], text(path))] == []


def test_rooms_do_not_listen_to_signals():
    pattern = re.compile(
        r"@receiver|\.connect\(|django\.(?:db\.models|dispatch|core)[. ]*(?:import )?signals"
    )
    assert [str(path) for path in code() if pattern.search(text(path))] == []


def test_domain_code_asks_one_clock_only():
    pattern = re.compile(
        r"\b(?:datetime\.(?:utc)?now|timezone\.now|date\.today|datetime\.today|time\.time)\("
    )
    wrong = [str(path) for path in code() if pattern.search(text(path))]
    assert wrong == ["banso/lib/clock.py"]


def test_figures_are_never_floats():
    """A float may place a thing on a map or on a page, and stand in JSON, which knows no other; nowhere else."""
    allowed = (
        "banso/indicators/results.py",
        "banso/design/",
        "banso/directory/",
        "banso/navigator/",
        "banso/upkeep/forms/",
        "banso/lib/municipalities/",
        "banso/plan/format/body.py",
        "banso/council/printing/",
    )
    pattern = re.compile(r"\bfloat\(|\bFloatField\b|: float\b")
    wrong = [str(path) for path in code() if pattern.search(text(path)) and "migrations" not in path.parts]
    assert [path for path in wrong if not path.startswith(allowed)] == []


def test_no_file_has_grown_out_of_one_thought():
    sizes = {
        str(path): text(path).count("\n")
        for path in of_kind(".py", ".html", ".js")
        if "migrations" not in path.parts
    }
    assert {path: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}


def test_nothing_is_left_for_later():
    later = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]))
    evaded = re.compile(
        r"mark\.(?:ski" + r"p|xfa" + r"il)|pytest\.(?:ski" + r"p|xfa" + r"il|importor" + r"skip)\("
    )
    found = of_kind(".py", ".html", ".css", ".js", ".yaml", ".md", ".toml")
    assert [str(path) for path in found if later.search(text(path)) or evaded.search(text(path))] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    private = re.compile(
        "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "/opt/" + "pypi", "/tmp/" + "team"])
    )
    readable = of_kind(".py", ".html", ".css", ".js", ".yaml", ".md", ".toml", ".txt", ".typ", ".json", "")
    assert [str(path) for path in readable if private.search(text(path))] == []


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_django_has_nothing_to_object():
    call_command("check", fail_level="WARNING")
