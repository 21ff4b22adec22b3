"""Writes of this room: the directory follows the plan in force."""

from django.db import transaction

from banso.directory.codes import Noun
from banso.directory.models import Municipality, Organisation
from banso.directory.operations.putting import Synced, put
from banso.directory.records import plan_organisation_records
from banso.plan import format as plan_format
from banso.plan.queries import LoadedPlan


@transaction.atomic
def sync(*, plan: LoadedPlan) -> None:
    """Make the directory say what ``plan`` says. What the plan no longer names stays, marked as not current; what people
    wrote of an organisation on their pages stays too."""
    document = plan.document
    _put_municipalities(document.area.municipalities)
    records = plan_organisation_records(document)
    put(Organisation, Noun.ORGANISATION, records, Synced())
    keys = [record["key"] for record in records]
    Organisation.objects.filter(is_current=True).exclude(key__in=keys).update(is_current=False)


def _put_municipalities(named: list[plan_format.Municipality]) -> None:
    rows = [
        Municipality(
            code=place.code,
            name=place.name,
            kana=place.kana,
            kind=place.kind.value,
            part_of_id=place.part_of,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        for place in sorted(named, key=lambda place: place.part_of is not None)
    ]
    Municipality.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kana", "kind", "part_of", "latitude", "longitude"],
    )
