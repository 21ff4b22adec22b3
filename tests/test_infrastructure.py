"""The tests' own tools keep what they promise."""

import pytest
from django.db import connection

from banso.lib import clock

pytestmark = pytest.mark.django_db


def test_the_chosen_database_is_really_used():
    import os

    wanted = {"postgres": "postgresql"}.get(os.environ.get("BANSO_TEST_DATABASE", "sqlite"), "sqlite")
    assert connection.vendor == wanted


def test_the_clock_stands_where_a_test_puts_it(clock_at):
    clock_at("2025-11-20T23:59")
    assert clock.today().isoformat() == "2025-11-20"


def test_a_limit_on_queries_counts_only_the_pages_own(assert_queries, cast):
    from django.db import transaction

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
