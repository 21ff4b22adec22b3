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
    """Pairs of names that people mistake for one another, in the order given: 埼玉しごとセンター, 埼玉しごとサポート.

    Two names are alike when one slip makes one of the other, or when most letters are common at their beginning or
    end. Names of which one has a word of ``places`` (municipalities, say) where the other has another are told apart.
    """
    folded = {name: fold(name) for name in dict.fromkeys(names)}
    known = {fold(place) for place in places}
    order = {name: place for place, name in enumerate(folded)}
    found = set()
    for group in _neighbours(folded):
        for one, other in combinations(sorted(group, key=order.__getitem__), 2):
            if _alike(folded[one], folded[other], len(group)) and not _apart(
                folded[one], folded[other], known
            ):
                found.add((one, other))
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _neighbours(folded: dict[str, str]) -> list[list[str]]:
    """Names that begin or end alike; only such are compared."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, key in folded.items():
        if len(key) >= _SHORTEST:
            groups["begins", key[:3]].append(name)
            groups["ends", key[-3:]].append(name)
    return [group for group in groups.values() if len(group) > 1]


def _alike(one: str, other: str, family: int) -> bool:
    if one == other or edits(one, other, 1) == 1:
        return True
    before, after = _common(one, other)
    return family < _FAMILY and (before + after) * 100 >= max(len(one), len(other)) * _COMMON


def _common(one: str, other: str) -> tuple[int, int]:
    """How many letters are common at the beginning, and at the end of what remains."""
    before = len(commonprefix([one, other]))
    after = len(commonprefix([one[before:][::-1], other[before:][::-1]]))
    return before, after


def _apart(one: str, other: str, places: set[str]) -> bool:
    """Whether each has a place that the other has not."""
    here, there = ({place for place in places if place in name} for name in (one, other))
    return bool(here - there) and bool(there - here)
