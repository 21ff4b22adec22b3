"""An index of pairs of letters over documents, small enough to be built anew when the directory changes."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from banso.lib.likeness import edits, fold
from banso.lib.searching.synonyms import Synonyms

Key = TypeVar("Key")

# What one place of a word is worth: the whole text, its beginning, anywhere. A synonym counts a little less.
_WHOLE, _BEGINNING, _INSIDE = 40, 20, 10
_SYNONYM_TENTHS = 8
_MOST_SUGGESTIONS = 5
_LONGEST_QUERY = 100
_LONGEST_TERM = 20
# 川口でひきこもりの相談 is three words; more splits would let long nonsense cost much.
_MOST_SPLITS = 2
_NOWHERE: set[int] = set()
# Particles between two words written without a blank: 川口で相談.
_PARTICLES = ("での", "には", "から", "で", "の", "に", "を", "と", "は", "が", "へ", "も")
_TERM = re.compile(r"[\u4e00-\u9fff々ヶ]+|[ァ-ヺー]+|[ぁ-ゖー]+|[a-z0-9]+", re.IGNORECASE)


class Index(Generic[Key]):
    """Documents found by words. Build it with :meth:`build`; it does not change afterwards."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._keys: list[Key] = []
        # A place is one text of one document; the lists run beside one another.
        self._texts: list[str] = []
        self._owners: list[int] = []
        self._by_weight: dict[int, set[int]] = defaultdict(set)
        # The places of letters, of pairs of letters, and with ^ before them of the beginnings.
        self._postings: dict[str, set[int]] = defaultdict(set)
        self._whole: dict[str, set[int]] = defaultdict(set)
        # Folded term to the term as somebody wrote it, by the length of the folded one.
        self._terms: dict[int, dict[str, str]] = defaultdict(dict)

    @classmethod
    def build(
        cls,
        documents: Iterable[tuple[Key, Iterable[tuple[str, int]]]],
        synonyms: Synonyms | None = None,
    ) -> "Index[Key]":
        """From (key, [(text, weight), …]): a name weighs more than a description. Weights are whole numbers from 1."""
        index: Index[Key] = cls(synonyms or Synonyms())
        for key, fields in documents:
            index._keys.append(key)
            for text, weight in fields:
                index._add(text, weight)
        for folded, term in index._synonyms.terms.items():
            index._terms[len(folded)].setdefault(folded, term)
        return index

    def _add(self, text: str, weight: int) -> None:
        folded = fold(text)
        if not folded:
            return
        place = len(self._texts)
        self._texts.append(folded)
        self._owners.append(len(self._keys) - 1)
        self._by_weight[weight].add(place)
        self._whole[folded].add(place)
        pairs = map("".join, pairwise(folded))
        for pair in {"^" + folded[0], "^" + folded[:2], *folded, *pairs}:
            self._postings[pair].add(place)
        plain = unicodedata.normalize("NFKC", text)
        if len(folded) <= _LONGEST_TERM:
            self._know(folded, plain)
        for term in _TERM.findall(plain):
            if len(term) <= _LONGEST_TERM:
                self._know(_folded_term(term), term)

    def _know(self, folded: str, term: str) -> None:
        if len(folded) >= 2:
            self._terms[len(folded)].setdefault(folded, term)

    def find(self, query: str, limit: int | None = None) -> list[tuple[Key, int]]:
        """(key, score), best first: the documents in which every word of the query, or a synonym of it, is found.

        Words are separated by blanks; what is found nowhere as one word is tried as two. Equal scores keep the order
        of the documents. An empty query finds nothing.
        """
        words = _words(query)
        if not words:
            return []
        scores = self._all_of(words)
        for weight, places in self._by_weight.items():
            for place in self._whole.get(fold(query), _NOWHERE) & places:
                if self._owners[place] in scores:
                    scores[self._owners[place]] += 2 * _WHOLE * weight
        ranked = sorted(sorted(scores), key=scores.__getitem__, reverse=True)
        return [(self._keys[owner], scores[owner]) for owner in ranked[:limit]]

    def suggest(self, query: str) -> list[str]:
        """もしかして: the query with one slip of a word mended, where that finds something; else nothing.

        Only words that are found nowhere are mended, by a term that one letter put in, left out, changed or swapped
        makes of them.
        """
        words = _words(query)
        lost = [place for place, word in enumerate(words) if not self._word(word)]
        if len(lost) != 1:
            return []
        place = lost[0]
        shown = query.split()
        mended = []
        for term in self._near(words[place]):
            attempt = " ".join([*shown[:place], term, *shown[place + 1 :]])
            if self.find(attempt, 1):
                mended.append(attempt)
        return mended[:_MOST_SUGGESTIONS]

    def _near(self, word: str) -> list[str]:
        if not 3 <= len(word) <= 20:
            return []
        lengths = (len(word), len(word) + 1, len(word) - 1)
        letters = set(word)
        return [
            term
            for length in lengths
            for folded, term in self._terms[length].items()
            if len(letters.difference(folded)) <= 1 and edits(word, folded, 1) == 1
        ]

    def _all_of(self, words: list[str], splits: int = _MOST_SPLITS) -> dict[int, int]:
        """Document to score, for the documents that have every word."""
        scores = self._word(words[0], splits)
        for word in words[1:]:
            more = self._word(word, splits)
            scores = {owner: score + more[owner] for owner, score in scores.items() if owner in more}
        return scores

    def _word(self, word: str, splits: int = _MOST_SPLITS) -> dict[int, int]:
        """Document to score for one word: as it is and by its synonyms, or else as two words written together."""
        layers = self._layers(word, 10)
        for other in self._synonyms.of(word):
            layers += self._layers(other, _SYNONYM_TENTHS)
        scores: dict[int, int] = {}
        # The better layers come later and overwrite the others; sets and dicts do the counting.
        for score, places in sorted(layers, key=lambda layer: layer[0]):
            scores.update(dict.fromkeys(map(self._owners.__getitem__, places), score))
        return scores or self._as_two(word, splits)

    def _as_two(self, word: str, splits: int) -> dict[int, int]:
        if not splits or len(word) > _LONGEST_TERM:
            return {}
        for cut in range(len(word) - 2, 1, -1):
            first, second = word[:cut], word[cut:]
            second = next((second[len(p) :] for p in _PARTICLES if second.startswith(p)), second)
            if len(second) < 2 or not (self._holding(first) or self._synonyms.of(first)):
                continue
            both = self._all_of([first, second], splits - 1)
            if both:
                return both
        return {}

    def _layers(self, word: str, tenths: int) -> list[tuple[int, set[int]]]:
        """(score, places) for each weight and each way in which the word stands in a text."""
        held = self._holding(word)
        begins = held & self._postings.get("^" + word[:2], _NOWHERE)
        if len(word) > 2:
            begins = {place for place in begins if self._texts[place].startswith(word)}
        ways = ((_INSIDE, held), (_BEGINNING, begins), (_WHOLE, self._whole.get(word, _NOWHERE)))
        return [
            (worth * weight * tenths // 10, places & weighing)
            for worth, places in ways
            for weight, weighing in self._by_weight.items()
            if places
        ]

    def _holding(self, word: str) -> set[int]:
        """The places in which the folded word stands."""
        if len(word) < 3:
            return self._postings.get(word, _NOWHERE)
        held = sorted((self._postings.get(a + b, _NOWHERE) for a, b in pairwise(word)), key=len)
        places = held[0].intersection(*held[1:])
        return {place for place in places if word in self._texts[place]}


@lru_cache(maxsize=50_000)
def _folded_term(term: str) -> str:
    return fold(term)


def _words(query: str) -> list[str]:
    return list(filter(None, map(fold, query[:_LONGEST_QUERY].split())))
