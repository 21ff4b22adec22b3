"""Many requests with one contact are one entry for the desk; what is no request for a talk is closed together, and back."""

import pytest

from banso.access.rules import Refused
from banso.lib.sealing import new_key
from banso.navigator import operations, queries
from banso.navigator.models import Request, RequestEvent
from banso.navigator.operations import NotPossible, TooMany
from banso.navigator.states import Outcome, Reason, State
from banso.navigator.tests.contacts import THERE, again, rows
from banso.navigator.tests.test_contact_pages import FORM, WRITTEN, made
from banso.notices.models import Notice

pytestmark = pytest.mark.django_db
OTHER = "0480000000"


def said(response):
    return response.content.decode()


@pytest.fixture
def thursday(windows, clock_at):
    return clock_at


@pytest.fixture
def three(asked):
    """Three with one number and one with another, each from a line of its own."""
    mine = [asked(text=f"{n}", word=f"{n}", source=f"192.0.2.{n}")[0] for n in range(3)]
    return mine, asked(text="べつの人", address=OTHER)[0]


def test_what_one_contact_sent_is_one_entry_and_told_once(three, cast):
    (first, *_), other = three
    lines = queries.inbox(cast.body).open
    assert [(line.request.pk, len(line.others)) for line in lines] == [(first.pk, 2), (other.pk, 0)]
    assert queries.waiting_for(cast.body) == (2, 0)
    assert "同じ連絡先から、ほかに2件" in said(cast.client(cast.body).get("/requests/"))
    told = Notice.objects.filter(user=cast.body, subject="相談の申し込みが届きました")
    assert sorted(told.values_list("related", flat=True)) == [f"request:{first.pk}", f"request:{other.pk}"]


def test_one_talk_answers_all_of_them_and_each_code_tells_it(three, cast, thursday):
    (first, *others), other = three
    client, page = cast.client(cast.body), f"/requests/{first.pk}/"
    assert f"受付 {others[1].pk}" in said(client.get(page))
    client.post(f"{page}take/")
    assert [row.state for row in rows(Request)] == [State.TAKEN] * 3 + [State.RECEIVED]
    talked = {"outcome": "talked", "day": "2025-11-20", "time": "10:00"}
    client.post(f"{page}attempt/", talked | {"also": "on"})
    assert [again(r).state for r in (first, *others)] == [State.ANSWERED] * 3
    assert again(other).state == State.RECEIVED


def test_a_talk_says_nothing_of_what_came_after_it_or_of_others_where_it_is_not_meant(asked, cast, thursday):
    first, _ = asked()
    thursday("2025-11-20T12:00")
    later, _ = asked(text="あとから", word="later", source="192.0.2.9")
    operations.take(request=first, by=cast.body)
    talk = {"outcome": Outcome.TALKED, "at": first.received_at, "by": cast.body, "also": True}
    operations.note_attempt(request=first, **talk)
    assert (again(first).state, again(later).state) == (State.ANSWERED, State.TAKEN)
    second, _ = asked(text="また", word="again", source="192.0.2.8")
    operations.note_attempt(request=later, **(talk | {"at": later.received_at, "also": False}))
    assert again(second).state == State.RECEIVED


def test_one_line_is_held_off_with_one_contact_and_another_line_learns_nothing(asked, anonymous):
    """Whoever tries somebody's number elsewhere gets what everybody gets: a request of its own, with a code of its own."""
    for n in range(3):
        asked(text=f"{n}", word=f"{n}")
    with pytest.raises(TooMany) as held:
        asked(text="4", word="4")
    assert (held.value.cause, held.value.again) == ("contact", "明日になったら")
    asked(text="4", word="4", address=OTHER)
    asked(text="4", word="4", window=THERE)
    _, known = asked(text="さぐる", word="probe", source="198.51.100.7")
    _, free = asked(text="さぐる", word="probe2", source="198.51.100.7", address="0481111111")
    pages = [said(anonymous.post("/contact/", {"code": code})).replace(code, "") for code in (known, free)]
    assert pages[0] == pages[1] and "返事待ち" in pages[0]


def test_held_off_it_is_said_that_the_first_arrived_and_how_to_look_it_up(windows, cast, anonymous, clock_at):
    for minute in range(1, 5):
        data = {**WRITTEN, "text": f"{minute}", "made": made(anonymous)}
        clock_at(f"2025-11-20T10:{minute:02}")
        response = anonymous.post(FORM, data)
    assert response.status_code == 429 and "前に送ったものは届いています" in said(response)
    assert 'href="/contact/"' in said(response) and "Retry-After" in response


