"""Who sees a request is decided in code, and on PostgreSQL by the database again."""

from contextlib import nullcontext
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from banso.access import sight
from banso.access.operations import add_user
from banso.access.roles import Role
from banso.access.sight import NoSight
from banso.cli import main
from banso.navigator import operations, queries
from banso.navigator.models import ContentRead, Desk, Request, RequestEvent
from banso.navigator.queries.desks import may_open, may_receive
from banso.navigator.states import Part
from banso.navigator.tests.contacts import HERE, THERE, everything, rows

pytestmark = pytest.mark.django_db
TABLES = ["navigator_contentread", "navigator_request", "navigator_requestevent"]


def counted():
    """How many rows each table shows to bare SQL, past every decision of the code."""
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
    return found


@pytest.mark.row_security
def test_bare_sql_sees_only_what_its_sight_shows(asked, cast):
    request, code = asked()
    operations.read_content(request=request, by=cast.body)
    assert counted() == [0, 0, 0]
    shown = [
        (sight.of_member(cast.body), [1, 1, 1]),
        (sight.of_member(cast.elsewhere), [0, 0, 0]),
        (sight.of_member(cast.secretariat), [0, 0, 0]),
        (sight.of_member(cast.reader), [0, 0, 0]),
        (sight.of_codes(operations.marks_of(code)), [1, 1, 1]),
        (sight.of_codes(operations.marks_of("111-111-1111")), [0, 0, 0]),
        (sight.of_codes([""]), [0, 0, 0]),
        (sight.of_watch(request.due_on), [0, 0, 0]),
        (sight.of_watch(date(2025, 11, 27)), [0, 1, 0]),
        (everything(), [1, 1, 1]),
    ]
    for number, (seen, rows_seen) in enumerate(shown):
        with seen:
            assert counted() == rows_seen, number
        assert counted() == [0, 0, 0], number


@pytest.mark.row_security
def test_nobody_writes_past_what_is_seen(asked, cast):
    asked()
    with sight.of_watch(date(2026, 1, 1)):
        assert Request.objects.update(state="answered") == 0
    with sight.of_member(cast.elsewhere):
        assert Request.objects.update(state="answered") == 0
    with pytest.raises(DatabaseError), sight.of_member(cast.body):
        Request.objects.update(organisation="labour-bureau")
    assert [(row.state, row.organisation) for row in rows(Request)] == [("received", "prefecture")]


@pytest.mark.row_security
def test_both_walls_stand_at_the_same_place(asked, cast):
    """A desk of one, a desk of some, an offer: the database shows what the code would open, to each role."""

    def colleague(name, organisation, role=Role.BODY):
        return add_user(username=name, password="x" * 20, role=role, organisation=organisation)

    people = [
        cast.body, cast.elsewhere, cast.secretariat, cast.reader,
        colleague("seated", "prefecture"), colleague("beside", "labour-bureau"),
        colleague("onlooker", "prefecture", Role.READER),
    ]  # fmt: skip

    def agreed():
        requests, seen = rows(Request), []
        for user in people:
            with sight.of_member(user):
                shown = {row.pk for row in Request.objects.all()}
            allowed = {row.pk for row in requests if may_open(user, row) or may_receive(user, row)}
            assert shown == allowed, user
            seen.append(len(shown))
        return seen

    mine, offered = asked()[0], asked(text="渡すもの")[0]
    asked(text="よその窓口へ", window=THERE)
    assert agreed() == [2, 1, 0, 0, 0, 0, 0]
    operations.take(request=offered, by=cast.body)
    operations.offer(request=offered, window=THERE, by=cast.body)
    assert agreed() == [2, 2, 0, 0, 0, 0, 0]
    for window, by, seated in ((HERE, cast.body, people[4]), (THERE, cast.elsewhere, people[5])):
        operations.seat(
            window=window, organisation=by.organisation, user_id=seated.pk, part=Part.STAFF, by=by
        )
    assert agreed() == [2, 2, 0, 0, 2, 2, 0]
    operations.accept(request=offered, by=people[5])
    assert agreed() == [1, 2, 0, 0, 1, 2, 0]
    operations.withdraw(request=mine)
    assert agreed() == [1, 2, 0, 0, 1, 2, 0]
    # The last one goes to another office: the desk is nobody's.
    Desk.objects.filter(user=cast.body).delete()
    people[4].organisation = "labour-bureau"
    people[4].save()
    assert agreed() == [0, 2, 0, 0, 0, 2, 0]
    people[5].is_active = False
    people[5].save()
    with sight.of_member(people[5]):
        assert counted() == [0, 0, 0]


