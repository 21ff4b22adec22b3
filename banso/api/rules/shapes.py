"""The objects that the interface answers with: HSDS's, as far as the directory fills them. For the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "id": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
}
# name → (required fields, all fields). "[x]" is a list of x; other names are shapes.
_FIELDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "service": (
        "id name status",
        {
            "id": "id", "organization_id": "id", "name": "text", "alternate_name": "text", "description": "text",
            "url": "uri", "status": "text", "application_process": "text", "fees_description": "text",
            "eligibility_description": "text", "minimum_age": "number", "maximum_age": "number",
            "assured_date": "date", "alert": "text", "last_modified": "moment", "organization": "organization",
            "service_areas": "[service_area]", "service_at_locations": "[service_at_location]",
            "attributes": "[attribute]", "metadata": "[metadata]",
        },
    ),
    "organization": (
        "id name description",
        {
            "id": "id", "name": "text", "alternate_name": "text", "description": "text", "website": "uri",
            "locations": "[location]", "attributes": "[attribute]", "metadata": "[metadata]",
        },
    ),
    "location": (
        "id location_type",
        {
            "id": "id", "location_type": "text", "url": "uri", "organization_id": "id", "name": "text",
            "alternate_name": "text", "description": "text", "latitude": "number", "longitude": "number",
            "addresses": "[address]", "phones": "[phone]", "schedules": "[schedule]", "attributes": "[attribute]",
            "metadata": "[metadata]",
        },
    ),
    "service_at_location": (
        "id",
        {
            "id": "id", "service_id": "id", "location_id": "id", "description": "text",
            "service_areas": "[service_area]", "location": "location",
        },
    ),
    "address": (
        "id address_1 city state_province postal_code country address_type",
        {
            "id": "id", "location_id": "id", "address_1": "text", "address_2": "text", "city": "text",
            "state_province": "text", "postal_code": "text", "country": "text", "address_type": "text",
            "attributes": "[attribute]",
        },
    ),
    "phone": (
        "id number",
        {"id": "id", "location_id": "id", "number": "text", "extension": "number", "type": "text", "description": "text", "attributes": "[attribute]"},
    ),
    "schedule": (
        "id",
        {
            "id": "id", "location_id": "id", "valid_from": "date", "valid_to": "date", "timezone": "number",
            "wkst": "text", "freq": "text", "interval": "number", "byday": "text", "bymonthday": "text",
            "opens_at": "text", "closes_at": "text", "description": "text", "notes": "text",
        },
    ),
    "service_area": (
        "id",
        {"id": "id", "service_id": "id", "service_at_location_id": "id", "name": "text", "description": "text"},
    ),
    "attribute": (
        "id",
        {
            "id": "id", "link_id": "id", "link_type": "text", "link_entity": "text", "taxonomy_term_id": "id",
            "taxonomy_term": "taxonomy_term", "value": "text", "label": "text",
        },
    ),
    "taxonomy_term": (
        "id name description",
        {
            "id": "id", "code": "text", "name": "text", "description": "text", "taxonomy": "text", "taxonomy_id": "id",
            "language": "text",
        },
    ),
    "taxonomy": ("id name description", {"id": "id", "name": "text", "description": "text", "version": "text"}),
    "metadata": (
        "id last_action_date last_action_type field_name previous_value replacement_value updated_by",
        {
            "id": "id", "resource_id": "id", "resource_type": "text", "last_action_date": "date",
            "last_action_type": "text", "field_name": "text", "previous_value": "text", "replacement_value": "text",
            "updated_by": "text",
        },
    ),
    "minimal_service": ("id", {"id": "id", "last_modified": "moment", "modified_date": "moment"}),
    "error": ("error message", {"error": "text", "message": "text", "parameter": "text"}),
    "about": (
        "version profile openapi_url",
        {
            "version": "text", "profile": "uri", "openapi_url": "uri", "description": "text", "license": "text",
            "sample": "truth",
        },
    ),
}  # fmt: skip
_PLAIN["truth"] = {"type": "boolean"}


def _field(kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        return {"type": "array", "items": _field(kind.strip("[]"))}
    return _PLAIN.get(kind) or {"$ref": f"#/components/schemas/{kind}"}


SHAPES: dict[str, dict[str, Any]] = {
    name: {
        "type": "object",
        "required": required.split(),
        "additionalProperties": False,
        "properties": {field: _field(kind) for field, kind in fields.items()},
    }
    for name, (required, fields) in _FIELDS.items()
}
