"""要確認: what is shown with a mark, judged by its source on the day; and the house that lends its telephone."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from banso.directory.codes import Confidence
from banso.directory.doubt import doubtful
from banso.directory.finder import Asked, Finder
from banso.directory.folder import read_directory
from banso.directory.opening import open_now
from banso.directory.records import catalogue_of
from tests.plans import read

DAY = date(2025, 11, 26)
# A Wednesday at eleven: within the hours that an old newspaper gives for the desk of 八潮市.
OPEN_HOURS = datetime(2025, 11, 26, 11, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@cache
def saitama():
    folder = settings.PLANS_DIR / "saitama/2025"
    document = read(folder).document
    return catalogue_of(document, read_directory(folder, document).folder)


@pytest.mark.parametrize(
    ("source_date", "confidence", "assured_on", "expected"),
    [
        ("2025-01-10", "official", None, False),
        ("2025-01-10", "secondary", None, True),
        ("", "official", None, False),
        ("令和の初め", "official", None, False),
        ("2022-11-26", "official", None, False),
        ("2022-11-25", "official", None, True),
        ("2022", "official", None, True),
        ("2023", "official", None, False),
        # The owner said "all of this is right" after the source was written, or longer ago than counts.
        ("2013-03-04", "old", date(2025, 4, 1), False),
        ("2013-03-04", "old", date(2022, 4, 1), True),
        ("2025-06", "secondary", date(2025, 4, 1), True),
    ],
)
def test_a_fact_is_trusted_by_its_source_its_age_and_its_owner(source_date, confidence, assured_on, expected):
    entry = SimpleNamespace(source_date=source_date, confidence=confidence, assured_on=assured_on)
    assert doubtful(entry, on=DAY) is expected


def test_a_field_is_judged_by_its_own_source_and_the_years_are_the_plans():
    own = {"phones": {"source_date": "2025-11-01", "confidence": "official"}}
    entry = SimpleNamespace(source_date="2021", confidence="official", field_sources=own, trusted_years=3)
    assert not doubtful(entry, "phones", on=DAY) and doubtful(entry, "address", on=DAY)
    assert doubtful(entry, "phones", "address", on=DAY), "one of several"
    entry.trusted_years = 5
    assert not doubtful(entry, "address", on=DAY)


def test_hours_of_an_old_newspaper_are_neither_open_nor_closed():
    catalogue = saitama()
    window = catalogue.windows["furusato-hw-yashio"]
    assert window.hours and window.confidence is Confidence.OLD
    told = open_now(window, OPEN_HOURS)
    assert told.is_open is None and "要確認" in told.words and "開いています" not in told.words
    found = Finder(catalogue).windows(Asked(words="八潮市ふるさとハローワーク", open_only=True), OPEN_HOURS)
    assert not found.lines and found.hours_unknown
    sure = replace(window, confidence=Confidence.OFFICIAL, source_date="2025-04-01")
    assert open_now(sure, OPEN_HOURS).is_open is True, "the same hours from the window itself"


def test_a_window_inside_another_is_reached_by_the_house_unless_its_address_is_kept_back():
    windows = saitama().windows
    corner, house = windows["middle-corner-kawagoe"], windows["hw-kawagoe"]
    assert not corner.phones and corner.host.name == "ハローワーク川越" and corner.host.phones == house.phones
    assert house.host is None and not any(w.host for w in windows.values() if w.address_hidden)
