"""The whole directory as a catalogue, read once for each revision of it."""

from datetime import date

from django.db.models import QuerySet

from banso.directory.catalogue import Body, Catalogue, Place, ServiceCard, WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.format import RequestTerms
from banso.directory.format import Vocabulary as Words
from banso.directory.hosts import with_hosts
from banso.directory.models import (
    Municipality,
    Organisation,
    Phone,
    Revision,
    Service,
    ServiceAtWindow,
    Vocabulary,
    Window,
)
from banso.directory.offering import offered
from banso.directory.records import Record, body_of, service_card, window_card
from banso.directory.rules.closing import has_closed
from banso.lib import clock
from banso.lib.building import uncollected
from banso.plan.queries import LoadedPlan

# The last few catalogues, by plan edition, revision and day (a window may close on it): a process reads the directory again only when it changed.
_kept: dict[tuple[int, str, date], Catalogue] = {}
_MOST = 3
# What a window is from its closing day on, whether or not the routine has written it down.
_GONE = {"status": EntryStatus.DEFUNCT, "takes_requests": False}


def revision() -> str:
    """The token of the directory as it is now; empty before the first entry. One query."""
    return Revision.objects.filter(pk=1).values_list("token", flat=True).first() or ""


def catalogue(plan: LoadedPlan) -> Catalogue:
    """The directory as it is now. One query while it does not change; nine when it did."""
    key = (plan.edition_id, revision(), clock.today())
    if key not in _kept:
        while len(_kept) >= _MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = _read(plan, key[1])
    return _kept[key]


@uncollected()
def _read(plan: LoadedPlan, token: str) -> Catalogue:
    area = plan.document.area
    words, terms = Vocabulary.objects.filter(plan=plan.key).values_list("words", "requests").first() or (
        {},
        {},
    )
    vocabulary = Words.model_validate(words)
    bodies = _bodies(vocabulary.trusted_years)
    windows = with_hosts({window.key: window for window in _windows(vocabulary.trusted_years)})
    return Catalogue(
        area=area.code,
        area_name=area.name,
        places=places(),
        organisations={key: body.name for key, body in bodies.items()},
        windows=windows,
        services=offered(_services(vocabulary.trusted_years), windows),
        vocabulary=vocabulary,
        requests=RequestTerms.model_validate(terms),
        revision=token,
        bodies=bodies,
    )


def _bodies(trusted_years: int) -> dict[str, Body]:
    return {row["key"]: body_of(row, trusted_years) for row in Organisation.objects.values()}


def places() -> dict[str, Place]:
    """Every municipality and ward of the area by its code. One query."""
    return {m.code: _place(m) for m in Municipality.objects.all()}


def _place(row: Municipality) -> Place:
    return Place(row.code, row.name, row.kana, row.kind, row.part_of_id, row.latitude, row.longitude)


def _windows(trusted_years: int) -> list[WindowCard]:
    phones: dict[str, list[dict[str, str]]] = {}
    for window, number, extension, note in Phone.objects.values_list(
        "window_id", "number", "extension", "note"
    ):
        phones.setdefault(window, []).append({"number": number, "extension": extension, "note": note})
    operators: dict[str, list[str]] = {}
    for window, body in Window.operators.through.objects.order_by("pk").values_list(
        "window_id", "organisation_id"
    ):
        operators.setdefault(window, []).append(body)
    today = clock.today()
    return [
        window_card(
            (record | _GONE if has_closed(record["closes_on"], today) else record)
            | {"phones": phones.get(record["key"], []), "operators": operators.get(record["key"], [])},
            trusted_years,
        )
        for record in _records(Window.objects.public())
    ]


def _services(trusted_years: int) -> list[ServiceCard]:
    at: dict[str, dict[str, str]] = {}
    for service, window, part in ServiceAtWindow.objects.values_list("service_id", "window_id", "part"):
        at.setdefault(service, {})[window] = part
    return [
        service_card(record | {"at": at.get(record["key"], {})}, trusted_years)
        for record in _records(Service.objects.current())
    ]


def _records(rows: QuerySet[Window] | QuerySet[Service]) -> list[Record]:
    """Rows as records: keys instead of entries."""
    return [{name.removesuffix("_id"): value for name, value in row.items()} for row in rows.values()]
