"""Pointing at the cells of an own form on its page: one thing is asked at a time, and every choice is kept at once."""

import re

import pytest

from banso.returns.models import BodyForm
from banso.returns.operations import own_forms
from banso.returns.tests.own_sheet import ANCHORS, CONVERSIONS, HIRES, MONTH, monthly

HIRES_MONTH, HIRES_TOTAL = "period:hires||value", "cumulative:hires||value"


@pytest.fixture
def form(plan, cast):
    """The labour bureau's sheet, known by its anchors; a dash stands for the conversions of the month."""
    begun = own_forms.begin(
        plan=plan,
        organisation="labour-bureau",
        name="月報",
        file=monthly(conversions="－"),
        file_name="月報.xlsx",
        by=cast.elsewhere,
    )
    return own_forms.point_at_anchors(form=begun, sheet="実績", cells=ANCHORS, by=cast.elsewhere)


@pytest.fixture
def page(form, cast):
    """``page()`` opens the page; ``page(cell="E5")`` presses a button for what is asked, and gives what comes next."""
    client, address = cast.client(cast.elsewhere), f"/returns/forms/{form.pk}/cells/"

    def done(**pressed):
        if not pressed:
            return client.get(address).content.decode()
        asked = pressed.pop("asked", None) or asked_on(done())
        answer = client.post(address, {"asked": asked} | pressed, follow=True)
        return answer.content.decode()

    return done


def asked_on(html):
    found = re.search(r'name="asked" value="([^"]*)"', html)
    return found and found[1]


def buttons_on(html):
    return re.findall(r'name="cell" value="([^"]*)"', html)


def pointed_at(form):
    form.refresh_from_db()
    return {f"{cell['kind']}:{cell['row']}": cell["cell"] for cell in form.cells}


def test_one_thing_is_asked_after_the_other_until_the_form_can_be_used(page, form, cast):
    first = page()
    assert buttons_on(first) == [MONTH]
    second = page(cell=MONTH)
    assert asked_on(second) == HIRES_MONTH
    assert f'aria-label="35　{HIRES}　正社員就職件数' not in second  # its row is called 当月
    assert f'aria-label="35　{HIRES}　当月・合計"' in second
    assert asked_on(page(cell=HIRES)) == HIRES_TOTAL
    assert asked_on(page(asked=HIRES_TOTAL, none="1")) == "period:conversions||value"
    # Who comes back goes on behind the last choice.
    assert asked_on(page()) == HIRES_TOTAL
    last = page(asked="period:conversions||value", cell=CONVERSIONS)
    assert pointed_at(form) == {HIRES_MONTH: HIRES, "period:conversions||value": CONVERSIONS}
    assert form.period_cell == MONTH
    assert last.count("is-pointed") == 3
    assert "<select" not in last
    cast.client(cast.elsewhere).post(f"/returns/forms/{form.pk}/adopt/")
    assert BodyForm.objects.in_use().get() == form


def test_a_choice_is_changed_and_taken_back(page, form):
    page(asked=HIRES_MONTH, cell="D5")
    page(asked=HIRES_MONTH, cell=HIRES)
    assert pointed_at(form) == {HIRES_MONTH: HIRES}
    page(asked=HIRES_MONTH, none="1")
    assert pointed_at(form) == {}


@pytest.mark.parametrize("typed", ["E5", "ｅ５", "$E$5", "実績!E5", " e5 "])
def test_an_address_may_be_typed(page, form, typed):
    page(asked=HIRES_MONTH, typed=typed)
    assert pointed_at(form) == {HIRES_MONTH: HIRES}


def test_an_empty_cell_and_a_dash_may_be_pointed_at(page, form):
    assert {"C6", CONVERSIONS} <= set(buttons_on(page(asked="month", none="1")))
    page(asked=HIRES_MONTH, cell="C6")
    page(asked="period:conversions||value", cell=CONVERSIONS)
    assert set(pointed_at(form).values()) == {"C6", CONVERSIONS}


@pytest.mark.parametrize(
    ("asked", "pressed", "words"),
    [
        (HIRES_MONTH, {"typed": "5E"}, "「5E」は、シート「実績」のセルの番地ではありません"),
        (HIRES_MONTH, {"typed": ""}, "番地が空です"),
        (HIRES_MONTH, {"typed": "別表!E5"}, "シート「実績」のセルの番地ではありません"),
        (HIRES_MONTH, {"cell": "A5"}, "A5には数が入っていません"),
        (HIRES_MONTH, {"cell": "Z99"}, "Z99には数が入っていません"),
        (HIRES_MONTH, {"cell": "E6"}, "二つの値"),
        ("month", {"cell": "A1"}, "何年何月かが読めません"),
        ("period:stock||value", {"cell": HIRES}, "求められていない値"),
        ("壊", {"cell": HIRES}, "求められていない値"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_nothing_is_lost(page, form, asked, pressed, words):
    page(asked=HIRES_TOTAL, cell="E6")
    answer = page(asked=asked, **pressed)
    assert words in answer
    assert pointed_at(form) == {HIRES_TOTAL: "E6"}


def test_another_body_neither_sees_the_page_nor_points(form, cast):
    client, address = cast.client(cast.body), f"/returns/forms/{form.pk}/cells/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"asked": HIRES_MONTH, "cell": HIRES}).status_code == 403
    assert pointed_at(form) == {}


def test_the_page_asks_the_database_little(form, cast, assert_queries):
    client = cast.client(cast.elsewhere)
    with assert_queries(12):
        assert client.get(f"/returns/forms/{form.pk}/cells/").status_code == 200
