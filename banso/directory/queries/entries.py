"""One entry of the directory with everything that is kept of it: for those who keep it true, not for the public."""

import hashlib
import json
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.codes import EntryStatus, Noun
from banso.directory.models import (
    Change,
    Exam,
    Helpline,
    Municipality,
    Organisation,
    Phone,
    Service,
    ServiceAtWindow,
    Subsidy,
    SubsidyVersion,
    Window,
)
from banso.directory.records import Record, service_card, window_card

EDITABLE: dict[Noun, type[models.Model]] = {
    Noun.WINDOW: Window,
    Noun.SERVICE: Service,
    Noun.EXAM: Exam,
    Noun.HELPLINE: Helpline,
    Noun.ORGANISATION: Organisation,
    Noun.SUBSIDY: Subsidy,
}
# What only the table needs of a version.
_OF_ROW = ("id", "subsidy_id")
# Words for what stands in rows of its own, for other entries, and where the column's own word is for machines.
WORDS = {
    "phones": "電話",
    "operators": "運営する機関",
    "at": "受けられる窓口",
    "part_of": "属する窓口",
    "one_of": "まとめた呼び名",
    "located_in": "入っている施設",
    "municipality": "市区町村",
    "organisation": "担当する機関",
    "successor": "後を継ぐ窓口",
    "member_of": "属する種類",
    "window": "相談する窓口",
    "versions": "日付ごとの決まり",
    "hours_text": "受付時間",
}


def entry(noun: Noun, key: str) -> Record:
    """All values of an entry, other entries by their keys. At most three queries. Raises ``KeyError``."""
    row = EDITABLE[noun]._default_manager.filter(pk=key).values().first()
    if row is None:
        raise KeyError(key)
    record: Record = {name.removesuffix("_id"): value for name, value in row.items()}
    if noun is Noun.WINDOW:
        # Who sits at its desk is told elsewhere, and changes without anybody's having changed the entry.
        del record["has_desk"]
        phones = Phone.objects.filter(window=key).values("number", "extension", "note")
        through = Window.operators.through.objects.filter(window_id=key).order_by("pk")
        record["phones"] = list(phones)
        record["operators"] = list(through.values_list("organisation_id", flat=True))
    if noun is Noun.SERVICE:
        record["at"] = dict(ServiceAtWindow.objects.filter(service=key).values_list("window_id", "part"))
    if noun is Noun.SUBSIDY:
        record["versions"] = _versions(key)
    return record


def _versions(subsidy: str) -> list[Record]:
    """The rules of a subsidy as JSON has them, the earliest first. One query."""
    rows = SubsidyVersion.objects.filter(subsidy=subsidy).values()
    found = [
        {name: v.isoformat() if isinstance(v, date) else v for name, v in row.items() if name not in _OF_ROW}
        for row in rows
    ]
    return sorted(found, key=lambda version: version["valid_from"] or "")


def being_prepared() -> list[WindowCard]:
    """Windows that the public does not see yet. One query and two for each of them, which are few."""
    keys = Window.objects.filter(status=EntryStatus.INACTIVE).values_list("key", flat=True)
    return [window_card(entry(Noun.WINDOW, key)) for key in keys]


def services_being_prepared() -> list[ServiceCard]:
    """Services that the public does not see yet. One query and two for each of them, which are few."""
    keys = Service.objects.filter(status=EntryStatus.INACTIVE).values_list("key", flat=True)
    return [service_card(entry(Noun.SERVICE, key)) for key in keys]


def version(record: Record) -> str:
    """A token of what an entry says: another as soon as anybody changed anything of it."""
    text = json.dumps(record, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def owners(noun: Noun, record: Record) -> list[str]:
    """The organisations to which an entry belongs: a subsidy to those who run the window that is asked about it, for
    which one query is made. A line of immediate help belongs to none."""
    match noun:
        case Noun.WINDOW:
            return list(record.get("operators", ()))
        case Noun.SERVICE | Noun.EXAM:
            return [record["organisation"]] if record.get("organisation") else []
        case Noun.SUBSIDY:
            run = Window.operators.through.objects.filter(window_id=record.get("window", "")).order_by("pk")
            return list(run.values_list("organisation_id", flat=True))
        case Noun.ORGANISATION:
            return [record["key"]] if record.get("key") else []
    return []


def labels(noun: Noun) -> dict[str, str]:
    """Field to its word."""
    fields = EDITABLE[noun]._meta.get_fields()
    return {f.name: str(f.verbose_name) for f in fields if isinstance(f, models.Field)} | WORDS


def history(noun: Noun, key: str) -> list[Change]:
    """Every change of an entry, the newest first. One query."""
    return list(Change.objects.filter(noun=noun, key=key))


def change_of(pk: int) -> Change:
    """Raises ``KeyError``."""
    row = Change.objects.filter(pk=pk).first()
    if row is None:
        raise KeyError(pk)
    return row


def centres() -> list[tuple[float, float]]:
    """Where the municipalities are. One query."""
    rows = Municipality.objects.values_list("latitude", "longitude")
    return [(lat, lng) for lat, lng in rows if lat is not None and lng is not None]


def entries_of(noun: Noun) -> list[Any]:
    """All rows of examinations or helplines. One query."""
    return list(EDITABLE[noun]._default_manager.all())
