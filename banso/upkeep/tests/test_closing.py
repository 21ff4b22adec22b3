"""Closing a window: looked at first, on its day, and taken back as one act; who waits is never given away unasked."""

from datetime import date

import pytest

from banso.directory.models import Change, Service, ServiceAtWindow, Window
from banso.directory.operations.tracing import touch
from banso.lib import clock
from banso.navigator.operations import escalate
from banso.navigator.tests.contacts import HERE, THERE, again
from banso.upkeep.tests.entries import WINDOW, text_of

pytestmark = pytest.mark.django_db


def test_a_window_closes_with_a_successor_and_not_twice(desk, cast, anonymous):
    heir = Window.objects.create(key="heir", name="次の受付", kind="見本")
    heir.operators.add("prefecture")
    touch()
    client = cast.client(cast.body)
    data = {"on": "2025-11-26", "successor": "heir", "reason": "移ったため", "step": "save"}
    assert "窓口を閉じる日を残しました。" in text_of(client.post(WINDOW + "close/", data, follow=True))
    text = text_of(anonymous.get("/windows/desk/"))
    assert "この窓口は終了しました" in text and "次の受付 が受け持ちます" in text
    Service.objects.create(key="talk", name="見本の相談", description="話します。")
    ServiceAtWindow.objects.create(service_id="talk", window=desk)
    touch()
    for address in ("/services/talk/", "/contact/desk/"):
        assert "次の受付 が受け持ちます" in text_of(anonymous.get(address)), address
    refused = client.post(WINDOW + "close/", data)
    assert refused.status_code == 400 and "もう閉じています" in text_of(refused)
    assert client.post("/directory/window/heir/close/", data | {"successor": "desk"}).status_code == 400


def test_who_waits_at_a_window_that_closes_is_offered_to_another_organisation_after_a_look(
    asked, cast, loaded_plan
):
    request, _code = asked()
    client, address = cast.client(cast.body), f"/directory/window/{HERE}/close/"
    data = {"on": clock.today().isoformat(), "successor": THERE, "reason": "移ったため"}
    look = text_of(client.post(address, data))
    assert "待っている申し込み 1件" in look and "相手が受けるまで読むのは、いまと同じ" in look
    assert again(request).state == "received" and Window.objects.get(pk=HERE).status == "active"
    told = client.post(address, data | {"step": "save"}, follow=True)
    assert "待っていた申し込み1件は、後を継ぐ窓口にたずねました。" in text_of(told)
    request = again(request)
    assert (request.window, request.organisation, request.offered_to) == (HERE, "prefecture", THERE)


def test_a_closing_is_taken_back_as_one_act(desk, cast):
    client = cast.client(cast.body)
    Window.objects.filter(pk="desk").update(takes_requests=True, status="temporarily closed")
    heir = Window.objects.create(key="heir", name="次の受付", kind="見本")
    heir.operators.add("prefecture")
    touch()
    data = {"on": "2025-11-26", "successor": "heir", "reason": "移ったため", "step": "save"}
    assert cast.client(cast.elsewhere).post(WINDOW + "reopen/").status_code == 403
    assert "閉じる予定がありません" in text_of(client.post(WINDOW + "reopen/", follow=True))
    client.post(WINDOW + "close/", data)
    status = Change.objects.get(key="desk", field="status")
    one = client.post(f"/directory/changes/{status.pk}/undo/", follow=True)
    assert "「閉じるのを取り消す」" in text_of(one)
    client.post(WINDOW + "reopen/")
    desk.refresh_from_db()
    assert (desk.status, desk.closes_on, desk.successor_id, desk.takes_requests) == (
        "temporarily closed", None, None, True,
    )  # fmt: skip


def test_a_closing_to_come_is_announced_and_happens_on_its_day(desk, cast, anonymous, clock_at):
    cast.client(cast.body).post(
        WINDOW + "close/", {"on": "2026-03-31", "successor": "", "reason": "終わるため", "step": "save"}
    )
    desk.refresh_from_db()
    assert desk.status == "active" and desk.closes_on == date(2026, 3, 31)
    assert "令和8年3月31日に閉じます。" in text_of(anonymous.get("/windows/desk/"))
    form = cast.client(cast.body).get(f"/directory/window/{HERE}/close/").context["form"]
    offered = {key for _group, keys in form.fields["successor"].choices[1:] for key, _name in keys}
    assert "desk" not in offered and THERE in offered
    clock_at("2026-03-31T00:10")
    assert "この窓口は終了しました" in text_of(anonymous.get("/windows/desk/")), "also before the routine"
    assert [escalate().closed for _ in range(2)] == [1, 0]
    desk.refresh_from_db()
    assert desk.status == "defunct"
    assert Change.objects.get(key="desk", field="status").by == "決まった処理"
