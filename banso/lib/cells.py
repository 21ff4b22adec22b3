"""Text as a cell of a file for machines may hold it."""

from banso.lib.readability.letters import plain_letters
from banso.lib.text import one_line


def neutral(text: str) -> str:
    """Text that a spreadsheet would take for a formula, made plain by an apostrophe before it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def cell(text: str) -> str:
    """One line, letters that every machine has, no formula."""
    return neutral(one_line(plain_letters(text)))
