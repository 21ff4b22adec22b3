"""Every shape that real plans use can be said in YAML, and is said back in plain words."""

from pathlib import Path

import pytest

from banso.plan.describe import condition_text, owners_text, target_text, targets_text, window_text
from banso.plan.format import Condition, Indicator, PlanDocument, Window
from banso.plan.tests.tiny import TINY, plant, write

SPLIT = '    targets: [{comparator: ">=", value: 100}]\n    baselines: [{value: 90, unit: 件, fiscal_year: 2024, source: 労働局調べ}]'


def moves(
    tmp_path: Path, targets: str, more: str = "", structure: str = "{kind: flow}"
) -> tuple[PlanDocument, Indicator]:
    """The tiny plan with another shape of its indicator ``moves``; the goal no longer sums it."""
    planted = plant(
        tmp_path,
        ("structure: {kind: sum, of: [hires, moves]}", "structure: {kind: sum, of: [hires, young-hires]}"),
        ("value: 300}", "value: 250}"),
        (
            "definition: 転換した件数です。\n    structure: {kind: flow}",
            f"definition: 転換した件数です。\n    structure: {structure}",
        ),
        (
            SPLIT,
            f"    targets: {targets}\n    baselines: [{{value: 90, unit: 件, fiscal_year: 2024, source: 労働局調べ}}]{more}",
        ),
    )
    assert planted.reading.document is not None, [(f.line, f.message) for f in planted.reading.errors]
    return planted.reading.document, planted.reading.document.indicator("moves")


