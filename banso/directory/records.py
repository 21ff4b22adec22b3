"""A plan and its directory folder, put together: the records that the database keeps and that a catalogue is made of.

Pure. A record is a mapping with the names of the model's fields; keys of other entries stand for the entries.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from banso.directory.catalogue import (
    Body,
    Catalogue,
    PhoneNumber,
    Place,
    ServiceCard,
    SubsidyCard,
    SubsidyRulesCard,
    WindowCard,
)
from banso.directory.codes import Asker, Channel, Confidence, EntryStatus, Origin, Part
from banso.directory.doubt import TRUSTED_YEARS
from banso.directory.format import AtWindow, Condition, DirectoryFolder, Fact, ServiceEntry, WindowEntry
from banso.directory.format.entries import ExamEntry, Sourced
from banso.directory.from_plan import conditions_of
from banso.directory.hosts import with_hosts
from banso.directory.offering import offered
from banso.lib import hours
from banso.plan.format import PlanDocument
from banso.plan.format.body import MunicipalityKind, ServiceWindow

Record = dict[str, Any]


def plan_organisation_records(document: PlanDocument) -> list[Record]:
    """The organisations that the plan names, and the members of its classes."""
    named = sorted((*document.organisations, *document.members), key=lambda o: o.member_of is not None)
    return [
        {
            "key": body.id,
            "name": body.name,
            "short_name": body.short_name,
            "kind": body.kind.value,
            "member_of": body.member_of,
            "municipality": body.municipality,
            "origin": Origin.PLAN.value,
            "source": "計画",
            "is_sample": body.sample,
            "is_current": True,
        }
        for body in named
    ]


def folder_organisation_records(folder: DirectoryFolder, document: PlanDocument) -> list[Record]:
    """Organisations that only the folder names. They are no part of the plan: not ``is_current``."""
    return [
        {
            "key": entry.id,
            "name": entry.name,
            "short_name": entry.short_name or entry.name,
            "kind": "single",
            "municipality": entry.municipality,
            "kana": entry.kana or "",
            "aliases": entry.aliases,
            "description": entry.description or "",
            "url": entry.url or "",
            "is_current": False,
            **_provenance(entry, document),
        }
        for entry in folder.organisations
    ]


def window_records(document: PlanDocument, folder: DirectoryFolder) -> list[Record]:
    """Every window that the plan or the folder names, the plan's first. What neither says is empty."""
    entries = {entry.id: entry for entry in folder.windows}
    named = {window.id: window for window in document.windows}
    keys = [*named, *(key for key in entries if key not in named)]
    return [_window(key, named.get(key), entries.get(key), document) for key in keys]


def _window(
    key: str, named: ServiceWindow | None, entry: WindowEntry | None, document: PlanDocument
) -> Record:
    entry = entry or WindowEntry(id=key)
    record: Record = {
        "key": key,
        "name": named.name if named else entry.name or key,
        "kana": entry.kana or "",
        "aliases": [*dict.fromkeys([*(named.aliases if named else []), *entry.aliases])],
        "kind": entry.kind or (named.kind if named else "窓口"),
        "description": entry.description or (named.description if named else None) or "",
        "status": entry.status.value,
        "operators": entry.operators or (named.operators if named else []),
        "part_of": entry.part_of or (named.part_of if named else None),
        "one_of": entry.one_of or (named.one_of if named else None),
        "located_in": entry.located_in or (named.located_in if named else None),
        "channels": [channel.value for channel in entry.channels],
        "municipality": entry.municipality,
        "postal_code": entry.postal_code or "",
        "address": entry.address or "",
        "building": entry.building or "",
        "address_hidden": entry.address_hidden,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "phones": [phone.model_dump(exclude_none=True) for phone in entry.phones],
        "url": entry.url or "",
        "email": entry.email or "",
        "origin": (Origin.PLAN if named else Origin.FOLDER).value,
        "is_sample": document.fictitious,
    }
    note = "\n".join(filter(None, [named.note if named else None, entry.note]))
    return record | _hours(entry) | _catchment(entry, document) | _source(entry, named) | {"note": note}


def _hours(entry: WindowEntry) -> Record:
    """What can be computed with, where the words are understood whole; the words in any case."""
    words = "。休み: ".join(filter(None, [entry.hours, entry.closed]))
    return {"hours_text": words, "hours": understood(entry.hours or "", entry.closed or "")}


@lru_cache(maxsize=1024)
def understood(words: str, closed: str = "") -> Record | None:
    """Opening hours as ``banso.lib.hours`` writes them; ``None`` where the words are not understood to their end, for
    half of them could send somebody before a closed door."""
    read = hours.parse(words, closed) if words else hours.Problem(words, "", "")
    return None if isinstance(read, hours.Problem) else hours.to_dict(read)


def _catchment(entry: WindowEntry, document: PlanDocument) -> Record:
    if entry.catchment is None:
        return {"catchment": [], "catchment_known": False, "catchment_note": ""}
    codes = expand(entry.catchment.places, document)
    return {
        "catchment": sorted(codes),
        "catchment_known": entry.catchment.complete,
        "catchment_note": entry.catchment.note or "",
    }


