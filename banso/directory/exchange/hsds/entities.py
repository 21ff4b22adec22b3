"""One entry of the directory as one object of HSDS, bare (as in lists) or with everything that belongs to it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from banso.directory.catalogue import Body, PhoneNumber, ServiceCard, WindowCard
from banso.directory.codes import Channel, Confidence, EntryStatus, Noun, Part
from banso.directory.exchange.addresses import address_of
from banso.directory.exchange.eligibility import ages, in_words
from banso.directory.exchange.gif import areas_of
from banso.directory.exchange.hsds.ids import uuid_of
from banso.directory.exchange.hsds.taxonomies import Taxonomies
from banso.directory.exchange.public import Edit, PublicDirectory
from banso.directory.exchange.windows import HIDDEN
from banso.lib import clock
from banso.lib.hours import from_dict, to_hsds

Object = dict[str, Any]
SAMPLE = "【見本データ】"
_BODILY = {Channel.PLACE, Channel.OUTREACH}


@dataclass(frozen=True)
class Shapes:
    """The objects of one public directory. ``edits`` are the changes to tell as metadata, oldest first."""

    directory: PublicDirectory
    taxonomies: Taxonomies
    edits: Mapping[tuple[Noun, str], Sequence[Edit]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return clock.local(self.directory.made_at).date()

    def service(self, service: ServiceCard, *, full: bool = False) -> Object:
        own = uuid_of("service", service.key)
        low, high = ages(service.conditions, self.directory.vocabulary, self.on)
        made: Object = {
            "id": own,
            "organization_id": uuid_of("organization", service.organisation)
            if service.organisation
            else None,
            "name": service.name,
            "alternate_name": next(iter(service.aliases), None),
            "description": _marked(service.description, service.is_sample),
            "url": service.url,
            "status": service.status.value,
            "application_process": service.application_process,
            "fees_description": service.fees,
            "eligibility_description": in_words(service.conditions, self.on),
            "minimum_age": low,
            "maximum_age": high,
            "assured_date": _day(service.assured_on),
            "alert": _alert(service),
            "last_modified": self.modified(Noun.SERVICE, service.key),
        }
        if full:
            body = self.directory.bodies.get(service.organisation)
            made |= {
                "organization": self.organization(body) if body else None,
                "service_areas": self._areas(own, service),
                "service_at_locations": [
                    self.service_at_location(service, window, full=True) for window in service.at
                ],
                "attributes": [
                    *self.taxonomies.attributes("service", own, "measure", service.measures),
                    *self.taxonomies.attributes("service", own, "need", service.offers),
                    *self.taxonomies.attributes("service", own, "asker", (a.value for a in service.askers)),
                ],
                "metadata": self._metadata(Noun.SERVICE, service.key, own),
            }
        return _known(made)

    def organization(self, body: Body, *, full: bool = False) -> Object:
        own = uuid_of("organization", body.key)
        made: Object = {
            "id": own,
            "name": body.name,
            "alternate_name": next(iter(body.aliases), None),
            "website": body.url,
        }
        if full:
            windows = self.directory.run_by.get(body.key, ())
            made |= {
                "locations": [self.location(window, full=True) for window in windows],
                "metadata": self._metadata(Noun.ORGANISATION, body.key, own),
            }
        # Required by HSDS; empty where nobody wrote one.
        return _known(made) | {"description": _marked(body.description, body.is_sample)}

    def location(self, window: WindowCard, *, full: bool = False) -> Object:
        own = uuid_of("location", window.key)
        bodily = window.address or window.address_hidden or not window.channels
        is_place = bool(bodily or _BODILY & set(window.channels))
        operator = next(iter(window.operators), None)
        made: Object = {
            "id": own,
            "location_type": "physical" if is_place else "virtual",
            "url": None if is_place else window.url,
            "organization_id": uuid_of("organization", operator) if operator else None,
            "name": window.name,
            "alternate_name": next(iter(window.aliases), None),
            "description": _marked(_about(window), window.is_sample),
            "latitude": window.latitude,
            "longitude": window.longitude,
        }
        if full:
            channels = (channel.value for channel in window.channels)
            made |= {
                "addresses": self._addresses(window),
                "phones": [_phone(window.key, phone) for phone in window.phones],
                "schedules": _schedules(window, own),
                "attributes": self.taxonomies.attributes("location", own, "channel", channels),
                "metadata": self._metadata(Noun.WINDOW, window.key, own),
            }
        return _known(made)

    def service_at_location(self, service: ServiceCard, window: str, *, full: bool = False) -> Object:
        card = self.directory.windows[window]
        own = uuid_of("service_at_location", service.key, window)
        part = service.at[window]
        made: Object = {
            "id": own,
            "service_id": uuid_of("service", service.key),
            "location_id": uuid_of("location", window),
            "description": "" if part is Part.BOTH else f"{part.label}：{part.description}",
        }
        if full:
            made |= {
                "service_areas": self._catchment(own, card),
                "location": self.location(card, full=True),
            }
        return _known(made)

    def modified(self, noun: Noun, key: str) -> str | None:
        """When the entry last changed; unknown for what comes straight from a folder."""
        at = self.directory.changed.get((noun, key))
        return moment(at) if at else None

    def _addresses(self, window: WindowCard) -> list[Object]:
        if not window.address:
            return []
        address = address_of(window, self.directory)
        made = {
            "id": uuid_of("address", window.key),
            "location_id": uuid_of("location", window.key),
            "address_1": address.rest,
            "address_2": window.building,
            "city": address.municipality,
            "state_province": address.prefecture,
            "postal_code": window.postal_code,
            "country": "JP",
            "address_type": "physical",
        }
        return [{name: value for name, value in made.items() if value or name != "address_2"}]

    def _areas(self, own: str, service: ServiceCard) -> list[Object]:
        return [
            {"id": uuid_of("service_area", own, code), "service_id": own, **self._place(code)}
            for code in areas_of(service, self.directory)
        ]

    def _catchment(self, own: str, window: WindowCard) -> list[Object]:
        return [
            {"id": uuid_of("service_area", own, code), "service_at_location_id": own, **self._place(code)}
            for code in sorted(window.catchment & self.directory.places.keys())
        ]

    def _place(self, code: str) -> Object:
        directory = self.directory
        name = directory.area_name if code == directory.area else directory.places[code].name
        return {"name": name, "description": f"全国地方公共団体コード {code}"}

    def _metadata(self, noun: Noun, key: str, own: str) -> list[Object]:
        """HSDS asks for a person; the organisation is told, because who wrote it is nobody's business outside."""
        return [
            {
                "id": uuid_of("metadata", own, edit.at.isoformat(), edit.field),
                "resource_id": own,
                "resource_type": _RESOURCES[noun],
                "last_action_date": clock.local(edit.at).date().isoformat(),
                "last_action_type": "update",
                "field_name": edit.field,
                "previous_value": _text(edit.before),
                "replacement_value": _text(edit.after),
                "updated_by": edit.by,
            }
            for edit in self.edits.get((noun, key), ())
        ]


