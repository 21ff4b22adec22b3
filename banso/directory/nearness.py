"""How near windows are to where somebody lives: one order for results, lists, leaflets and boxes. Pure.

What is the municipality's own comes first: a window that is for its people, stands in it or bears its name. Then the nearer
window, as far as anybody knows where it is, and last what nobody can place. What is only known to be for the whole area is
nobody's own.
"""

from dataclasses import dataclass
from math import inf

from banso.directory.catalogue import Catalogue, Place, WindowCard
from banso.lib.municipalities import distance_km

# Own (0), the city's of one's ward (1), or neither (2); kilometres; whether they are only about.
Rank = tuple[int, float, bool]
# What is alike near stands as a directory of names lists it.
Named = tuple[bool, str, str]
_OWN, _CITY, _OTHER = 0, 1, 2
NOWHERE: Rank = (3, inf, True)
_DEEPEST = 4


@dataclass(frozen=True)
class Distance:
    """``km`` as the crow flies from the centre of a municipality; not ``exact`` when the window's own position is
    unknown and the centre of its municipality stands for it. ``inside`` is then the name of the place, the home's own
    or its city, of which it is known to be in: no kilometres are told of that."""

    km: float
    exact: bool
    inside: str = ""

    @property
    def words(self) -> str:
        if self.inside:
            return f"{self.inside}の中"
        km = f"{self.km:.1f}" if self.km < 10 else f"{self.km:.0f}"
        return f"{km}km" if self.exact else f"およそ{km}km"


class Standpoint:
    """The windows of a catalogue as they lie around ``home``; each is reckoned once. Without a home all are alike."""

    def __init__(self, catalogue: Catalogue, home: Place | None) -> None:
        self.catalogue, self.home = catalogue, home
        self.centre = _position(home)
        wards = (p.code for p in catalogue.places.values() if home and p.part_of == home.code)
        self.own = {home.code, *wards} if home else set[str]()
        self._ranks: dict[str, Rank] = {}

    def distance(self, window: WindowCard) -> Distance | None:
        """How far it is; ``None`` where either position is unknown or hidden."""
        if self.centre is None or window.address_hidden:
            return None
        houses = _houses(self.catalogue, window)
        exact = next(filter(None, map(_position, houses)), None)
        if exact is not None:
            return Distance(round(distance_km(self.centre, exact), 1), True)
        town = _town(self.catalogue, houses)
        there = _position(town)
        if town is None or there is None:
            return None
        return Distance(round(distance_km(self.centre, there), 1), False, self._inside(town))

    def _inside(self, town: Place) -> str:
        """The name of the place that holds both: of a city's window nobody knows whether it is in one's ward."""
        assert self.home is not None
        if town.code in self.own:
            return self.home.name
        return town.name if town.code == self.home.part_of else ""

    def has_place(self, window: WindowCard) -> bool:
        """Whether it can be told where it is: by its position, its municipality, or one in its name."""
        houses = _houses(self.catalogue, window)
        known = any(map(_position, houses)) or _town(self.catalogue, houses) is not None
        return (known and not window.address_hidden) or self._guessed(houses) is not None

    def rank(self, window: WindowCard) -> Rank:
        """Where it stands among others; the smaller comes first."""
        if window.key not in self._ranks:
            self._ranks[window.key] = self._rank(window)
        return self._ranks[window.key]

    def _rank(self, window: WindowCard) -> Rank:
        if self.home is None:
            return _OTHER, inf, True
        houses = _houses(self.catalogue, window)
        known = _town(self.catalogue, houses) if not window.address_hidden else None
        town = known or self._guessed(houses)
        far = self.distance(window)
        there = _position(town)
        guessed = distance_km(self.centre, there) if self.centre and there else inf
        return self._whose(window, town), far.km if far else guessed, far is None or not far.exact

    def _guessed(self, houses: list[WindowCard]) -> Place | None:
        """For the order alone: by a name that holds that of a municipality, or by the only one that is served. Where the
        window stands is still 未確認, and no distance is told.
        """
        named = (self.catalogue.place_names.place_in(house.name) for house in houses)
        served = (next(iter(house.catchment)) for house in houses if len(house.catchment) == 1)
        codes = (self.catalogue.places.get(code) for code in served)
        return next(filter(None, (*named, *codes)), None)

    def _whose(self, window: WindowCard, town: Place | None) -> int:
        served = _served(self.catalogue, window)
        codes = set() if served >= self.catalogue.whole else {*served}
        codes |= {town.code} if town else set()
        if not codes.isdisjoint(self.own):
            return _OWN
        return _CITY if self.home and self.home.part_of in codes else _OTHER


def by_name(window: WindowCard) -> Named:
    """By its reading, as far as that is known."""
    return not window.kana, window.kana, window.name


def _houses(catalogue: Catalogue, window: WindowCard) -> list[WindowCard]:
    """The window and what it stands in, the outermost last: the same address."""
    found = [window]
    while len(found) < _DEEPEST:
        outer = catalogue.windows.get(found[-1].located_in or "")
        if outer is None or outer.address_hidden:
            break
        found.append(outer)
    return found


def _served(catalogue: Catalogue, window: WindowCard) -> frozenset[str]:
    """The municipalities that it is for; of a part of another, of which nobody says it, those that the other is for."""
    at: WindowCard | None = window
    for _step in range(_DEEPEST):
        if at is None or at.catchment:
            break
        at = catalogue.windows.get(at.part_of or "")
    return at.catchment if at else frozenset()


def _town(catalogue: Catalogue, houses: list[WindowCard]) -> Place | None:
    """The municipality in which a window is known to stand."""
    return next(filter(None, (catalogue.places.get(house.municipality or "") for house in houses)), None)


def _position(thing: WindowCard | Place | None) -> tuple[float, float] | None:
    """Latitude and longitude, where both are known."""
    if thing is None or thing.latitude is None or thing.longitude is None:
        return None
    return thing.latitude, thing.longitude
