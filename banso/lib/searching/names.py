"""Names that are taken for one another."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from os.path import commonprefix

from banso.lib.likeness import edits, fold

# So much of the longer name must be common for two names to be alike, in per cent.
_COMMON = 60
# A beginning or an end that more names have is the name of a kind (ハローワーク…), and no cause of confusion.
_FAMILY = 4
_SHORTEST = 4


def confusable(names: Iterable[str], places: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Pairs of names that people mistake for one another, in the order given: 青葉しごとセンター, 青葉しごとサポート.

    Two names are alike when one slip makes one of the other, or when most letters are common at their beginning or
    end. Names of which one has a word of ``places`` (municipalities, say) where the other has another are told apart.
    """
    folded = {name: fold(name) for name in dict.fromkeys(names) if len(fold(name)) >= _SHORTEST}
    known = {fold(place) for place in places}
    order = {name: place for place, name in enumerate(folded)}
    found = set()
    for pair in _one_slip_apart(folded) | _much_in_common(folded):
        one, other = sorted(pair, key=order.__getitem__)
        if not _apart(folded[one], folded[other], known):
            found.add((one, other))
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _one_slip_apart(folded: dict[str, str]) -> set[frozenset[str]]:
    """Names of which one letter put in, left out, changed or swapped makes another. Such names meet where a letter of
    each is left out, so that not every name need be compared with every other."""
    without: dict[str, set[str]] = defaultdict(set)
    for name, key in folded.items():
        for shorter in {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}:
            without[shorter].add(name)
    met = {frozenset(pair) for group in without.values() for pair in combinations(sorted(group), 2)}
    return {pair for pair in met if _alike_but_one(*(folded[name] for name in pair))}


def _alike_but_one(one: str, other: str) -> bool:
    begins_or_ends = one[:3] == other[:3] or one[-3:] == other[-3:]
    return begins_or_ends and edits(one, other, 1) <= 1


def _much_in_common(folded: dict[str, str]) -> set[frozenset[str]]:
    """Names that share most letters at their beginning or end, where few names do."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, key in folded.items():
        groups["begins", key[:3]].append(name)
        groups["ends", key[-3:]].append(name)
    return {
        frozenset((one, other))
        for group in groups.values()
        if len(group) < _FAMILY
        for one, other in combinations(group, 2)
        if sum(_common(folded[one], folded[other])) * 100
        >= max(len(folded[one]), len(folded[other])) * _COMMON
    }


def _common(one: str, other: str) -> tuple[int, int]:
    """How many letters are common at the beginning, and at the end of what remains."""
    before = len(commonprefix([one, other]))
    after = len(commonprefix([one[before:][::-1], other[before:][::-1]]))
    return before, after


def _apart(one: str, other: str, places: set[str]) -> bool:
    """Whether each has a place that the other has not."""
    here, there = ({place for place in places if place in name} for name in (one, other))
    return bool(here - there) and bool(there - here)
