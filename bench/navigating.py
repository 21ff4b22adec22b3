"""A result of the navigator over 10,000 services, beside the same page over 100, in one run.

``python -m bench.navigating`` puts the plan's directory into SQLite and into a private PostgreSQL, clones its services,
each with conditions of its own, asks for the same result page and prints times, ratios and the number of SQL queries.
Options: ``--small`` for a look in seconds (1,000 services); ``--only sqlite`` or ``--only postgres``.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

PLAN = "saitama/2025"
FEW, MANY, RUNS = 100, 10_000, 15
ANSWERS = {
    "a.asker": "self",
    "a.now": "wishing",
    "a.age": "45",
    "a.municipality": "川越市",
    "a.wishes": "regular-job",
    "go": "result",
}


def seed() -> None:
    """The plan and its directory."""
    from django.conf import settings

    from banso.directory.operations import load_directory, sync
    from banso.plan import operations, queries

    operations.load(key=PLAN, root=settings.PLANS_DIR)
    plan = queries.current(PLAN)
    sync(plan=plan)
    load_directory(plan=plan)


def grow(count: int) -> None:
    """Clone the services of the folder up to ``count``, each with a place and ages of its own."""
    from banso.directory.models import Municipality, Service, ServiceAtWindow
    from banso.directory.operations.tracing import touch

    random = Random(count)
    Service.objects.filter(key__startswith="clone-").delete()
    originals = list(Service.objects.all())
    at = {key: [] for key in (service.key for service in originals)}
    for place in ServiceAtWindow.objects.all():
        at[place.service_id].append(place.window_id)
    codes = list(Municipality.objects.values_list("code", flat=True))
    clones, places = [], []
    for number in range(count - len(originals)):
        service = originals[number % len(originals)]
        key = f"clone-{number}"
        values = {f.attname: getattr(service, f.attname) for f in Service._meta.concrete_fields}
        low = random.randint(15, 40)
        own = [
            {
                "says": "ある年齢の方",
                "rule": {"fact": "age", "min": low, "max": low + random.randint(10, 40)},
            },
            {"says": "ある地域の方", "rule": {"places": random.sample(codes, 20)}},
        ]
        values |= {"key": key, "order": 1000 + number, "conditions": [*service.conditions, *own]}
        clones.append(Service(**values))
        places += [ServiceAtWindow(service_id=key, window_id=window) for window in at[service.key]]
    Service.objects.bulk_create(clones, batch_size=1000)
    ServiceAtWindow.objects.bulk_create(places, batch_size=5000)
    touch()


def page() -> tuple[float, int, int]:
    """(median seconds, SQL queries, bytes) of the result page, the first of a process left out."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client, address = Client(), reverse("navigator")
    warm = client.post(address, ANSWERS)
    assert warm.status_code == 200, warm.status_code
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.post(address, ANSWERS)
        times.append(time.perf_counter() - started)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, ANSWERS)
    return statistics.median(times), len(captured), len(answer.content)


def measure(name: str, many: int) -> None:
    """Both pages on the database of this process."""
    grow(FEW)
    few, _, _ = page()
    grow(many)
    much, queries, size = page()
    sys.stdout.write(
        f"{name}: {FEW} services {few * 1000:.1f} ms, {many:,} services {much * 1000:.1f} ms,"
        f" ratio {much / few:.2f}, {queries} queries, {size / 1000:.0f} kB\n"
    )


def run_here(name: str, many: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    seed()
    measure(name, many)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    many = 1_000 if options.small else MANY
    if options.here:
        run_here(options.here, many)
        return
    for name in ("sqlite", "postgres"):
        if options.only in (None, name):
            with ExitStack() as stack:
                run_beside(stack, name, options.small, module="bench.navigating", words=["--here", name])


def run_beside(stack: ExitStack, name: str, small: bool, *, module: str, words: list[str]) -> None:
    """The measurement of a module in a process of its own, with a database of its own."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="banso-bench-")))
    (folder / "static").mkdir()
    environment: dict[str, Any] = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BANSO_DATA_DIR": str(folder),
        "BANSO_TRIAL": "1",
        "BANSO_SECRET_KEY": "only-for-the-bench",
        "BANSO_PLAN": PLAN,
        "BANSO_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }
    if name == "postgres":
        from tests.postgres import cluster

        environment["BANSO_DATABASE_URL"] = stack.enter_context(cluster())
    command = [sys.executable, "-m", module, *words, *(["--small"] if small else [])]
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
