"""Units that count the same things under another name."""

import re

from banso.lib.text import fold

_BEHIND = re.compile(r"(.*[0-9])\s*(\D{1,12})", re.DOTALL)

# Only what is the same in every sentence: 件 and 人, or 社 and 者, are not.
_SAME = (
    ("人", "名"),
    ("か所", "カ所", "ヵ所", "ヶ所", "ケ所", "箇所", "個所"),
    ("か月", "カ月", "ヵ月", "ヶ月", "ケ月", "箇月"),
    ("%", "パーセント"),
)


def names(unit: str) -> set[str]:
    """The unit and its other names, folded."""
    plain = fold(unit)
    return {plain}.union(*(map(fold, same) for same in _SAME if plain in map(fold, same)))


def are_same(one: str, other: str) -> bool:
    return fold(one) in names(other)


def without(text: str, unit: str) -> str:
    """``text`` without the unit behind its number."""
    found = _BEHIND.fullmatch(text)
    return found[1] if found and fold(found[2]) in names(unit) else text
