"""A request from its first word until nothing of it is left but a number."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.access.rules import Refused
from banso.directory.models import Window
from banso.directory.operations.tracing import touch
from banso.directory.queries import catalogue
from banso.ledger.kinds import Kind
from banso.ledger.models import Entry
from banso.lib import clock
from banso.lib.sealing import new_key
from banso.navigator import operations, queries
from banso.navigator.content import opened
from banso.navigator.models import ContentRead, Request, RequestEvent, Salt, Tally
from banso.navigator.operations import HandedOn, NotPossible, TooMany
from banso.navigator.states import Outcome, Part, State
from banso.navigator.tests.contacts import HERE, SECRET, THERE, again, everything, rows
from banso.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def thursday(windows, clock_at):
    return clock_at


def told(request):
    return list(
        Entry.objects.filter(kind=Kind.FIRST_CONTACT, source=f"request:{request.pk}").values_list(
            "subject", "state", "amount"
        )
    )


def everything_in_the_database():
    """Every text of every table, as somebody reads it who has the file and no key."""
    found = []
    with everything(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("navigator_", "notices_", "ledger_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [
                    bytes(value).decode("utf-8", "ignore")
                    if isinstance(value, bytes | memoryview)
                    else str(value)
                    for row in cursor.fetchall()
                    for value in row
                ]
    return "\n".join(found)


def test_what_a_person_writes_is_nowhere_to_be_read_without_the_key(asked):
    request, code = asked()
    text = everything_in_the_database()
    for secret in (SECRET, "はな", "09012345678", code, code.replace("-", ""), "192.0.2.1"):
        assert secret not in text
    assert request.due_on.isoformat() == "2025-11-26"  # three working days; the 24th is a holiday


def test_the_same_form_sent_twice_is_one_request(asked):
    (first, code), (second, same) = asked(), asked()
    assert (first.pk, code) == (second.pk, same)
    other, _ = asked(text="ほかのこと")
    assert other.pk != first.pk
    assert told(first) == [(HERE, "received", 1)]


def test_a_person_withdraws_and_the_content_is_gone_at_once(asked):
    request, code = asked()
    operations.withdraw(request=request)
    assert again(request).content is None
    assert again(request).state == State.WITHDRAWN
    assert told(request) == [(HERE, "received", 1), (HERE, "withdrawn", 1)]
    with pytest.raises(NotPossible):
        operations.withdraw(request=request)
    assert queries.find(operations.marks_of(code)).state is State.WITHDRAWN


def test_the_window_reads_takes_and_answers(asked, cast):
    request, code = asked()
    content = operations.read_content(request=request, by=cast.body)
    assert (content.text, content.address) == (SECRET, "09012345678")
    operations.take(request=request, by=cast.body)
    operations.note_attempt(request=request, outcome=Outcome.NO_REPLY, at=clock.now(), by=cast.body)
    assert again(request).state == State.TAKEN
    operations.note_attempt(request=request, outcome=Outcome.TALKED, at=clock.now(), by=cast.body)
    assert again(request).state == State.ANSWERED
    assert [read.by for read in rows(ContentRead)] == [cast.body]
    seen = [happened.what for happened in queries.find(operations.marks_of(code)).happened]
    assert "窓口の人が内容を読みました" in seen and "窓口と話ができました" in seen


@pytest.mark.parametrize("who", ["secretariat", "elsewhere", "reader"])
def test_nobody_else_reads_it_not_even_the_secretariat(asked, cast, who):
    request, _ = asked()
    for act in (operations.read_content, operations.take):
        with pytest.raises(Refused):
            act(request=request, by=getattr(cast, who))
    with pytest.raises(Refused):
        queries.page(getattr(cast, who), request.pk)
    assert rows(ContentRead) == []


def test_a_desk_keeps_colleagues_of_other_desks_out(asked, cast):
    request, _ = asked()
    other = add_user(username="other", password="x" * 20, role=Role.BODY, organisation="prefecture")
    operations.seat(
        window=HERE, organisation="prefecture", user_id=cast.body.pk, part=Part.STAFF, by=cast.body
    )
    with pytest.raises(Refused):
        operations.read_content(request=request, by=other)
    assert queries.inbox(other).open == []
    assert [line.request.pk for line in queries.inbox(cast.body).open] == [request.pk]
    with pytest.raises(Refused):
        operations.seat(
            window=HERE, organisation="prefecture", user_id=other.pk, part=Part.STAFF, by=cast.elsewhere
        )
    with pytest.raises(NotPossible):
        operations.seat(
            window=HERE, organisation="prefecture", user_id=cast.elsewhere.pk, part=Part.STAFF, by=cast.body
        )


def test_only_the_holder_writes_down_what_came_of_it(asked, cast):
    request, _ = asked()
    with pytest.raises(NotPossible):
        operations.note_attempt(request=request, outcome=Outcome.TALKED, at=clock.now(), by=cast.body)
    operations.take(request=request, by=cast.body)
    with pytest.raises(NotPossible, match="今より後"):
        operations.note_attempt(
            request=request, outcome=Outcome.TALKED, at=clock.now() + timedelta(hours=1), by=cast.body
        )
    with pytest.raises(NotPossible, match="一度も"):
        operations.end_unreached(request=request, by=cast.body)


def test_the_sender_holds_until_the_receiver_accepts(asked, cast):
    request, _ = asked()
    operations.take(request=request, by=cast.body)
    operations.offer(request=request, window=THERE, by=cast.body)
    row = again(request)
    assert (row.window, row.organisation, row.holder) == (HERE, "prefecture", cast.body)
    with pytest.raises(Refused):
        operations.read_content(request=row, by=cast.elsewhere)  # offered is not yet given
    operations.decline(request=row, by=cast.elsewhere)
    assert (again(request).state, again(request).holder) == (State.TAKEN, cast.body)
    operations.offer(request=request, window=THERE, by=cast.body)
    with pytest.raises(Refused):
        operations.accept(request=request, by=cast.body)
    operations.accept(request=request, by=cast.elsewhere)
    row = again(request)
    assert (row.window, row.organisation, row.holder) == (THERE, "labour-bureau", cast.elsewhere)
    assert row.due_on == request.due_on
    with pytest.raises(Refused):
        operations.read_content(request=row, by=cast.body)
    verbs = [event.verb for event in rows(RequestEvent)]
    assert verbs == ["send", "take", "offer", "decline", "offer", "accept"]


@pytest.mark.parametrize("window", ["hw-urawa", "no-such-window", HERE])
def test_it_is_offered_only_to_a_window_that_takes_requests(asked, cast, window):
    request, _ = asked()
    operations.take(request=request, by=cast.body)
    with pytest.raises(NotPossible):
        operations.offer(request=request, window=window, by=cast.body)
    assert again(request).state == State.TAKEN


def test_the_deputy_then_the_secretariat_are_told_what_nobody_answers(asked, cast, thursday):
    request, _ = asked()
    deputy = add_user(username="deputy", password="x" * 20, role=Role.BODY, organisation="prefecture")
    for user, part in ((cast.body, Part.STAFF), (deputy, Part.DEPUTY)):
        operations.seat(window=HERE, organisation="prefecture", user_id=user.pk, part=part, by=cast.body)
    thursday("2025-11-26T18:00")

    def run():
        done = operations.escalate()
        return done.deputies, done.secretariat, done.moved + done.offered + done.closed

    assert run() == (0, 0, 0)
    thursday("2025-11-27T09:00")
    assert run() == (1, 0, 0)
    assert run() == (0, 0, 0)
    overdue = Notice.objects.filter(subject__contains="期限")
    assert [notice.user for notice in overdue] == [deputy]
    assert queries.unanswered(cast.secretariat) == []
    thursday("2025-12-01T09:00")
    (line,) = queries.unanswered(cast.secretariat)  # seen also before the routine has run
    assert (line.number, line.age, line.window) == (request.pk, 11, "埼玉しごとサポート")
    assert run() == (0, 1, 0)
    with pytest.raises(Refused):
        queries.unanswered(cast.body)


def test_a_notice_says_nothing_of_the_person(asked, cast):
    cast.body.email = "ken@example.jp"
    cast.body.save()
    asked()
    notices = list(Notice.objects.all())
    assert {notice.channel for notice in notices} == {"mail", "screen"}
    for notice in notices:
        for secret in (SECRET, "はな", "0901234"):
            assert secret not in notice.subject + notice.body


def test_what_was_kept_long_enough_is_forgotten_and_counted(asked, cast, thursday):
    request, code = asked()
    operations.take(request=request, by=cast.body)
    operations.note_attempt(request=request, outcome=Outcome.TALKED, at=clock.now(), by=cast.body)
    thursday("2026-02-17T09:00")
    assert operations.forget() == 0
    thursday("2026-02-19T09:00")
    assert operations.forget() == 1
    row = again(request)
    assert (row.content, row.state, row.code_mark, row.holder) == (None, State.FORGOTTEN, "", None)
    assert queries.find(operations.marks_of(code)) is None
    assert told(request) == [(HERE, "received", 1), (HERE, "answered", 1)]


def test_nothing_that_waits_is_forgotten_before_the_longest_time(asked, thursday):
    request, _ = asked()
    thursday("2026-11-19T09:00")
    assert operations.forget() == 0
    thursday("2026-11-21T09:00")
    assert operations.forget() == 1
    assert told(request)[-1] == (HERE, "unanswered", 1)


def test_who_could_not_be_reached_comes_back_with_another_way(asked, cast, windows, loaded_plan, thursday):
    request, _ = asked()
    operations.take(request=request, by=cast.body)
    operations.note_attempt(request=request, outcome=Outcome.WRONG_ADDRESS, at=clock.now(), by=cast.body)
    operations.end_unreached(request=request, by=cast.body)
    assert again(request).state == State.UNREACHED
    thursday("2025-12-08T09:00")
    content = replace(opened(again(request)), address="0481112222")
    operations.change(request=request, catalogue=catalogue(loaded_plan), content=content)
    row = again(request)
    assert (row.state, row.holder, row.due_on.isoformat()) == (State.RECEIVED, None, "2025-12-11")
    assert opened(row).address == "0481112222"


def test_a_window_that_closes_hands_on_at_once_only_within_its_organisation(asked, cast):
    taken, _ = asked()
    operations.take(request=taken, by=cast.body)
    ended, _ = asked(text="三つめ")
    operations.withdraw(request=ended)
    coming, _ = asked(text="四つめ", window=THERE)
    operations.take(request=coming, by=cast.elsewhere)
    operations.offer(request=coming, window=HERE, by=cast.elsewhere)
    Window.objects.get(pk=THERE).operators.add("prefecture")
    touch()
    with pytest.raises(Refused):
        operations.hand_on(window=HERE, successor=THERE, by=cast.reader)
    assert operations.hand_on(window=HERE, successor=THERE, by=cast.body) == HandedOn(moved=1)
    row = again(taken)
    assert (row.window, row.organisation, row.state) == (THERE, "prefecture", State.RECEIVED)
    assert (again(coming).state, again(coming).window) == (State.TAKEN, THERE)
    assert again(ended).window == HERE


def test_another_organisation_holds_what_waited_only_after_it_accepts(asked, cast):
    taken, _ = asked()
    operations.take(request=taken, by=cast.body)
    waiting, _ = asked(text="二つめ")
    assert operations.outlook(window=HERE, successor=THERE) == HandedOn(offered=2)
    assert operations.hand_on(window=HERE, successor=THERE, by=cast.body) == HandedOn(offered=2)
    for request in (taken, waiting):
        row = again(request)
        assert (row.window, row.organisation, row.state) == (HERE, "prefecture", State.OFFERED)
        for stranger in (cast.elsewhere, cast.secretariat):
            with pytest.raises(Refused):
                operations.read_content(request=row, by=stranger)
        assert operations.read_content(request=row, by=cast.body) is not None
    operations.decline(request=waiting, by=cast.elsewhere)
    assert (again(waiting).state, again(waiting).holder) == (State.RECEIVED, None)
    operations.accept(request=taken, by=cast.elsewhere)
    assert (again(taken).window, again(taken).organisation) == (THERE, "labour-bureau")
    assert operations.hand_on(window=HERE, successor=THERE, by=cast.body) == HandedOn(kept=1)
    assert operations.read_content(request=again(waiting), by=cast.body) is not None


def test_who_takes_back_what_nobody_held_holds_it(asked, cast):
    request, _ = asked()
    operations.hand_on(window=HERE, successor=THERE, by=cast.secretariat)
    operations.take_back(request=request, by=cast.body)
    assert (again(request).state, again(request).holder) == (State.TAKEN, cast.body)


def test_without_a_successor_the_organisation_goes_on_and_the_secretariat_sees_a_number(
    asked, cast, thursday
):
    request, _ = asked()
    assert operations.hand_on(window=HERE, by=cast.secretariat) == HandedOn(kept=1)
    with pytest.raises(Refused):
        operations.read_content(request=again(request), by=cast.secretariat)
    assert [line.request.pk for line in queries.inbox(cast.body).open] == [request.pk]
    thursday("2025-12-01T09:00")
    assert [line.number for line in queries.unanswered(cast.secretariat)] == [request.pk]


def test_nothing_waits_unasked_at_a_window_that_closed_on_its_day(asked, thursday):
    request, _ = asked()
    Window.objects.filter(key=HERE).update(closes_on="2025-11-21", successor=THERE)
    touch()
    assert operations.escalate().offered == 0
    thursday("2025-11-21T09:00")
    assert [operations.escalate().offered for _ in range(2)] == [1, 0]
    assert (again(request).window, again(request).offered_to) == (HERE, THERE)
    assert Window.objects.get(pk=HERE).status == "defunct"


def test_steps_and_reads_cannot_be_changed_or_removed(asked, cast):
    request, _ = asked()
    operations.read_content(request=request, by=cast.body)
    for table in ("navigator_requestevent", "navigator_contentread"):
        for statement in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError),
                everything(),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_new_key_closes_everything_anew_and_the_code_still_leads_there(asked, cast, settings):
    old, new = new_key(), new_key()
    settings.DATA_KEY = old
    request, code = asked()
    settings.DATA_KEY = f"{new},{old}"
    assert operations.rotate() == (1, [])
    assert operations.rotate() == (0, [])
    assert queries.find(operations.marks_of(code)).request == request
    settings.DATA_KEY = new
    assert operations.read_content(request=again(request), by=cast.body).text == SECRET
    settings.DATA_KEY = new_key()
    assert operations.rotate() == (0, [request.pk])
    with pytest.raises(NotPossible, match="鍵"):
        operations.read_content(request=again(request), by=cast.body)


@pytest.mark.parametrize(
    ("source", "free"),
    [
        ("192.0.2.1", ["192.0.2.2"]),
        ("2001:db8::1", ["2001:db8:0:1::1"]),  # who has the first half of an address has all of it
        ("unknown", ["192.0.2.1"]),
    ],
)
def test_a_flood_from_one_source_is_held_off_for_the_hour(asked, settings, thursday, source, free):
    settings.REQUESTS_AN_HOUR = 3
    for number in range(3):
        asked(text=f"{number}", source=source, address=f"0901234567{number}")
    with pytest.raises(TooMany) as held:
        asked(text="3", address="0480000000", source="2001:db8::2:2" if ":" in source else source)
    assert (held.value.cause, held.value.again) == ("source", "11時を過ぎたら")
    for other in free:
        asked(text="another", source=other)
    thursday("2025-11-20T11:00")
    asked(text="3", source=source)
    assert len(rows(Request)) == 5


def test_a_place_that_many_share_may_send_many_more(asked, settings):
    settings.REQUESTS_AN_HOUR, settings.REQUESTS_AN_HOUR_SHARED = 1, 4
    settings.SHARED_ADDRESSES = ["203.0.113.0/24"]
    for number in range(4):
        asked(text=f"{number}", source="203.0.113.9")
    with pytest.raises(TooMany):
        asked(text="4", source="203.0.113.9")


def test_one_source_alone_cannot_close_a_window_and_yesterday_is_forgotten(asked, monkeypatch, thursday):
    guarding = "banso.navigator.operations.guarding"
    monkeypatch.setattr(f"{guarding}.A_DAY_FOR_ONE_WINDOW", 3)
    monkeypatch.setattr(f"{guarding}.A_DAY_FROM_ONE_SOURCE_FOR_ONE_WINDOW", 2)
    for number in range(2):
        asked(text=f"{number}")
    with pytest.raises(TooMany) as held:
        asked(text="2")
    assert held.value.cause == "source"
    asked(text="2", window=THERE)
    asked(text="3", source="192.0.2.2")
    with pytest.raises(TooMany) as held:
        asked(text="4", source="192.0.2.3")
    assert (held.value.cause, held.value.again) == ("window", "明日になったら")
    thursday("2025-11-21T10:00")
    asked(text="13")
    assert {str(row.day) for row in [*Tally.objects.all(), *Salt.objects.all()]} == {"2025-11-21"}
