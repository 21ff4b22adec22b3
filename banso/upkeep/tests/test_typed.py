"""A form that is sent when the sign-in has ended loses nothing of what was typed."""

import html
import re

import pytest
from django.contrib.sessions.models import Session

from banso.directory.models import Phone
from banso.upkeep.tests.entries import WINDOW, filled, text_of
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_what_was_typed_when_the_sign_in_had_ended_is_sent_after_it(desk, cast):
    client = cast.client(cast.body)
    data = filled(client, phones="048-111-3333", description="夜も話を聞きます。\n予約は要りません。")
    Session.objects.all().delete()
    asked = client.post(WINDOW + "edit/", data)
    assert asked.url == "/accounts/login/?next=/accounts/typed/"
    answer = client.post(asked.url, {"login": cast.body.username, "password": PASSWORD}, follow=True)
    page = answer.content.decode()
    assert "送る前の内容が残っています" in page and Phone.objects.get(window=desk).number == "048-000-0000"
    form = page[page.index(f'action="{WINDOW}edit/"') :].partition("</form>")[0]
    sent = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form):
        sent.setdefault(html.unescape(name), []).append(html.unescape(value))
    look = client.post(WINDOW + "edit/", sent)
    assert "048-111-3333" in text_of(look) and "夜も話を聞きます。" in text_of(look)
    client.post(WINDOW + "edit/", sent | {"step": "save"})
    assert Phone.objects.get(window=desk).number == "048-111-3333"
