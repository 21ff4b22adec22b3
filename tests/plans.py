"""A plan in force, for tests, without reading its files anew each time."""

from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from banso.directory import operations as directory
from banso.directory.folder import FolderReading, read_directory
from banso.plan import loading, operations, queries
from banso.plan.queries import LoadedPlan


@lru_cache(maxsize=8)
def read(folder: Path) -> loading.Reading:
    """The reading of a plan folder, once for a test run: its files do not change meanwhile."""
    reading = loading.read_folder(folder)
    assert reading.document is not None, f"{folder} does not load: {reading.faults[:5]}"
    return reading


@lru_cache(maxsize=8)
def read_folder_of(key: str) -> FolderReading:
    """The directory folder of the plan ``key``, once for a test run."""
    folder = settings.PLANS_DIR / key
    document = read(folder).document
    assert document is not None
    reading = read_directory(folder, document)
    assert reading.folder is not None, f"{key}/directory does not load: {reading.faults[:5]}"
    return reading


def load_plan(key: str) -> LoadedPlan:
    """Load the plan ``key`` of the repository, and make the directory from it."""
    with patch.object(operations, "read_folder", lambda folder: read(Path(folder))):
        operations.load(key=key, root=settings.PLANS_DIR)
    plan = queries.current(key)
    directory.sync(plan=plan)
    directory.load_directory(plan=plan, reading=read_folder_of(key))
    return plan
