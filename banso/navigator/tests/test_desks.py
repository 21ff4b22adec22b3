"""A window takes requests once somebody is named who reads them: before, nobody is promised a reader, and nobody reads."""

import pytest

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.directory.models import Window
from banso.directory.operations.tracing import touch
from banso.navigator import operations
from banso.navigator.models import Desk
from banso.navigator.states import Part
from banso.navigator.tests.contacts import HERE, SECRET, THERE

pytestmark = pytest.mark.django_db
BUTTON = f'href="/contact/{HERE}/"'


@pytest.fixture
def switched_on(loaded_plan, clock_at):
    """The office of ``HERE`` wants requests, and has named nobody yet."""
    clock_at("2025-11-20T10:00")
    Window.objects.filter(key=HERE).update(takes_requests=True, answer_days=3)
    touch()


def said(response):
    return response.content.decode()


def seat(user, part=Part.STAFF, window=HERE):
    return operations.seat(window=window, organisation=user.organisation, user_id=user.pk, part=part, by=user)


def test_without_a_person_in_charge_there_is_no_button_and_no_form(switched_on, cast, anonymous):
    assert BUTTON not in said(anonymous.get(f"/windows/{HERE}/"))
    refused = anonymous.post(f"/contact/{HERE}/", {"name": "はな", "text": SECRET})
    assert "画面からの申し込みを受けていません" in said(refused) and SECRET in said(refused)
    seat(cast.body, Part.DEPUTY)
    assert BUTTON not in said(anonymous.get(f"/windows/{HERE}/")), "a deputy is told late, and is not enough"
    seat(cast.body)
    assert BUTTON in said(anonymous.get(f"/windows/{HERE}/"))
    form = said(anonymous.get(f"/contact/{HERE}/"))
    assert "読めるのは、この窓口の係だけです" in form


def test_owner_and_secretariat_see_which_windows_cannot_take_requests_yet_and_why(switched_on, cast):
    own, watch = cast.client(cast.body), cast.client(cast.secretariat)
    assert "まだ申し込みを受けられません" in said(own.get("/requests/desks/"))
    told = said(watch.get("/requests/watch/"))
    assert "読む係が決まっていない" in told and "埼玉しごとサポート" in told
    seat(cast.body)
    assert "まだ申し込みを受けられません" not in said(own.get("/requests/desks/"))
    told = said(watch.get("/requests/watch/"))
    assert "埼玉しごとサポート" not in told and "すべて係がいます" in told


def test_a_seat_of_another_office_opens_no_window(switched_on, cast, anonymous):
    operations.seat(
        window=HERE,
        organisation="labour-bureau",
        user_id=cast.elsewhere.pk,
        part=Part.STAFF,
        by=cast.elsewhere,
    )
    assert BUTTON not in said(anonymous.get(f"/windows/{HERE}/"))


def test_who_leaves_takes_the_button_along_within_a_run_of_the_routine(switched_on, cast, anonymous):
    seat(cast.body)
    cast.body.is_active = False
    cast.body.save()
    operations.escalate()
    assert BUTTON not in said(anonymous.get(f"/windows/{HERE}/"))


def test_nobody_of_the_office_reads_what_waits_at_a_desk_without_people(asked, cast):
    request, _ = asked()
    colleague = add_user(username="tonari", password="x" * 20, role=Role.BODY, organisation="prefecture")
    client, page = cast.client(colleague), f"/requests/{request.pk}/"
    assert client.get(page).status_code == 403
    Desk.objects.all().delete()
    for user in (colleague, cast.body):
        refused = cast.client(user).get(page)
        assert refused.status_code == 403 and SECRET not in said(refused)
    told = said(client.get("/requests/"))
    assert "係のいない窓口に、1件の申し込みが届いています" in told and SECRET not in told
    assert "1件の申し込みが、返事を待っています" in said(client.get("/requests/desks/"))
    seat(colleague)
    assert SECRET in said(client.get(page))


def test_the_last_person_does_not_leave_those_who_wait(asked, cast):
    asked()
    last = Desk.objects.get(window=HERE)
    client = cast.client(cast.body)
    for leave in (
        lambda: client.post(f"/requests/desks/{last.pk}/remove/", follow=True),
        lambda: client.post("/requests/desks/", {"window": HERE, "user_id": cast.body.pk, "part": "deputy"}),
    ):
        assert "先に、代わりの係を決めてください" in said(leave())
        assert Desk.objects.now().filter(window=HERE, part=Part.STAFF).count() == 1
    colleague = add_user(username="tonari", password="x" * 20, role=Role.BODY, organisation="prefecture")
    operations.seat(
        window=HERE, organisation="prefecture", user_id=colleague.pk, part=Part.STAFF, by=cast.body
    )
    client.post(f"/requests/desks/{last.pk}/remove/")
    assert [seat.user for seat in Desk.objects.now().filter(window=HERE)] == [colleague]
    assert Desk.objects.now().filter(window=THERE).exists()


def test_an_organisation_without_windows_is_told_that_it_has_no_desk_to_fill(loaded_plan, cast):
    nobody = add_user(username="nashi", password="x" * 20, role=Role.BODY, organisation="kanto-mlit")
    page = said(cast.client(nobody).get("/requests/desks/"))
    assert (
        "相談の申し込みを受ける窓口を運営していません" in page and "運営する組織を入れてください" not in page
    )
