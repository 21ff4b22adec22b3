"""A disk that is full in the middle: all of it or nothing, and a sentence that says so."""

import errno
from contextlib import ExitStack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from banso.ledger.models import Entry
from banso.returns import operations
from banso.returns.models import IndicatorLine, Question, Rejected, Return, Version
from banso.returns.operations.outcomes import is_full
from banso.returns.tests.filling import filled

pytestmark = pytest.mark.django_db
TABLES = (Version, Return, IndicatorLine, Question, Rejected, Entry)


@pytest.fixture
def full_disk(monkeypatch):
    """``full_disk()``: from here on nothing more fits. SQLite is truly full; PostgreSQL's driver says it as it would."""

    def fill():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 2}")
        else:

            def refuse(execute, sql, params, many, context):
                if sql.startswith("INSERT"):
                    raise OperationalError('could not extend file "base/1/2": No space left on device')
                return execute(sql, params, many, context)

            stack.enter_context(connection.execute_wrapper(refuse))

    with ExitStack() as stack:
        yield fill
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def counts():
    return [table.objects.count() for table in TABLES]


def test_taking_leaves_nothing_and_says_so(plan, template, cast, full_disk):
    before, data = counts(), filled(template) + b"\0" * 100_000
    full_disk()
    with pytest.raises(operations.NotSaved, match="何も保存していません"):
        operations.take_workbook(plan=plan, file=data, file_name="県.xlsx", by=cast.body)
    assert counts() == before


def test_the_page_says_so_and_stays_up(plan, template, cast, full_disk):
    client = cast.client(cast.body)
    client.get("/returns/")
    full_disk()
    file = SimpleUploadedFile("県.xlsx", filled(template) + b"\0" * 100_000)
    page = client.post("/returns/2025-09/prefecture/upload/", {"file": file}, follow=True)
    assert page.status_code == 200
    assert "保存する場所の空きがないため、何も保存していません" in page.content.decode()
    assert Version.objects.count() == 0


def test_approving_leaves_the_version_where_it_was(take, cast, monkeypatch):
    version = take()

    def full(facts):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("banso.returns.operations.life.ledger.record", full)
    with pytest.raises(operations.NotSaved):
        operations.approve(version=version, by=cast.secretariat)
    assert (Version.objects.get().state, Entry.objects.count()) == ("submitted", 0)


def test_a_fault_of_another_kind_is_not_called_a_full_disk():
    assert is_full(OSError(errno.ENOSPC, "x"))
    assert not is_full(OSError(errno.EIO, "Input/output error"))
    assert not is_full(OperationalError("database is locked"))
