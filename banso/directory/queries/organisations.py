"""Reads of the directory."""

from banso.directory.models import Municipality, Organisation, OrganisationQuerySet
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


def municipalities() -> list[Municipality]:
    """The cities, towns and villages by code, without the wards of designated cities. One query."""
    return list(Municipality.objects.whole())


def municipality_names() -> dict[str, str]:
    """Name by code, wards too. One query."""
    return dict(Municipality.objects.values_list("code", "name"))
