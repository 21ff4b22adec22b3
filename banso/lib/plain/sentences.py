"""Where sentences begin and end, and how long they feel."""

import re
from collections.abc import Iterator

# What is held by a name: it is read as one word, however long.
NAME = "\ue000"
_NAME_LETTERS = 5
_OPENING, _CLOSING = "（「『【［(", "）」』】］)"
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_LATIN = re.compile(r"[!-~]+")
_HELD = re.compile(f"{NAME}+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence): to 。！？ outside of brackets, or to the end of a line. Blank ones are left out."""
    start, depth = 0, 0
    for place, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "\n" or (letter in "。！？" and depth <= 0):
            yield from _trimmed(text, start, place + 1)
            start, depth = place + 1, 0
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), part.strip()


def length(sentence: str) -> int:
    """The letters of a sentence as they burden a reader.

    An aside in round brackets and runs of Latin letters and digits (addresses, dates, telephone numbers) count half;
    a name that the caller held with :data:`NAME` counts 5 at most; the last mark does not count.
    """
    plain = _HELD.sub(lambda held: NAME * min(len(held[0]), _NAME_LETTERS), sentence.rstrip("。！？ 　"))
    plain = _ASIDE.sub(lambda aside: aside[0][: (len(aside[0]) + 1) // 2].replace("(", "（"), plain)
    return len(_LATIN.sub(lambda run: run[0][: (len(run[0]) + 1) // 2], plain))
