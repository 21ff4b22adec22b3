"""Who says what a file says, as of when, and how far it can be trusted; for one row, what its own columns say of that."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.directory.codes import Confidence
from banso.lib import wareki
from banso.lib.text import one_line

_AS_OF = re.compile(r"(?P<source>.*?)(?:（(?P<day>[^（）]{1,20})時点）)?")
_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# Fields that tell of the entry and of its sources, not of the window.
ABOUT = ("source", "source_date", "confidence", "is_sample", "assured_on", "assured_by", "status", "note")
# A field that is written with another has the source of that one.
_WITH = {"hours_text": "hours", "catchment_known": "catchment", "longitude": "latitude"}


@dataclass(frozen=True)
class Said:
    """What whoever brings a file says of it. ``source_date`` is a day, a month or a year; empty is 未確認."""

    source: str
    source_date: str = ""
    confidence: Confidence = Confidence.SECONDARY

    def record(self) -> dict[str, str]:
        """As the source of a field is kept."""
        return {"source": self.source, "source_date": self.source_date, "confidence": self.confidence.value}


def as_of(text: str) -> str:
    """A day, a month or a year as ``source_date`` keeps it. Raises ValueError for anything else but empty text."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or _PARTIAL.fullmatch(plain):
        return plain
    day = wareki.parse_day(plain)
    if day:
        return day.isoformat()
    month = wareki.parse_month(plain)
    if month:
        return f"{month[0]}-{month[1]:02}"
    raise ValueError(text)


def sourced_field(name: str) -> str | None:
    """The name by which the source of a field is kept; ``None`` for one that has no source of its own."""
    return None if name in ABOUT else _WITH.get(name, name)


def told_by_row(of: Callable[[str], str], today: date) -> tuple[dict[str, Any], list[str]]:
    """What the columns that we write ourselves say of the entry's source, and what cannot be read of them."""
    values: dict[str, Any] = {}
    problems = []
    found = _AS_OF.fullmatch(one_line(of("source")))
    if found and found[0]:
        values |= {"source": found["source"][:500], "source_date": found["day"] or ""}
    if of("confidence"):
        try:
            values["confidence"] = Confidence.of(of("confidence")).value
        except ValueError:
            problems.append(f"確かさコード「{of('confidence')[:20]}」はありません。この項目は入れません。")
    if of("is_sample") in ("0", "1"):
        values["is_sample"] = of("is_sample") == "1"
    if of("assured_on"):
        day = wareki.parse_day(of("assured_on"))
        if day and day <= today:
            values["assured_on"] = day.isoformat()
        else:
            problems.append(
                f"確認日「{of('assured_on')[:20]}」を読めないか、先の日付です。この項目は入れません。"
            )
    return values, problems


def source_of(values: Mapping[str, Any], record: Mapping[str, Any], said: Said) -> dict[str, str]:
    """Who says the values of a row that differ: the row's own source where that is new, else whoever brought the file.

    A row of our own export that somebody changed still names the old source, which never said the new value.
    """
    own = (values.get("source"), values.get("source_date"))
    if not own[0] or own == (record.get("source"), record.get("source_date")):
        return said.record()
    return Said(own[0], own[1] or "", Confidence.of(values.get("confidence", said.confidence))).record()
