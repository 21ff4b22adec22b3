"""How long the plan's vocabulary trusts what a source states, for rows that are shown without the catalogue."""

from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from banso.directory.doubt import TRUSTED_YEARS
from banso.directory.models import Vocabulary

Row = TypeVar("Row", bound=Model)


def with_trusted_years(rows: QuerySet[Row]) -> list[Row]:
    """``rows`` that know the ``trusted_years`` of the plan in force. One query."""
    words = Vocabulary.objects.filter(plan=settings.PLAN)
    years = words.annotate(years=KeyTextTransform("trusted_years", "words")).values("years")[:1]
    found = list(rows.annotate(trusted_years=Subquery(years)))
    for row in found:
        row.trusted_years = int(row.trusted_years or TRUSTED_YEARS)  # type: ignore[attr-defined]
    return found
