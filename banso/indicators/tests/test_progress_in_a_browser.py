"""The progress pages on a phone and on paper: nothing is cut off and nothing has to be scrolled sideways."""

import pytest

from tests.told import told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WIDER = """() => [...document.querySelectorAll('.table-region:has(> .table--stack)')]
    .filter(box => box.getClientRects().length && box.scrollWidth > box.clientWidth + 1)
    .map(box => [box.getAttribute('aria-label'), box.scrollWidth, box.clientWidth])"""
ADDRESSES = ("/progress/", "/progress/regular-hires/", "/progress/organisations/prefecture/", "/")


@pytest.mark.parametrize("media, width", [("screen", 390), ("print", 1017), ("print", 680)])
def test_tables_of_progress_fit_a_phone_and_both_ways_of_an_a4_sheet(
    media, width, loaded_plan, cast, clock_at, new_page
):
    clock_at("2025-07-10T10:00")
    told(loaded_plan, cast.secretariat)
    page = new_page(cast.secretariat, width=width)
    page.emulate_media(media=media)
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate(WIDER) == [], (address, media)


def test_a_row_on_a_phone_names_each_of_its_cells(loaded_plan, cast, clock_at, new_page):
    clock_at("2025-07-10T10:00")
    told(loaded_plan, cast.secretariat)
    page = new_page(cast.reader, width=390)
    page.goto("/progress/")
    cell = page.locator("td[data-label=累計]").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"累計"'
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390
