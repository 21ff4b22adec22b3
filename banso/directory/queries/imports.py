"""What an import is planned against, and what is shown of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from banso.directory.codes import Noun, Origin, RowOutcome
from banso.directory.exchange.incoming import Areas, Known
from banso.directory.models import Change, DirectoryImport, ImportRow, Organisation, Phone, Window
from banso.directory.queries.catalogue import places
from banso.lib.likeness import fold
from banso.plan.queries import LoadedPlan

PER_PAGE = 50
RECORD = (
    "key", "name", "kana", "aliases", "kind", "description", "status", "municipality_id", "address", "building",
    "postal_code", "latitude", "longitude", "url", "email", "hours", "hours_text", "note",
    "source", "source_date", "confidence", "field_sources", "assured_on", "assured_by", "is_sample",
    "channels", "catchment", "catchment_known", "part_of_id", "one_of_id", "located_in_id",
)  # fmt: skip


def area_of(plan: LoadedPlan) -> Areas:
    """The area of the plan, with every organisation of the directory by its folded names. Two queries."""
    area = plan.document.area
    bodies: dict[str, str] = {}
    for key, name, short, aliases in Organisation.objects.values_list("key", "name", "short_name", "aliases"):
        for one in (name, short, *aliases):
            bodies.setdefault(fold(one), key)
    return Areas(area.code, area.name, places(), bodies)


def known_windows(areas: Areas) -> Known:
    """Every window, as far as a row needs to find its own. One query."""
    known = Known()
    rows = Window.objects.values_list("key", "name", "aliases", "municipality_id", "one_of_id")
    for key, name, aliases, code, whole in rows.iterator(chunk_size=2_000):
        home = areas.home(code) if code else ""
        known.add(key, [name, *aliases], home)
        if whole:
            known.classes.setdefault(whole, []).append((key, home))
    return known


def window_records(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Windows with their telephones and operators, by key. Three queries."""
    wanted = list(keys)
    records: dict[str, dict[str, Any]] = {
        row["key"]: {name.removesuffix("_id"): _as_json(value) for name, value in row.items()}
        | {"phones": [], "operators": []}
        for row in Window.objects.filter(key__in=wanted).values(*RECORD)
    }
    phones = Phone.objects.filter(window__in=wanted).order_by("pk")
    for key, number, extension, note in phones.values_list("window_id", "number", "extension", "note"):
        records[key]["phones"].append({"number": number, "extension": extension, "note": note})
    through = Window.operators.through.objects.filter(window_id__in=wanted).order_by("pk")
    for key, body in through.values_list("window_id", "organisation_id"):
        records[key]["operators"].append(body)
    return records


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def written_by_owners(keys: Iterable[str]) -> set[tuple[str, str]]:
    """(id, field) of what the organisation in charge wrote last. One query."""
    last: dict[tuple[str, str], str] = {}
    rows = Change.objects.filter(noun=Noun.WINDOW, key__in=list(keys)).order_by("at", "pk")
    for key, field, origin in rows.values_list("key", "field", "origin"):
        last[key, field] = origin
    return {pair for pair, origin in last.items() if origin == Origin.OWNER}


def imports() -> list[DirectoryImport]:
    """The files that were brought, the newest first, without their bytes. One query."""
    return list(DirectoryImport.objects.defer("file")[:100])


def import_of(pk: int) -> DirectoryImport:
    """One import without its bytes. Raises ``KeyError``."""
    found = DirectoryImport.objects.defer("file").filter(pk=pk).first()
    if found is None:
        raise KeyError(pk)
    return found


def import_file(pk: int) -> tuple[str, bytes]:
    """The file as it came, with its name. Raises ``DirectoryImport.DoesNotExist``."""
    name, content = DirectoryImport.objects.values_list("name", "file").get(pk=pk)
    return name, bytes(content)


def import_rows(pk: int, *, outcome: str = "", page: str = "1") -> Page[ImportRow]:
    """A page of rows: of one outcome, ``conflicts``, ``repaired``, ``left_out``, or all. Two queries."""
    rows = ImportRow.objects.filter(source=pk).order_by("number")
    if outcome == "conflicts":
        rows = rows.filter(conflicts=True)
    elif outcome == "repaired":
        rows = rows.exclude(repairs=[])
    elif outcome == "left_out":
        rows = rows.exclude(problems=[]).exclude(outcome=RowOutcome.REFUSED)
    elif outcome in [each.value for each in RowOutcome]:
        rows = rows.filter(outcome=outcome)
    return Paginator(rows, PER_PAGE).get_page(page)


def rows_of(pk: int) -> Iterator[Mapping[str, Any]]:
    """Every row of an import, in its order, a few at a time."""
    fields = ("number", "name", "outcome", "key", "reason", "repairs", "problems", "differences", "conflicts")
    yield from ImportRow.objects.filter(source=pk).order_by("number").values(*fields).iterator(chunk_size=500)
