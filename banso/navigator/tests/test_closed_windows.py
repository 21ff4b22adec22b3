"""A window that has closed is sent to by nobody: not by the result, a list, a leaflet or the box."""

from dataclasses import replace

import pytest

from banso.directory.catalogue import Catalogue
from banso.directory.codes import EntryStatus
from banso.directory.models import Window
from banso.directory.offering import offered
from banso.directory.operations.tracing import touch
from banso.navigator.guide import guide
from banso.navigator.lines import written
from banso.navigator.tests.conftest import A_DAY, facts_from, saitama
from banso.navigator.tests.walking import Visitor, text_of

CENTRE, HEIR = "youth-centre", "station-kawaguchi"
JOBLESS = {"a_asker": "self", "a_now": "wishing", "a_age": "30", "a_municipality": "川口市", "go": "result"}


def closed(**windows: str | None) -> Catalogue:
    """The directory of Saitama after windows closed, each with its successor."""
    now = saitama()
    gone = {
        key: replace(now.windows[key], status=EntryStatus.DEFUNCT, successor=heir)
        for key, heir in windows.items()
    }
    every = {**now.windows, **gone}
    return replace(now, windows=every, services=offered(now.services.values(), every))


def test_the_command_names_the_successor_and_a_service_without_any_window_fits_nobody():
    person = facts_from(asker="self", age=30, municipality="112038", work="not_working", withdrawn="yes")
    results = written(None, guide(closed(**{CENTRE: HEIR}), person, on=A_DAY))["results"]
    told = {each["name"]: each for each in results}
    assert told["若者自立支援センター埼玉"]["windows"] == ["かわぐち若者サポートステーション"]
    results = written(None, guide(closed(**{CENTRE: None}), person, on=A_DAY))["results"]
    told = {each["name"]: each for each in results}
    ended = told["若者自立支援センター埼玉"]
    assert (ended["verdict"], ended["unmet"], ended["missing"], ended["windows"]) == ("no", [], [], [])
    assert "終了しました" in ended["reason"] and told[ended["next_best"]]["verdict"] != "no"
    assert not any("若者自立支援センター埼玉" in each["windows"] for each in results)


@pytest.mark.django_db
def test_a_closed_window_stands_nowhere_and_its_successor_in_its_place(loaded_plan, clock_at, anonymous):
    clock_at("2025-11-20T10:00")
    Window.objects.filter(pk=CENTRE).update(closes_on="2025-11-25", successor_id=HEIR)
    touch()
    before = Visitor().send(**JOBLESS)
    assert f"/windows/{CENTRE}/" in before.page and "あと5日で終了" in before.text
    clock_at("2025-11-25T10:00")
    addresses = ("/windows/?place=川口市", "/places/112038/", "/embed/windows/?municipality=112038")
    pages = [anonymous.get(address).content.decode() for address in addresses]
    pages.append(Visitor().send(**JOBLESS).page)
    for page in pages:
        assert f"/windows/{CENTRE}/" not in page and f'value="{CENTRE}"' not in page
        assert "川口" in page
    assert f"/windows/{HEIR}/" in pages[-1]
    searched = anonymous.get("/windows/?q=若者自立支援センター埼玉").content.decode()
    assert (
        "若者自立支援センター埼玉 は終了しました。続きは かわぐち若者サポートステーション が受け持ちます。"
        in text_of(searched)
    )
    card = anonymous.post("/find/paper/", {"window": [CENTRE]})
    assert card["Content-Type"] == "application/pdf"
