"""The classifications that are real: measures of the plan, needs that a service answers, who asks, and how to reach it;
and how far what is told can be trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from banso.directory.codes import Asker, Channel, Confidence
from banso.directory.exchange.hsds.ids import uuid_of
from banso.directory.exchange.public import PublicDirectory
from banso.directory.format import VALUES, Fact
from banso.directory.sources import FieldSource

Object = dict[str, Any]
_TAXONOMIES = {
    "measure": ("計画の取組", "サービスが属する、計画の取組"),
    "need": ("応える望み", "サービスが応える、利用する人の望み"),
    "asker": ("相談できる人", "だれが相談できるか"),
    "channel": ("相談の方法", "窓口と話す方法"),
    "confidence": ("確かさ", "どこまで確かめた情報か。公式でないものは、使う前に窓口に確かめる"),
}


@dataclass(frozen=True)
class Taxonomies:
    """All taxonomies and their terms, by their ids."""

    taxonomies: Mapping[str, Object]
    terms: Mapping[str, Object]

    @classmethod
    def of(cls, directory: PublicDirectory) -> "Taxonomies":
        taxonomies = {
            uuid_of("taxonomy", code): {
                "id": uuid_of("taxonomy", code), "name": name, "description": description, "version": "1",
            }
            for code, (name, description) in _TAXONOMIES.items()
        }  # fmt: skip
        terms = {
            uuid_of("taxonomy_term", taxonomy, code): _term(taxonomy, code, name, description)
            for taxonomy, code, name, description in _terms(directory)
        }
        return cls(taxonomies, terms)

    def attributes(self, entity: str, of: str, taxonomy: str, codes: Iterable[str]) -> list[Object]:
        """The links of one object (its id) to terms."""
        found = []
        for code in codes:
            term = self.terms.get(uuid_of("taxonomy_term", taxonomy, code))
            if term:
                found.append(
                    {
                        "id": uuid_of("attribute", of, term["id"]),
                        "link_id": of,
                        "link_type": taxonomy,
                        "link_entity": entity,
                        "taxonomy_term_id": term["id"],
                        "taxonomy_term": term,
                    }
                )
        return found

    def trust(self, entity: str, of: str, told: FieldSource, label: str) -> Object:
        """How far one object, or one field of it that ``label`` names, can be trusted; ``value`` is the source."""
        made = self.attributes(entity, of, "confidence", [told.confidence.value])[0]
        own = {"id": uuid_of("attribute", of, label), "label": label}
        return made | own | ({"value": told.words} if told.words else {})


def _terms(directory: PublicDirectory) -> Iterable[tuple[str, str, str, str]]:
    used = {measure for service in directory.services.values() for measure in service.measures}
    for key in sorted(used):
        name = directory.measures.get(key, key)
        yield "measure", key, name, f"{directory.plan_title}の取組「{name}」"
    for code, label in VALUES[Fact.WISHES].items():
        yield "need", code, label, label
    for asker in Asker:
        yield "asker", asker.value, asker.label, asker.description
    for channel in Channel:
        yield "channel", channel.value, channel.label, channel.description
    for confidence in Confidence:
        yield "confidence", confidence.value, confidence.label, confidence.description


def _term(taxonomy: str, code: str, name: str, description: str) -> Object:
    return {
        "id": uuid_of("taxonomy_term", taxonomy, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": _TAXONOMIES[taxonomy][0],
        "taxonomy_id": uuid_of("taxonomy", taxonomy),
        "language": "ja",
    }
