"""The pages of a window's people and of the secretariat, and the commands."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main
from banso.navigator import operations
from banso.navigator.models import ContentRead, Desk, Request
from banso.navigator.states import State
from banso.navigator.tests.contacts import HERE, SECRET, THERE, rows
from tests.browser import axe_findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def thursday(windows, clock_at):
    return clock_at


def said(response):
    return response.content.decode()


def test_a_desk_works_a_request_from_the_list_to_the_answer(asked, cast, assert_queries):
    request, _ = asked()
    client, page = cast.client(cast.body), f"/requests/{request.pk}/"
    client.get("/requests/")
    with assert_queries(12):
        listed = client.get("/requests/")
    assert "あと3開庁日" in said(listed) and SECRET not in said(listed) and rows(ContentRead) == []
    with assert_queries(16):  # the page's own twelve, the read log and what is locked for it
        opened = client.get(page)
    assert SECRET in said(opened) and "no-store" in opened["Cache-Control"]
    assert len(rows(ContentRead)) == 1
    client.post(f"{page}take/")
    bad = client.post(f"{page}attempt/", {"outcome": "talked", "day": "2025-11-21", "time": "10:00"})
    assert bad.status_code == 400 and "今より後" in said(bad)
    client.post(f"{page}attempt/", {"outcome": "talked", "day": "2025-11-20", "time": "10:00"})
    assert [row.state for row in rows(Request)] == [State.ANSWERED]


def test_another_window_is_asked_and_takes_over(asked, cast):
    request, _ = asked()
    page = f"/requests/{request.pk}/"
    sender, receiver = cast.client(cast.body), cast.client(cast.elsewhere)
    sender.post(f"{page}take/")
    assert sender.post(f"{page}offer/", {"window": "hw-urawa"}).status_code == 400
    sender.post(f"{page}offer/", {"window": THERE})
    seen = receiver.get(page)
    assert "この申し込みを受けますか" in said(seen) and SECRET not in said(seen)
    receiver.post(f"{page}accept/")
    assert SECRET in said(receiver.get(page))
    assert sender.get(page).status_code == 403


def test_who_may_not_gets_a_refusal_and_no_content(asked, cast, anonymous):
    request, _ = asked()
    page = f"/requests/{request.pk}/"
    for user in (cast.secretariat, cast.elsewhere, cast.reader):
        refused = cast.client(user).get(page)
        assert refused.status_code == 403 and SECRET not in said(refused)
        assert cast.client(user).post(f"{page}take/").status_code == 403
    assert anonymous.get(page).status_code == 302
    # A number that nobody has is refused alike: who tries numbers learns nothing.
    assert cast.client(cast.body).get("/requests/999999/").status_code == 403
    assert cast.client(cast.body).post(f"{page}forget/").status_code == 404
    assert rows(ContentRead) == []


def test_an_organisation_puts_its_people_at_its_desks(windows, cast):
    client = cast.client(cast.body)
    client.post("/requests/desks/", {"window": HERE, "user_id": cast.body.pk, "part": "deputy"})
    desk = Desk.objects.get()
    assert (desk.window, desk.organisation, desk.part) == (HERE, "prefecture", "deputy")
    bad = client.post("/requests/desks/", {"window": THERE, "user_id": cast.elsewhere.pk, "part": "staff"})
    assert bad.status_code == 400
    assert cast.client(cast.elsewhere).post(f"/requests/desks/{desk.pk}/remove/").status_code == 403
    client.post(f"/requests/desks/{desk.pk}/remove/")
    assert Desk.objects.now().count() == 0 and Desk.objects.count() == 1


def test_the_secretariat_sees_a_number_a_window_and_an_age(asked, cast, thursday, assert_queries):
    request, _ = asked()
    client = cast.client(cast.secretariat)
    thursday("2025-12-02T10:00")
    client.get("/requests/watch/")
    with assert_queries(12):
        page = client.get("/requests/watch/")
    assert f"受付 {request.pk}" in said(page) and "12日" in said(page)
    assert "はな" not in said(page) and SECRET not in said(page)
    assert "答えのない相談の申し込み" in said(client.get("/"))
    assert cast.client(cast.body).get("/requests/watch/").status_code == 403
    assert "期限超過" in said(cast.client(cast.body).get("/requests/"))
    assert "相談の申し込み" in said(cast.client(cast.body).get("/"))


def test_the_commands_tell_and_close_anew(asked, thursday, settings):
    request, _ = asked()
    thursday("2025-12-02T10:00")
    told = CliRunner().invoke(main, ["contacts", "escalate", "--json"])
    assert json.loads(told.output) == {
        "deputies_told": 1,
        "secretariat_told": 1,
        "moved_from_closed_windows": 0,
        "offered_from_closed_windows": 0,
        "windows_closed": 0,
        "forgotten": 0,
    }
    key = CliRunner().invoke(main, ["contacts", "new-key"]).output.strip()
    settings.DATA_KEY = key
    told = CliRunner().invoke(main, ["contacts", "rotate-key"])
    assert told.exit_code == 1 and f"受付 {request.pk}" in told.stderr


@pytest.mark.browser
def test_axe_finds_nothing_on_a_phone(new_page, live_server, asked, cast):
    request, _ = asked()
    operations.take(request=request, by=cast.body)
    page = new_page(user=cast.body, width=390)
    found = {}
    for address in ("/requests/", f"/requests/{request.pk}/", "/requests/desks/"):
        page.goto(live_server.url + address)
        found[address] = axe_findings(page), page.evaluate("document.documentElement.scrollWidth") <= 390
    assert set(map(str, found.values())) == {"([], True)"}
