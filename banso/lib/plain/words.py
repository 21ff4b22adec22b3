"""The list of officialese, and where a text uses it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_KANJI = "[\u4e00-\u9fff々]"


@dataclass(frozen=True)
class Word:
    """A word of offices, a plainer one, and longer words in which it is fine."""

    word: str
    plainer: str
    excused: tuple[str, ...] = ()


@cache
def officialese() -> tuple[Word, ...]:
    """The list, longer words first."""
    rows = yaml.safe_load(files(__package__).joinpath("officialese.yaml").read_text(encoding="utf-8"))
    words = [Word(row[0], row[1], tuple(row[2]) if len(row) > 2 else ()) for row in rows]
    return tuple(sorted(words, key=lambda word: -len(word.word)))


def uses(text: str) -> Iterator[tuple[int, Word]]:
    """(offset, word) of each use, the longest word at each place."""
    by_word = {word.word: word for word in officialese()}
    for found in _pattern().finditer(text):
        if found["word"]:
            yield found.start(), by_word[found["word"]]


@cache
def _pattern() -> re.Pattern[str]:
    excused = sorted({fine for word in officialese() for fine in word.excused}, key=len, reverse=True)
    words = "|".join(map(_one, officialese()))
    return re.compile(f"(?:{'|'.join(map(re.escape, excused))})|(?P<word>{words})")


def _one(word: Word) -> str:
    """A kanji with kana is a word of its own only where no kanji stands before it."""
    alone = re.match(rf"{_KANJI}(?!{_KANJI})", word.word)
    return (f"(?<!{_KANJI})" if alone else "") + re.escape(word.word)
