"""Dropping files and mapping a body's own form in a browser: what axe says, and both ways without JavaScript."""

import pytest

from banso.returns import worker
from banso.returns.models import BodyForm, Version
from banso.returns.states import Via
from banso.returns.tests.filling import filled
from banso.returns.tests.own_sheet import ANCHORS, monthly
from tests.browser import follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def files(template, tmp_path):
    """A good template and a text that says it is a workbook."""
    good, bad = tmp_path / "県9月.xlsx", tmp_path / "メモ.xlsx"
    good.write_bytes(filled(template))
    bad.write_bytes(b"memo")
    return [good, bad]


@pytest.mark.parametrize("javascript", [True, False])
def test_files_are_dropped_and_their_list_renews_itself(plan, files, cast, new_page, axe, javascript):
    page = new_page(user=cast.secretariat, javascript=javascript)
    page.goto("/returns/inbox/")
    if javascript:
        assert axe(page) == []
    page.get_by_label("届いたファイル").set_input_files(files)
    follow(page.get_by_role("button", name="受け取る", exact=True))
    assert page.get_by_text("2個のうち0個を読みました").is_visible()
    if javascript:
        assert axe(page) == []
    assert worker.work(until_empty=True) == 2
    page.get_by_text("2個のファイルを読み終えました").wait_for()
    assert page.get_by_role("row", name="県9月.xlsx").get_by_text("令和7年9月").is_visible()
    assert page.get_by_role("row", name="メモ.xlsx").get_by_text("受け取れない").is_visible()
    if javascript:
        assert axe(page) == []
        page.set_viewport_size({"width": 360, "height": 800})
        assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_is_mapped_by_pointing_at_its_cells(plan, cast, new_page, axe, tmp_path, javascript):
    path = tmp_path / "月報.xlsx"
    path.write_bytes(monthly())
    page = new_page(user=cast.elsewhere, javascript=javascript)

    def looks_well():
        if javascript:
            assert axe(page) == []

    page.goto("/returns/forms/")
    looks_well()
    follow(page.get_by_role("link", name="様式を登録する"))
    looks_well()
    page.get_by_label("様式の名前").fill("月報")
    page.get_by_label("記入した例").set_input_files(path)
    follow(page.get_by_role("button", name="次へ（目印を選ぶ）"))
    looks_well()
    for cell in ANCHORS:
        page.locator(f"[name=anchor][value={cell}]").check()
    follow(page.get_by_role("button", name="次へ（値のセルを選ぶ）"))
    looks_well()
    follow(page.get_by_role("button", name="B2"))
    looks_well()
    assert page.get_by_role("heading", name="正社員就職件数").is_visible()
    follow(page.get_by_role("button", name="E5"), key="Enter")
    page.locator("td.is-pointed").nth(1).wait_for()
    follow(page.get_by_role("link", name="次へ（試しに読む）"))
    looks_well()
    assert page.get_by_role("row", name="正社員就職件数").get_by_text("35").is_visible()
    follow(page.get_by_role("button", name="この様式を使い始める"))
    assert BodyForm.objects.in_use().get().organisation == "labour-bureau"
    looks_well()
    page.goto("/returns/2025-09/labour-bureau/")
    page.get_by_label("記入した様式（Excel）").set_input_files(path)
    follow(page.get_by_role("button", name="提出する", exact=True))
    page.wait_for_load_state()
    assert Version.objects.get().via == Via.OWN_FORM
