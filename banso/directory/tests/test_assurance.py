"""Somebody vouches for an entry, and what follows from it."""

from datetime import date

import pytest

from banso.directory import queries
from banso.directory.codes import Noun, Origin
from banso.directory.models import Change, Service, Window
from banso.directory.operations import NotAssured, assure, load_directory
from banso.directory.rules.assurance import months_before
from tests.plans import read_folder_of

KEY = "self-reliance-112305"


def vouch(**given):
    return assure(**({"noun": Noun.WINDOW, "key": KEY, "by": "窓口の人", "on": date(2025, 11, 20)} | given))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 4, 1), 6, date(2025, 10, 1)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 13, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.django_db
def test_a_confirmation_is_kept_with_who_and_when_and_reaches_the_readers(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    assert queries.catalogue(loaded_plan).windows[KEY].assured_on is None
    vouch(organisation="shakyo-niiza")
    window = Window.objects.get(pk=KEY)
    assert (window.assured_on, window.assured_by) == (date(2025, 11, 20), "窓口の人")
    kept = {c.field: c for c in Change.objects.filter(key=KEY, origin=Origin.OWNER)}
    assert set(kept) == {"assured_on", "assured_by"}
    day = kept["assured_on"]
    assert (day.before, day.after, day.by, day.organisation) == (
        None, "2025-11-20", "窓口の人", "shakyo-niiza",
    )  # fmt: skip
    assert queries.catalogue(loaded_plan).windows[KEY].assured_on == date(2025, 11, 20)
    # The folder, read again, does not take it back.
    load_directory(plan=loaded_plan, reading=read_folder_of("saitama/2025"))
    assert Window.objects.get(pk=KEY).assured_on == date(2025, 11, 20)


@pytest.mark.django_db
def test_the_same_again_changes_nothing_and_services_can_be_confirmed_too(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    service = Service.objects.first()
    for _ in range(2):
        vouch(noun=Noun.SERVICE, key=service.pk)
    assert Change.objects.filter(noun=Noun.SERVICE, key=service.pk, field="assured_on").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": date(2025, 11, 21)}, "先の日付"),
        ({"by": " \n "}, "名前"),
        ({"key": "nowhere"}, "nowhere"),
        ({"on": date(2025, 11, 1)}, "2025年11月10日に、すでに"),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused_and_leaves_no_trace(loaded_plan, clock_at, given, words):
    clock_at("2025-11-20T10:00")
    Window.objects.filter(pk=KEY).update(assured_on=date(2025, 11, 10), assured_by="前の人")
    with pytest.raises(NotAssured, match=words):
        vouch(**given)
    assert Window.objects.get(pk=KEY).assured_on == date(2025, 11, 10)
    assert not Change.objects.filter(origin=Origin.OWNER).exists()


@pytest.mark.django_db
def test_what_nobody_confirmed_lately_is_listed_by_who_runs_it(loaded_plan, assert_queries):
    Window.objects.filter(pk="municipal-desk-112305").update(assured_on=date(2025, 5, 20))
    Window.objects.filter(pk=KEY).update(assured_on=date(2025, 5, 21))
    with assert_queries(2):
        found = queries.unassured(date(2025, 5, 21))
    assert [w.key for w in found["m-112305"]] == ["municipal-desk-112305"]
    assert "shakyo-niiza" not in found
    # A class of windows is nobody's to confirm; a window that has ended is not asked about.
    assert "support-stations" not in {w.key for w in found["labour-bureau"]}
    Window.objects.filter(pk="municipal-desk-112305").update(status="defunct")
    assert "m-112305" not in queries.unassured(date(2025, 5, 21))
