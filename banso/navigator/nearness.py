"""The windows that serve somebody, the near before the far, and how soon each opens. Pure: no Django."""

from collections.abc import Iterable
from datetime import datetime

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import Asker
from banso.directory.format import Fact
from banso.directory.nearness import NOWHERE, Named, Rank, Standpoint, by_name
from banso.directory.opening import hours_doubtful
from banso.lib import hours as opening
from banso.navigator.results import NearWindow
from banso.navigator.rules.judging import Judge

_OPENS_LATE = datetime.max
# Among windows that are alike near, what opens soonest.
Order = tuple[Rank, datetime]
_LAST: Order = (NOWHERE, _OPENS_LATE)


def regional_classes(catalogue: Catalogue) -> frozenset[str]:
    """Collective names (保健所) whose windows share out the area: one of unknown region is then nobody's to be sent to."""
    return frozenset(
        window.one_of
        for window in catalogue.windows.values()
        if window.one_of and window.catchment_known and not window.catchment >= catalogue.whole
    )


class Nearness:
    """Windows seen from one municipality, and opening hours at one moment; each window is reckoned once."""

    def __init__(self, catalogue: Catalogue, judge: Judge, moment: datetime | None) -> None:
        self.catalogue, self.judge, self.moment = catalogue, judge, moment
        code = judge.facts.get(Fact.MUNICIPALITY)
        self.code = str(code) if code is not None else None
        self.seen = Standpoint(catalogue, catalogue.places.get(self.code or ""))
        self.regional = regional_classes(catalogue)
        self._known: dict[str, NearWindow | None] = {}
        self._opens: dict[str, datetime] = {}
        self._orders: dict[str, tuple[Order, Named]] = {}

    def of(self, windows: Iterable[WindowCard]) -> tuple[NearWindow, ...]:
        """The windows that serve the person's municipality, in the order of nearness."""
        near = [found for window in windows if (found := self._near(window)) is not None]
        return tuple(sorted(near, key=self._order))

    def rank(self, windows: Iterable[WindowCard]) -> Order:
        """Where a service stands among others: by the first of its windows that serves the person."""
        near = (found for window in windows if (found := self._near(window)) is not None)
        return min((self._order(each)[0] for each in near), default=_LAST)

    def _order(self, near: NearWindow) -> tuple[Order, Named]:
        """Reckoned once for each window."""
        window = near.window
        if window.key not in self._orders:
            opens = self._opens.get(window.key, _OPENS_LATE)
            self._orders[window.key] = (self.seen.rank(window), opens), by_name(window)
        return self._orders[window.key]

    def _near(self, window: WindowCard) -> NearWindow | None:
        if window.key not in self._known:
            self._known[window.key] = self._reckon(window) if self._serves(window) else None
        return self._known[window.key]

    def _serves(self, window: WindowCard) -> bool:
        """What no source says of a region turns nobody away; nor does a region when the home is not known."""
        if self.code is None or self.judge.facts.get(Fact.ASKER) == Asker.EMPLOYER:
            return True
        if self.judge.home is not None and not self.judge.home.isdisjoint(window.catchment):
            return True
        if not window.catchment_known:
            return window.one_of not in self.regional
        # Somebody from elsewhere is shown the windows of the whole area, whose answer is "ask there".
        return self.code not in self.catalogue.places and window.catchment >= self.catalogue.whole

    def _reckon(self, window: WindowCard) -> NearWindow:
        is_open, said = self._hours(window)
        return NearWindow(window, self.seen.distance(window), is_open, said)

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
