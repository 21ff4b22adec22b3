"""Writes of this room: the directory follows the plan in force."""

from django.db import transaction

from banso.directory.models import Municipality, Organisation
from banso.plan import format as plan_format
from banso.plan.queries import LoadedPlan


@transaction.atomic
def sync(*, plan: LoadedPlan) -> None:
    """Make the directory say what ``plan`` says. What the plan no longer names stays, marked as not current."""
    document = plan.document
    _put_municipalities(document.area.municipalities)
    # A class stands before its members, so that each refers to something that is there.
    named = sorted((*document.organisations, *document.members), key=lambda o: o.member_of is not None)
    _put_organisations(named)
    keys = [organisation.id for organisation in named]
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


def _put_organisations(named: list[plan_format.Organisation]) -> None:
    rows = [
        Organisation(
            key=organisation.id,
            name=organisation.name,
            short_name=organisation.short_name,
            kind=organisation.kind.value,
            member_of_id=organisation.member_of,
            municipality_id=organisation.municipality,
            is_sample=organisation.sample,
            is_current=True,
        )
        for organisation in named
    ]
    Organisation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[
            "name", "short_name", "kind", "member_of", "municipality", "is_sample", "is_current",
        ],
    )  # fmt: skip
