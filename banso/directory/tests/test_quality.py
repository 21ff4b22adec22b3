"""The quality score: a mean of what applies, and the step that raises it most."""

from dataclasses import replace
from datetime import date

import pytest

from banso.directory.catalogue import PhoneNumber, ServiceCard, WindowCard
from banso.directory.codes import Channel, Confidence, Part
from banso.directory.format import DirectoryFolder, WindowEntry
from banso.directory.records import service_card, window_card, window_records
from banso.directory.rules import quality
from banso.directory.rules.quality import Criterion, freshness, of_service, of_window
from banso.plan.tests.tiny import write
from tests.plans import read

TODAY = date(2026, 4, 1)


@pytest.fixture
def bare(tmp_path) -> WindowCard:
    """A window of which only the name is known."""
    document = read(write(tmp_path)).document
    folder = DirectoryFolder(
        format="banso-directory/1", windows=[WindowEntry(id="one", name="見本窓口", kind="窓口")]
    )
    (record,) = [record for record in window_records(document, folder) if record["key"] == "one"]
    return window_card(record)


@pytest.fixture
def full(bare) -> WindowCard:
    return replace(
        bare,
        kana="みほんまどぐち",
        description="あ" * 40,
        phones=(PhoneNumber("0480-00-0000"),),
        hours={"openings": [], "closings": []},
        address="見本市1-1",
        catchment_known=True,
        channels=(Channel.PLACE, Channel.TELEPHONE),
        source="見本市",
        assured_on=TODAY,
    )


def test_a_window_with_everything_has_100_and_nothing_to_do(full):
    found = of_window(full, TODAY)
    assert (found.score, found.best_step, found.advice) == (100, None, "")
    assert len(found.values) == 9


def test_a_window_with_nothing_has_0_and_is_asked_for_its_telephone_first(bare):
    found = of_window(bare, TODAY)
    assert found.score == 0
    assert found.best_step is Criterion.TELEPHONE
    # One of nine criteria.
    assert found.advice == "「電話番号を書く」と、11点上がります。"


@pytest.mark.parametrize(
    ("change", "criterion", "value"),
    [
        ({"phones": ()}, Criterion.TELEPHONE, 0),
        ({"hours": None, "hours_text": "10時から（夏は変わります）"}, Criterion.HOURS, 0.5),
        ({"hours": None}, Criterion.HOURS, 0),
        ({"address": ""}, Criterion.ADDRESS, 0),
        ({"catchment_known": False}, Criterion.CATCHMENT, 0),
        ({"channels": ()}, Criterion.CHANNELS, 0),
        ({"description": "あ" * 10}, Criterion.DESCRIPTION, 0.25),
        ({"confidence": Confidence.OLD}, Criterion.SOURCE, 0.5),
        ({"source": ""}, Criterion.SOURCE, 0),
        ({"kana": ""}, Criterion.KANA, 0),
        ({"assured_on": None}, Criterion.ASSURANCE, 0),
    ],
)
def test_each_lack_is_found_and_named_as_the_next_step(full, change, criterion, value):
    found = of_window(replace(full, **change), TODAY)
    assert found.values[criterion] == value
    assert sum(found.values.values()) == 8 + value
    assert found.best_step is criterion


def test_an_address_is_asked_only_where_people_come(full):
    by_phone = replace(full, channels=(Channel.TELEPHONE,), address="")
    hidden = replace(full, address_hidden=True, address="")
    inside = replace(full, address="", located_in="another")
    assert Criterion.ADDRESS not in of_window(by_phone, TODAY).values
    assert Criterion.ADDRESS not in of_window(hidden, TODAY).values
    assert of_window(inside, TODAY).values[Criterion.ADDRESS] == 1


def test_a_class_of_windows_answers_no_telephone(bare):
    found = of_window(bare, TODAY, is_class=True)
    assert set(found.values) == {
        Criterion.DESCRIPTION, Criterion.KANA, Criterion.SOURCE, Criterion.ASSURANCE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("assured_on", "value"),
    [
        (date(2026, 4, 1), 1.0),
        (date(2025, 10, 5), 1.0),  # not yet six months
        (date(2025, 1, 1), 0.5),  # 15 months: in the middle of 6 and 24
        (date(2024, 4, 1), 0.0),
        (date(2020, 1, 1), 0.0),
        (None, 0.0),
    ],
)
def test_an_assurance_is_fresh_for_half_a_year_and_worth_nothing_after_two(assured_on, value):
    assert freshness(assured_on, TODAY) == pytest.approx(value, abs=0.01)


def test_without_a_day_assurance_is_not_asked(full):
    found = of_window(replace(full, assured_on=None), None)
    assert Criterion.ASSURANCE not in found.values and found.score == 100


def test_a_service_is_judged_by_what_somebody_asks_of_it():
    service: ServiceCard = service_card(
        {
            "key": "s", "name": "見本サービス", "kana": "", "aliases": [], "description": "あ" * 40,
            "status": "active", "organisation": None, "measures": ["m"], "section": "", "askers": ["self"],
            "offers": [], "conditions": [], "next_best": [], "at": {"one": Part.BOTH}, "effective_from": None,
            "effective_to": None, "application_process": "", "fees": "無料", "url": "",
            "confidence": "official", "source": "計画", "source_date": "", "note": "", "is_sample": True,
        }
    )  # fmt: skip
    found = of_service(service, None)
    assert found.values == {
        Criterion.DESCRIPTION: 1, Criterion.KANA: 0, Criterion.SOURCE: 1, Criterion.WINDOWS: 1,
        Criterion.PROCESS: 0, Criterion.FEES: 1,
    }  # fmt: skip
    assert found.score == 67 and found.best_step is Criterion.PROCESS


def test_what_lacks_most_often_stands_first(full, bare):
    rated = [
        quality.Rated("a", "A", of_window(full, TODAY)),
        quality.Rated("b", "B", of_window(replace(full, phones=(), kana=""), TODAY)),
        quality.Rated("c", "C", of_window(replace(full, kana=""), TODAY)),
    ]
    assert quality.lacking(rated) == [(Criterion.KANA, 2, 3), (Criterion.TELEPHONE, 1, 3)]
    assert quality.mean(rated) == round((100 + 78 + 89) / 3)
    assert quality.mean([]) is None