def expand(places: Iterable[str], document: PlanDocument) -> set[str]:
    """The codes of municipalities (not of wards) that ``places`` of a rule mean; ``elsewhere`` means none of them."""
    whole = [place for place in document.area.municipalities if place.kind is not MunicipalityKind.WARD]
    codes: set[str] = set()
    for place in places:
        if place in ("area", document.area.code):
            codes |= {p.code for p in whole}
        elif place.startswith("kind:"):
            codes |= {p.code for p in whole if p.kind.value == place.removeprefix("kind:")}
        elif place != "elsewhere":
            codes.add(place)
    return codes


def _source(entry: WindowEntry, named: ServiceWindow | None) -> Record:
    """Where the entry as a whole comes from: the plan vouches for the windows that it names."""
    by_plan = named is not None and entry.source is None
    return {
        "source": "計画" if by_plan else entry.source or "",
        "source_date": entry.source_date or "",
        "confidence": (Confidence.OFFICIAL if by_plan else entry.confidence).value,
        "field_sources": field_sources_json(entry),
    }


def field_sources_json(entry: WindowEntry | ExamEntry) -> Record:
    """The sources of single fields as the database keeps them."""
    return {
        name: source.model_dump(mode="json", exclude_none=True)
        for name, source in entry.field_sources.items()
    }


def service_records(document: PlanDocument, folder: DirectoryFolder) -> list[Record]:
    """Every service of the folder, in its order, with the conditions of the plan taken over."""
    return [_service(number, entry, document, folder) for number, entry in enumerate(folder.services)]


def _service(number: int, entry: ServiceEntry, document: PlanDocument, folder: DirectoryFolder) -> Record:
    taken = [
        condition
        for measure in entry.conditions_of
        for condition in conditions_of(document, measure, folder.vocabulary)
    ]
    at = [place if isinstance(place, AtWindow) else AtWindow(window=place) for place in entry.windows]
    return {
        "key": entry.id,
        "name": entry.name,
        "kana": entry.kana or "",
        "aliases": entry.aliases,
        "description": entry.description,
        "status": entry.status.value,
        "organisation": entry.organisation,
        "measures": entry.measures,
        "section": entry.section or "",
        "askers": [asker.value for asker in entry.askers],
        "offers": entry.offers,
        "conditions": [condition_json(condition) for condition in [*taken, *entry.conditions]],
        "next_best": entry.next_best,
        "at": {place.window: place.part.value for place in at},
        "effective_from": entry.effective.start if entry.effective else None,
        "effective_to": entry.effective.end if entry.effective else None,
        "order": number,
        "say": entry.say or "",
        "application_process": entry.application_process or "",
        "fees": entry.fees or "",
        "url": entry.url or "",
        "origin": Origin.FOLDER.value,
        "source": entry.source or "計画",
        "source_date": entry.source_date or "",
        "confidence": entry.confidence.value,
        "note": entry.note or "",
        "is_sample": document.fictitious,
    }


def condition_json(condition: Condition) -> Record:
    """A condition as the database keeps it."""
    return condition.model_dump(mode="json", exclude_defaults=True, by_alias=True)


def window_card(record: Mapping[str, Any], trusted_years: int = TRUSTED_YEARS) -> WindowCard:
    """What the public sees of a window's record: a hidden address is left out here, once for every reader."""
    hidden = record["address_hidden"]
    is_on, has_desk = record.get("takes_requests", False), record.get("has_desk", False)
    shown: Record = {
        "postal_code": "" if hidden else record["postal_code"],
        "address": "" if hidden else record["address"],
        "building": "" if hidden else record["building"],
        "latitude": None if hidden else record["latitude"],
        "longitude": None if hidden else record["longitude"],
        "status": EntryStatus.of(record["status"]),
        "confidence": Confidence.of(record["confidence"]),
        "channels": tuple(Channel.of(code) for code in record["channels"]),
        "aliases": tuple(record["aliases"]),
        "operators": tuple(record["operators"]),
        "phones": tuple(PhoneNumber(**phone) for phone in record["phones"]),
        "catchment": frozenset(record["catchment"]),
        "access_note": record.get("access_note", ""),
        "field_sources": record["field_sources"],
        # No folder says so: a window takes requests where its own office switched it on, in the database, and named
        # who reads them.
        "takes_requests": is_on and has_desk,
        "awaits_desk": is_on and not has_desk,
        "requests_are_sample": record.get("requests_are_sample", False),
    }
    shown |= {"trusted_years": trusted_years, "host": None}
    values: Record = {name: shown.get(name, record.get(name)) for name in WindowCard.__dataclass_fields__}
    return WindowCard(**values)


