"""Requests for a talk and the days until an answer: the word of the office that runs the window, and of nobody else."""

import pytest

from banso.directory.models import Change, Window
from banso.directory.operations.tracing import touch
from banso.upkeep.tests.entries import WINDOW, filled, text_of

pytestmark = pytest.mark.django_db


def test_only_its_own_office_lets_a_window_take_requests_and_says_in_how_many_days(desk, cast):
    """The secretariat of the cast is of the labour bureau, the window of the prefecture."""
    own, secretariat = cast.client(cast.body), cast.client(cast.secretariat)
    other = filled(secretariat)
    secretariat.post(WINDOW + "edit/", other | {"takes_requests": "on", "answer_days": "1", "step": "save"})
    desk.refresh_from_db()
    assert (desk.takes_requests, desk.answer_days) == (False, None)
    bare = own.post(WINDOW + "edit/", filled(own, takes_requests="on"))
    assert bare.status_code == 400 and "何日以内に連絡するか" in text_of(bare)
    own.post(WINDOW + "edit/", filled(own, takes_requests="on", answer_days="5") | {"step": "save"})
    desk.refresh_from_db()
    assert (desk.takes_requests, desk.answer_days) == (True, 5)
    off = filled(secretariat)
    off.pop("takes_requests")
    secretariat.post(WINDOW + "edit/", off | {"step": "save"})
    desk.refresh_from_db()
    assert not desk.takes_requests, "others may end it"
    ended = Change.objects.filter(key="desk", field="takes_requests").latest("pk")
    secretariat.post(f"/directory/changes/{ended.pk}/undo/")
    desk.refresh_from_db()
    assert not desk.takes_requests, "but not begin it again"
    own.post(f"/directory/changes/{ended.pk}/undo/")
    desk.refresh_from_db()
    assert desk.takes_requests


def test_a_window_that_goes_to_another_office_takes_no_requests_until_that_one_says_so(desk, cast):
    Window.objects.filter(pk="desk").update(takes_requests=True, answer_days=2)
    touch()
    client = cast.client(cast.secretariat)
    client.post(WINDOW + "edit/", filled(client, operators="埼玉労働局") | {"step": "save"})
    desk.refresh_from_db()
    assert [o.key for o in desk.operators.all()] == ["labour-bureau"]
    assert (desk.takes_requests, desk.answer_days) == (False, None)
