"""Which municipality the name of a window holds. Pure: no Django."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banso.directory.catalogue import Place

_SUFFIXES = "市区町村"
_SHORTEST = 2


class Names:
    """The names of municipalities and wards, by their codes, as they stand inside other names."""

    def __init__(self, places: "Mapping[str, Place]") -> None:
        self.spellings = _spellings(places)
        self.place_in = lru_cache(maxsize=None)(self._place_in)

    def _place_in(self, name: str) -> "Place | None":
        """The municipality or ward that stands in ``name`` (ハローワーク青葉, あおばセンター): the longest where several do,
        of those the last (青葉校 緑分校 is in 緑).
        """
        found = [(len(text), name.rfind(text), place) for text, place in self.spellings if text in name]
        return max(found, key=lambda each: each[:2])[2] if found else None


def _spellings(places: "Mapping[str, Place]") -> "list[tuple[str, Place]]":
    found: dict[str, Place] = {}
    for place in places.values():
        city = places.get(place.part_of or "")
        for text, outer in ((place.name, city.name if city else ""), (place.kana, city.kana if city else "")):
            short = text.removeprefix(outer)
            for spelling in (text, short, _without_suffix(short)):
                if len(spelling) >= _SHORTEST:
                    found.setdefault(spelling, place)
    return [*found.items()]


def _without_suffix(name: str) -> str:
    """青葉 of 青葉市, あおば of あおばし."""
    if name[-1:] in _SUFFIXES:
        return name[:-1]
    for kana in ("まち", "むら", "ちょう", "そん", "し", "く"):
        if name.endswith(kana):
            return name.removesuffix(kana)
    return name
