"""Very many PDFs from one address, or all at once, are held off: kindly, and without losing what was ticked."""

import pytest
from django.test import Client

from banso.navigator.models import Tally
from banso.navigator.printing import press
from banso.navigator.tests.walking import Visitor, text_of

pytestmark = pytest.mark.django_db
TICKED = {"a.asker": "self", "a.age": "53", "window": "hw-kawagoe", "show": "age", "note": "1"}
LEAFLET = "/leaflets/places/112011/a4.pdf"


@pytest.fixture
def visitor(loaded_plan, clock_at, settings, monkeypatch):
    clock_at("2025-11-20T10:40")
    settings.PUBLIC_URL = "https://madoguchi.example.jp"
    settings.PRINTS_AN_HOUR = 2
    press._shelf.clear()
    printed = []

    def compiled(template, data, *, at):
        printed.append(template.name)
        return b"%PDF-" + str(len(printed)).encode()

    monkeypatch.setattr(press, "compiled", compiled)
    visitor = Visitor()
    visitor.printed = printed
    return visitor


def elsewhere():
    return Visitor(Client(REMOTE_ADDR="198.51.100.9"))


def paper(visitor, **more):
    return visitor.client.post("/find/paper/", {**TICKED, **more})


def test_one_address_prints_so_many_an_hour_and_is_told_when_it_may_again(visitor, clock_at):
    assert [paper(visitor).status_code for _ in range(2)] == [200, 200]
    response = paper(visitor)
    assert response.status_code == 429 and 1000 < int(response["Retry-After"]) <= 1200
    assert response["Cache-Control"] == "no-store" and not response.cookies
    page = response.content.decode()
    text = text_of(page)
    assert "11時を過ぎたら、また作れます" in text and "あなたのせいではありません" in text
    assert "119" in text and "110" in text, "who can be called at once"
    assert len(visitor.printed) == 2
    # Another address, and this one in the next hour, print.
    assert paper(elsewhere()).status_code == 200
    clock_at("2025-11-20T11:00")
    visitor.page = page
    assert visitor.press("もう一度作る").page.startswith("%PDF")


def test_what_was_ticked_and_answered_comes_back_from_the_page_that_holds_off(visitor, settings):
    settings.PRINTS_AN_HOUR = 1
    paper(visitor)
    visitor.page = paper(visitor).content.decode()
    for name, value in TICKED.items():
        assert f'name="{name}" value="{value}"' in visitor.page
    assert visitor.press("結果にもどる").is_result


def test_no_answer_is_counted_or_kept_with_the_count(visitor):
    paper(visitor, **{"a.municipality": "川越市"})
    (row,) = Tally.objects.filter(what__startswith="print:")
    hour, mark = row.what.split(":")[1:]
    assert hour == "10" and len(mark) == 32 and row.count == 1


def test_a_leaflet_is_printed_once_a_day_for_everybody(visitor, settings, clock_at):
    first = visitor.client.get(LEAFLET)
    assert [visitor.client.get(LEAFLET).content for _ in range(5)] == [first.content] * 5
    assert visitor.printed == ["leaflet.typ"]
    assert Tally.objects.get(what__startswith="print:").count == 1, "what lies ready is counted for nobody"
    visitor.client.get(LEAFLET.replace("a4", "card"))
    held = visitor.client.get("/leaflets/places/112305/a4.pdf")
    assert held.status_code == 429 and "窓口をさがす" in held.content.decode()
    assert visitor.client.get(LEAFLET).status_code == 200
    clock_at("2025-11-21T10:00")
    assert visitor.client.get(LEAFLET).content != first.content, "the day stands on it"


def test_the_shelf_is_bounded_and_holds_no_paper_of_a_person(visitor, monkeypatch):
    paper(visitor)
    assert not press._shelf
    monkeypatch.setattr(press, "KEPT", 1)
    visitor.client.get(LEAFLET)
    visitor.client.get(LEAFLET.replace("a4", "card"))
    assert len(press._shelf) == 1


def test_more_than_the_presses_can_take_is_asked_to_come_back_soon(visitor, monkeypatch):
    monkeypatch.setattr(press, "PATIENCE", 0.0)
    with press._taken(press._presses, 1), press._taken(press._presses, 1):
        for response in (paper(visitor), visitor.client.get(LEAFLET)):
            assert response.status_code == 503 and response["Retry-After"] == "10"
            assert "すこし待ってください" in response.content.decode() and "119" in response.content.decode()
    assert not visitor.printed
    assert paper(elsewhere()).status_code == 200, "the presses are free again"


def test_a_press_that_breaks_is_free_for_the_next(visitor, monkeypatch, settings):
    settings.PRINTS_AN_HOUR = 100

    def broken(*_args, **_more):
        raise RuntimeError("no paper")

    with monkeypatch.context() as worse:
        worse.setattr(press, "compiled", broken)
        for _ in range(press.AT_ONCE + press.WAITING + 1):
            assert paper(elsewhere()).status_code == 500
    assert paper(visitor).status_code == 200
