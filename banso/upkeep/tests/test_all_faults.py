"""The form of a window tells everything that is wrong at once, and takes 全域 as its help text asks for it."""

import pytest

from banso.directory.models import Municipality
from banso.upkeep.tests.entries import WINDOW, filled, text_of

pytestmark = pytest.mark.django_db


def test_every_fault_is_told_at_once_with_what_to_do(desk, cast):
    client = cast.client(cast.secretariat)
    wrong = {
        "phones": "3320012\n048-000-0000\nなし", "postal_code": "33", "catchment": "川超市\nない村", "reason": "",
    }  # fmt: skip
    refused = client.post(WINDOW + "edit/", filled(client, **wrong) | {"step": "look"})
    told = text_of(refused)
    assert refused.status_code == 400
    assert "電話番号「3320012」「なし」を読み取れません。市外局番から、" in told
    assert (
        "「川超市」という市区町村は見つかりません" in told
        and "「ない村」という市区町村は見つかりません" in told
    )
    assert "郵便番号は「330-0000」のように書いてください" in told
    assert "変える理由" in told and "このフィールドは必須です" in told


def test_the_whole_area_with_a_town_beside_it_is_the_whole_area(desk, cast):
    client = cast.client(cast.secretariat)
    whole = set(Municipality.objects.filter(part_of=None).values_list("pk", flat=True))
    town = Municipality.objects.get(pk=min(whole)).name
    client.post(WINDOW + "edit/", filled(client, catchment=f"全域\n{town}") | {"step": "save"})
    desk.refresh_from_db()
    assert set(desk.catchment) == whole
