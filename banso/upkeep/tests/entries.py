"""What tests of entries share: a window of the prefecture, its page, and a form filled as a browser fills it."""

import re

import pytest

from banso.directory.models import Phone, Window
from banso.directory.operations.tracing import touch

WINDOW = "/directory/window/desk/"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def desk(loaded_plan, clock_at):
    """A window of the prefecture with a number that only an old source tells."""
    clock_at("2025-11-26T12:00")
    window = Window.objects.create(
        key="desk", name="見本の受付", kind="見本", municipality_id="112038", latitude=35.8, longitude=139.7,
        field_sources={"phones": {"source": "古い広報", "confidence": "old"}},
    )  # fmt: skip
    window.operators.add("prefecture")
    Phone.objects.create(window=window, number="048-000-0000", extension="12", note="総務課")
    touch()
    return window


def filled(client, address=WINDOW + "edit/", **more):
    """What a browser would send of the form as it stands, with ``more`` typed into it."""
    from django.test.utils import ContextList

    form = client.get(address).context["form"]
    assert not isinstance(form, ContextList)
    data = {}
    for field in form:
        value = field.value()
        if value not in (None, False):
            data[field.name] = "on" if value is True else value
    return data | {"reason": "電話が変わったため", "source": "見本の課", "step": "look"} | more
