"""Where what is public of an entry comes from, and how far it can be trusted: the entry as a whole, then field by field.

Only fields that are shown and filled count. What the office keeps for itself (whether an address is hidden, within how
many days it answers) is no fact of which the public needs the source, and neither is an address that is kept back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from banso.directory.catalogue import WindowCard
from banso.directory.codes import Confidence

# The fields that a source of their own may vouch for, as people call them.
FIELDS = {
    "name": "名称",
    "kana": "かな",
    "aliases": "別名",
    "kind": "種類",
    "description": "説明",
    "operators": "運営する組織",
    "located_in": "入っている施設",
    "channels": "相談の方法",
    "municipality": "所在する市区町村",
    "postal_code": "郵便番号",
    "address": "場所",
    "building": "建物名",
    "access_note": "行き方と設備",
    "latitude": "緯度",
    "longitude": "経度",
    "phones": "電話",
    "url": "ウェブサイト",
    "email": "メール",
    "hours": "受付時間",
    "closed": "休みの日",
    "catchment": "対象の地域",
    "decided_by": "決める所",
}
_WORST_LAST = (Confidence.OFFICIAL, Confidence.SECONDARY, Confidence.OLD)


@dataclass(frozen=True)
class FieldSource:
    """The source of one field, where it is another than that of the entry."""

    field: str
    source: str
    source_date: str
    confidence: Confidence

    @property
    def label(self) -> str:
        return FIELDS[self.field]

    @property
    def words(self) -> str:
        return source_words(self.source, self.source_date)


def field_sources(entry: Any) -> tuple[FieldSource, ...]:
    """The fields of ``entry`` (a card or a row) that are filled and have a source of their own, as people read them."""
    own = getattr(entry, "field_sources", None) or {}
    return tuple(
        FieldSource(
            name, own[name]["source"], own[name].get("source_date") or "",
            Confidence.of(own[name].get("confidence") or Confidence.OFFICIAL),
        )
        for name in FIELDS
        if name in own and _is_filled(entry, name)
    )  # fmt: skip


def _is_filled(window: WindowCard, name: str) -> bool:
    if name in ("hours", "closed"):
        return bool(window.hours_text or window.hours)
    if name == "catchment":
        return window.catchment_known or bool(window.catchment or window.catchment_note)
    return getattr(window, name, None) not in (None, "", ())


def source_of(entry: Any, name: str) -> FieldSource:
    """What the field ``name`` rests on: its own source, or that of the entry."""
    whole = FieldSource(name, entry.source, entry.source_date, entry.confidence)
    return next((own for own in field_sources(entry) if own.field == name), whole)


def worst(entry: Any) -> Confidence:
    """How far the whole row can be trusted that is made of ``entry``: no further than its least certain field."""
    found: list[Confidence] = [entry.confidence, *(own.confidence for own in field_sources(entry))]
    return max(found, key=_WORST_LAST.index)


def source_words(source: str, source_date: str) -> str:
    return source + (f"（{source_date}時点）" if source_date else "")


def all_words(entry: Any) -> str:
    """The source of the entry, then those of its fields: 計画。電話・場所の出典は県の資料（2025-06時点、二次資料）。"""
    by_source: dict[FieldSource, list[str]] = {}
    for own in field_sources(entry):
        same = FieldSource("name", own.source, own.source_date, own.confidence)
        by_source.setdefault(same, []).append(own.label)
    whole = source_words(entry.source, entry.source_date)
    if not by_source:
        return whole
    said = [f"{'・'.join(labels)}の出典は{_told(own)}" for own, labels in by_source.items()]
    return "".join(f"{sentence}。" for sentence in (whole, *said) if sentence)


def _told(own: FieldSource) -> str:
    trusted = "" if own.confidence is Confidence.OFFICIAL else own.confidence.label
    inside = "、".join(_nonempty((own.source_date and f"{own.source_date}時点", trusted)))
    return own.source + (f"（{inside}）" if inside else "")


def _nonempty(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part]
