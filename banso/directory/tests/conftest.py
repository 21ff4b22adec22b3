"""What tests of imports begin with."""

import pytest

from banso.directory.tests.world import fill


@pytest.fixture
def plan(loaded_plan):
    """The plan, with windows that a file can meet."""
    fill(loaded_plan)
    return loaded_plan
