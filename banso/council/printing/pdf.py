"""The paper as PDF."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from banso.council.layout import facts, sections
from banso.design.pdf import compiled

TEMPLATE = Path(__file__).with_name("paper.typ")


def make(content: Mapping[str, Any], charts: Mapping[str, str]) -> bytes:
    """The bytes of the .pdf. ``charts`` holds the SVG of each chart, by group."""
    data = {
        "document": content["document"],
        "facts": facts(content),
        "sections": [asdict(section) for section in sections(content)],
        "charts": dict(charts),
    }
    return compiled(TEMPLATE, data, at=datetime.fromisoformat(content["document"]["printed_at"]))
