"""Fields of windows written, with their parts in other tables."""

from collections.abc import Mapping
from typing import Any

from banso.directory.exchange.incoming.said import sourced_field
from banso.directory.models import Phone, Window

# Fields of a record that stand in other tables.
ELSEWHERE = ("phones", "operators")
_FIELDS = (
    "name", "kana", "aliases", "kind", "description", "status", "municipality", "address", "building", "postal_code",
    "latitude", "longitude", "url", "email", "hours", "hours_text", "note",
    "source", "source_date", "confidence", "field_sources", "assured_on", "assured_by", "is_sample",
    "channels", "catchment", "catchment_known", "part_of", "one_of", "located_in",
)  # fmt: skip
_ENTRIES = ("municipality", "part_of", "one_of", "located_in")
_NULLABLE = ("latitude", "longitude", "hours", "assured_on", *_ENTRIES)


def put(window: Window, name: str, value: Any, parts: dict[str, dict[str, Any]]) -> None:
    if name in ELSEWHERE:
        parts.setdefault(window.pk, {})[name] = value or []
    else:
        for column, written in columns({name: value}).items():
            setattr(window, column, written)


def put_source(sources: dict[str, Any], field: str, source: Any) -> None:
    """Who says the value of a field; without ``source`` it is the source of the whole entry."""
    name = sourced_field(field)
    if name and source:
        sources[name] = source
    elif name:
        sources.pop(name, None)


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by the names of their columns; what is not known is empty text where the column takes no null."""
    empty: dict[str, Any] = {"aliases": [], "channels": [], "catchment": [], "catchment_known": False}
    return {
        (f"{name}_id" if name in _ENTRIES else name): (
            value if value is not None or name in _NULLABLE else empty.get(name, "")
        )
        for name, value in values.items()
    }


def save(windows: list[Window]) -> None:
    if windows:
        Window.objects.bulk_update(windows, _FIELDS, batch_size=50)


def put_parts(parts: Mapping[str, Mapping[str, Any]]) -> None:
    """Telephones and operators of windows, in place of those that were there."""
    numbers = {key: part["phones"] for key, part in parts.items() if "phones" in part}
    bodies = {key: part["operators"] for key, part in parts.items() if "operators" in part}
    Phone.objects.filter(window__in=list(numbers)).delete()
    Phone.objects.bulk_create(
        Phone(window_id=key, number=p["number"], extension=p.get("extension", ""), note=p.get("note", ""))
        for key, phones in numbers.items()
        for p in phones
    )
    through = Window.operators.through
    through.objects.filter(window_id__in=list(bodies)).delete()
    through.objects.bulk_create(
        through(window_id=key, organisation_id=body) for key, named in bodies.items() for body in named
    )
