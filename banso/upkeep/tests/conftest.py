"""What the tests of this room share."""

from banso.navigator.tests.contacts import asked, windows
from banso.upkeep.tests.entries import desk

__all__ = ["asked", "desk", "windows"]