def test_ticked_requests_are_closed_with_a_reason_seen_by_code_and_put_back(three, cast, anonymous):
    (first, *others), other = three
    client = cast.client(cast.body)
    bare = client.post("/requests/dismiss/", {"requests": [first.pk]})
    assert bare.status_code == 400 and "閉じる理由を選んで" in said(bare)
    none = client.post("/requests/dismiss/", {"reason": "prank"})
    assert none.status_code == 400 and "一つ以上選んで" in said(none)
    client.post("/requests/dismiss/", {"requests": [first.pk], "reason": "prank"})
    assert [row.state for row in rows(Request)] == [State.DISMISSED] * 3 + [State.RECEIVED]
    assert all(again(row).content is not None for row in (first, *others)), "nothing is erased at once"
    traced = rows(RequestEvent, verb="dismiss")
    assert {(step.by, step.outcome) for step in traced} == {(cast.body, "prank")} and len(traced) == 3
    listed = said(client.get("/requests/"))
    assert f"/requests/{first.pk}/" in listed[listed.index("終わった申し込みを見る") :]
    assert "いたずらや宣伝" in said(client.get(f"/requests/{first.pk}/"))
    client.post(f"/requests/{first.pk}/restore/")
    back = again(first)
    assert (back.state, back.due_on, back.ended_at) == (State.RECEIVED, first.due_on, None)
    assert again(others[0]).state == State.DISMISSED


def test_a_person_taken_for_a_flood_sees_it_and_comes_back_by_writing_anew(asked, cast, anonymous):
    request, code = asked()
    operations.dismiss(requests=[request.pk], reason=Reason.PRANK, by=cast.body)
    status = said(anonymous.post("/contact/", {"code": code}))
    assert "窓口が、この申し込みを閉じました" in status and "もう一度、窓口に届きます" in status
    new = {"asker": "self", "name": "はな", "reach": "phone", "address": "048-222-3333", "text": "本当です"}
    anonymous.post("/contact/change/", {"code": code, **new})
    row = again(request)
    assert (row.state, row.ended_at) == (State.RECEIVED, None)
    assert [line.request.pk for line in queries.inbox(cast.body).open] == [request.pk]


def test_nobody_else_closes_and_all_or_none_is_closed(three, asked, cast):
    (first, *_), other = three
    for stranger in (cast.elsewhere, cast.secretariat, cast.reader):
        with pytest.raises(Refused):
            operations.dismiss(requests=[first.pk], reason=Reason.PRANK, by=stranger)
        assert cast.client(stranger).post(f"/requests/{first.pk}/restore/").status_code == 403
    operations.take(request=other, by=cast.body)
    operations.note_attempt(request=other, outcome=Outcome.TALKED, at=other.received_at, by=cast.body)
    with pytest.raises(NotPossible):
        operations.dismiss(requests=[first.pk, other.pk], reason=Reason.PRANK, by=cast.body)
    assert again(first).state == State.RECEIVED
    own = cast.client(cast.body)
    assert own.post("/requests/dismiss/", {"requests": ["999"], "reason": "prank"}).status_code == 400


def test_late_ones_of_one_contact_are_one_for_the_deputy_and_the_secretariat(three, cast, thursday):
    thursday("2025-12-05T10:00")
    operations.escalate()
    late = queries.unanswered(cast.secretariat)
    assert len(late) == 2 == queries.unanswered_count()
    told = Notice.objects.filter(user=cast.body, subject="相談の申し込みの期限が過ぎています")
    assert told.count() == 2


def test_the_mark_of_a_contact_tells_no_number_follows_the_keys_and_goes_with_the_content(asked, settings):
    settings.DATA_KEY = new_key()
    (request, _), (other, _) = asked(), asked(text="べつ", word="2")
    before = request.contact_mark
    assert before == other.contact_mark and len(before) == 64 and "0901234" not in before
    settings.DATA_KEY = f"{new_key()},{settings.DATA_KEY}"
    operations.rotate()
    after = again(request).contact_mark
    assert after == again(other).contact_mark != before
    operations.withdraw(request=again(request))
    assert again(request).contact_mark == ""