def service_card(record: Mapping[str, Any], trusted_years: int = TRUSTED_YEARS) -> ServiceCard:
    """A service's record with its conditions read."""
    shown: Record = {
        "status": EntryStatus.of(record["status"]),
        "confidence": Confidence.of(record["confidence"]),
        "aliases": tuple(record["aliases"]),
        "organisation": record["organisation"] or "",
        "measures": tuple(record["measures"]),
        "askers": tuple(Asker.of(code) for code in record["askers"]),
        "offers": tuple(record["offers"]),
        "conditions": tuple(Condition.model_validate(condition) for condition in record["conditions"]),
        "next_best": tuple(record["next_best"]),
        "at": {window: Part.of(part) for window, part in record["at"].items()},
    }
    shown["trusted_years"] = trusted_years
    values: Record = {name: shown.get(name, record.get(name)) for name in ServiceCard.__dataclass_fields__}
    return ServiceCard(**values)


def body_of(record: Mapping[str, Any], trusted_years: int = TRUSTED_YEARS) -> Body:
    """What the public sees of an organisation's record."""
    own = {name: record[name] for name in Body.__dataclass_fields__ if name in record}
    shown = {
        "aliases": tuple(record.get("aliases", ())),
        "confidence": Confidence.of(record.get("confidence", Confidence.OFFICIAL)),
        "trusted_years": trusted_years,
    }
    return Body(**own | shown)


def subsidy_card(record: Mapping[str, Any]) -> SubsidyCard:
    """A subsidy's record with its versions."""
    values: Record = {
        **{
            name: record[name] for name in ("key", "name", "description", "decided_by", "window", "is_sample")
        },
        "field_sources": record.get("field_sources", {}),
        **{name: tuple(record[name]) for name in ("aliases", "measures")},
        **_source_of(record),
        "versions": tuple(_rules_card(version) for version in record["versions"]),
    }
    return SubsidyCard(**values)


def _rules_card(version: Mapping[str, Any]) -> SubsidyRulesCard:
    values: Record = {
        "valid_from": version["valid_from"],
        "valid_to": version["valid_to"],
        "date_fact": Fact.of(version["date_fact"]),
        "conditions": tuple(Condition.model_validate(condition) for condition in version["conditions"]),
        "amounts": tuple(version["amounts"]),
        **_source_of(version),
    }
    return SubsidyRulesCard(**values)


def _source_of(record: Mapping[str, Any]) -> Record:
    confidence = Confidence.of(record["confidence"])
    return {"confidence": confidence, **{name: record[name] for name in ("source", "source_date", "note")}}


def catalogue_of(document: PlanDocument, folder: DirectoryFolder) -> Catalogue:
    """The catalogue of a plan's folder, without any database."""
    years = folder.vocabulary.trusted_years
    cards = [window_card(record, years) for record in window_records(document, folder)]
    windows = with_hosts({card.key: card for card in cards if card.status is not EntryStatus.INACTIVE})
    services = [service_card(record, years) for record in service_records(document, folder)]
    organisations = [*plan_organisation_records(document), *folder_organisation_records(folder, document)]
    bodies = {record["key"]: body_of(record, years) for record in organisations}
    return Catalogue(
        area=document.area.code,
        area_name=document.area.name,
        places={
            place.code: Place(
                place.code, place.name, place.kana, place.kind.value, place.part_of,
                place.latitude, place.longitude,
            )
            for place in document.area.municipalities
        },
        organisations={key: body.name for key, body in bodies.items()},
        windows=windows,
        services=offered(
            (s for s in services if s.status in (EntryStatus.ACTIVE, EntryStatus.TEMPORARILY_CLOSED)), windows
        ),
        vocabulary=folder.vocabulary,
        requests=folder.requests,
        bodies=bodies,
    )  # fmt: skip


def helpline_records(folder: DirectoryFolder, document: PlanDocument) -> list[Record]:
    """The lines of immediate help, in the folder's order."""
    return [
        {
            "key": entry.id,
            "name": entry.name,
            "number": entry.number,
            "when": entry.when,
            "hours_text": entry.hours or "",
            "hours": understood(entry.hours or ""),
            "fee": entry.fee or "",
            "url": entry.url or "",
            "is_emergency": entry.emergency,
            "order": number,
            **_provenance(entry, document),
        }
        for number, entry in enumerate(folder.helplines)
    ]


def subsidy_records(folder: DirectoryFolder, document: PlanDocument) -> list[Record]:
    """The subsidies with their versions, by the day from which each holds."""
    return [
        {
            "key": entry.id,
            "name": entry.name,
            "aliases": entry.aliases,
            "description": entry.description,
            "measures": entry.measures,
            "decided_by": entry.decided_by,
            "window": entry.window or "",
            "order": number,
            "versions": [
                {
                    "valid_from": version.valid_from,
                    "valid_to": version.valid_to,
                    "date_fact": version.date_fact.value,
                    "conditions": [condition_json(condition) for condition in version.conditions],
                    "amounts": [amount.model_dump(exclude_none=True) for amount in version.amounts],
                    **_provenance(version, document),
                }
                for version in entry.versions
            ],
            **_provenance(entry, document),
        }
        for number, entry in enumerate(folder.subsidies)
    ]


def _provenance(entry: Sourced, document: PlanDocument) -> Record:
    return {
        "origin": Origin.FOLDER.value,
        "source": entry.source or "",
        "source_date": entry.source_date or "",
        "confidence": entry.confidence.value,
        "note": entry.note or "",
        "is_sample": document.fictitious,
    }
