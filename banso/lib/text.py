"""Folding of Japanese text so that two spellings of one thing compare equal."""

import unicodedata


def fold(text: str) -> str:
    """Width, compatibility forms and surrounding or repeated blanks made one; case lowered."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def one_line(text: str) -> str:
    """The text without line breaks or runs of blanks."""
    return " ".join(text.split())


def base_name(file_name: str) -> str:
    """The name of a file without folders and invisible letters, of 200 letters at most; its ending survives."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "名前のないファイル"
    name = "".join(c for c in name if c.isprintable())
    return name if len(name) <= 200 else name[:150] + name[-50:]
