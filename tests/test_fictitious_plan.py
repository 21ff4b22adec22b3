"""A prefecture that does not exist carries every shape that Saitama's plan does not use, and the code knows neither."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from django.conf import settings

from banso.lib.codes import is_local_body
from banso.plan.format import Comparator, ConditionAbout, Direction, Indicator, PlanDocument, StructureKind
from banso.plan.format.indicator import ChangeKind, Ownership
from banso.plan.format.reporting import Basis, Cadence
from tests.plans import read


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    document = read(settings.PLANS_DIR / "mihon/2025").document
    assert document is not None
    return document


@pytest.fixture(scope="module")
def both(plan: PlanDocument) -> list[PlanDocument]:
    real = read(settings.PLANS_DIR / "saitama/2025").document
    assert real is not None
    return [plan, real]


def test_it_has_no_errors_and_says_that_it_is_fictitious(plan):
    reading = read(settings.PLANS_DIR / "mihon/2025")
    assert reading.errors == []
    # One target is in 人 and its baseline in 件, on purpose.
    assert {fault.rule for fault in reading.warnings} <= {"baseline-unit"}
    assert plan.fictitious
    assert not read(settings.PLANS_DIR / "saitama/2025").document.fictitious


def test_its_codes_have_true_check_digits_and_a_prefecture_number_that_nobody_has(plan):
    codes = [plan.area.code, *(m.code for m in plan.area.municipalities)]
    assert all(is_local_body(code) and code.startswith("99") for code in codes)
    assert len([m for m in plan.area.municipalities if m.kind.value != "ward"]) == 11


def test_it_is_small(plan):
    assert len(plan.organisations) == 6
    assert len(plan.measures) == 10
    assert 20 <= len(plan.all_indicators) <= 32


def _used(documents: list[PlanDocument], word: type[StrEnum]) -> set[StrEnum]:
    """The members of an enumeration that some plan uses."""
    indicators = [i for d in documents for i in d.all_indicators]
    targets = [t for i in indicators for t in i.targets]
    found: dict[type[StrEnum], set[StrEnum]] = {
        Comparator: {t.comparator for t in targets},
        ChangeKind: {t.change.kind for t in targets if t.change},
        Direction: {i.direction for i in indicators},
        StructureKind: {i.structure.kind for i in indicators},
        Ownership: {i.ownership for i in indicators},
        ConditionAbout: {c.about for d in documents for m in d.measures for c in m.conditions},
        Cadence: {d.reporting.cadence for d in documents}
        | {e.cadence for d in documents for e in d.reporting.exceptions},
        Basis: {d.reporting.basis for d in documents} | {d.rounding.basis for d in documents},
    }
    return found[word]


@pytest.mark.parametrize(
    "word",
    [Comparator, ChangeKind, Direction, StructureKind, Ownership, ConditionAbout, Cadence, Basis],
)
def test_the_two_plans_together_use_every_word_of_the_format(both, word):
    assert _used(both, word) == set(word)


@pytest.mark.parametrize(
    "unit",
    [
        "人",
        "件",
        "社",
        "校",
        "か所",
        "市町村",
        "回",
        "回/年",
        "%",
        "pt",
        "件/人口10万/月",
        "千人対",
        "分",
        "時間",
        "日",
    ],
)
def test_every_kind_of_unit_is_used(both, unit):
    assert unit in {i.unit for document in both for i in document.all_indicators}


def test_counting_starts_in_the_middle_of_the_year_and_the_plan_runs_for_years(plan):
    assert plan.counting_window.start == date(2025, 7, 1)
    assert (plan.validity.start, plan.validity.end) == (date(2025, 7, 1), date(2028, 3, 31))
    over_years = plan.indicator("teacher-courses")
    assert over_years.cumulative_over_years
    assert plan.window_of(over_years).end == date(2028, 3, 31)
    assert [t.value for t in over_years.targets] == [15, 60]


def test_an_amendment_moved_a_window_while_the_number_stayed(plan):
    first, second = plan.indicator("city-placements").targets
    assert first.value == second.value == 100
    assert (first.window.start, second.window.start) == (date(2025, 7, 1), date(2025, 10, 1))
    assert (first.effective_from, second.effective_from) == (None, date(2025, 10, 15))
    assert second.amended_by


def test_targets_can_be_relative_directional_or_left_out_on_purpose(plan):
    def aim(key: str) -> tuple[str, str | None, str | None, Decimal | None]:
        (target,) = plan.indicator(key).targets
        change = target.change
        return (
            target.comparator.value,
            change.to if change else None,
            change.kind.value if change else None,
            change.amount if change else None,
        )

    assert aim("firm-visits") == (">=", "previous_year", "same", None)
    assert aim("trainees") == (">=", "previous_year", "plus", Decimal(35))
    assert aim("room-visits") == ("約", "baseline", "times", Decimal(2))
    assert aim("room-days") == (">", "baseline", "percent", Decimal(60))
    assert aim("lost-contacts") == ("<=", "baseline", "percent", Decimal(-30))
    assert aim("long-absence") == ("減少", None, None, None)
    assert aim("staying") == ("維持", None, None, None)
    assert aim("family-voices") == ("設定しない", None, None, None)
    assert plan.indicator("family-voices").targets[0].reason


def test_structures_nest_and_targets_split(plan):
    rate = plan.indicator("plan-result-rate").structure
    assert (rate.numerator_of, rate.denominator_of) == ("stable-jobs", "support-plans")
    assert plan.indicator("stable-jobs").structure.of == ["placements", "city-placements"]
    assert plan.indicator("new-per-population").structure.scale == 100_000
    assert plan.indicator("members-per-thousand").structure.denominator_stock
    assert plan.indicator("talk-minutes").structure.months == 3
    assert {s.holder: s.value for s in plan.indicator("placements").shares} == {"state": 500, "ken": 300}
    assert {t.part for t in plan.indicator("school-talks").targets} == {"school-visits", "teacher-courses"}
    assert plan.indicator("desks").targets[0].due == date(2026, 3, 31)
    (change,) = plan.indicator("outcomes").definition_changes
    assert (change.effective_from, change.comparable) == (date(2025, 10, 1), False)


def test_baselines_are_of_all_kinds(plan):
    of: dict[str, Indicator] = {i.id: i for i in plan.all_indicators}
    assert of["city-placements"].baselines == []
    assert of["trainees"].baselines[0].unit != of["trainees"].unit
    assert not of["long-absence"].baselines[0].comparable
    assert of["host-firms"].baselines[0].as_of == date(2025, 3, 31)
    assert of["leavers"].baselines[0].fiscal_year == 2023


def test_verdicts_rounding_and_cadence_are_the_plans_own(plan):
    rules = plan.verdicts
    assert [band.mark for band in rules.up] == ["◎", "○", "△", "×"]
    assert [band.mark for band in rules.down] == ["◎", "○", "△", "×"]
    assert [band.mark for band in rules.groups] == ["A", "B", "C"]
    assert rules.excluded == ["family-voices"]
    assert (rules.excluded_label, rules.not_comparable_label) == ("評価対象外", "比較不能")
    assert rules.overrides[0].reason
    assert (plan.rounding.mode.value, plan.rounding.basis.value) == ("truncate", "plan")
    assert plan.reporting.basis.value == "plan"


# ---- The other half of the proof: the code names nobody.

REPOSITORY = Path(settings.BASE_DIR)
# Ids that are plain English words of the field, and stand in code as such.
PLAIN_WORDS = {"prefecture", "municipalities"}


def _code_files() -> Iterator[Path]:
    for room in ("banso", "config"):
        for path in sorted((REPOSITORY / room).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".css", ".js", ".typ", ".yaml", ".json"} and (
                "tests" not in path.parts
            ):
                yield path


def _names_of_the_real_plan(document: PlanDocument) -> set[str]:
    ids = {part.id for part in (*document.organisations, *document.all_indicators, *document.groups)}
    ids |= {part.id for part in (*document.windows, *document.reporting_units, *document.members)}
    names = {o.name for o in (*document.organisations, *document.members)} | {
        w.name for w in document.windows
    }
    figures = {
        f"{t.value:,}" for i in document.all_indicators for t in i.targets if t.value and t.value > 999
    }
    figures |= {figure.replace(",", "") for figure in figures}
    generic = {
        "市町村",
        "経済団体",
        "労働団体",
        "支援団体",
        "保健所",
        "福祉事務所",
        "家族会",
        "自立相談支援機関",
        # What the whole country calls these; the words for searching know them.
        "地域若者サポートステーション",
        "公共職業訓練",
    }
    return (ids - PLAIN_WORDS) | (names - generic) | figures | {"saitama", "埼玉", "さいたま"}


def test_no_word_of_the_real_plan_stands_in_the_code(both):
    names = _names_of_the_real_plan(both[1])
    assert {"4371", "5,448", "labour-bureau", "埼玉労働局", "m-112011"} <= names
    wanted = re.compile(
        "|".join(
            rf"(?<![\w-]){re.escape(name)}(?![\w-])" if name.isascii() else re.escape(name) for name in names
        ),
        re.IGNORECASE,
    )
    codes = re.compile(r"(?<!\d)11[0-9]{4}(?!\d)")
    found = []
    for path in _code_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            hit = wanted.search(line) or codes.search(line)
            if hit:
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {hit.group()}")
    assert found == [], "\n".join(found)
