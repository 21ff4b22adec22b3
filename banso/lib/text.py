"""Folding of Japanese text so that two spellings of one thing compare equal."""

import unicodedata


def fold(text: str) -> str:
    """Width, compatibility forms and surrounding or repeated blanks made one; case lowered."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def one_line(text: str) -> str:
    """The text without line breaks or runs of blanks."""
    return " ".join(text.split())
