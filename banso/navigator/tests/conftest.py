"""The Saitama directory as a catalogue, read once: these tests need no database."""

from datetime import date
from functools import lru_cache

import pytest
from django.conf import settings

from banso.directory.catalogue import Catalogue
from banso.directory.format import Fact
from banso.directory.records import catalogue_of
from banso.navigator.guide import guide
from banso.navigator.results import Result
from banso.navigator.tests.contacts import asked, windows
from tests.plans import read, read_folder_of

__all__ = ["asked", "windows"]

A_DAY = date(2025, 11, 20)


@lru_cache(maxsize=2)
def saitama() -> Catalogue:
    document = read(settings.PLANS_DIR / "saitama/2025").document
    folder = read_folder_of("saitama/2025").folder
    assert document is not None and folder is not None
    return catalogue_of(document, folder)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return saitama()


def facts_from(**given: object) -> dict[Fact, object]:
    """``age=42, wishes=["training"]`` as facts."""
    return {Fact.of(k): frozenset(v) if isinstance(v, list) else v for k, v in given.items()}


def ask(on: date = A_DAY, **given: object) -> dict[str, Result]:
    """The results for these facts, by the key of the service."""
    guidance = guide(saitama(), facts_from(**given), on=on)
    return {result.service.key: result for result in guidance.results}
