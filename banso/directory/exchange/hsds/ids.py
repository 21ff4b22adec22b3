"""Ids as HSDS wants them: UUIDs, made from ours, so that every export and every page of the interface agrees."""

from functools import lru_cache
from uuid import UUID, uuid5

_OURS = UUID("5b0d8f0e-6a54-5b43-9a1b-0f7c3f1f2a60")


@lru_cache(maxsize=200_000)
def uuid_of(entity: str, *keys: str) -> str:
    """The id of an entity of HSDS (``service``, ``location`` …) for our key or keys."""
    return str(uuid5(_OURS, "\x1f".join((entity, *keys))))
