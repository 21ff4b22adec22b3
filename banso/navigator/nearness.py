"""How near a window is, and how soon it opens. Pure: no Django."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import Asker, Confidence
from banso.directory.format import Fact
from banso.directory.opening import hours_doubtful
from banso.lib import hours as opening
from banso.lib.municipalities import by_code, distance_km
from banso.navigator.results import NearWindow
from banso.navigator.rules.judging import Judge
from banso.navigator.rules.names import place_in_name

# Windows of which neither place nor hours are known come last, in the order of the directory.
_FAR = 10.0**6
_OPENS_LATE = datetime.max
_Order = tuple[bool, float, datetime]
_LAST: _Order = (True, _FAR, _OPENS_LATE)
_DEEPEST = 4


def _position(thing: Any) -> tuple[float, float] | None:
    """Latitude and longitude, where both are known."""
    known = thing.latitude is not None and thing.longitude is not None
    return (thing.latitude, thing.longitude) if known else None


def regional_classes(catalogue: Catalogue) -> frozenset[str]:
    """Collective names (保健所) whose windows share out the area: one of unknown region is then nobody's to be sent to."""
    whole = {p.code for p in catalogue.places.values() if p.part_of is None}
    return frozenset(
        window.one_of
        for window in catalogue.windows.values()
        if window.one_of and window.catchment_known and not window.catchment >= whole
    )


class Nearness:
    """Distances from the centre of one municipality, and opening hours at one moment; each window is reckoned once."""

    def __init__(self, catalogue: Catalogue, judge: Judge, moment: datetime | None) -> None:
        self.catalogue, self.judge, self.moment = catalogue, judge, moment
        code = judge.facts.get(Fact.MUNICIPALITY)
        self.code = str(code) if code is not None else None
        self.home = self._home()
        self.whole = {p.code for p in catalogue.places.values() if p.part_of is None}
        self.regional = regional_classes(catalogue)
        self._known: dict[str, NearWindow | None] = {}
        self._opens: dict[str, datetime] = {}
        self._orders: dict[str, _Order] = {}

    def _home(self) -> tuple[float, float] | None:
        """Where the person lives, in degrees; ``None`` where that is not known."""
        if self.code is None:
            return None
        place = self.catalogue.places.get(self.code) or by_code(self.code)
        return _position(place) if place is not None else None

    def of(self, windows: Iterable[WindowCard]) -> tuple[NearWindow, ...]:
        """The windows that serve the person's municipality, the nearest first, then those that open soonest."""
        near = [found for window in windows if (found := self._near(window)) is not None]
        return tuple(sorted(near, key=self._order))

    def rank(self, windows: Iterable[WindowCard]) -> _Order:
        """Where a service stands among others: by the nearest of its windows that serves the person."""
        near = (found for window in windows if (found := self._near(window)) is not None)
        return min((self._order(each) for each in near), default=_LAST)

    def _order(self, near: NearWindow) -> _Order:
        """What old sources alone tell of comes after the rest. Reckoned once for each window."""
        key = near.window.key
        if key not in self._orders:
            km = near.km if near.km is not None else self._guessed(near.window)
            old = near.window.confidence is Confidence.OLD
            self._orders[key] = old, km, self._opens.get(key, _OPENS_LATE)
        return self._orders[key]

    def _guessed(self, window: WindowCard) -> float:
        """For the order alone: a window whose name holds that of a municipality is looked for around it. Where it stands
        stays 未確認, and no distance is shown.
        """
        if self.home is None:
            return _FAR
        place = place_in_name(self.catalogue, window.name)
        return distance_km(self.home, place) if place else _FAR

    def _near(self, window: WindowCard) -> NearWindow | None:
        if window.key not in self._known:
            self._known[window.key] = self._reckon(window) if self._serves(window) else None
        return self._known[window.key]

    def _serves(self, window: WindowCard) -> bool:
        """What no source says of a region turns nobody away; nor does a region when the home is not known."""
        if self.code is None or self.judge.facts.get(Fact.ASKER) == Asker.EMPLOYER:
            return True
        if not window.catchment_known:
            return window.one_of not in self.regional
        if self.judge.home is not None and not self.judge.home.isdisjoint(window.catchment):
            return True
        # Somebody from elsewhere is shown the windows of the whole area, whose answer is "ask there".
        return self.code not in self.catalogue.places and window.catchment >= self.whole

    def _reckon(self, window: WindowCard) -> NearWindow:
        km, exact = self._distance(window)
        is_open, said = self._hours(window)
        return NearWindow(window, km, exact, is_open, said)

    def _distance(self, window: WindowCard) -> tuple[float | None, bool]:
        """Kilometres from the home to the window, or to the centre of its municipality (not ``exact``)."""
        if self.home is None:
            return None, False
        for there in self._around(window):
            own = _position(there)
            if own is not None:
                return round(distance_km(self.home, own), 1), True
        for there in self._around(window):
            place = self.catalogue.places.get(there.municipality or "")
            centre = _position(place) if place else None
            if centre is not None:
                return round(distance_km(self.home, centre), 1), False
        return None, False

    def _around(self, window: WindowCard) -> list[WindowCard]:
        """The window and, where it stands in another or is part of one, those: the same address."""
        found = [window]
        while (outer := found[-1].located_in or found[-1].part_of) and len(found) < _DEEPEST:
            card = self.catalogue.windows.get(outer)
            if card is None or card.address_hidden:
                break
            found.append(card)
        return found

    def _hours(self, window: WindowCard) -> tuple[bool | None, str]:
        """Whether it is open now, and when it opens next, in words."""
        if self.moment is None or not window.hours or hours_doubtful(window, self.moment):
            return None, ""
        hours = opening.from_dict(window.hours)
        is_open = opening.is_open(hours, self.moment)
        following = opening.next_open(hours, self.moment)
        if following is not None:
            self._opens[window.key] = following.replace(tzinfo=None)
        if is_open or following is None:
            return is_open, ""
        weekday = "月火水木金土日"[following.weekday()]
        return is_open, f"{following.month}月{following.day}日（{weekday}）{following:%H:%M}から"
