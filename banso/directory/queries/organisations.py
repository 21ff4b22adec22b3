"""Reads of the directory."""

from django.db.models import Q

from banso.directory.codes import EntryStatus
from banso.directory.models import Municipality, Organisation, OrganisationQuerySet, Service, Window
from banso.directory.records import Record
from banso.directory.rules.closing import why_an_organisation_stays
from banso.lib import clock
from banso.plan.format.body import OrganisationKind


def organisations() -> OrganisationQuerySet:
    """The organisations that the plan in force names, and the members of its classes."""
    return Organisation.objects.current()


def organisation_names() -> dict[str, str]:
    """Name by key, also of organisations that only earlier plans named. One query."""
    return dict(Organisation.objects.values_list("key", "name"))


def organisation_classes() -> set[str]:
    """Those that stand for many (市町村) and are no body of their own. One query."""
    return set(Organisation.objects.filter(kind=OrganisationKind.CLASS.value).values_list("key", flat=True))


def why_it_stays(organisation: Record) -> str:
    """Why an organisation cannot be closed on its ``closed_on``, in a sentence; empty where it can. Two queries."""
    today = clock.today()
    carried_on = Q(closes_on__lte=today) | Q(closes_on__isnull=False, successor__isnull=False)
    windows = Window.objects.run_by(organisation["key"]).exclude(status=EntryStatus.DEFUNCT)
    services = Service.objects.filter(organisation=organisation["key"]).exclude(status=EntryStatus.DEFUNCT)
    return why_an_organisation_stays(
        closed_on=organisation["closed_on"],
        today=today,
        in_the_plan=organisation["is_current"],
        windows=list(windows.exclude(carried_on).values_list("name", flat=True)),
        services=list(services.values_list("name", flat=True)),
    )


def municipalities() -> list[Municipality]:
    """The cities, towns and villages by code, without the wards of designated cities. One query."""
    return list(Municipality.objects.whole())


def municipality_names() -> dict[str, str]:
    """Name by code, wards too. One query."""
    return dict(Municipality.objects.values_list("code", "name"))
