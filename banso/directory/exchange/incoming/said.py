"""Who says what a file says, as of when, and how far it can be trusted; for one row, what its own columns say of that."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.directory.codes import Confidence
from banso.directory.sources import FIELDS
from banso.lib import wareki
from banso.lib.cells import cell
from banso.lib.text import one_line

_AS_OF = re.compile(r"(?P<source>.*?)(?:（(?P<day>[^（）]{1,20})時点）)?")
_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# Our own files tell the sources of single fields after that of the entry: 電話の出典は県の資料（2025-06時点、二次資料）。
_OF_FIELDS = re.compile(r"(?:^|。)(?=[^。]{1,100}の出典は)")
_OF_FIELD = re.compile(
    r"([^。]{1,100}?)の出典は(.{1,500}?)(?:（(?:([^（）、]{1,20})時点)?、?([^（）、]{2,6})?）)?(?:。|$)"
)
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
    text = one_line(of("source"))
    if text:
        parted = _OF_FIELDS.search(text)
        found = _AS_OF.fullmatch(text[: parted.start()] if parted else text)
        assert found is not None, "the pattern takes any line"
        values |= {"source": found["source"][:500], "source_date": found["day"] or ""}
        values["field_sources"] = _of_fields(text[parted.end() :]) if parted else {}
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


def _of_fields(text: str) -> dict[str, dict[str, str]]:
    """The sources of single fields, as ``sources.all_words`` tells them."""
    names = {label: name for name, label in FIELDS.items()}
    trusted = {each.label: each.value for each in Confidence}
    return {
        names[label]: {
            "source": source,
            "source_date": day or "",
            "confidence": trusted.get(trust or "", Confidence.OFFICIAL.value),
        }
        for labels, source, day, trust in _OF_FIELD.findall(text)
        for label in labels.split("・")
        if label in names
    }


def as_before(values: dict[str, Any], record: Mapping[str, Any]) -> str:
    """Take from ``values`` what the record says of its sources already; what is not taken over of the rest.

    A row of ours has the trust of its least certain field, so that trust alone says nothing new.
    """
    values.pop("field_sources", None)
    if not values.get("source") and not values.get("source_date") and "confidence" not in values:
        return ""
    same = all(cell(values.get(name, "")) == cell(record.get(name, "")) for name in ("source", "source_date"))
    if not same and "source" in values:
        return ""
    trust = values.pop("confidence", None)
    values.pop("source", None)
    values.pop("source_date", None)
    # What is too old is told as old, whatever the record says.
    known = {
        Confidence.OLD.value,
        record["confidence"],
        *(own.get("confidence") for own in record["field_sources"].values()),
    }
    if trust and trust not in known:
        return "確かさコードは、出典も新しいときだけ入れます。この項目は入れません。"
    return ""


def source_of(values: Mapping[str, Any], record: Mapping[str, Any], said: Said) -> dict[str, str]:
    """Who says the values of a row that differ: the row's own source where that is new, else whoever brought the file.

    A row of our own export that somebody changed still names the old source, which never said the new value.
    """
    own = values.get("source")
    if not own or cell(own) == cell(record.get("source", "")):
        return said.record()
    return Said(
        own, values.get("source_date", ""), Confidence.of(values.get("confidence", said.confidence))
    ).record()
