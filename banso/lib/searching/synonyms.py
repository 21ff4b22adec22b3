"""Words that mean one thing."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import yaml

from banso.lib.likeness import fold


class Synonyms:
    """The other words for a word, from lists of words that mean the same."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self.terms: dict[str, str] = {}
        self._others: dict[str, set[str]] = {}
        for group in groups:
            keys = {fold(term): term for term in group}
            self.terms |= keys
            for key in keys:
                self._others.setdefault(key, set()).update(set(keys) - {key})

    def of(self, word: str) -> frozenset[str]:
        """The folded words that mean the same as the folded ``word``, without it."""
        return frozenset(self._others.get(word, ()))


@cache
def search_words() -> tuple[tuple[str, ...], ...]:
    """The lists that are delivered with the product."""
    text = files(__package__).joinpath("search_words.yaml").read_text(encoding="utf-8")
    return tuple(tuple(map(str, group)) for group in yaml.safe_load(text))
