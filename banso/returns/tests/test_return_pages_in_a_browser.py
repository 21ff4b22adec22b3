"""The pages of returns in a browser: what axe says, and the way with the keyboard and no JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banso.returns.models import Rejected, Version
from banso.returns.tests.filling import filled, put
from tests.browser import follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
OWN = "/returns/2025-09/prefecture/"


@pytest.fixture
def some_returns(plan, template, cast):
    """One approved, its correction waiting, one refused."""
    client, secretariat = cast.client(cast.body), cast.client(cast.secretariat)
    for value in (7, 8):
        data = filled(template, lambda b: put(b, "表紙", "意見・備考", "内容", "ひとこと。"), value)
        client.post(f"{OWN}upload/", {"file": SimpleUploadedFile("県9月.xlsx", data)})
        if value == 7:
            secretariat.post(f"/returns/versions/{Version.objects.get().pk}/approve/")
    client.post(f"{OWN}upload/", {"file": SimpleUploadedFile("壊れた.xlsx", b"PK, but no archive")})


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(some_returns, cast, new_page, axe, width):
    page = new_page(user=cast.secretariat, width=width)
    for address in (
        "/returns/",
        "/returns/2025-09/",
        OWN,
        "/returns/2025-09/labour-bureau/",
        f"/returns/versions/{Version.objects.latest('pk').pk}/",
        f"/approvals/{Version.objects.latest('pk').pk}/",
        f"/returns/rejected/{Rejected.objects.get().pk}/",
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert page.locator("h1").count() == 1


def test_a_return_is_handed_in_and_approved_without_javascript(plan, template, cast, new_page, tmp_path):
    path = tmp_path / "県9月.xlsx"
    path.write_bytes(filled(template))
    body = new_page(user=cast.body, javascript=False)
    body.goto(OWN)
    body.get_by_label("記入した様式（Excel）").set_input_files(path)
    follow(body.get_by_role("button", name="提出する", exact=True))
    assert "第1版を受け取りました" in body.locator("main").inner_text()
    secretariat = new_page(user=cast.secretariat, javascript=False)
    secretariat.goto(OWN)
    follow(secretariat.get_by_role("link", name="承認に進む"))
    shown = secretariat.locator("main").inner_text()
    assert "まだ何も変わっていません" in shown and "正社員就職件数" in shown
    follow(secretariat.get_by_role("button", name="承認する"))
    assert "第1版は「承認済み」になりました。" in secretariat.locator("main").inner_text()