_RESOURCES = {Noun.SERVICE: "service", Noun.WINDOW: "location", Noun.ORGANISATION: "organization"}


def _known(made: Object) -> Object:
    """Without what nobody knows."""
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def _marked(text: str, is_sample: bool) -> str:
    return SAMPLE + text if is_sample else text


def _about(window: WindowCard) -> str:
    """The description with what HSDS has no field for."""
    doubt = "" if window.confidence is Confidence.OFFICIAL else f"要確認（{window.confidence.label}）。"
    closed = "" if window.status is EntryStatus.ACTIVE else f"{window.status.label}。"
    hidden = HIDDEN if window.address_hidden else ""
    return f"{closed}{doubt}{window.description}{hidden}"


def _alert(service: ServiceCard) -> str:
    said = [
        "見本データ。実在のサービスではありません。" if service.is_sample else "",
        f"要確認（{service.confidence.label}）。" if service.confidence is not Confidence.OFFICIAL else "",
    ]
    return "".join(said)


def _phone(window: str, phone: PhoneNumber) -> Object:
    made: Object = {
        "id": uuid_of("phone", window, phone.number, phone.extension),
        "location_id": uuid_of("location", window),
        "number": phone.number,
        "extension": int(phone.extension)
        if phone.extension.isascii() and phone.extension.isdigit()
        else None,
        "type": "voice",
        "description": phone.note,
    }
    return _known(made)


def _schedules(window: WindowCard, own: str) -> list[Object]:
    """Each opening; where the words could not be computed with, the words."""
    found = to_hsds(from_dict(window.hours)) if window.hours else []
    if not found and window.hours_text:
        found = [{"description": window.hours_text}]
    return [
        {"id": uuid_of("schedule", own, str(number)), "location_id": own, **schedule}
        for number, schedule in enumerate(found)
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moment(at: datetime) -> str:
    """A moment with the offset of Japan, to the second."""
    return clock.local(at).isoformat(timespec="seconds")


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def by_entry(edits: Iterable[Edit]) -> dict[tuple[Noun, str], list[Edit]]:
    """Edits by what they are of."""
    found: dict[tuple[Noun, str], list[Edit]] = {}
    for edit in edits:
        found.setdefault((edit.noun, edit.key), []).append(edit)
    return found
