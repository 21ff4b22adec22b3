"""The first read of the interface after a change, and the workbook, over 10,000 services; each beside bare work in one run.

``python -m bench.exporting`` clones the services of the plan's directory in SQLite. The first read stands beside fetching
the same rows and nothing else, the workbook beside openpyxl's own fastest way (``write_only``) with the same tables.
Processor time, so that other work on the machine does not count. ``--small`` for a look in seconds (1,000 services).
"""

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from bench.navigating import MANY, grow, run_beside, seed


def seconds(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def bare_rows() -> int:
    """Everything that the directory is read from, as the driver gives it."""
    from banso.directory.models import Service, ServiceAtWindow, Window

    rows: tuple[Any, ...] = (Service.objects, Window.objects, ServiceAtWindow.objects)
    return sum(len(list(each.values())) for each in rows)


def read() -> None:
    """A page of services, as the first reader after a change gets it."""
    from django.test import Client

    answer = Client().get("/api/hsds/services?per_page=5")
    assert answer.status_code == 200, answer.status_code


def workbooks() -> tuple[float, float]:
    """Seconds of our workbook and of openpyxl's, from the same tables."""
    from banso.directory.codes import Form
    from banso.directory.exchange import books, tables
    from banso.directory.exchange.files import exported
    from banso.directory.queries import public_directory, public_lists
    from banso.plan.queries import current

    given: list[books.Table] = []

    def kept(found: Sequence[books.Table]) -> bytes:
        given.extend((name, header, [*rows]) for name, header, rows in found)
        return b""

    original, tables.book_of = tables.book_of, kept
    exported(Form.XLSX, public_directory(current()), public_lists())
    tables.book_of = original
    return seconds(lambda: books.book_of(given)), seconds(lambda: by_openpyxl(given))


def by_openpyxl(given: Sequence[Any]) -> None:
    from openpyxl import Workbook

    from banso.directory.exchange.books import plain

    book = Workbook(write_only=True)
    for name, header, rows in given:
        sheet = book.create_sheet(name)
        sheet.append(list(header))
        for row in rows:
            sheet.append([plain(value) if value != "" else None for value in row])
    book.save(io.BytesIO())


def run_here(many: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    seed()
    read()
    grow(many)
    first, bare = seconds(read), seconds(bare_rows)
    ours, theirs = workbooks()
    sys.stdout.write(
        f"{many:,} services: first read after a change {first:.2f} s, bare rows {bare:.2f} s, ratio {first / bare:.1f};"
        f" workbook {ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        run_here(1_000 if options.small else MANY)
        return
    with ExitStack() as stack:
        run_beside(stack, "sqlite", options.small, module="bench.exporting", words=["--here"])


if __name__ == "__main__":
    main()
