"""Which municipality the name of a window holds. Pure: no Django."""

from banso.directory.catalogue import Catalogue, Place

_SUFFIXES = "市区町村"
_SHORTEST = 2
# Names in names, by catalogue: a catalogue lives as long as its revision of the directory.
_kept: list[tuple[Catalogue, dict[str, Place]]] = []
_MOST = 3


def place_in_name(catalogue: Catalogue, name: str) -> tuple[float, float] | None:
    """Latitude and longitude of the municipality or ward that stands in ``name`` (ハローワーク青葉, あおばセンター); the
    longest where several do, ``None`` where none does or its position is unknown.
    """
    for spelling, place in _spellings(catalogue).items():
        if spelling in name:
            return (place.latitude, place.longitude) if place.latitude and place.longitude else None
    return None


def _spellings(catalogue: Catalogue) -> dict[str, Place]:
    for known, spellings in _kept:
        if known is catalogue:
            return spellings
    found: dict[str, Place] = {}
    for place in catalogue.places.values():
        city = catalogue.places.get(place.part_of or "")
        for text, outer in ((place.name, city.name if city else ""), (place.kana, city.kana if city else "")):
            short = text.removeprefix(outer)
            for spelling in (text, short, _without_suffix(short)):
                if len(spelling) >= _SHORTEST:
                    found.setdefault(spelling, place)
    ordered = dict(sorted(found.items(), key=lambda item: -len(item[0])))
    _kept.append((catalogue, ordered))
    del _kept[:-_MOST]
    return ordered


def _without_suffix(name: str) -> str:
    """青葉 of 青葉市, あおば of あおばし."""
    if name[-1:] in _SUFFIXES:
        return name[:-1]
    for kana in ("まち", "むら", "ちょう", "そん", "し", "く"):
        if name.endswith(kana):
            return name.removesuffix(kana)
    return name
