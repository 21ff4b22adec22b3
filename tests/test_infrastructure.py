"""The tests' own tools keep what they promise."""

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from banso.lib import clock
from tests.plans import load_plan

pytestmark = pytest.mark.django_db


def test_the_chosen_database_is_really_used():
    import os

    wanted = {"postgres": "postgresql"}.get(os.environ.get("BANSO_TEST_DATABASE", "sqlite"), "sqlite")
    assert connection.vendor == wanted


def test_the_clock_stands_where_a_test_puts_it(clock_at):
    clock_at("2025-11-20T23:59")
    assert clock.today().isoformat() == "2025-11-20"


def test_a_limit_on_queries_counts_only_the_pages_own(assert_queries, cast):
    from banso.access.models import User

    with assert_queries(1), transaction.atomic():
        assert User.objects.count() == 4
    with pytest.raises(AssertionError, match="2 queries, at most 1"), assert_queries(1):
        User.objects.count(), User.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_test_may_empty_the_ledger_that_refuses_everybody_else(cast):
    """Passing here means that the flush of the test before and after this one works."""
    assert connection.introspection.table_names()


@pytest.mark.browser
def test_a_page_opens_in_chromium_and_axe_runs(new_page, axe):
    page = new_page(width=390)
    page.set_content("<html lang=ja><title>見本</title><main><h1>見本</h1><img src='data:,'></main>")
    assert [line.split()[0] for line in axe(page)] == ["image-alt"]


class _Undone(Exception):
    """Takes back what a block did."""


def _everything_after_loading(key: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, the moments without their second and the directory's token left out."""

    def plain(value: Any) -> Any:
        return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value

    rows: dict[str, list[tuple[Any, ...]]] = {}
    with pytest.raises(_Undone), transaction.atomic():
        assert load_plan(key).document.organisations
        for model in apps.get_models(include_auto_created=True):
            names = [field.attname for field in model._meta.concrete_fields if field.attname != "token"]
            found = model._base_manager.order_by("pk").values_list(*names)
            rows[model._meta.label] = [tuple(map(plain, row)) for row in found]
        raise _Undone
    return rows


@pytest.mark.parametrize("key", ["mihon/2025", "saitama/2025"])
def test_a_plan_that_is_put_back_is_the_plan_that_was_loaded(key, clock_at, monkeypatch):
    monkeypatch.setattr("tests.plans._KEPT", {})
    clock_at("2025-11-20T10:00")
    loaded = _everything_after_loading(key)
    assert loaded["directory.Organisation"] and loaded["plan.LoadAttempt"]
    clock_at("2025-11-20T10:00")
    assert _everything_after_loading(key) == loaded
    clock_at("2025-12-20T11:30")
    (attempt,) = _everything_after_loading(key)["plan.LoadAttempt"]
    assert [clock.local(value).isoformat()[:16] for value in attempt if isinstance(value, datetime)] == [
        "2025-12-20T11:30"
    ]
