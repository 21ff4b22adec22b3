"""Where the PDFs of the public are made: few at a time, so that a flood of them leaves the pages alone, and a leaflet
that is the same as one before only once.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from banso.design.pdf import compiled

# Of one process: so many are made, so many more wait, and so long (seconds). Its other threads serve pages.
AT_ONCE, WAITING, PATIENCE = 2, 2, 3.0
# Leaflets of one process that are kept: one has about 60 kB.
KEPT = 100


class Busy(Exception):
    """Others are printing; it can be tried again at once."""


@dataclass(frozen=True)
class Sheet:
    """What is to be printed: a template and all that stands in it, which tells the day as well."""

    template: Path
    data: Mapping[str, Any]
    at: datetime

    def printed(self) -> bytes:
        """The bytes of the .pdf, without waiting for anybody: for commands."""
        return compiled(self.template, self.data, at=self.at)

    @property
    def digest(self) -> str:
        words = json.dumps([self.template.name, self.data], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


_door, _presses = BoundedSemaphore(AT_ONCE + WAITING), BoundedSemaphore(AT_ONCE)
_shelf: OrderedDict[str, bytes] = OrderedDict()
_shelf_lock = Lock()


def pressed(sheet: Sheet) -> bytes:
    """The bytes of the .pdf, made anew. Raises :class:`Busy`."""
    with _taken(_door, 0), _taken(_presses, PATIENCE):
        return sheet.printed()


def on_the_shelf(sheet: Sheet) -> bytes | None:
    """The bytes of a sheet with the same words, if one was laid there."""
    with _shelf_lock:
        return _shelf.get(sheet.digest)


def lay_on_the_shelf(sheet: Sheet, pdf: bytes) -> None:
    """Keep what everybody may have, the latest ones; nothing that a person said belongs here."""
    with _shelf_lock:
        _shelf[sheet.digest] = pdf
        while len(_shelf) > KEPT:
            _shelf.popitem(last=False)


@contextmanager
def _taken(semaphore: BoundedSemaphore, patience: float) -> Iterator[None]:
    if not semaphore.acquire(blocking=patience > 0, timeout=patience or None):
        raise Busy
    try:
        yield
    finally:
        semaphore.release()
