"""The pages of papers in a real browser: without JavaScript, on a phone, and as axe sees them."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_papers(width, printed, new_page, axe, cast):
    page = new_page(cast.secretariat, width=width)
    for address in ("", "print/", f"{printed.pk}/", f"{printed.pk}/check/"):
        page.goto(f"/papers/{address}")
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_without_javascript_a_paper_is_printed_and_downloaded(reported, new_page, cast):
    page = new_page(cast.secretariat, javascript=False)
    page.goto("/papers/")
    page.get_by_role("link", name="資料を作る").first.click()
    page.get_by_label("題名").fill("第2回協議会資料")
    page.get_by_role("button", name="資料を作る").click()
    assert page.get_by_role("heading", level=1).inner_text() == "第2回協議会資料"
    picture = page.get_by_role("img", name="横棒グラフ").first
    assert picture.evaluate("image => image.naturalWidth") > 100
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "R7-001_progress_20251120.pdf"
