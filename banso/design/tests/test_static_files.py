"""What the tree serves: nothing from elsewhere, nothing inline, no token without a meaning."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(__file__).resolve().parents[1] / "static" / "design"
TEMPLATES = sorted(Path(settings.BASE_DIR, "banso").glob("*/templates/**/*.*"))
SERVED = sorted(p for p in Path(settings.BASE_DIR, "banso").glob("*/static/**/*.*") if p.is_file())
NAMESPACES = re.compile(r"http://www\.w3\.org/\d{4}/\w+")


@pytest.mark.parametrize("path", [*TEMPLATES, *SERVED], ids=lambda p: p.name)
def test_no_file_names_an_address_outside(path):
    text = NAMESPACES.sub("", path.read_text())
    assert not re.search(r"(https?:)?//[\w.-]+\.\w{2,}", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_needs_what_the_policy_forbids(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.I)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


def test_every_token_is_used_and_every_used_one_is_there():
    defined = set(re.findall(r"^\s*(--[\w-]+):", (STATIC / "tokens.css").read_text(), re.M))
    used = set()
    for path in STATIC.glob("*.css"):
        used |= set(re.findall(r"var\((--[\w-]+)\)", path.read_text()))
    assert used == defined


def test_the_licence_of_the_tokens_stands_with_them():
    assert "MIT License" in (STATIC / "tokens.css").read_text()
