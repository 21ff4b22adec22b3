"""What the tests of this room share."""

from banso.navigator.tests.contacts import asked, windows

__all__ = ["asked", "windows"]
