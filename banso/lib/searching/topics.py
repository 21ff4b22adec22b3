"""What somebody needs who writes such words into a search, where that is a voice and not a desk."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from banso.lib.likeness import fold

# Short words in kana or letters stand in the middle of others (うつ in うつる, od in code): they must be words themselves.
_SHORT = re.compile(r"[ぁ-ゖa-z0-9]{1,2}")
_RUN = re.compile(r"[ぁ-ゖ]+|[a-z0-9]+")
_PARTICLES = ("", "の", "で", "が", "に", "を", "と", "は", "も", "かも", "です")


@dataclass(frozen=True)
class Topic:
    """``lines`` are words with which a line of help says what it is for, the best first; ``at_once``: somebody is
    hurt by another."""

    says: tuple[str, ...]
    lines: tuple[str, ...]
    at_once: bool

    def is_in(self, query: str) -> bool:
        """Whether ``query`` says so, in any spelling."""
        plain, words = fold(query), _words(query)
        return any(word in words if _SHORT.fullmatch(word) else word in plain for word in self.says)


def topics(query: str) -> list[Topic]:
    """What ``query`` is about, in the order of the list; empty for nearly all that people look for."""
    return [topic for topic in _known() if topic.is_in(query)]


def _words(query: str) -> set[str]:
    """The runs of one script in a query, with and without a particle after them."""
    plain = unicodedata.normalize("NFKC", query).casefold()
    runs = _RUN.findall(" ".join(map(_hiragana, plain.split())))
    return {run.removesuffix(particle) for run in runs for particle in _PARTICLES}


def _hiragana(text: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)


@cache
def _known() -> tuple[Topic, ...]:
    text = files(__package__).joinpath("help_words.yaml").read_text(encoding="utf-8")
    return tuple(
        Topic(_folded(entry["says"]), _folded(entry["lines"]), entry.get("at_once", False))
        for entry in yaml.safe_load(text)
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(str(word)) for word in words))
