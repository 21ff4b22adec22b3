"""The directory crosses to the public face: what is hidden stays, what is gone is no longer shown."""

import json

import pytest

from banso.directory import crossing
from banso.directory.models import Phone, Service, Window
from banso.directory.queries import catalogue

pytestmark = pytest.mark.django_db


def carried():
    """The records as they are in a file."""
    return [json.loads(json.dumps(record)) for record in crossing.dump()]


def test_the_directory_comes_out_as_it_went_in(loaded_plan):
    before = catalogue(loaded_plan)
    records = carried()
    Phone.objects.all().delete()
    Window.objects.filter(key="shigoto-support").update(name="書き換えた名前", url="https://old.example/")
    for _ in range(2):
        assert crossing.restore(records) == len(records)
        after = catalogue(loaded_plan)
        assert after.windows == before.windows
        assert after.services == before.services
        assert (after.places, after.vocabulary) == (before.places, before.vocabulary)
    assert carried() == records


def test_hidden_addresses_and_names_of_staff_stay_at_the_office(loaded_plan):
    Window.objects.filter(key="shigoto-support").update(
        address="かくれた町一丁目", latitude=35.9, longitude=139.6, address_hidden=True, assured_by="係の山田"
    )
    Window.objects.filter(key="middle-corner-urawa").update(status="inactive")
    text = json.dumps(carried(), ensure_ascii=False)
    for secret in ("かくれた町", "35.9,", "山田", '"middle-corner-urawa"'):
        assert secret not in text
    assert '"shigoto-support"' in text


def test_what_the_office_no_longer_shows_is_no_longer_found(loaded_plan):
    records = [r for r in carried() if r["row"].get("key") != "shigoto-support"]
    records = [r for r in records if r["row"].get("window_id") != "shigoto-support"]
    crossing.restore(records)
    assert "shigoto-support" not in catalogue(loaded_plan).windows
    assert Window.objects.get(pk="shigoto-support").status == "inactive"


@pytest.mark.parametrize(
    "record",
    [
        {"table": "user", "row": {"username": "x"}},
        {"table": "window", "row": {"key": "x", "nope": 1}},
        {"table": "window", "row": None},
        {"table": "exam", "row": {"key": "x", "deadline": "きょう"}},
    ],
    ids=["another table", "another field", "nothing", "no date"],
)
def test_a_record_of_another_version_is_refused(db, record):
    with pytest.raises(crossing.NotReadable, match="1件目"):
        crossing.restore([record])
    assert Service.objects.count() == 0
