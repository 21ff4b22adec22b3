"""Subsidies with their dated rules."""

from typing import Any

from banso.directory.catalogue import SubsidyCard
from banso.directory.models import Subsidy, SubsidyVersion
from banso.directory.records import subsidy_card


def subsidies() -> list[SubsidyCard]:
    """Every subsidy in the directory's order. Two queries."""
    versions: dict[str, list[dict[str, Any]]] = {}
    for version in SubsidyVersion.objects.values():
        versions.setdefault(version["subsidy_id"], []).append(dict(version))
    return [
        subsidy_card(row | {"versions": versions.get(row["key"], [])}) for row in Subsidy.objects.values()
    ]
