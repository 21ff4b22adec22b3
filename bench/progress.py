"""Progress of 60 indicators × 40 reporting units × 36 months × 3 versions, beside the same questions through the ORM.

``python -m bench.progress`` seeds 259,200 entries on SQLite and on a private PostgreSQL, asks the same questions
of both ways, checks that the answers are equal, and prints one table of times and ratios. Options: ``--small`` for
a look in seconds; ``--only sqlite`` or ``--only postgres``.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

PLAN = "bench/2025"
BODIES, UNITS_EACH = 2, 20
YEARS, VERSIONS, RUNS = (2023, 2024, 2025), 3, 5
FIRST_KNOWN = datetime(2023, 5, 1, tzinfo=UTC)


def document(indicators: int) -> Any:
    """A plan of ``indicators`` flows, each held by two bodies with 20 reporting units."""
    from banso.indicators.tests.plans import small_plan

    bodies = [f"body-{number}" for number in range(BODIES)]
    units = [(f"{body}-unit-{number}", body) for body in bodies for number in range(UNITS_EACH)]
    return small_plan(
        *(
            {
                "id": f"indicator-{number}",
                "owners": bodies,
                "ownership": "joint",
                "reporting_units": [unit for unit, _ in units],
                "targets": [{"comparator": ">=", "value": 10000}],
            }
            for number in range(indicators)
        ),
        key=PLAN,
        organisations=[{"id": b, "name": b, "short_name": b, "kind": "single"} for b in bodies],
        members=[],
        reporting_units=[{"id": unit, "name": unit, "owner": body} for unit, body in units],
    )


def seed(plan: Any) -> int:
    """Every unit reports every month; each month is corrected twice. Returns the number of entries."""
    from django.db import connection

    from banso.ledger.models import Entry

    keys = [
        (indicator.id, unit.id, unit.owner, year, month)
        for year in YEARS
        for month in range(1, 13)
        for indicator in plan.document.all_indicators
        for unit in plan.document.reporting_units
    ]
    moments = [FIRST_KNOWN + timedelta(days=400 * version) for version in range(VERSIONS)]
    for version, moment in enumerate(moments):
        rows = (
            _entry(Entry, version * len(keys) + n, key, version, moment, len(keys))
            for n, key in enumerate(keys)
        )
        Entry.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(keys) * VERSIONS


def _entry(model: Any, n: int, key: tuple[Any, ...], version: int, moment: datetime, each: int) -> Any:
    subject, unit, body, year, month = key
    return model(
        seq=n + 1,
        kind="indicator_value",
        occurred_on=date(year, 4, 1),
        recorded_at=moment,
        plan=PLAN,
        subject=subject,
        organisation=body,
        unit=unit,
        component="value",
        fiscal_year=year,
        first_month=month,
        last_month=month,
        amount=(n * 7919) % 50 + version,
        status="final",
        replaces_id=n + 1 - each if version else None,
        source=f"return-version:{n // 40}",
        cell=f"指標!G{n % 40 + 5}",
        digest=f"{n:064x}",
    )


# Two ways to the same answers: for each indicator the cumulative figure, that of the period, last
# year's, and the parts.


def through_progress(plan: Any, question: Any, by_unit: bool) -> dict[Any, Decimal | None]:
    from banso.indicators.queries import progress

    found: dict[Any, Decimal | None] = {}
    for item in progress(plan, question, by_unit=by_unit):
        found[item.id] = item.cumulative.value
        found[item.id, "period"] = item.figure.value
        found[item.id, "last year"] = item.last_year
        for part in item.by_unit if by_unit else item.by_owner:
            found[item.id, part.key] = part.cumulative.value
    return found


def through_orm(plan: Any, question: Any, by_unit: bool) -> dict[Any, Decimal | None]:
    """As a page is written without an engine: one aggregate for each figure that it shows."""
    from django.db.models import Sum

    from banso.ledger.models import Entry

    period = question.period

    def total(year: int = period.year, **where: Any) -> Decimal | None:
        known = Entry.objects.of_plan(PLAN).known_by(question.seq)
        amount = known.filter(fiscal_year=year, **where).aggregate(total=Sum("amount"))["total"]
        return None if amount is None else Decimal(amount)

    found: dict[Any, Decimal | None] = {}
    for indicator in plan.document.all_indicators:
        if question.indicators and indicator.id not in question.indicators:
            continue
        until = {"subject": indicator.id, "last_month__lte": period.last}
        found[indicator.id] = total(**until)
        found[indicator.id, "period"] = total(
            subject=indicator.id, first_month=period.first, last_month=period.last
        )
        found[indicator.id, "last year"] = total(period.year - 1, subject=indicator.id)
        for key in indicator.reporting_units if by_unit else indicator.owners:
            found[indicator.id, key] = total(**until, **{"unit" if by_unit else "organisation": key})
    return found


def questions(plan: Any) -> list[tuple[str, Any, bool]]:
    from banso.indicators.queries import question
    from banso.lib.fiscal import Period

    october = Period(2025, 7, 7)
    past = (FIRST_KNOWN + timedelta(days=500)).date()
    first = plan.document.all_indicators[0].id
    ask: Callable[..., Any] = question
    return [
        ("all, by owner", ask(plan, as_of=date(2026, 1, 1), period=october), False),
        ("all, by reporting unit", ask(plan, as_of=date(2026, 1, 1), period=october), True),
        ("all, by owner, as known after the first correction", ask(plan, as_of=past, period=october), False),
        (
            "one, by reporting unit",
            ask(plan, as_of=date(2026, 1, 1), period=october, indicators=[first]),
            True,
        ),
    ]


def timed(act: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The median of ``runs`` after one that is not counted."""
    answer = act()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times), answer


