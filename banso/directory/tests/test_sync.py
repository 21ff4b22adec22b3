"""The directory follows the plan in force and forgets nothing."""

import pytest

from banso.directory import queries
from banso.directory.models import Municipality, Organisation
from banso.directory.operations import sync
from banso.plan.queries import LoadedPlan

pytestmark = pytest.mark.django_db


def changed(plan, **update):
    return LoadedPlan(plan.key, plan.edition_id, plan.digest, plan.document.model_copy(update=update))


def test_every_organisation_and_member_of_the_plan_stands_in_the_directory(loaded_plan):
    document = loaded_plan.document
    expected = {o.id: o.name for o in (*document.organisations, *document.members)}
    assert {o.key: o.name for o in queries.organisations()} == expected
    # The names also know who runs a window without being named by the plan.
    assert queries.organisation_names().items() >= expected.items()


def test_a_member_hangs_on_its_class(loaded_plan):
    member = loaded_plan.document.members[0]
    assert Organisation.objects.get(pk=member.id).member_of_id == member.member_of


def test_all_municipalities_stand_there_and_wards_are_not_counted_as_such(loaded_plan):
    places = loaded_plan.document.area.municipalities
    whole = [place.code for place in places if place.part_of is None]
    assert [place.code for place in queries.municipalities()] == sorted(whole)
    assert Municipality.objects.count() == len(places)
    assert queries.municipality_names().keys() == {place.code for place in places}


def test_doing_it_again_changes_nothing(loaded_plan):
    before = list(Organisation.objects.values()), list(Municipality.objects.values())
    sync(plan=loaded_plan)
    assert (list(Organisation.objects.values()), list(Municipality.objects.values())) == before


def test_an_organisation_that_a_new_edition_drops_is_kept_but_no_longer_current(loaded_plan):
    document = loaded_plan.document
    dropped = next(
        o for o in document.organisations if not any(m.member_of == o.id for m in document.members)
    )
    rest = [o for o in document.organisations if o is not dropped]
    sync(plan=changed(loaded_plan, organisations=rest))
    assert dropped.id not in {o.key for o in queries.organisations()}
    assert queries.organisation_names()[dropped.id] == dropped.name
    sync(plan=loaded_plan)
    assert dropped.id in {o.key for o in queries.organisations()}


def test_a_new_name_takes_the_place_of_the_old_one(loaded_plan):
    first, *rest = loaded_plan.document.organisations
    renamed = first.model_copy(update={"name": "新しい名前"})
    sync(plan=changed(loaded_plan, organisations=[renamed, *rest]))
    assert queries.organisation_names()[first.id] == "新しい名前"


def test_the_number_of_queries_does_not_grow_with_the_directory(loaded_plan, assert_queries):
    with assert_queries(8):
        sync(plan=loaded_plan)
    with assert_queries(1):
        queries.organisation_names()
    with assert_queries(1):
        queries.municipalities()
