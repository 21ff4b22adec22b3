"""What may leave the house: every export and the public interface read this and nothing else.

A hidden address, a window or service that is being prepared, and whatever only those lead to, are not in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from banso.directory.catalogue import Body, Catalogue, Place, ServiceCard, SubsidyCard, WindowCard
from banso.directory.codes import Confidence, EntryStatus, Noun
from banso.directory.doubt import doubtful
from banso.directory.format import Vocabulary
from banso.lib import clock

Entry = TypeVar("Entry", bound=Any)
# What the public sees of an entry; changes of other fields are the office's own.
SHOWN = {
    Noun.WINDOW: frozenset(
        {
            "name", "kana", "aliases", "kind", "description", "status", "operators", "part_of", "one_of", "located_in",
            "channels", "municipality", "postal_code", "address", "building", "latitude", "longitude", "phones", "url",
            "email", "hours_text", "catchment", "catchment_note", "confidence", "source", "source_date", "note",
            "assured_on",
        }
    ),
    Noun.SERVICE: frozenset(
        {
            "name", "kana", "aliases", "description", "status", "organisation", "measures", "section", "askers",
            "offers", "conditions", "next_best", "effective_from", "effective_to", "application_process", "fees",
            "url", "confidence", "source", "source_date", "note", "assured_on",
        }
    ),
    Noun.ORGANISATION: frozenset(
        {"name", "kana", "aliases", "description", "url", "closed_on", "confidence", "source", "source_date", "assured_on"}
    ),
}  # fmt: skip
# Fields whose values are ids of other entries, and where those are.
_NAMED = {
    "part_of": "windows", "one_of": "windows", "located_in": "windows", "operators": "bodies", "organisation": "bodies",
    "next_best": "services",
}  # fmt: skip
PLACE_FIELDS = frozenset(
    {"postal_code", "address", "building", "latitude", "longitude", "located_in", "municipality"}
)


@dataclass(frozen=True)
class ExamRow:
    """A recruitment examination."""

    key: str
    name: str
    organisation: str
    municipality: str | None
    fiscal_year: int
    for_whom: str
    born_from: date | None
    born_to: date | None
    opens_on: date | None
    deadline: date | None
    exam_on: date | None
    places: str
    url: str
    confidence: Confidence
    source: str
    source_date: str
    note: str
    is_sample: bool


@dataclass(frozen=True)
class HelplineRow:
    """A line of immediate help."""

    key: str
    name: str
    number: str
    when: str
    hours_text: str
    fee: str
    url: str
    confidence: Confidence
    source: str
    source_date: str
    note: str
    is_sample: bool


@dataclass(frozen=True)
class Lists:
    """What is public beside windows and services."""

    subsidies: Sequence[SubsidyCard] = ()
    exams: Sequence[ExamRow] = ()
    helplines: Sequence[HelplineRow] = ()


@dataclass(frozen=True)
class Edit:
    """One change that the public may read. ``by`` is an organisation or a way in, never a person."""

    noun: Noun
    key: str
    field: str
    before: Any
    after: Any
    at: datetime
    by: str


@dataclass(frozen=True)
class PublicDirectory:
    """The directory as anybody may have it, at one revision of it."""

    area: str
    area_name: str
    plan_title: str
    licence: str
    made_at: datetime
    revision: str
    is_sample: bool
    places: Mapping[str, Place]
    bodies: Mapping[str, Body]
    windows: Mapping[str, WindowCard]
    services: Mapping[str, ServiceCard]
    vocabulary: Vocabulary
    measures: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[tuple[Noun, str], datetime] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day in Japan on which this was read."""
        return clock.local(self.made_at).date()

    @cached_property
    def has_samples(self) -> bool:
        """Whether anything in it is sample data: all of a fictitious plan, or single entries of a real one."""
        held: tuple[Mapping[str, Any], ...] = (self.windows, self.services, self.bodies)
        return self.is_sample or any(entry.is_sample for entries in held for entry in entries.values())

    @cached_property
    def whole(self) -> frozenset[str]:
        """The codes of all cities, towns and villages of the area."""
        return frozenset(place.code for place in self.places.values() if place.part_of is None)

    @cached_property
    def run_by(self) -> Mapping[str, Sequence[WindowCard]]:
        """The windows that each organisation runs."""
        found: dict[str, list[WindowCard]] = {}
        for window in self.windows.values():
            for body in window.operators:
                found.setdefault(body, []).append(window)
        return found

    def name_of(self, body: str) -> str:
        found = self.bodies.get(body)
        return found.name if found else ""


