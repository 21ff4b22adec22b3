"""The JSON Schema of plan documents, for editors that complete and check YAML. Pure, no Django."""

import json
from typing import Any

from banso.plan.format import PlanDocument
from banso.plan.format.labels import KEYS, PARTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12), with Japanese words for every part and key.

    Nothing is required at the top: each file of a folder holds some of the keys, and an editor looks at one
    file at a time. ``banso plan lint`` sees to what is missing.
    """
    made: dict[str, Any] = PlanDocument.model_json_schema()
    made = json.loads(json.dumps(made).replace("banso__lib__numbers__Rounding", "RoundingMode"))
    made = json.loads(json.dumps(made).replace("banso__plan__format__reporting__Rounding", "Rounding"))
    for name, part in made["$defs"].items():
        _speak(name, part)
    _speak("PlanDocument", made)
    made["required"] = []
    return {"$schema": DIALECT, **made, "title": "Bansō 計画の文書"}


def _speak(name: str, part: dict[str, Any]) -> None:
    """Put the Japanese words in the place of what pydantic made of names and docstrings."""
    part["description"] = PARTS[name]
    part["title"] = name
    for key, field in part.get("properties", {}).items():
        field["title"] = KEYS[key]
        field.setdefault("description", KEYS[key])


def as_text() -> str:
    """The schema as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
