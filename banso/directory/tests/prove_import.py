"""``python -m banso.directory.tests.prove_import --rows 100000``: a dirty file of that length, previewed and applied.

On an empty SQLite database of its own. Prints what became of the rows, the time and the most memory; the exit status is
1 when a row is missing, stands twice, or is refused without a reason.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path


def _set_up(folder: str) -> None:
    for name in [name for name in os.environ if name.startswith("BANSO_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings", BANSO_DATA_DIR=folder, BANSO_PLAN="saitama/2025"
    )
    import django

    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _memory() -> int:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banso-import-") as folder:
        _set_up(folder)
        return _prove(options.rows, options.seed)


def _prove(count: int, seed: int) -> int:
    from banso.directory.models import ImportRow, Window
    from banso.directory.operations import apply_import, preview_import
    from banso.directory.tests import dirty
    from tests.plans import load_plan

    plan = load_plan("saitama/2025")
    there = Window.objects.count()
    data = dirty.content(count, seed)
    wanted = dirty.numbers(data)
    before, started = _memory(), time.perf_counter()
    made = preview_import(file=io.BytesIO(data), name="dirty.csv", plan=plan, by="prove")
    previewed = time.perf_counter()
    apply_import(pk=made.pk, by="prove")
    applied = time.perf_counter()
    rows = list(ImportRow.objects.filter(source=made).values_list("number", "outcome", "reason"))
    outcomes = Counter(outcome for _, outcome, _ in rows)
    faults = [
        "rows are missing or stand twice" if [number for number, _, _ in rows] != wanted else "",
        "a row is refused without a reason" if any(o == "refused" and not r for _, o, r in rows) else "",
        "not every new window was made" if Window.objects.count() != there + outcomes["created"] else "",
    ]
    told = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    print(  # noqa: T201
        f"{len(wanted)} dirty rows ({len(data) / 1e6:.0f} MB, seed {seed}): {told}; {made.counts['repaired']} repaired; "
        f"preview {previewed - started:.0f} s, apply {applied - previewed:.0f} s; memory {before} MB before, "
        f"{_memory()} MB at most; {sum(map(bool, faults))} faults {' '.join(filter(None, faults))}"
    )
    return 1 if any(faults) else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    sys.exit(main())
