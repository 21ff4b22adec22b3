"""HSDS 3 as JSON Schema, made from ``hsds_fields.yaml``; used wherever the product says that it speaks HSDS."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from tests.tree import ROOT

formats = FormatChecker(formats=())
formats.checks("uuid", raises=ValueError)(lambda value: str(UUID(value)) == value)
formats.checks("date", raises=ValueError)(lambda value: date.fromisoformat(value).isoformat() == value)
formats.checks("date-time", raises=ValueError)(lambda value: datetime.fromisoformat(value).tzinfo is not None)
formats.checks("uri")(lambda value: value.startswith(("http://", "https://")))
formats.checks("email")(lambda value: value.count("@") == 1)

_PLAIN = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
}


def _field(kind):
    if isinstance(kind, dict):
        return {"enum": kind["codes"]}
    if kind.startswith("["):
        return {"type": "array", "items": _field(kind.strip("[]"))}
    return _PLAIN.get(kind) or {"$ref": f"#/$defs/{kind}"}


@cache
def definitions():
    entities = yaml.safe_load((ROOT / "tests/hsds_fields.yaml").read_text("utf-8"))
    return {
        name: {
            "type": "object",
            "required": entity["required"],
            "additionalProperties": False,
            "properties": {field: _field(kind) for field, kind in entity["fields"].items()},
        }
        for name, entity in entities.items()
    }


def faults(entity, value):
    """What is wrong with ``value`` as this object of HSDS, as sentences."""
    schema = {"$defs": definitions(), "$ref": f"#/$defs/{entity}"}
    validator = Draft202012Validator(schema, format_checker=formats)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