def shown(
    catalogue: Catalogue, on: date
) -> tuple[dict[str, WindowCard], dict[str, ServiceCard], dict[str, Body]]:
    """The windows, services and organisations of a catalogue that may leave, without ways to those that may not;
    with the trust that they deserve on the day ``on``."""
    windows = {k: w for k, w in catalogue.windows.items() if w.status is not EntryStatus.INACTIVE}
    services = {k: s for k, s in catalogue.services.items() if s.status is not EntryStatus.INACTIVE}
    windows = {key: aged(_window(window, windows), on) for key, window in windows.items()}
    services = {key: aged(_service(service, windows, services), on) for key, service in services.items()}
    named = {body for window in windows.values() for body in window.operators}
    named |= {service.organisation for service in services.values()}
    bodies = {key: aged(body, on) for key, body in catalogue.bodies.items() if key in named}
    return windows, services, bodies


def aged(entry: Entry, on: date) -> Entry:
    """``entry``, a card or a row, with what its owner stated too long ago told as old: the pages mark that too."""
    changed: dict[str, Any] = {"confidence": _aged(entry.confidence, doubtful(entry, on=on))}
    if own := getattr(entry, "field_sources", None):
        changed["field_sources"] = {
            name: {**told, "confidence": _aged(told.get("confidence"), doubtful(entry, name, on=on)).value}
            for name, told in own.items()
        }
    return replace(entry, **changed)


def _aged(confidence: str | None, is_doubtful: bool) -> Confidence:
    known = Confidence.of(confidence or Confidence.OFFICIAL)
    return Confidence.OLD if is_doubtful and known is Confidence.OFFICIAL else known


def _window(window: WindowCard, shown: Mapping[str, WindowCard]) -> WindowCard:
    hidden: dict[str, Any] = {
        name: None for name in ("part_of", "one_of", "located_in") if getattr(window, name) not in shown
    }
    if window.address_hidden:
        # Where a place lies whose address is kept back could be read from the place that it is in.
        hidden |= {"located_in": None, "postal_code": "", "address": "", "building": ""}
        hidden |= {"latitude": None, "longitude": None}
    return replace(window, **hidden) if hidden else window


def _service(
    service: ServiceCard, windows: Mapping[str, WindowCard], services: Mapping[str, ServiceCard]
) -> ServiceCard:
    return replace(
        service,
        at={key: part for key, part in service.at.items() if key in windows},
        next_best=tuple(key for key in service.next_best if key in services),
    )


def edits(found: Iterable[Edit], directory: PublicDirectory) -> list[Edit]:
    """The changes, oldest first, that may be told of what is public.

    What was written before an entry became public stays inside, and so do all places of a window whose address is or
    ever was kept back.
    """
    by_entry: dict[tuple[Noun, str], list[Edit]] = {}
    for edit in found:
        by_entry.setdefault((edit.noun, edit.key), []).append(edit)
    told = []
    for (noun, key), history in by_entry.items():
        if not _is_public(directory, noun, key):
            continue
        history = _since_public(history)
        kept_back = noun is Noun.WINDOW and (
            directory.windows[key].address_hidden
            or any(edit.field == "address_hidden" for edit in by_entry[noun, key])
        )
        allowed = SHOWN[noun] - (PLACE_FIELDS if kept_back else frozenset())
        told += [edit for edit in history if edit.field in allowed and _names_the_public(edit, directory)]
    return told


def _names_the_public(edit: Edit, directory: PublicDirectory) -> bool:
    """Whether every other entry that the values of a change name is public itself."""
    public = _NAMED.get(edit.field)
    if public is None:
        return True
    keys: set[str] = set()
    for value in (edit.before, edit.after):
        keys |= {value} if isinstance(value, str) else set(value or ())
    return bool(keys - {""} <= getattr(directory, public).keys())


def _is_public(directory: PublicDirectory, noun: Noun, key: str) -> bool:
    entries: dict[Noun, Mapping[str, Any]] = {
        Noun.WINDOW: directory.windows,
        Noun.SERVICE: directory.services,
        Noun.ORGANISATION: directory.bodies,
    }
    return key in entries.get(noun, {})


def _since_public(history: list[Edit]) -> list[Edit]:
    """Without what was changed up to the last moment at which the entry was still being prepared."""
    last = max(
        (n for n, edit in enumerate(history) if edit.field == "status" and EntryStatus.INACTIVE in (edit.before, edit.after)),
        default=-1,
    )  # fmt: skip
    return history[last + 1 :]
