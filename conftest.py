"""What every test shares: the database to run on, the cast, the plan, the clock, the browser.

The settings are chosen here, before Django reads them: ``BANSO_TEST_DATABASE=sqlite`` (default) or ``postgres``.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

DATABASE = os.environ.get("BANSO_TEST_DATABASE", "sqlite")
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _choose_settings() -> None:
    """The environment of a test run, whatever the shell holds. Workers inherit it from their controller."""
    if DATABASE not in ("sqlite", "postgres"):
        pytest.exit(f"BANSO_TEST_DATABASE: sqlite or postgres, not {DATABASE!r}", 1)
    for name in [name for name in os.environ if name.startswith("BANSO_") and name != "BANSO_TEST_DATABASE"]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="banso-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder, "static").mkdir()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        # Playwright's synchronous interface runs a loop in the thread in which the tests use the ORM.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
        BANSO_DATA_DIR=folder,
        # Passkeys and cookies over plain HTTP on this machine.
        BANSO_TRIAL="1",
        BANSO_SECRET_KEY="only-for-tests",
        BANSO_PLAN="saitama/2025",
    )
    if DATABASE == "postgres":
        from tests.postgres import NoPostgres, cluster

        stack = ExitStack()
        try:
            os.environ["BANSO_DATABASE_URL"] = stack.enter_context(cluster())
        except NoPostgres as problem:
            pytest.exit(str(problem), 1)
        atexit.register(stack.close)
        # A polite end of the run takes the cluster and its folder along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


if not IS_WORKER:
    _choose_settings()

import django  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402

# Hashing as slowly as for real passwords would be most of the time of a test run.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from django.test import Client  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from banso.lib import clock  # noqa: E402
from tests.browser import Browser  # noqa: E402
from tests.cast import Cast, gather  # noqa: E402
from tests.databases import begin_numbers_again, counted_queries, flush_despite_triggers  # noqa: E402

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=SLOW)
hypothesis_settings.register_profile("prove", deadline=None, max_examples=2000, suppress_health_check=SLOW)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_report_header() -> str:
    return f"database: {DATABASE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second run is about the other database: a test that asks for none said all it has to say in the first."""

    def asks(item: pytest.Item) -> bool:
        if DATABASE != "postgres":
            return item.get_closest_marker("row_security") is None
        if item.get_closest_marker("copies_sqlite"):
            return False
        fixtures = set(getattr(item, "fixturenames", ()))
        return bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None

    without = [item for item in items if not asks(item)]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if asks(item)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite tests use a file: threads (the live server, two writers) then meet a real lock."""
    if DATABASE == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        django_settings.DATABASES["default"]["TEST"]["NAME"] = str(name)
    flush_despite_triggers()


@pytest.fixture(autouse=True)
def numbers_begin_again(request: pytest.FixtureRequest) -> None:
    """Rows get the same numbers in every test, on both databases; see :func:`begin_numbers_again`."""
    if DATABASE == "postgres":
        # Every test of this run asks for the database.
        request.getfixturevalue("db")
        begin_numbers_again()


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every test: see :class:`tests.cast.Cast`."""
    return gather()


@pytest.fixture
def loaded_plan(db: None) -> Any:
    """The plan in force: a ``LoadedPlan``, with the directory of organisations made from it."""
    from tests.plans import load_plan

    return load_plan("saitama/2025")


@pytest.fixture
def clock_at() -> Iterator[Callable[[str], None]]:
    """``clock_at("2025-11-20T10:00")``: from here on the clock stands there (in Japan) and ticks."""
    with ExitStack() as stack:

        def stand(text: str) -> None:
            stack.enter_context(clock.standing_at(datetime.fromisoformat(text).replace(tzinfo=clock.JAPAN)))

        yield stand


@pytest.fixture
def assert_queries() -> Callable[[int], AbstractContextManager[None]]:
    """``with assert_queries(12): client.get(…)``: at most so many queries, transaction control not counted."""
    return counted_queries


@pytest.fixture
def anonymous() -> Client:
    """A client that nobody has signed in with."""
    return Client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    with Browser.started() as started:
        yield started


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Any]]:
    """``new_page(user=None, javascript=True, width=1280)``: a page at the live server, signed in as ``user``.

    At the end of the test a request to anywhere else, or an error on a page's console, fails it.
    """
    with browser.visit(live_server.url) as visit:
        yield visit.new_page


@pytest.fixture
def browser_page(new_page: Callable[..., Any]) -> Any:
    """A page at the live server, with nobody signed in."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """``assert axe(page) == []``: what axe finds on a page, one line for each element."""
    from tests.browser import axe_findings

    return axe_findings
