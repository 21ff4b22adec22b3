"""A plan that changes between two papers: what is then said of targets, of the edition, and of definitions."""

import hashlib
import json
from datetime import date
from unittest.mock import patch

import pytest

from banso.council import queries
from banso.council.explaining import explain_number
from banso.council.operations import print_paper
from banso.council.tests import readers
from banso.council.tests.conftest import MAY
from banso.plan import operations as plans
from banso.plan.format import PlanDocument
from banso.plan.loading import Reading
from banso.plan.queries import current

pytestmark = pytest.mark.django_db
CONVERSIONS = "企業内の正社員転換件数"


def amended(plan, **changes):
    """Load the plan again with other words for the conversions, as another edition."""
    raw = plan.document.model_dump(mode="json")
    raw["edition"]["number"] += 1
    for indicator in raw["indicators"]:
        if indicator["id"] == "regular-conversions":
            indicator.update(changes)
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()
    reading = Reading(PlanDocument.model_validate(raw), digest, [])
    with patch.object(plans, "read_folder", lambda folder: reading):
        plans.load(key=plan.key)
    return current(plan.key)


@pytest.fixture
def new_target(printed, loaded_plan):
    """From 1 May on the target is 2,000 instead of 1,077."""
    return amended(
        loaded_plan,
        targets=[
            {"comparator": ">=", "value": "1077"},
            {
                "comparator": ">=",
                "value": "2000",
                "effective_from": "2025-05-01",
                "amended_by": "第2回協議会",
            },
        ],
    )


def test_the_next_paper_names_the_change_of_the_plan_and_the_target_then_and_now(
    new_target, printed, cast, clock_at
):
    clock_at("2025-11-25T10:00")
    after = print_paper(plan=new_target, as_of=date(2025, 11, 25), period=MAY, by=cast.secretariat)
    # 500 of 2,000 are 25.0 %; 500 of 1,077 were 46.4 %.
    row = readers.word_row(readers.word_of(after), "前年度", CONVERSIONS)
    assert row["達成率"] == "25.0%" and row["目標"].startswith("2,000件以上")
    targets = readers.word_row(readers.word_of(after), "前回の目標", CONVERSIONS)
    assert targets["前回の目標"] == "1,077件以上" and targets["今回の目標"].startswith("2,000件以上")
    since = after.content["since"]
    assert since["plan"]["changed"] and (since["plan"]["before"], since["plan"]["after"]) == (1, 2)
    assert any("目標値が「1,077件以上」から" in line for line in since["plan"]["lines"])
    text = readers.text_of(after)
    assert "● 計画の変更" in text and "前回は第1版、今回は第2版によります。" in text
    assert "令和7年4月30日までの目標：1,077件以上" in text
    assert since["indicators"] == [], "no figure moved"
    assert queries.verify(after, with_since=True).holds and queries.verify(printed).holds


def test_then_and_now_of_a_number_says_the_target_of_then_and_the_other_edition(new_target, printed, cast):
    told = explain_number(printed, "regular-conversions")
    assert told["printed"]["target"] == "1,077件以上" and told["now"]["target"].startswith("2,000件以上")
    assert (told["printed"]["achievement"], told["now"]["achievement"]) == ("46.4%", "25.0%")
    assert (told["plan_change"]["before"], told["plan_change"]["after"]) == (1, 2)
    assert told["plan_change"]["delta"]["cumulative"] == "±0件" and told["adds_up"]["cumulative"] is True
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/numbers/regular-conversions/").content.decode()
    assert "計画が第1版から第2版に変わりました。" in page


def test_the_page_of_an_indicator_says_the_target_before_and_the_target_to_come(new_target, cast):
    client = cast.client(cast.reader)
    april = client.get("/progress/regular-conversions/?period=2025-04").content.decode()
    assert "これからの目標：2,000件以上" in april and "第2回協議会" in april
    may = client.get("/progress/regular-conversions/?period=2025-05").content.decode()
    assert "令和7年4月30日までの目標：1,077件以上" in may


def test_a_definition_that_changes_breaks_the_series_on_page_list_and_paper(
    printed, loaded_plan, cast, clock_at
):
    change = {"effective_from": "2025-05-01", "comparable": False, "note": "派遣からの転換も数えます。"}
    plan = amended(loaded_plan, definition_changes=[change])
    said = "令和7年5月1日から定義が変わりました（前とつなげて比べられません）。派遣からの転換も数えます。"
    client = cast.client(cast.reader)
    page = client.get("/progress/regular-conversions/?period=2025-05").content.decode()
    assert "ここから定義が変わりました。" in page and said in page and "比較不能" in page
    svg = client.get("/progress/regular-conversions/chart.svg?period=2025-05").content.decode()
    assert "ここから定義が変わる" in svg
    listed = client.get("/progress/?period=2025-05").content.decode()
    assert "比較不能" in listed
    clock_at("2025-11-25T10:00")
    after = print_paper(plan=plan, as_of=date(2025, 11, 25), period=MAY, by=cast.secretariat)
    label = f"{CONVERSIONS}※定義の変更あり"
    row = readers.word_row(readers.word_of(after), "前年度", label)
    # May alone is counted by one definition and stands: five offices with 40.
    assert (row["累計"], row["達成率"], row["当期"], row["状態"]) == ("比較不能", "－", "200件", "比較不能")
    assert f"{CONVERSIONS}：{said}" in readers.text_of(after)
    moved = {r["id"]: r for r in after.content["since"]["indicators"]}["regular-conversions"]
    assert (moved["before"], moved["after"]) == ("500件", "比較不能")
    told = explain_number(printed, "regular-conversions")
    assert (
        told["adds_up"]["cumulative"] is None
        and told["plan_change"]["delta"]["cumulative"] == "500件→比較不能"
    )
