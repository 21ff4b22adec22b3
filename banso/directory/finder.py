"""Finding windows and services in a catalogue: by words, by place, by what is open. Pure.

A finder is built once for a catalogue and does not change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from banso.directory.catalogue import Catalogue, Place, ServiceCard, WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.nearness import Distance, Standpoint, by_name
from banso.directory.offering import LOOK_ALIKE, successor
from banso.directory.opening import OpenNow, open_now
from banso.directory.places import names, serves, spoken_names
from banso.lib.searching import Index, Synonyms, confusable, search_words

# A window that serves so many municipalities serves a region; finding it by each of their names would say nothing.
_FEW_PLACES = 20
# So many closed windows are named above a list.
_MOST_GONE = 3


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. ``everywhere`` also shows windows that do not serve the residents of ``place``."""

    words: str = ""
    place: Place | None = None
    open_only: bool = False
    everywhere: bool = False


@dataclass(frozen=True)
class FoundWindow:
    """A window in a list, seen from the place that was asked for. ``stands_for`` counts the windows of a family that
    are told in this one line, for nobody said which municipality is meant."""

    window: WindowCard
    distance: Distance | None
    serves: bool | None
    moment: datetime
    stands_for: int = 0

    @property
    def opening(self) -> OpenNow:
        """Asked for the lines of one page only: of all windows it would take long."""
        return open_now(self.window, self.moment)


@dataclass(frozen=True)
class FoundWindows:
    """The windows of a search. ``elsewhere`` counts those left out because they serve other municipalities,
    ``hours_unknown`` those left out because nobody knows whether they are open. ``gone`` are closed windows of the words
    that were asked, each with the one that goes on, where there is one."""

    lines: tuple[FoundWindow, ...]
    elsewhere: int = 0
    hours_unknown: int = 0
    gone: tuple[tuple[WindowCard, WindowCard | None], ...] = ()

    @property
    def total(self) -> int:
        return sum(line.stands_for or 1 for line in self.lines)


class Finder:
    """Search over one catalogue, with what the pages ask of it again and again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._synonyms = Synonyms(search_words())

    @cached_property
    def services_at(self) -> Mapping[str, tuple[ServiceCard, ...]]:
        """The services of each window."""
        found: dict[str, list[ServiceCard]] = defaultdict(list)
        for service in self.catalogue.services.values():
            for window in service.at:
                found[window].append(service)
        return {window: tuple(services) for window, services in found.items()}

    @cached_property
    def alike(self) -> Mapping[str, tuple[WindowCard, ...]]:
        """For the key of each window, those whose names are taken for its own."""
        by_name: dict[str, list[WindowCard]] = defaultdict(list)
        for window in self.by_kana:
            by_name[window.name].append(window)
        found: dict[str, list[WindowCard]] = defaultdict(list)
        for one, other in confusable(by_name, spoken_names(self.catalogue)):
            for here, there in ((one, other), (other, one)):
                for window in by_name[here]:
                    found[window.key] += by_name[there]
        return {key: tuple(windows) for key, windows in found.items()}

    @cached_property
    def by_kana(self) -> list[WindowCard]:
        """The windows to which somebody can be sent, as a directory of names lists them."""
        there = (w for w in self.catalogue.windows.values() if w.status is not EntryStatus.DEFUNCT)
        return sorted(there, key=by_name)

    @cached_property
    def _windows(self) -> Index[str]:
        return Index.build(
            ((window.key, self._window_texts(window)) for window in self.catalogue.windows.values()),
            self._synonyms,
        )

    @cached_property
    def _services(self) -> Index[str]:
        return Index.build(
            ((service.key, self._service_texts(service)) for service in self.catalogue.services.values()),
            self._synonyms,
        )

    def _window_texts(self, window: WindowCard) -> Iterable[tuple[str, int]]:
        yield window.name, 10
        yield window.kana, 8
        for alias in window.aliases:
            yield alias, 8
        yield window.kind, 4
        town = None if window.address_hidden else window.municipality
        for name in names(self.catalogue, filter(None, [town])):
            yield name, 4
        for service in self.services_at.get(window.key, ()):
            yield service.name, 3
            for alias in service.aliases:
                yield alias, 3
        for operator in window.operators:
            yield self.catalogue.organisations.get(operator, ""), 2
        if len(window.catchment) <= _FEW_PLACES:
            for name in names(self.catalogue, window.catchment):
                yield name, 2
        yield window.description, 2
        yield window.address, 1

    def _service_texts(self, service: ServiceCard) -> Iterable[tuple[str, int]]:
        yield service.name, 10
        yield service.kana, 8
        for alias in service.aliases:
            yield alias, 8
        yield service.description, 3
        yield self.catalogue.organisations.get(service.organisation, ""), 2
        for condition in service.conditions:
            yield condition.says, 1

    def windows(self, asked: Asked, moment: datetime) -> FoundWindows:
        """The windows that ``asked`` means: in the order of nearness where a place was given, else the best match first."""
        elsewhere = unknown = 0
        here = Standpoint(self.catalogue, asked.place)
        lines = []
        named = [(window, successor(window, self.catalogue.windows)) for window in self._named(asked.words)]
        gone = tuple((window, heir) for window, heir in named if heir is not window)
        for window in {heir.key: heir for _window, heir in named if heir}.values():
            served = serves(self.catalogue, window, asked.place.code) if asked.place else None
            if served is False and not asked.everywhere:
                elsewhere += 1
                continue
            if asked.open_only and (state := open_now(window, moment).is_open) is not True:
                unknown += state is None and not self._is_many(window)
                continue
            lines.append(FoundWindow(window, here.distance(window), served, moment))
        if asked.place:
            lines.sort(key=lambda line: here.rank(line.window))
        together = lines if asked.place or asked.open_only else self._together(lines)
        return FoundWindows(tuple(together), elsewhere, unknown, gone[:_MOST_GONE])

    def _is_many(self, window: WindowCard) -> bool:
        """Whether it is only the name of a large family, which a list tells in one line and counts by its windows."""
        return len(self.catalogue.families.get(window.key, ())) > LOOK_ALIKE

    def _together(self, lines: list[FoundWindow]) -> list[FoundWindow]:
        """The lines, with one line for each family of look-alikes, where the first of them stood."""
        sizes = Counter(line.window.one_of for line in lines)
        large = {f for f, size in sizes.items() if f in self.catalogue.windows and size > LOOK_ALIKE}
        found: dict[str, FoundWindow] = {}
        for line in lines:
            key = line.window.key if line.window.key in large else line.window.one_of
            if key in large and key is not None:
                family = self.catalogue.windows[key]
                found.setdefault(key, replace(line, window=family, stands_for=sizes[key]))
            else:
                found[line.window.key] = line
        return [*found.values()]

    def _named(self, words: str) -> list[WindowCard]:
        """Windows by words, the best first; without words all to which somebody can be sent."""
        if not words.strip():
            return self.by_kana
        keys = [key for key, _score in self._windows.find(words)]
        # What no window says of itself, a service may say of what it gives.
        keys = keys or [*dict.fromkeys(key for service in self.services(words) for key in service.at)]
        return [self.catalogue.windows[key] for key in keys]

    def services(self, words: str) -> list[ServiceCard]:
        """Services by words, the best first; without words all of them."""
        if words.strip():
            return [self.catalogue.services[key] for key, _score in self._services.find(words)]
        return list(self.catalogue.services.values())

    def suggest(self, words: str) -> list[str]:
        """もしかして: other words that find something."""
        return list(dict.fromkeys([*self._windows.suggest(words), *self._services.suggest(words)]))
