"""The directory as records that go to the public face, and a directory made equal to such records.

A hidden address, the names of those who vouched for an entry, and what is being prepared never leave the office.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from banso.directory.codes import EntryStatus
from banso.directory.models import (
    Exam,
    Helpline,
    Municipality,
    Organisation,
    Phone,
    Service,
    ServiceAtWindow,
    Subsidy,
    SubsidyVersion,
    Vocabulary,
    Window,
)
from banso.directory.operations.tracing import touch

Record = dict[str, Any]


class NotReadable(Exception):
    """A record is not one of this version's directory. The sentence says which."""


# Those with a key of their own, whatever they refer to before what refers to it; then those without.
KEYED: tuple[type[models.Model], ...] = (
    Municipality, Organisation, Window, Service, Helpline, Subsidy, Exam, Vocabulary,
)  # fmt: skip
OPERATORS = Window.operators.through
LOOSE: tuple[type[models.Model], ...] = (Phone, OPERATORS, ServiceAtWindow, SubsidyVersion)
TABLES = {table._meta.model_name or "": table for table in (*KEYED, *LOOSE)}
_ADDRESS = {"postal_code": "", "address": "", "building": "", "latitude": None, "longitude": None}
_PRIVATE = {"assured_by": ""}


def dump() -> Iterator[Record]:
    """Every entry that the public sees, a record each."""
    hidden = set(Window.objects.filter(status=EntryStatus.INACTIVE).values_list("pk", flat=True))
    off = set(Service.objects.filter(status=EntryStatus.INACTIVE).values_list("pk", flat=True))
    for name, table in TABLES.items():
        for row in table._default_manager.order_by("pk").values().iterator():
            if _is_prepared(table, row, hidden, off):
                continue
            yield {"table": name, "row": _public(table, row)}


def _is_prepared(table: type[models.Model], row: Record, hidden: set[str], off: set[str]) -> bool:
    window = row["key"] if table is Window else row.get("window_id", "")
    service = row["key"] if table is Service else row.get("service_id", "")
    return window in hidden or service in off


def _public(table: type[models.Model], row: Record) -> Record:
    if table in LOOSE:
        row.pop("id")
    if table is Window and row["address_hidden"]:
        row |= _ADDRESS
    for name, empty in _PRIVATE.items():
        if name in row:
            row[name] = empty
    plain = DjangoJSONEncoder().default
    return {name: plain(value) if hasattr(value, "isoformat") else value for name, value in row.items()}


def restore(records: Iterable[Record]) -> int:
    """Make the directory equal to ``records``, in the transaction of whoever calls. Raises :class:`NotReadable`.

    What the records do not name is no longer shown. How many were read.
    """
    rows: dict[str, list[models.Model]] = {name: [] for name in TABLES}
    for number, record in enumerate(records, start=1):
        name = record.get("table")
        if name not in rows:
            raise NotReadable(
                f"{number}件目の種類「{name}」が分かりません。両方の面を同じ版の伴走にしてください。"
            )
        rows[name].append(_row(TABLES[name], record.get("row"), number))
    # Phones, parts and versions hang on the entries, and have no name of their own: they are written anew.
    for table in reversed(LOOSE):
        table._default_manager.all().delete()
    for table in KEYED:
        _put(table, rows[table._meta.model_name or ""])
    for table in LOOSE:
        table._default_manager.bulk_create(rows[table._meta.model_name or ""], batch_size=500)
    touch()
    return sum(map(len, rows.values()))


def _row(table: type[models.Model], values: Any, number: int) -> models.Model:
    if not isinstance(values, dict):
        raise NotReadable(f"{number}件目に内容がありません。")
    row = table()
    for name, value in values.items():
        try:
            field = table._meta.get_field(name.removesuffix("_id"))
            assert isinstance(field, models.Field)
            kind = field.target_field if isinstance(field, models.ForeignKey) else field
            read = None if value is None else kind.to_python(value)
        except (FieldDoesNotExist, ValidationError, AssertionError) as problem:
            raise NotReadable(
                f"{number}件目の項目「{name}」が読めません。両方の面を同じ版の伴走にしてください。"
            ) from problem
        setattr(row, field.attname, read)
    return row


def _put(table: type[models.Model], rows: list[models.Model]) -> None:
    known = {row.pk for row in rows}
    links = [f for f in table._meta.concrete_fields if f.is_relation and f.related_model is table]
    later = {row.pk: {f.attname: getattr(row, f.attname) for f in links} for row in rows}
    for row in rows:
        for field in links:
            setattr(row, field.attname, None)
    fields = [f.name for f in table._meta.concrete_fields if not f.primary_key]
    table._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[table._meta.pk.name], update_fields=fields, batch_size=200
    )
    linked = []
    for row in rows:
        for attname, value in later[row.pk].items():
            if value in known:
                setattr(row, attname, value)
        linked.append(row)
    if links:
        table._default_manager.bulk_update(linked, [f.name for f in links], batch_size=200)
    _drop(table, known)


def _drop(table: type[models.Model], known: set[Any]) -> None:
    """What the office no longer shows."""
    others = table._default_manager.exclude(pk__in=known)
    if table is Window:
        others.update(status=EntryStatus.INACTIVE, takes_requests=False)
    elif table is Service:
        others.update(status=EntryStatus.INACTIVE)
    elif table is Organisation:
        others.update(is_current=False)
    elif table is not Municipality:
        others.delete()
