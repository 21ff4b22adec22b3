"""Building large things that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While the block (or the function that this decorates) builds something large, Python's collector keeps still.

    It would look through all that is there again and again and free none of it: more than half of the time in which ten
    thousand services are read. What counts its own references is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
