"""``python -m banso.returns.tests.mutator.prove --files 20000 --seed 1``: damaged workbooks, each read and judged.

Every second file is damaged in one way, the others in two. Prints what became of them, and every fault with the seed
that makes the same file again. The exit status is 1 when there is any fault.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Any

_subject: Any = None


def _set_up() -> None:
    global _subject
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("BANSO_PLAN", "mihon/2025")
    import django

    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    from banso.plan.format import PlanDocument
    from banso.plan.queries import LoadedPlan
    from banso.returns.tests.mutator.oracle import Subject
    from banso.returns.tests.small_plan import document

    plan = LoadedPlan("mihon/2025", 0, "a" * 64, PlanDocument.model_validate(document()))
    _subject = Subject.of(plan)


def names_of(number: int, seed: int) -> list[str]:
    """The damage of one file."""
    from banso.returns.tests.mutator.oracle import NAMES

    rng = random.Random(f"{seed}/{number}")
    return [rng.choice(NAMES) for _ in range(1 + number % 2)]


def _judge(work: tuple[int, int]) -> tuple[int, list[str], list[str], str]:
    from banso.returns.tests.mutator.oracle import check

    number, seed = work
    names = names_of(number, seed)
    try:
        outcome = check(_subject, names, seed * 1_000_003 + number)
    except Exception as crash:
        return number, names, [f"crash: {crash!r}"], "crashed"
    kind = "refused whole" if outcome.refused else "asked about cells" if outcome.asked else "taken whole"
    return number, names, outcome.faults, kind


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    started, kinds, faulty = time.perf_counter(), Counter[str](), 0
    with ProcessPoolExecutor(options.jobs, initializer=_set_up) as pool:
        work = ((number, options.seed) for number in range(options.files))
        for number, names, faults, kind in pool.map(_judge, work, chunksize=20):
            kinds[kind] += 1
            if faults:
                faulty += 1
                if faulty <= 40:
                    print(f"file {number} ({', '.join(names)}): {'; '.join(faults[:3])}", flush=True)  # noqa: T201
    _set_up()
    from banso.returns.tests.mutator.oracle import NAMES

    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    print(  # noqa: T201
        f"{options.files} damaged workbooks ({len(NAMES)} kinds of damage, seed {options.seed}): {counted}; "
        f"{faulty} faults; {time.perf_counter() - started:.0f} s"
    )
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
