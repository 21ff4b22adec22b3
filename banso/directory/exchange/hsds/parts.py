"""The smaller pieces of HSDS objects, and what a window is in HSDS's words."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from banso.directory.catalogue import PhoneNumber, WindowCard
from banso.directory.codes import Channel, Confidence, EntryStatus
from banso.directory.exchange.hsds.ids import uuid_of
from banso.directory.exchange.windows import HIDDEN
from banso.directory.sources import field_sources
from banso.lib import clock
from banso.lib.hours import from_dict, to_hsds

Object = dict[str, Any]
_BODILY = {Channel.PLACE, Channel.OUTREACH}
PLACE_UNKNOWN = "場所は未確認です。"


def is_place(window: WindowCard) -> bool:
    """Whether it is a place to which one can go. Of what is only a name, or keeps its address back, nobody may think so."""
    known_place = bool(window.municipality or window.address) and not window.address_hidden
    return known_place and _may_be_bodily(window)


def _may_be_bodily(window: WindowCard) -> bool:
    return not window.channels or bool(_BODILY & set(window.channels))


def about(window: WindowCard) -> str:
    """The description with what HSDS has no field for."""
    is_lost = _may_be_bodily(window) and not is_place(window) and not window.address_hidden
    return sentences(
        "" if window.status is EntryStatus.ACTIVE else window.status.label,
        _doubt(window),
        window.description,
        HIDDEN if window.address_hidden else "",
        PLACE_UNKNOWN if is_lost else "",
    )


def _doubt(window: WindowCard) -> str:
    """What of it must be asked: all, or the fields that rest on less than the window does."""
    if window.confidence is not Confidence.OFFICIAL:
        return f"要確認（{window.confidence.label}）"
    labels = [told.label for told in field_sources(window) if told.confidence is not Confidence.OFFICIAL]
    return f"{'・'.join(labels)}は要確認" if labels else ""


def sentences(*parts: str) -> str:
    """The parts that say anything, each a sentence of its own."""
    return "".join(part if part.endswith(("。", "！", "？")) else f"{part}。" for part in parts if part)


def phone(window: str, number: PhoneNumber) -> Object:
    made: Object = {
        "id": uuid_of("phone", window, number.number, number.extension),
        "location_id": uuid_of("location", window),
        "number": number.number,
        "extension": int(number.extension)
        if number.extension.isascii() and number.extension.isdigit()
        else None,
        "type": "voice",
        "description": number.note,
    }
    return known(made)


def schedules(window: WindowCard, own: str) -> list[Object]:
    """Each opening; where the words could not be computed with, the words."""
    found = to_hsds(from_dict(window.hours)) if window.hours else []
    if not found and window.hours_text:
        found = [{"description": window.hours_text}]
    return [
        {"id": uuid_of("schedule", own, str(number)), "location_id": own, **schedule}
        for number, schedule in enumerate(found)
    ]


def known(made: Mapping[str, Any]) -> Object:
    """Without what nobody knows."""
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def moment(at: datetime) -> str:
    """A moment with the offset of Japan, to the second."""
    return clock.local(at).isoformat(timespec="seconds")


def text(value: Any) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