def test_a_query_outside_any_sight_is_an_error_and_not_an_empty_list(asked, cast):
    request, _ = asked()
    with sight.of_member(cast.body):
        late = Request.objects.open()
        assert late.count() == 1
        steps = request.events.all()
    for query in (
        lambda: list(late), late.count, late.exists, late.first, steps.count,
        lambda: late.update(state="answered"), late.delete, lambda: Request.objects.get(pk=request.pk),
        lambda: list(RequestEvent.objects.values_list("verb")), ContentRead.objects.exists,
    ):  # fmt: skip
        with pytest.raises(NoSight):
            query()
    assert len(rows(RequestEvent)) == 1


@pytest.mark.parametrize("routine", [operations.escalate, operations.forget, operations.rotate])
def test_a_routine_that_forgets_to_say_its_sight_fails_loudly(asked, monkeypatch, routine):
    asked()
    monkeypatch.setattr("banso.access.sight.of_routine", lambda _: nullcontext())
    with pytest.raises(NoSight, match="navigator_request"):
        routine()


def test_the_command_of_such_a_routine_ends_with_an_error(asked, monkeypatch):
    asked()
    monkeypatch.setattr("banso.access.sight.of_routine", lambda _: nullcontext())
    ended = CliRunner().invoke(main, ["contacts", "escalate"])
    assert ended.exit_code == 1 and ended.stdout == "" and isinstance(ended.exception, NoSight)


def test_a_sight_ends_with_its_block_however_it_ends(asked, cast):
    request, _ = asked()
    with everything():
        with pytest.raises(ZeroDivisionError), sight.of_member(cast.elsewhere):
            raise ZeroDivisionError
        with sight.of_member(cast.elsewhere):
            assert queries.waiting_for(cast.body) == (1, 0)
        assert Request.objects.get() == request
    with pytest.raises(NoSight):
        Request.objects.count()


@pytest.mark.row_security
@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_sight_is_left_on_the_connection_for_the_next_page():
    def left():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('banso.sight', true)")
            return cursor.fetchone()[0]

    with sight.of_codes(["abc"]):
        assert left() == "code:abc"
    assert left() == ""
    with pytest.raises(ZeroDivisionError), everything():
        raise ZeroDivisionError
    assert left() == ""
    with transaction.atomic():
        with everything():
            assert left() == "routine:keys"
        assert left() == ""


def test_every_table_of_requests_is_guarded():
    assert sight.guarded_tables() == TABLES
    assert sight.why_unguarded() == ""


@pytest.mark.row_security
def test_a_table_that_stands_open_is_told(cast):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE navigator_contentread NO FORCE ROW LEVEL SECURITY")
    told = sight.why_unguarded()
    assert "navigator_contentread" in told and "navigator_request、" not in told


@pytest.mark.row_security
def test_nothing_is_served_as_a_user_whom_row_security_lets_pass(monkeypatch, settings):
    served = []
    monkeypatch.setattr("banso.portal.serving.serve", lambda *given: served.append(given) or 0)
    settings.TRIAL, settings.DATA_KEY = False, "set"
    environment = {"BANSO_SECRET_KEY": "x" * 50, "BANSO_PLAN": "saitama/2025"}
    assert CliRunner().invoke(main, ["serve"], env=environment).exit_code == 0
    superuser = connection.copy()
    superuser.settings_dict["USER"] = "postgres"
    monkeypatch.setattr(sight, "connection", superuser)
    refused = CliRunner().invoke(main, ["serve"], env=environment)
    superuser.close()
    assert refused.exit_code == 1 and "SUPERUSER" in refused.stderr and len(served) == 1
