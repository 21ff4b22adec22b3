"""The forms of conditions, organisations and subsidies on a phone, with the keyboard, without a script."""

import pytest

from banso.directory.models import Service
from tests.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/directory/service/shigoto-center/conditions/"
ORGANISATION = "/directory/organisation/prefecture/edit/"
SUBSIDY = "/directory/subsidy/stable-employment/"


def test_a_condition_is_written_on_a_phone_without_a_script_and_axe_finds_nothing(
    loaded_plan, cast, new_page, axe
):
    page = new_page(cast.body, width=390, javascript=False)
    page.goto(ADDRESS)
    page.get_by_label("何についての条件か").select_option("age")
    follow(page.get_by_role("button", name="欄を加える"))
    page.get_by_label("何歳から").fill("18")
    page.get_by_label("変える理由").fill("対象が変わったため")
    follow(page.get_by_role("button", name="変わるところを確かめる"))
    assert page.get_by_text("18歳以上の方").is_visible()
    shown = new_page(cast.secretariat, width=390)
    for address in (ADDRESS, ORGANISATION, SUBSIDY, SUBSIDY + "rules/1/"):
        shown.goto(address)
        assert axe(shown) == [], address
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    follow(page.get_by_role("button", name="保存する"))
    assert Service.objects.get(pk="shigoto-center").conditions[-1]["says"] == "18歳以上の方"
