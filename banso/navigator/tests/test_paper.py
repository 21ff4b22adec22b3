"""Cards and the note: made of what was ticked, with a QR code of the window's page alone."""

import pytest

from banso.navigator.tests.printed import codes_of, pages_of
from banso.navigator.tests.walking import Visitor

pytestmark = pytest.mark.django_db

ANSWERS = {"a.asker": "self", "a.age": "53", "a.municipality": "川越市"}


@pytest.fixture
def visitor(loaded_plan, clock_at, settings):
    clock_at("2025-11-20T10:00")
    settings.PUBLIC_URL = "https://madoguchi.example.jp"
    return Visitor()


def paper(visitor, **ticked):
    return visitor.client.post("/find/paper/", {**ANSWERS, **ticked})


def test_a_card_holds_the_window_and_no_answer(visitor, tmp_path):
    page = "https://madoguchi.example.jp/windows/hw-kawagoe/"
    response = paper(visitor, window="hw-kawagoe")
    assert response["Content-Type"] == "application/pdf" and response["Cache-Control"] == "no-store"
    assert not response.cookies
    text = pages_of(response.content, tmp_path)
    assert "ハローワーク川越" in text and "049-242-0197" in text and "未確認" in text
    assert "53" not in text.replace("2025", "") and "メモ" not in text
    assert codes_of(response.content, tmp_path) == [page]


def test_the_note_says_only_what_was_ticked(visitor, tmp_path):
    text = pages_of(paper(visitor, show="age", hard_to_speak="1").content, tmp_path)
    assert "話すのが苦手です。" in text and "53歳" in text
    assert "川越市" not in text and "自分のこと" not in text


def test_nothing_ticked_is_said_and_leads_back_to_the_result(visitor):
    response = paper(visitor, window="nai")
    assert response.status_code == 400 and not response.cookies
    visitor.page = response.content.decode()
    assert visitor.press("結果にもどる").is_result


def test_a_paper_is_not_to_be_had_by_an_address(visitor):
    response = visitor.client.get("/find/paper/?a.age=53&window=hw-kawagoe")
    assert response.status_code == 302 and response["Location"] == "/find/"
