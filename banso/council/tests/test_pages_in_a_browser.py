"""The pages of papers in a real browser: without JavaScript, on a phone, and as axe sees them."""

from datetime import date

import pytest

from banso.council.operations import print_paper, publish
from banso.council.tests.conftest import MAY
from tests.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_papers(width, printed, new_page, axe, cast):
    page = new_page(cast.secretariat, width=width)
    for address in ("", "print/", f"{printed.pk}/", f"{printed.pk}/check/"):
        page.goto(f"/papers/{address}")
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_then_and_now_and_on_public_data(
    width, printed, approve, loaded_plan, new_page, axe, cast, clock_at
):
    publish(paper=printed, by=cast.secretariat)
    clock_at("2025-11-21T09:00")
    approve("labour-bureau", MAY, 41)
    after = print_paper(plan=loaded_plan, as_of=date(2025, 11, 21), period=MAY, by=cast.secretariat)
    numbers = f"/papers/{printed.pk}/numbers"
    pages = (
        f"{numbers}/regular-hires/", f"{numbers}/m1-1-1/", f"/papers/{after.pk}/", f"/papers/{after.pk}/publish/", f"/papers/{after.pk}/readability/",
        "/data/", "/data/indicators/regular-hires/", "/progress/measures/?q=件", "/measures/m1-1-2/",
    )  # fmt: skip
    page = new_page(cast.secretariat, width=width)
    for address in pages:
        page.goto(address)
        assert axe(page) == [], address
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_without_javascript_a_paper_is_printed_and_downloaded(reported, new_page, cast):
    page = new_page(cast.secretariat, javascript=False)
    page.goto("/papers/")
    follow(page.get_by_role("link", name="資料を作る").first)
    page.get_by_label("題名").fill("第2回協議会資料")
    follow(page.get_by_role("button", name="資料を作る"))
    assert page.get_by_role("heading", level=1).inner_text() == "第2回協議会資料"
    picture = page.get_by_role("img", name="横棒グラフ").first
    assert picture.evaluate("image => image.naturalWidth") > 100
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "R7-001_progress_20251120.pdf"
