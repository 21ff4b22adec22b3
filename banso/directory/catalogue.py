"""The directory as the navigator, search and exports read it: whole, in memory, unchanging. Pure.

It is made from the database (``queries.catalogue``) or straight from a plan's folder (``records.catalogue_of``); both
ways go through the same records, so both say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from banso.directory.codes import Asker, Channel, Confidence, EntryStatus, Part
from banso.directory.doubt import TRUSTED_YEARS
from banso.directory.format import Condition, Fact, RequestTerms, Vocabulary
from banso.directory.naming import Names


@dataclass(frozen=True)
class Place:
    """A municipality, or a ward (``part_of`` is then the code of its city). Degrees, WGS 84."""

    code: str
    name: str
    kana: str
    kind: str
    part_of: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Body:
    """An organisation as the public sees it. Empty text: 未確認."""

    key: str
    name: str
    kana: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    confidence: Confidence = Confidence.OFFICIAL
    source: str = ""
    source_date: str = ""
    field_sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    assured_on: date | None = None
    closed_on: date | None = None
    is_sample: bool = False
    trusted_years: int = TRUSTED_YEARS


@dataclass(frozen=True)
class PhoneNumber:
    number: str
    extension: str = ""
    note: str = ""


@dataclass(frozen=True)
class Host:
    """The house in which a window stands, for what the window itself does not say. Whether its number reaches the
    window nobody has confirmed: it is always shown as 要確認."""

    key: str
    name: str
    phones: tuple[PhoneNumber, ...]
    address: str
    building: str


@dataclass(frozen=True)
class WindowCard:
    """A window as the public sees it. Empty text, ``None``, an empty tuple: 未確認. A hidden address is not here."""

    key: str
    name: str
    kana: str
    aliases: tuple[str, ...]
    kind: str
    description: str
    status: EntryStatus
    operators: tuple[str, ...]
    part_of: str | None
    one_of: str | None
    located_in: str | None
    channels: tuple[Channel, ...]
    municipality: str | None
    postal_code: str
    address: str
    building: str
    address_hidden: bool
    latitude: float | None
    longitude: float | None
    phones: tuple[PhoneNumber, ...]
    url: str
    email: str
    hours: Any
    hours_text: str
    catchment: frozenset[str]
    catchment_known: bool
    catchment_note: str
    takes_requests: bool
    # What the office itself set; ``None`` where it set nothing.
    answer_days: int | None
    confidence: Confidence
    source: str
    source_date: str
    note: str
    field_sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    assured_on: date | None = None
    is_sample: bool = False
    access_note: str = ""
    closes_on: date | None = None
    successor: str | None = None
    requests_are_sample: bool = False
    # Its office wants to take requests for a talk, and has named nobody to read them.
    awaits_desk: bool = False
    trusted_years: int = TRUSTED_YEARS
    host: Host | None = None

    def confidence_of(self, name: str) -> Confidence:
        """How far the field ``name`` can be trusted: its own source counts, else that of the whole entry."""
        own = self.field_sources.get(name)
        return Confidence.of(own["confidence"]) if own else self.confidence


@dataclass(frozen=True)
class ServiceCard:
    """A service with its conditions. ``at`` maps the key of each window that is there to what the window does for it;
    ``closed`` are those of its windows that have closed."""

    key: str
    name: str
    kana: str
    aliases: tuple[str, ...]
    description: str
    status: EntryStatus
    organisation: str
    measures: tuple[str, ...]
    section: str
    askers: tuple[Asker, ...]
    offers: tuple[str, ...]
    conditions: tuple[Condition, ...]
    next_best: tuple[str, ...]
    at: Mapping[str, Part]
    effective_from: date | None
    effective_to: date | None
    application_process: str
    fees: str
    url: str
    confidence: Confidence
    source: str
    source_date: str
    note: str
    order: int = 0
    say: str = ""
    assured_on: date | None = None
    is_sample: bool = False
    trusted_years: int = TRUSTED_YEARS
    closed: tuple[str, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Whether its last window has closed and none goes on for it."""
        return bool(self.closed) and not self.at


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be found. ``area`` is the code of the prefecture, ``organisations`` names by key."""

    area: str
    area_name: str
    places: Mapping[str, Place]
    organisations: Mapping[str, str]
    windows: Mapping[str, WindowCard]
    services: Mapping[str, ServiceCard]
    vocabulary: Vocabulary
    requests: RequestTerms = field(default_factory=RequestTerms)
    revision: str = ""
    bodies: Mapping[str, Body] = field(default_factory=dict)

    def home_of(self, code: str) -> str:
        """The city of a ward; any other place itself. Raises ``KeyError`` for a code outside the area."""
        place = self.places[code]
        return place.part_of or place.code

    @cached_property
    def whole(self) -> frozenset[str]:
        """The codes of all cities, towns and villages."""
        return frozenset(place.code for place in self.places.values() if place.part_of is None)

    @cached_property
    def place_names(self) -> Names:
        """The municipalities as they stand in other names."""
        return Names(self.places)

    @cached_property
    def families(self) -> Mapping[str, tuple[WindowCard, ...]]:
        """The windows that a collective name stands for, without those that have closed."""
        found: dict[str, list[WindowCard]] = {}
        for window in self.windows.values():
            if window.one_of in self.windows and window.status is not EntryStatus.DEFUNCT:
                found.setdefault(window.one_of or "", []).append(window)
        return {key: tuple(windows) for key, windows in found.items()}


@dataclass(frozen=True)
class SubsidyRulesCard:
    """The rules of a subsidy over a span of the date that ``date_fact`` names; an open end is ``None``."""

    valid_from: date | None
    valid_to: date | None
    date_fact: Fact
    conditions: tuple[Condition, ...]
    amounts: tuple[Mapping[str, Any], ...]
    confidence: Confidence
    source: str
    source_date: str
    note: str


@dataclass(frozen=True)
class SubsidyCard:
    """A subsidy for firms with its dated rules, the earliest first. ``decided_by`` decides, never this product."""

    key: str
    name: str
    aliases: tuple[str, ...]
    description: str
    measures: tuple[str, ...]
    decided_by: str
    window: str
    versions: tuple[SubsidyRulesCard, ...]
    confidence: Confidence
    source: str
    source_date: str
    note: str
    is_sample: bool = False
    field_sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