def measure(name: str, indicators: int) -> int:
    """Seed this process's database and print one line for each question."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    plan = document(indicators)
    start = time.perf_counter()
    entries = seed(plan)
    say(f"{name}: {entries:,} entries seeded in {time.perf_counter() - start:.0f} s")
    wrong = 0
    for label, asked, by_unit in questions(plan):
        with CaptureQueriesContext(connection) as ours:
            through_progress(plan, asked, by_unit)
        with CaptureQueriesContext(connection) as theirs:
            through_orm(plan, asked, by_unit)
        fast, answer = timed(lambda a=asked, b=by_unit: through_progress(plan, a, b), RUNS)
        slow, naive = timed(lambda a=asked, b=by_unit: through_orm(plan, a, b), 1)
        equal = answer == naive
        wrong += not equal
        say(
            f"{name:<10} {label:<52} {fast * 1000:>9.1f} ms {len(ours):>3} q {slow * 1000:>10.1f} ms {len(theirs):>5} q"
            f" {slow / fast:>8.1f} x  {'equal' if equal else 'DIFFERENT'}"
        )
    return wrong


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", action="store_true", help="6 indicators instead of 60")
    options.add_argument("--only", choices=["sqlite", "postgres"])
    options.add_argument("--database", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.database:
        return measure(chosen.database, 6 if chosen.small else 60)
    say(f"{'database':<10} {'question':<52} {'progress()':>18} {'ORM, one by one':>21} {'ratio':>9}")
    failed = 0
    for name in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        with ExitStack() as stack:
            # Settings are read once in a process, so each database gets one of its own.
            again = [
                sys.executable,
                "-m",
                "bench.progress",
                "--database",
                name,
                *(["--small"] if chosen.small else []),
            ]
            failed |= subprocess.run(
                again, env={**os.environ, **_environment(name, stack)}, check=False
            ).returncode
    return failed


def _environment(name: str, stack: ExitStack) -> dict[str, str]:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="banso-bench-"))
    common = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BANSO_DATA_DIR": folder,
        "BANSO_SECRET_KEY": "bench",
    }
    if name == "sqlite":
        return {**common, "BANSO_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}"}
    from tests.postgres import cluster

    return {**common, "BANSO_DATABASE_URL": stack.enter_context(cluster())}


if __name__ == "__main__":
    sys.exit(main())