# Shape of the target, in YAML; the words.
TARGETS = [
    ('[{comparator: ">=", value: 4371}]', "4,371件以上"),
    ('[{comparator: ">", value: 100}]', "100件を超える"),
    ('[{comparator: "=", value: 100}]', "100件"),
    ('[{comparator: "<=", value: 100}]', "100件以下"),
    ('[{comparator: "<", value: 100}]', "100件未満"),
    ("[{comparator: 約, value: 100}]", "約100件"),
    ("[{comparator: 増加}]", "増加"),
    ("[{comparator: 減少}]", "減少"),
    ("[{comparator: 維持}]", "維持"),
    ("[{comparator: 増加, change: {to: previous_year, kind: same}}]", "前年度より増加"),
    ('[{comparator: ">=", change: {to: previous_year, kind: same}}]', "前年度以上"),
    ('[{comparator: ">", change: {to: previous_year, kind: same}}]', "前年度を超える"),
    ("[{comparator: 約, change: {to: previous_year, kind: same}}]", "前年度並み"),
    ('[{comparator: "=", change: {to: previous_year, kind: plus, amount: 3500}}]', "前年度比3,500件の増"),
    ('[{comparator: ">=", change: {to: previous_year, kind: plus, amount: 3500}}]', "前年度比3,500件以上の増"),
    ("[{comparator: 約, change: {to: baseline, kind: times, amount: 2}}]", "令和6年度の約2倍"),
    ('[{comparator: "<=", change: {to: baseline, kind: times, amount: 0.5}}]', "令和6年度の半分以下"),
    ('[{comparator: ">=", change: {to: baseline, kind: percent, amount: 60}}]', "令和6年度比60%以上の増"),
    ('[{comparator: "=", change: {to: baseline, kind: percent, amount: -30}}]', "令和6年度比30%の減"),
    ('[{comparator: "<=", change: {to: baseline, kind: percent, amount: -30}}]', "令和6年度比30%以上の減"),
    ('[{comparator: ">=", change: {to: baseline, kind: percent, amount: -5}}]', "令和6年度比5%以内の減"),
    ("[{comparator: 設定しない, reason: 定員によるため}]", "設定しない（定員によるため）"),
    ('[{comparator: ">=", value: 5, due: 2026-03-31}]', "5件以上（令和8年3月31日まで）"),
    (
        '[{label: 男性, comparator: ">=", value: 50}, {label: 女性, comparator: ">=", value: 60}]',
        "男性: 50件以上、女性: 60件以上",
    ),
    (
        '[{comparator: ">=", value: 50}, {comparator: ">=", change: {to: previous_year, kind: same}}]',
        "50件以上、かつ前年度以上",
    ),
    (
        '[{comparator: ">=", value: 50}, {part: rate, comparator: ">=", value: 60.0}]',
        "50件以上、定着率: 60.0%以上",
    ),
    (
        '[{comparator: ">=", value: 50, window: {start: 2025-04-01, end: 2026-03-31}}]',
        "令和7年度 50件以上",
    ),
    (
        '[{comparator: ">=", value: 50, window: {start: 2025-10-01, end: 2026-03-31}, effective_from: 2025-10-01, amended_by: 第1回改定}]',
        "50件以上（令和7年10月1日から令和8年3月31日まで、令和7年10月1日からの目標）",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("targets", "words"), TARGETS)
def test_every_target_can_be_said(tmp_path: Path, targets: str, words: str) -> None:
    document, indicator = moves(tmp_path, targets)
    assert targets_text(indicator, document) == words


# How the figure is made: the structure, the words of a target of 12 with it, further keys.
STRUCTURES = [
    ("{kind: flow}", "12件以上", ""),
    ("{kind: cumulative_series}", "12件以上", ""),
    ("{kind: stock}", "12件以上（令和8年3月31日時点）", "due"),
    ("{kind: average}", "平均12件以上", ""),
    ("{kind: average, months: 3}", "3か月の移動平均で12件以上", ""),
    ("{kind: average, average_over: fiscal_year}", "年平均12件以上", ""),
    ("{kind: sum, of: [hires, young-hires]}", "12件以上", "sum"),
    ("{kind: ratio, numerator: 甲, denominator: 乙, scale: 1000}", "12件以上", ""),
    ("{kind: ratio, numerator: 甲, denominator: 人口, scale: 100000, denominator_stock: true, per_month: true}", "12件以上", ""),
    ("{kind: ratio, numerator_of: hires, denominator_of: young-hires, scale: 1}", "12件以上", ""),
    ("{kind: ratio, numerator_of: rate, denominator: 乙, scale: 1}", "12件以上", ""),
    ("{kind: subset, of: [hires]}", "12件以上", ""),
    ("{kind: all_of, of: [rate, cover]}", "12件以上", ""),
]  # fmt: skip


@pytest.mark.parametrize(("structure", "words", "more"), STRUCTURES)
def test_every_structure_can_be_said(tmp_path: Path, structure: str, words: str, more: str) -> None:
    due = ", due: 2026-03-31" if more == "due" else ""
    value = 250 if more == "sum" else 12
    document, indicator = moves(tmp_path, f'[{{comparator: ">=", value: {value}{due}}}]', structure=structure)
    assert targets_text(indicator, document).replace("250", "12") == words


def test_a_multi_year_total_and_a_moved_window_can_be_said(tmp_path: Path) -> None:
    more = "\n    cumulative_over_years: true\n    window: {start: 2023-04-01, end: 2028-03-31, note: 第2回改定で1年延ばした}"
    document, indicator = moves(tmp_path, '[{comparator: ">=", value: 1000}]', more)
    assert targets_text(indicator, document) == "累計1,000件以上"
    assert window_text(document.window_of(indicator)) == (
        "令和5年4月1日から令和10年3月31日まで（第2回改定で1年延ばした）"
    )


def test_baselines_of_every_kind_can_be_said(tmp_path: Path) -> None:
    """Another survey year, another unit, an interim value, one that may not be compared, and a late figure."""
    more = "\n      - {value: 40, unit: 人, as_of: 2022-10-01, comparable: false, source: 別の調査, note: 単位が違う}"
    text = TINY.replace(
        "    baselines: [{value: 90, unit: 件, fiscal_year: 2024, source: 労働局調べ}]",
        "    figures_known: 翌年度の9月頃\n    baselines:\n"
        "      - {value: 41, unit: 件, window: {start: 2024-04-01, end: 2024-10-31}, source: 中間の値}"
        + more,
    )
    from banso.plan.loading import read_folder

    reading = read_folder(write(tmp_path, text))
    assert reading.document is not None
    assert [fault.rule for fault in reading.faults] == ["baseline-unit"]
    assert reading.document.indicator("moves").figures_known == "翌年度の9月頃"


def test_a_target_split_between_municipalities_and_offices_can_be_said(tmp_path: Path) -> None:
    text = '    shares: [{holder: "992011", value: 60}, {holder: "992020", value: 40}]'
    planted = plant(tmp_path, (SPLIT, SPLIT + "\n" + text))
    assert planted.reading.faults == []


def test_verdicts_for_fields_exclusions_and_human_judgement_can_be_said(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        (
            "  overrides:\n",
            "  groups: [{mark: A, label: 順調, min_share_percent: 80}, {mark: B, label: 遅れ, min_share_percent: 0}]\n"
            "  excluded: [cover]\n  excluded_label: 評価対象外\n  not_comparable_label: 比較不能\n  overrides:\n",
        ),
        ("mode: half_up", "mode: truncate"),
    )
    assert planted.reading.faults == []


def test_coverage_of_everyone_is_said_as_such_only_where_the_municipalities_are_known(tmp_path: Path) -> None:
    document = plant(tmp_path).reading.document
    assert document is not None
    cover = document.indicator("cover")
    assert target_text(cover, cover.targets[0], document) == "全市町村（2市町村）（令和8年3月31日まで）"
    assert target_text(cover, cover.targets[0]) == "2市町村以上（令和8年3月31日まで）"


def test_a_rate_keeps_its_decimals(tmp_path: Path) -> None:
    document = plant(tmp_path).reading.document
    assert document is not None
    rate = document.indicator("rate")
    assert target_text(rate, rate.targets[0], document) == "55.0%以上"


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"start": "2025-04-01", "end": "2026-03-31"}, "令和7年4月1日から令和8年3月31日まで"),
        ({"end": "2026-03-31", "note": "策定の時から"}, "令和8年3月31日まで（策定の時から）"),
        ({"start": "2019-04-30"}, "平成31年4月30日から"),
        ({}, "期間の定めなし"),
    ],
)
def test_windows_are_said_in_the_japanese_calendar(window: dict[str, str], words: str) -> None:
    assert window_text(Window.model_validate(window)) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"about": "age", "age": {"min": 40, "approximate": True}, "when_sex": "男性"}, "年齢: おおむね40歳以上（男性のとき）"),
        ({"about": "age", "age": {"max": 49}, "as_of": "利用日"}, "年齢: 49歳以下（利用日の時点）"),
        ({"about": "residence", "any_of": ["992011"]}, "住まい: 霞市"),
        ({"about": "situation", "any_of": ["無業", "非正規"], "none_of": ["在学"]}, "状態: 無業・非正規のどれか、在学を除く"),
        ({"about": "wish", "any_of": ["work"], "note": "働くことを望む方"}, "希望: 働くことを望む方"),
    ],
)  # fmt: skip
def test_conditions_are_said_without_codes(tmp_path: Path, condition: dict[str, object], words: str) -> None:
    document = plant(tmp_path).reading.document
    assert condition_text(Condition.model_validate(condition), document) == words


def test_terms_of_the_plan_give_the_words_for_codes(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        (
            "conditions: [{about: age, age: {min: 35, max: 59}}]",
            "conditions: [{about: situation, any_of: [jobless]}]",
        ),
        ("footnotes:\n  - {id", "terms: [{id: jobless, label: 仕事のない方}]\nfootnotes:\n  - {id"),
    )
    document = planted.reading.document
    assert document is not None and planted.reading.faults == []
    assert condition_text(document.measure("m1").conditions[0], document) == "状態: 仕事のない方"


def test_owners_are_said_by_their_short_names(tmp_path: Path) -> None:
    document = plant(tmp_path).reading.document
    assert document is not None
    assert owners_text(document, ["office", "town-kasumi"]) == "労働局・霞市"
    assert owners_text(document, [], all_members=True) == "協議会の全構成員"
    assert owners_text(document, []) == "担い手の定めなし"
