"""What readers are told beside the figures: names of what is missing, groups, parts by body."""

from decimal import Decimal

import pytest

from banso.indicators.queries import (
    UnknownName,
    by_group,
    by_organisation,
    missing_names,
    one,
    progress,
    question,
    sources,
)
from banso.indicators.tests.plans import small_plan
from banso.indicators.tests.test_examples import tell
from banso.lib.fiscal import Period

JOINT = {
    "id": "hires",
    "owners": ["bureau", "prefecture"],
    "ownership": "joint",
    "reporting_units": ["office-1"],
}
APRIL = Period(2025, 4 - 3, 1)


def test_what_is_missing_has_the_names_of_the_plan() -> None:
    document = small_plan(JOINT).document
    names = ["bureau 2025-10", "office-1 2025-10 under_survey", "990035 2025-04", "gone 2025-04..2025-09"]
    assert missing_names(document, names) == [
        "労働の局（令和7年10月）",
        "第一窓口（令和7年10月、調査中）",
        "南町（令和7年4月）",
        "gone（令和7年4月から9月まで）",
    ]


@pytest.mark.django_db
def test_one_indicator_comes_with_units_series_and_sources() -> None:
    plan = small_plan(JOINT)
    entries = [
        {"of": "hires", "by": "bureau", "unit": "office-1", "amounts": {"2025-04": 5, "2025-05": 6}},
        {"of": "hires", "by": "prefecture", "amounts": {"2025-04": 7}},
    ]
    tell(plan.key, entries, {i.id: i for i in plan.document.all_indicators})
    asked = question(plan, period=Period(2025, 2, 2))
    found = one(plan, asked, "hires")
    assert [(part.key, part.cumulative.value) for part in found.by_unit] == [("office-1", Decimal(11))]
    assert [(p.period.key, p.figure.value, p.cumulative.value) for p in found.series] == [
        ("2025-04", Decimal(12), Decimal(12)),
        ("2025-05", Decimal(6), Decimal(18)),
    ]
    assert [source.entry for source in found.sources] == [1, 2, 3]
    assert found.sources == tuple(sources(plan, asked, "hires"))


@pytest.mark.django_db
def test_every_body_gets_its_own_part() -> None:
    plan = small_plan(JOINT, {"id": "own"})
    entries = [{"of": "hires", "by": "prefecture", "amounts": {"2025-04": 7}}]
    tell(plan.key, entries, {i.id: i for i in plan.document.all_indicators})
    found = by_organisation(plan, question(plan, period=APRIL))
    assert {
        body: [(item.id, part.cumulative.value) for item, part in parts] for body, parts in found.items()
    } == {"bureau": [("hires", None)], "prefecture": [("hires", Decimal(7)), ("own", None)]}


@pytest.mark.django_db
def test_a_group_counts_what_is_reached_and_what_nobody_knows() -> None:
    scale = {
        "up": [{"mark": "A", "label": "達成", "min_percent": 100}],
        "groups": [
            {"mark": "良", "label": "良好", "min_share_percent": 50},
            {"mark": "否", "label": "不足", "min_share_percent": 0},
        ],
        "excluded": ["left-out"],
    }
    plan = small_plan(
        {"id": "a"},
        {"id": "b"},
        {"id": "silent"},
        {"id": "left-out"},
        {"id": "no-target", "targets": [{"comparator": "設定しない", "reason": "初年度"}]},
        verdicts=scale,
    )
    entries = [{"of": "a", "amounts": {"2025-04": 100}}, {"of": "b", "amounts": {"2025-04": 99}}]
    tell(plan.key, entries, {i.id: i for i in plan.document.all_indicators})
    verdict = by_group(plan, progress(plan, question(plan, period=APRIL)))["g"]
    # One of three is reached; with the unknown one it may be two of three: under and over one half.
    assert (verdict.reached, verdict.unknown, verdict.judged, verdict.mark) == (1, 1, 3, None)
    tell(
        plan.key,
        [{"of": "silent", "amounts": {"2025-04": 200}}],
        {i.id: i for i in plan.document.all_indicators},
    )
    verdict = by_group(plan, progress(plan, question(plan, period=APRIL)))["g"]
    assert (verdict.reached, verdict.unknown, verdict.mark, verdict.label) == (2, 0, "良", "良好")


@pytest.mark.django_db
def test_a_name_that_the_plan_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownName):
        question(small_plan(JOINT), indicators=["other"])
