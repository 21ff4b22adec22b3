"""The one process that reads dropped files. The operating system or the database knows whether it lives.

It holds a lock that falls when the process dies, however it dies: an advisory lock on PostgreSQL, a locked file
beside the database on SQLite. Whoever holds it is the only worker, so what still counts as being read then was
left by one that was killed, and goes back. No lease can run out while a slow file is read.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connection, connections

from banso.returns.operations import inbox

PAUSE = 1
# Any number that nothing else of this product locks; the ledger has its own.
_LOCK = 0x42616E73


def work(*, until_empty: bool = False, stop: Callable[[], bool] = lambda: False) -> int:
    """Read what waits, and go on looking unless ``until_empty``. Returns how many files were read.

    Waits while another worker lives; returns when ``stop`` says so. A database that cannot be reached ends it with
    ``DatabaseError``: whoever started it starts it again.
    """
    count = 0
    with the_only_one(stop) as alone:
        if not alone:
            return 0
        inbox.put_back()
        while not stop():
            item = inbox.next_item()
            if item is not None:
                inbox.read_item(item)
                count += 1
            elif until_empty:
                break
            else:
                close_old_connections()
                time.sleep(PAUSE)
    return count


@contextmanager
def the_only_one(stop: Callable[[], bool]) -> Iterator[bool]:
    """Hold the lock of the worker; ``False`` if ``stop`` came first."""
    take, give = _on_postgres() if connection.vendor == "postgresql" else _on_a_file()
    try:
        held = take()
        while not held and not stop():
            time.sleep(PAUSE)
            held = take()
        yield held
    finally:
        give()


def _on_postgres() -> tuple[Callable[[], bool], Callable[[], None]]:
    # A connection of its own: the others are closed and opened again when they grow old.
    own = connections.create_connection("default")

    def take() -> bool:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            return bool(cursor.fetchone()[0])

    return take, own.close


def _on_a_file() -> tuple[Callable[[], bool], Callable[[], None]]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    file = (settings.DATA_DIR / "worker.lock").open("w")

    def take() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    return take, file.close
