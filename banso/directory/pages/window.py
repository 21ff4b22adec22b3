"""The page of a window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.codes import Channel, EntryStatus, Part
from banso.directory.finder import Finder
from banso.directory.opening import OpenNow, hours_words, open_now
from banso.directory.pages.residence import for_people
from banso.directory.places import catchment_words, names
from banso.directory.sources import FieldSource, field_sources
from banso.plan.format import Measure, PlanDocument

# Of the windows of one kind so many are named; the rest is a link away.
_MOST_OF_A_KIND = 8


@dataclass(frozen=True)
class AtWindow:
    """A service at the window; ``intake`` are the windows to ask first where this one only gives the service."""

    service: ServiceCard
    part: Part
    intake: tuple[WindowCard, ...]


@dataclass(frozen=True)
class WindowPage:
    """Everything that is known of a window, and what is not. Empty words mean 未確認."""

    window: WindowCard
    operators: tuple[str, ...]
    place: str
    opening: OpenNow
    hours: str
    catchment: str
    services: tuple[AtWindow, ...]
    measures: tuple[Measure, ...]
    inside: WindowCard | None
    same_place: tuple[WindowCard, ...]
    same_kind: tuple[WindowCard, ...]
    same_kind_more: int
    alike: tuple[WindowCard, ...]
    successor: WindowCard | None
    sources: tuple[FieldSource, ...]

    @property
    def offers(self) -> tuple[tuple[str, str, tuple[AtWindow, ...]], ...]:
        """The services by whom they are for: an id, the heading, the services. Firms' own come last."""
        people = for_people(at.service for at in self.services)
        groups = (
            ("services", "ここで受けられるもの", tuple(at for at in self.services if at.service in people)),
            (
                "firms",
                "企業の方が受けられるもの",
                tuple(at for at in self.services if at.service not in people),
            ),
        )
        return tuple(group for group in groups if group[2])

    @property
    def is_gone(self) -> bool:
        return self.window.status is EntryStatus.DEFUNCT

    @property
    def call_only(self) -> bool:
        """Nobody need be told that the address of a telephone is unknown."""
        return bool(self.window.channels) and not {Channel.PLACE, Channel.OUTREACH} & {*self.window.channels}


def window_page(finder: Finder, document: PlanDocument, key: str, moment: datetime) -> WindowPage:
    """The page of the window ``key``. Raises ``KeyError``."""
    catalogue = finder.catalogue
    window = catalogue.windows[key]
    services = finder.services_at.get(key, ())
    kind = _same_kind(finder, window)
    host = catalogue.windows.get(window.located_in or window.part_of or "")
    return WindowPage(
        window=window,
        operators=tuple(catalogue.organisations.get(operator, operator) for operator in window.operators),
        place="".join(names(catalogue, filter(None, [window.municipality]))),
        opening=open_now(window, moment),
        hours=hours_words(window),
        catchment=catchment_words(catalogue, window),
        services=tuple(_at(finder, service, key) for service in services),
        measures=measures(document, services, key),
        inside=host,
        same_place=_same_place(finder, window, host),
        same_kind=kind[:_MOST_OF_A_KIND],
        same_kind_more=max(0, len(kind) - _MOST_OF_A_KIND),
        alike=finder.alike.get(key, ()),
        successor=catalogue.windows.get(window.successor or ""),
        sources=field_sources(window),
    )


def measures(
    document: PlanDocument, services: Iterable[ServiceCard], window: str = ""
) -> tuple[Measure, ...]:
    """The plan's measures to which the services belong, and those that name the window, each once."""
    named = [m.id for m in document.measures if window and window in (*m.windows, *m.creates)]
    keys = dict.fromkeys([*named, *(key for service in services for key in service.measures)])
    by_key = {measure.id: measure for measure in document.measures}
    return tuple(by_key[key] for key in keys if key in by_key)


def _at(finder: Finder, service: ServiceCard, window: str) -> AtWindow:
    part = service.at[window]
    elsewhere = [key for key, other in service.at.items() if other is not Part.SERVICE and key != window]
    intake = elsewhere if part is Part.SERVICE else []
    windows = finder.catalogue.windows
    return AtWindow(service, part, tuple(windows[key] for key in intake if key in windows))


def _same_place(finder: Finder, window: WindowCard, host: WindowCard | None) -> tuple[WindowCard, ...]:
    """What else stands where it stands: inside of it, beside it in the same house, or at the same address."""

    def is_there(other: WindowCard) -> bool:
        houses = {other.located_in or other.part_of, other.key} - {None}
        mine = {window.key, window.located_in or window.part_of} - {None}
        at = (other.municipality, other.address)
        return bool(houses & mine) or bool(window.address and at == (window.municipality, window.address))

    return tuple(
        other
        for other in finder.catalogue.windows.values()
        if other is not window and other is not host and not _gone(other) and is_there(other)
    )


def _same_kind(finder: Finder, window: WindowCard) -> tuple[WindowCard, ...]:
    """The other windows of the family, else of the kind."""
    family = window.one_of or window.key

    def is_kin(other: WindowCard) -> bool:
        if family in (other.one_of, other.key):
            return True
        return window.one_of is None and other.kind == window.kind

    others = finder.catalogue.windows.values()
    return tuple(other for other in others if other is not window and not _gone(other) and is_kin(other))


def _gone(window: WindowCard) -> bool:
    return window.status is EntryStatus.DEFUNCT
