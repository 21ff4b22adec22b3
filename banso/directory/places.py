"""Municipalities of the plan's area: which one a text means, whom a window serves. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from banso.directory.catalogue import Catalogue, Place, WindowCard
from banso.lib.likeness import edits, fold
from banso.lib.municipalities import find, prefectures, was_within

# 緑郡青葉町 and 青葉町（緑郡）: the county says nothing that the town's name does not.
_COUNTY = re.compile(r"^[^市区町村郡]{1,5}郡(?=..)|\([^()]{1,5}郡\)$")


class Area(Protocol):
    """The code of an area with its places by their codes: a catalogue is one."""

    @property
    def area(self) -> str: ...

    @property
    def area_name(self) -> str: ...

    @property
    def places(self) -> Mapping[str, Place]: ...


@dataclass(frozen=True)
class PlaceFound:
    """``place`` where the text means one place of the area; else what may be meant. ``ambiguous``: the text is the name
    of each of the ``suggestions``."""

    place: Place | None = None
    suggestions: tuple[Place, ...] = ()
    ambiguous: bool = False


def find_place(area: Area, text: str) -> PlaceFound:
    """The place that ``text`` (a name in any usual spelling, or a code) means. Places outside the area are not here:
    ask :func:`is_elsewhere`."""
    typed = _typed(text)
    if typed in area.places:
        return PlaceFound(area.places[typed])
    key = fold(typed).removeprefix(fold(area.area_name))
    whole = [p for p in area.places.values() if key and key in (fold(p.name), fold(p.kana), p.code[:5])]
    own = whole or [p for p in area.places.values() if key and key in _keys(area, p)]
    if len(own) == 1:
        return PlaceFound(own[0])
    if own:
        return PlaceFound(None, tuple(own), ambiguous=True)
    try:
        match = find(typed, area.area)
    except ValueError:
        # The area of a fictitious plan is no prefecture: nothing but its own names can be meant.
        near = [p for p in area.places.values() if len(key) > 1 and edits(key, fold(p.name), 1) <= 1]
        return PlaceFound(None, tuple(near))
    if match.place and match.place.code in area.places:
        return PlaceFound(area.places[match.place.code])
    codes = [place.code for place in (*match.candidates, *match.suggestions)]
    maybe = tuple(area.places[code] for code in codes if code in area.places)
    return PlaceFound(None, maybe, ambiguous=bool(match.candidates and maybe))


def is_elsewhere(area: Area, text: str) -> bool:
    """Whether ``text``, which means no place of the area, names one of the rest of the country: a prefecture, or a
    municipality. A name that a town of the area had once may mean that one, and is not sent away."""
    typed = _typed(text)
    if was_within(typed, area.area):
        return False
    key, found = fold(typed), find(typed)
    others = (p for p in prefectures() if p.code != area.area)
    named = found.place is not None or bool(found.candidates)
    return named or any(key in (fold(other.name), fold(other.short)) for other in others)


def _typed(text: str) -> str:
    return _COUNTY.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def _keys(area: Area, place: Place) -> set[str]:
    """How people call a place: 青葉市, あおばし, 青葉; a ward also without its city: 北区, 北."""
    city = area.places[place.part_of].name if place.part_of else ""
    short = place.name.removeprefix(city)
    return {
        fold(name) for name in (place.name, place.kana, place.kana[:-1], short, short[:-1]) if len(name) > 1
    }


def serves(catalogue: Catalogue, window: WindowCard, code: str) -> bool | None:
    """Whether ``window`` serves the residents of the place; ``None`` where no source tells of them."""
    if code in window.catchment or catalogue.home_of(code) in window.catchment:
        return True
    return False if window.catchment_known else None


def is_own(catalogue: Catalogue, window: WindowCard, code: str) -> bool:
    """Whether ``window`` is one of the place's own: a source names it for its residents and not for those of the whole
    area; where nobody knows whom it serves, whether it stands there for all to see."""
    served = serves(catalogue, window, code)
    if served or window.catchment_known:
        return bool(served) and not whole(catalogue) <= window.catchment
    wards = (place.code for place in catalogue.places.values() if place.part_of == code)
    return not window.address_hidden and window.municipality in {code, catalogue.home_of(code), *wards}


def catchment_words(catalogue: Catalogue, window: WindowCard) -> str:
    """Whom it serves, by their municipality: 青葉市、緑町. Empty where that is not known."""
    if not window.catchment_known:
        some = "、".join(names(catalogue, window.catchment))
        return f"{some}（ほかの市区町村は未確認）" if some else ""
    if whole(catalogue) <= window.catchment:
        return f"{catalogue.area_name}の全域"
    return "、".join(names(catalogue, window.catchment)) or "地域による決まりはありません"


def whole(catalogue: Catalogue) -> frozenset[str]:
    """The codes of all cities, towns and villages."""
    return catalogue.whole


def spoken_names(catalogue: Catalogue) -> set[str]:
    """The names of the places, also as they stand inside of other names: 青葉市 and 青葉, 青葉市西区 and 西区."""
    full = {place.name for place in catalogue.places.values()}
    wards = {
        place.name.removeprefix(catalogue.places[place.part_of].name)
        for place in catalogue.places.values()
        if place.part_of
    }
    return full | wards | {name[:-1] for name in full if len(name) > 2}


def names(catalogue: Catalogue, codes: Iterable[str]) -> list[str]:
    """Names of places by their codes, in the order of the codes."""
    return [catalogue.places[code].name for code in sorted(codes) if code in catalogue.places]
