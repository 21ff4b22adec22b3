"""One entry of the directory as one object of HSDS, bare (as in lists) or with everything that belongs to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from banso.directory.catalogue import Body, PhoneNumber, ServiceCard, WindowCard
from banso.directory.codes import Confidence, EntryStatus, Noun, Part
from banso.directory.exchange.addresses import address_of
from banso.directory.exchange.eligibility import ROUGH, ages, in_words, is_approximate
from banso.directory.exchange.gif import areas_of
from banso.directory.exchange.hsds.ids import uuid_of
from banso.directory.exchange.hsds.parts import (
    about,
    day,
    is_bodily,
    known,
    moment,
    phone,
    schedules,
    sentences,
    text,
)
from banso.directory.exchange.hsds.taxonomies import Taxonomies
from banso.directory.exchange.public import Edit, PublicDirectory
from banso.directory.sources import FieldSource, all_words, field_sources, source_of, worst
from banso.lib import clock

Object = dict[str, Any]
SAMPLE = "【見本データ】"
_ALL = "確かさと出典"
# Sources that stand at the object which they are of, not at the window.
_APART = frozenset({"phones", "address"})


@dataclass(frozen=True)
class Shapes:
    """The objects of one public directory. ``edits`` are the changes to tell as metadata, oldest first."""

    directory: PublicDirectory
    taxonomies: Taxonomies
    edits: Mapping[tuple[Noun, str], Sequence[Edit]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.directory.on

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
            "status": self._status(service),
            "application_process": service.application_process,
            "fees_description": service.fees,
            "eligibility_description": self._eligibility(service),
            "minimum_age": low,
            "maximum_age": high,
            "assured_date": day(service.assured_on),
            "alert": self._alert(service),
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
                    self.taxonomies.trust("service", own, source_of(service, ""), _ALL),
                ],
                "metadata": self._metadata(Noun.SERVICE, service.key, own),
            }
        return known(made)

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
                "attributes": [self.taxonomies.trust("organization", own, source_of(body, ""), _ALL)],
                "metadata": self._metadata(Noun.ORGANISATION, body.key, own),
            }
        # Required by HSDS; empty where nobody wrote one.
        return known(made) | {"description": _marked(body.description, body.is_sample)}

    def location(self, window: WindowCard, *, full: bool = False) -> Object:
        own = uuid_of("location", window.key)
        operator = next(iter(window.operators), None)
        made: Object = {
            "id": own,
            "location_type": "physical" if is_bodily(window) else "virtual",
            "url": None if is_bodily(window) else window.url,
            "organization_id": uuid_of("organization", operator) if operator else None,
            "name": window.name,
            "alternate_name": next(iter(window.aliases), None),
            "description": _marked(about(window), window.is_sample),
            "latitude": window.latitude,
            "longitude": window.longitude,
        }
        if full:
            channels = (channel.value for channel in window.channels)
            made |= {
                "addresses": self._addresses(window),
                "phones": [self._phone(window, phone) for phone in window.phones],
                "schedules": schedules(window, own),
                "attributes": [
                    *self.taxonomies.attributes("location", own, "channel", channels),
                    *self._trust(window, own),
                ],
                "metadata": self._metadata(Noun.WINDOW, window.key, own),
            }
        return known(made)

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
        return known(made)

    def modified(self, noun: Noun, key: str) -> str | None:
        """When the entry last changed; unknown for what comes straight from a folder."""
        at = self.directory.changed.get((noun, key))
        return moment(at) if at else None

    def _status(self, service: ServiceCard) -> str:
        """A service that no window gives any longer is not active, whatever was written of it once."""
        if service.status is not EntryStatus.ACTIVE or self._is_given(service):
            return service.status.value
        states = {window.status for window in self.directory.giving(service)}
        paused = EntryStatus.TEMPORARILY_CLOSED
        return (paused if paused in states else EntryStatus.INACTIVE).value

    def _is_given(self, service: ServiceCard) -> bool:
        states = [window.status for window in self.directory.giving(service)]
        return EntryStatus.ACTIVE in states if states else not service.has_ended

    def _eligibility(self, service: ServiceCard) -> str:
        rough = is_approximate(service.conditions, self.directory.vocabulary, self.on)
        return in_words(service.conditions, self.on) + (ROUGH if rough else "")

    def _alert(self, service: ServiceCard) -> str:
        return sentences(
            "見本データ。実在のサービスではありません。" if service.is_sample else "",
            "" if self._is_given(service) else "行う窓口がすべて、終了したか休止しています。",
            "" if service.confidence is Confidence.OFFICIAL else f"要確認（{service.confidence.label}）。",
        )

    def _trust(self, window: WindowCard, own: str) -> list[Object]:
        """How far a window can be trusted as a whole, then the fields that rest on a source of their own."""
        whole = FieldSource("", all_words(window), "", worst(window))
        return [
            self.taxonomies.trust("location", own, whole, _ALL),
            *(
                self.taxonomies.trust("location", own, told, f"{told.label}の{_ALL}")
                for told in field_sources(window)
                if told.field not in _APART
            ),
        ]

    def _phone(self, window: WindowCard, number: PhoneNumber) -> Object:
        made = phone(window.key, number)
        return made | {
            "attributes": [self.taxonomies.trust("phone", made["id"], source_of(window, "phones"), _ALL)]
        }

    def _addresses(self, window: WindowCard) -> list[Object]:
        if not window.address:
            return []
        address = address_of(window, self.directory)
        own = uuid_of("address", window.key)
        made = {
            "id": own,
            "location_id": uuid_of("location", window.key),
            "address_1": address.rest,
            "address_2": window.building,
            "city": address.municipality,
            "state_province": address.prefecture,
            "postal_code": window.postal_code,
            "country": "JP",
            "address_type": "physical",
            "attributes": [self.taxonomies.trust("address", own, source_of(window, "address"), _ALL)],
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
            for code in sorted(
                window.catchment & self.directory.places.keys() if window.catchment_known else ()
            )
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
                "previous_value": text(edit.before),
                "replacement_value": text(edit.after),
                "updated_by": edit.by,
            }
            for edit in self.edits.get((noun, key), ())
        ]


_RESOURCES = {Noun.SERVICE: "service", Noun.WINDOW: "location", Noun.ORGANISATION: "organization"}


def _marked(text: str, is_sample: bool) -> str:
    return SAMPLE + text if is_sample else text


def by_entry(edits: Iterable[Edit]) -> dict[tuple[Noun, str], list[Edit]]:
    """Edits by what they are of."""
    found: dict[tuple[Noun, str], list[Edit]] = {}
    for edit in edits:
        found.setdefault((edit.noun, edit.key), []).append(edit)
    return found
