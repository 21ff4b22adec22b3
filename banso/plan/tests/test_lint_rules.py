"""Every rule, with one fault planted in a plan in which it finds none."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from banso.plan.faults import Severity
from banso.plan.lint import RULES
from banso.plan.loading import read_folder
from banso.plan.tests.tiny import plant

E, W = Severity.ERROR, Severity.WARNING

# rule, severity, changes (old, new), words on the line that must be named
CASES = [
    ("duplicate-id", E, [("- id: m2\n", "- id: m1\n")], "letter: イ", -3),
    ("ambiguous-id", E, [("{id: desk-west,", "{id: ken,"), ("[desk-east, desk-west]", "[desk-east]")], "西の窓口", 0),
    ("duplicate-count-id", E, [("unit: 件}]", "unit: 件}, {id: visits, label: 電話, unit: 件}]")], "来所", 0),
    ("count-part", E, [("unit: 件}]", "unit: 件, part_of: calls}]")], "来所", 0),
    ("count-part", E, [("unit: 件}]", "unit: 件, part_of: visits}]")], "来所", 0),
    ("count-part", E, [("unit: 件}]", "unit: 件, part_of: calls}, {id: calls, label: 電話, unit: 人}]")], "来所", 0),
    ("unknown-owner", E, [("owners: [ken, towns]", "owners: [ken, twons]")], "twons", 0),
    ("unknown-owner", E, [("owner: ken\n", "owner: kne\n")], "kne", 0),
    ("unknown-owner", E, [("{owner: towns, cadence", "{owner: cities, cadence")], "cities", 0),
    ("unknown-organisation", E, [("operators: [ken]", "operators: [nobody]")], "nobody", 0),
    ("unknown-organisation", E, [("secretariat: [office]", "secretariat: [offise]")], "offise", 0),
    ("unknown-organisation", E, [("between: [office, ken]", "between: [office, kenn]")], "kenn", 0),
    ("unknown-organisation", E, [("holder: ken, value: 20", "holder: kenn, value: 20")], "kenn", 0),
    ("unknown-organisation", E, [("by: [office], before", "by: [nobody], before")], "nobody", 0),
    ("unknown-organisation", E, [("reporters: [ken]", "reporters: [nobody]")], "nobody", 0),
    ("unknown-section", E, [("parent: ch1}", "parent: ch9}")], "ch9", 0),
    ("unknown-section", E, [("{section: annex-a, label: No.1}", "{section: nowhere}")], "nowhere", 0),
    ("unknown-group", E, [("  - id: m3\n    group: seekers", "  - id: m3\n    group: nobody")], "group: nobody", 0),
    ("unknown-window", E, [("creates: [corner]", "creates: [conrer]")], "conrer", 0),
    ("unknown-window", E, [("located_in: desk}", "located_in: desks}")], "desks}", 0),
    ("unknown-window", E, [("window: desk}", "window: desks}")], "desks}", 0),
    ("unknown-unit", E, [("[desk-east, desk-west]", "[desk-east, desk-north]")], "desk-north", 0),
    ("unknown-footnote", E, [("footnotes: [fn-1]", "footnotes: [fn-1, fn-9]")], "fn-9", 0),
    ("unknown-measure", E, [("{measure: m1, kind", "{measure: m9, kind")], "m9", 0),
    ("unknown-measure", E, [("measure: m3, owners", "measure: m9, owners")], "m9", 0),
    ("unknown-measure", E, [("indicator: cover, measures: [m2]", "indicator: cover, measures: [m9]")], "m9", 0),
    ("unknown-indicator", E, [("of: [hires, moves]", "of: [hires, mooves]")], "mooves", 0),
    ("unknown-indicator", E, [("of: [hires, moves]", "of: [hires, est-first]")], "est-first]", 0),
    ("unknown-indicator", E, [("indicators: [hires]", "indicators: [hiers]")], "hiers", 0),
    ("unknown-indicator", E, [("indicator: rate, mark", "indicator: reit, mark")], "reit", 0),
    ("unknown-indicator", E, [("{name: 地域の会議, indicator: cover,", "{name: 地域の会議, indicator: covr,")], "covr,", 0),
    ("unknown-municipality", E, [('towns, municipality: "992020"', 'towns, municipality: "992046"')], "992046", 0),
    ("unknown-municipality", E, [('part_of: "992011"', 'part_of: "992046"')], "992046", 0),
    ("repeated-reference", E, [("owners: [ken, towns]", "owners: [ken, towns, ken]")], "towns, ken]", 0),
    ("unused-footnote", W, [("    footnotes: [fn-1]\n", "")], "id: fn-1,", 0),
    ("duplicate-number", E, [("{id: fn-1, number: 1, text: 年齢は目安です。}", "{id: fn-1, number: 1, text: 一}\n  - {id: fn-2, number: 1, text: 二}")], "id: fn-2", 0),
    ("section-cycle", E, [("number: \"1\", title: 取組}", "title: 取組, parent: ch1-a}")], "parent: ch1-a", 0),
    ("window-cycle", E, [("{id: desk, name: 相談の窓口,", "{id: desk, part_of: corner, name: 相談の窓口,")], "part_of: corner", 0),
    ("organisation-cycle", E, [("short_name: 市町村, kind: class", "short_name: 市町村, kind: class, member_of: towns")], "member_of: towns}", 0),
    ("indicator-cycle", E, [("    structure: {kind: flow}\n    direction: up\n    targets: [{comparator: \">=\", value: 100}]", "    structure: {kind: subset, of: [moves]}\n    direction: up\n    targets: [{comparator: \">=\", value: 100}]")], "of: [moves]", 0),
    ("sum-of-targets", E, [("value: 300}", "value: 301}")], "value: 301", 0),
    ("sum-of-units", W, [("unit: 件\n        definition: 就職と", "unit: 人\n        definition: 就職と")], "definition: 就職と", -1),
    ("sum-of-rates", E, [("of: [hires, moves]", "of: [hires, rate]")], "of: [hires, rate]", 0),
    ("subset-larger-than-whole", E, [("value: 50}", "value: 201}")], "value: 201", 0),
    ("subset-larger-than-whole", E, [("unit: 件\n    definition: 就職のうち", "unit: 人\n    definition: 就職のうち"), ("value: 50}", "value: 201}")], "value: 201", 0),
    ("subset-unit", W, [("unit: 件\n    definition: 就職のうち", "unit: 人\n    definition: 就職のうち")], "definition: 就職のうち", -1),
    ("subset-of-rate", E, [("of: [hires]}", "of: [rate]}")], "of: [rate]", 0),
    ("coverage-larger-than-area", E, [("value: 2, due", "value: 3, due")], "value: 3, due", 0),
    ("rate-above-whole", W, [("value: 55.0", "value: 155.0")], "155.0", 0),
    ("percent-scale", E, [("scale: 100}", "scale: 1000}")], "scale: 1000", 0),
    ("window-reversed", E, [("period: {start: 2025-10-01, end: 2026-02-28}", "period: {start: 2025-10-01, end: 2025-09-28}")], "2025-09-28", 0),
    ("ages-reversed", E, [("age: {min: 35, max: 59}}]", "age: {min: 59, max: 35}}]")], "min: 59", 0),
    ("ages-empty", W, [("age: {min: 35, max: 59}}]", "age: {approximate: true}}]")], "age: {approximate", 0),
    ("window-outside-plan", E, [("window: {start: 2025-04-01, end: 2026-03-31}\n    references", "window: {start: 2027-04-01, end: 2028-03-31}\n    references")], "2027-04-01", 0),
    ("window-outside-plan", E, [("window: {start: 2025-10-01, end: 2026-03-31}", "window: {start: 2024-10-01, end: 2025-03-31}")], "2024-10-01", 0),
    ("window-beyond-plan", E, [("period: {start: 2025-10-01, end: 2026-02-28}", "period: {start: 2025-10-01, end: 2027-03-31}")], "2027-03-31", 0),
    ("window-beyond-plan", E, [("window: {start: 2025-10-01, end: 2026-03-31}, measure: m3", "window: {start: 2019-10-01, end: 2026-03-31}, measure: m3")], "2019-10-01", 0),
    ("window-beyond-plan", E, [("measures: [m2]\n        period: {start: 2025-04-01, end: 2026-03-31}", "measures: [m2]\n        period: {start: 2025-04-01, end: 2026-06-30}")], "2026-06-30", 0),
    ("indicator-beyond-plan", W, [("window: {start: 2025-04-01, end: 2026-03-31}\n    references", "window: {start: 2025-04-01, end: 2026-09-30}\n    references")], "2026-09-30", 0),
    ("cumulative-without-years", W, [("    window: {start: 2025-04-01, end: 2026-03-31}\n    references", "    cumulative_over_years: true\n    references")], "cumulative_over_years", 0),
    ("validity-outside-year", E, [("validity: {start: 2025-06-01, end: 2026-03-31}", "validity: {start: 2026-06-01, end: 2027-03-31}")], "validity:", 0),
    ("due-outside-plan", W, [("due: 2026-03-31", "due: 2027-03-31")], "due: 2027", 0),
    ("due-outside-plan", W, [("milestone: 2025-12-01", "milestone: 2035-12-01")], "2035", 0),
    ("effective-outside-plan", W, [("value: 50}", "value: 50, effective_from: 2027-01-01}")], "effective_from", 0),
    ("change-without-baseline", E, [("    baselines: [{value: 20, unit: 日, fiscal_year: 2023, source: 県調べ}]\n", "")], "to: baseline", 0),
    ("change-without-last-year", W, [("to: baseline, kind: percent", "to: previous_year, kind: percent")], "previous_year", 0),
    ("direction-contradicts", W, [("direction: down", "direction: up")], "amount: -30", 0),
    ("negative-target", E, [("value: 50}", "value: -50}")], "value: -50", 0),
    ("negative-rate", W, [("value: 55.0", "value: -5.0")], "value: -5.0", 0),
    ("fraction-of-whole", E, [("value: 2, due", "value: 1.5, due")], "1.5", 0),
    ("baseline-unit", W, [("{value: 90, unit: 件", "{value: 90, unit: 人")], "value: 90", 0),
    ("shares-of-target", E, [("holder: office, value: 30", "holder: office, value: 31")], "value: 31", 0),
    ("share-of-stranger", E, [("holder: ken, value: 20", "holder: town-kasumi, value: 20")], "holder: town-kasumi", 0),
    ("split-without-shares", W, [("    shares: [{holder: ken, value: 20}, {holder: office, value: 30}]\n", "")], "ownership: split", 0),
    ("all-of-without-targets", E, [
        ("structure: {kind: flow}\n    direction: up\n    targets: [{comparator: \">=\", value: 100}]", "structure: {kind: all_of, of: [rate, cover]}\n    direction: up\n    targets: [{comparator: \">=\", value: 100}]"),
        ("targets: [{comparator: \">=\", value: 2, due: 2026-03-31}]", "targets: [{comparator: 設定しない, reason: なし}]"),
    ], "kind: all_of", 0),
    ("single-with-several-owners", E, [("owners: [ken, office]\n    ownership: split", "owners: [ken, office]\n    ownership: single"), ], "definition: 就職のうち", -2),
    ("joint-with-one-owner", W, [("owners: [office]\n    ownership: single", "owners: [office]\n    ownership: joint")], "definition: 転換した", -2),
    ("indicator-without-holder", W, [("    reporters: [ken]\n", "")], "id: cover\n", 0),
    ("owners-and-reporters", W, [("reporters: [ken]", "owners: [ken]\n    reporters: [office]")], "reporters: [office]", 0),
    ("unit-of-another-owner", E, [("{id: desk-west, name: 西の窓口, owner: office}", "{id: desk-west, name: 西の窓口, owner: towns}")], "reporting_units: [", 0),
    ("unused-unit", W, [("[desk-east, desk-west]", "[desk-east]")], "id: desk-west", 0),
    ("repeated-place", W, [("{section: annex-a, label: No.1}", "{section: ch1-a}")], "{section: ch1-a}, {section: ch1-a}", 0),
    ("twin-indicators", W, [("- id: young-hires\n    label: うち若い方", "- id: twin\n    label: 転換件数\n    groups: [seekers]\n    owners: [office]\n    ownership: single\n    unit: 件\n    definition: 同じ\n    structure: {kind: flow}\n    direction: up\n    targets: [{comparator: \">=\", value: 100}]\n    references: [{section: ch1}]\n  - id: young-hires\n    label: うち若い方")], "- id: twin", 0),
    ("overlap-of-strangers", E, [("between: [office, ken]", "between: [office, towns]")], "between:", 0),
    ("named-organisation-is-sample", W, [("short_name: 県, kind: single", "short_name: 県, kind: single, sample: true")], "sample: true", 0),
    ("class-without-members", W, [("member_of: towns, municipality: \"992011\"", "member_of: ken, municipality: \"992011\""), ("member_of: towns, municipality: \"992020\"", "member_of: ken, municipality: \"992020\"")], "id: towns", 0),
    ("member-of-no-class", E, [("member_of: towns, municipality: \"992011\"", "municipality: \"992011\"")], "id: town-kasumi", 0),
    ("member-of-no-class", E, [("member_of: towns, municipality: \"992011\"", "member_of: ken, municipality: \"992011\"")], "id: town-kasumi", 0),
    ("member-is-a-class", E, [("short_name: 霞市, kind: single", "short_name: 霞市, kind: class")], "id: town-kasumi", 0),
    ("duplicate-name", W, [("name: 応援コーナー", "name: 相談の窓口")], "id: corner", 0),
    ("owner-without-work", W, [("{id: towns, name", "{id: idle, name: 暇な会, short_name: 暇, kind: single}\n  - {id: towns, name")], "id: idle", 0),
    ("unused-window", W, [("{id: corner, name", "{id: lost, name: 忘れた窓口, operators: [ken], kind: 相談}\n  - {id: corner, name")], "id: lost", 0),
    ("window-without-operator", W, [("operators: [ken], ", "")], "id: corner", 0),
    ("municipality-code", E, [('{code: "992020"', '{code: "992021"'), ('towns, municipality: "992020"', 'towns, municipality: "992021"')], "name: 川辺市, kana", 0),
    ("municipality-code", E, [('{code: "992020"', '{code: "112020"'), ('towns, municipality: "992020"', 'towns, municipality: "112020"')], "name: 川辺市, kana", 0),
    ("municipality-name", W, [("name: 川辺市, kana", "name: 霞市, kana")], "kana: かわべし", 0),
    ("ward-without-city", E, [(', kind: ward, part_of: "992011"', ", kind: ward")], "kana: きたく", 0),
    ("ward-without-city", E, [("kana: かわべし, kind: city", 'kana: かわべし, kind: city, part_of: "992011"')], "kana: かわべし", 0),
    ("area-without-municipalities", W, [
        ("  municipalities:\n", "  municipalities: []\n"),
        ('    - {code: "992011", name: 霞市, kana: かすみし, kind: city}\n', ""),
        ('    - {code: "992020", name: 川辺市, kana: かわべし, kind: city}\n', ""),
        ('    - {code: "992038", name: 北区, kana: きたく, kind: ward, part_of: "992011"}\n', ""),
    ], "area:", 0),
    ("shared-municipality", W, [('towns, municipality: "992020"', 'towns, municipality: "992011"')], "id: town-kawabe", 0),
    ("measure-without-owner", E, [("    owners: [ken, towns]\n", "")], "id: m2", 0),
    ("owners-beside-all-members", W, [("all_members: true", "all_members: true\n    owners: [ken, office]")], "    owners: [ken, office]\n    audience", 0),
    ("all-members-of-nobody", E, [("  members: [office, towns]\n", "")], "all_members", 0),
    ("refers-to-itself", E, [("{measure: m1, kind", "{measure: m2, kind")], "measure: m2", 0),
    ("duplicate-letter", E, [("letter: イ", "letter: ア")], "description: 応援します。\n    owners", -2),
    ("letters-out-of-order", W, [("letter: イ", "letter: エ")], "letter: ウ", 0),
    ("group-without-measure", W, [("  - id: seekers\n", "  - {id: empty, number: 2, name: 空, short_name: 空, kind: target, section: ch1, description: 空}\n  - id: seekers\n")], "id: empty", 0),
    ("code-without-words", W, [("conditions: [{about: age, age: {min: 35, max: 59}}]", "conditions: [{about: sex, any_of: [female]}]")], "female", 0),
    ("rounded-without-about", W, [("value: 12345", "value: 12000"), ("denominator_count: 411500", "denominator_count: 400000")], "value: 12000", 0),
    ("numerator-outside-denominator", E, [("denominator_age: {min: 30, max: 64}", "denominator_age: {min: 40, max: 64}")], "denominator_age", 0),
    ("numerator-larger-than-denominator", E, [("denominator_count: 411500", "denominator_count: 12344"), ("        share_percent: 3.0\n", "")], "value: 12345", 0),
    ("share-does-not-fit", E, [("share_percent: 3.0", "share_percent: 4.0")], "share_percent: 4.0", 0),
    ("additive-across-surveys", W, [("        additive: false\n", "        additive: true\n      - {id: est-b, label: 別, value: 4321, unit: 人, numerator_age: {min: 15}, survey: 別の調査, survey_year: 2020, source: 県, apportioned: false, additive: true}\n")], "id: est-b", 0),
    ("apportioned-by-what", W, [("apportioned: false", "apportioned: true")], "apportioned: true", 0),
    ("survey-after-plan", W, [("survey_year: 2022", "survey_year: 2026")], "survey_year: 2026", 0),
    ("annex-date", W, [("as_of: 2025-07-30", "as_of: 2015-07-30")], "as_of: 2015", 0),
    ("programme-of-another", E, [("indicators: [hires]", "indicators: [moves]")], "indicators: [moves]", 0),
    ("campaign-without-end", W, [("window: {start: 2025-10-01, end: 2026-03-31}, measure", "window: {start: 2025-10-01}, measure")], "id: push", 0),
    ("amendment-without-steps", W, [("    needs_prior_approval: true\n    steps: [{act: 承認, by: [office], before_effect: true}]", "    needs_prior_approval: null")], "id: change-annex", 0),
    ("approval-not-before", E, [("before_effect: true}", "before_effect: false}")], "before_effect: false", 0),
    ("repeated-exception", E, [("{owner: towns, cadence: quarterly}", "{owner: towns, cadence: quarterly}, {owner: towns, cadence: yearly}")], "cadence: yearly", 0),
    ("reporting-steps", E, [("{owner: towns, cadence: quarterly}]", "{owner: towns, cadence: quarterly}]\n  steps: [secretariat, body]")], "steps: [secretariat", 0),
    ("verdict-bands", E, [("  up:\n    - {mark: ◎, label: 達成, min_percent: 100}\n    - {mark: △, label: あと少し, min_percent: 0}", "  up:\n    - {mark: ◎, label: 達成, min_percent: 50}\n    - {mark: ○, label: 逆, min_percent: 80}\n    - {mark: △, label: あと少し, min_percent: 0}")], "label: 逆", 0),
    ("verdict-gap", W, [("  up:\n    - {mark: ◎, label: 達成, min_percent: 100}\n    - {mark: △, label: あと少し, min_percent: 0}", "  up:\n    - {mark: ◎, label: 達成, min_percent: 100}\n    - {mark: △, label: 半ば, min_percent: 50}")], "label: 半ば", 0),
    ("verdict-for-down", W, [("  down:\n    - {mark: ◎, label: 達成, min_percent: 100}\n    - {mark: △, label: あと少し, min_percent: 0}\n", "")], "direction: down", 0),
    ("unknown-mark", E, [("indicator: rate, mark: △", "indicator: rate, mark: ☆")], "☆", 0),
]  # fmt: skip


def test_the_tiny_plan_has_no_fault(tmp_path: Path) -> None:
    planted = plant(tmp_path)
    assert planted.reading.faults == []
    assert planted.reading.document is not None


@pytest.mark.parametrize(
    ("rule", "severity", "changes", "words", "offset"),
    CASES,
    ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)],
)
def test_a_planted_fault_is_named_with_its_line(
    tmp_path: Path,
    rule: str,
    severity: Severity,
    changes: list[tuple[str, str]],
    words: str,
    offset: int,
) -> None:
    planted = plant(tmp_path, *changes)
    found = planted.found(rule)
    assert found, [f"{f.line} {f.rule} {f.message}" for f in planted.reading.faults]
    at = planted.text.index(words)
    assert planted.text.count(words) == 1, words
    lead = len(words) - len(words.lstrip("\n"))
    line = planted.text.count("\n", 0, at + lead) + 1 + offset
    assert line in {fault.line for fault in found}, [(f.line, f.message) for f in found]
    for fault in found:
        assert fault.file == "plan.yaml"
        assert fault.severity is severity
        assert fault.message.endswith("。")
        assert fault.remedy.endswith(("。", "。）"))
    assert (planted.reading.document is None) == any(f.severity is E for f in planted.reading.faults)


def test_two_shares_that_fit_one_denominator_are_told_with_its_range(tmp_path: Path) -> None:
    """82,900 = 3.3 % and 31,658 = 1.2 % of other ages: only 2.533 to 2.551 million fits both (by hand)."""
    estimates = (
        "      - {id: est-a, label: 甲, value: 82900, unit: 人, numerator_age: {min: 35, max: 59}, share_percent: 3.3,"
        " survey: S, survey_year: 2017, source: s, apportioned: false, additive: false}\n"
        "      - {id: est-b, label: 乙, value: 31658, unit: 人, numerator_age: {min: 35, max: 49}, share_percent: 1.2,"
        " survey: S, survey_year: 2017, source: s, apportioned: false, additive: false}\n"
    )
    planted = plant(tmp_path, ("    estimates:\n", "    estimates:\n" + estimates))
    (fault,) = planted.found("shares-of-one-denominator")
    assert "2,532,640から2,550,769まで" in fault.message
    assert fault.line == planted.line_of("id: est-b")


def test_two_shares_of_one_population_that_cannot_be_are_told(tmp_path: Path) -> None:
    one = (
        "      - {id: est-%s, label: 甲, value: %d, unit: 人, numerator_age: {min: 35, max: 59}, share_percent: %s,"
        " denominator_age: {min: 15, max: 64},"
        " survey: S, survey_year: 2017, source: s, apportioned: false, additive: false}\n"
    )
    estimates = one % ("a", 1000, "1.0") + one % ("b", 1000, "5.0")
    planted = plant(tmp_path, ("    estimates:\n", "    estimates:\n" + estimates))
    (fault,) = planted.found("shares-of-two-denominators")
    assert fault.line == planted.line_of("id: est-b")


def _pair(*, share_of_all: str, share_of_some: str, more: str = "") -> tuple[str, str]:
    """The two estimates of 2017 that the plan of Saitama prints, with shares to choose."""
    one = (
        "      - {id: est-%s, label: 甲, value: %d, unit: 人, numerator_age: {min: 35, max: %d}, share_percent: %s,"
        " %ssurvey: S, survey_year: 2017, source: s, apportioned: false, additive: false}\n"
    )
    all_, some = ("a", 82900, 59, share_of_all, ""), ("b", 31658, 49, share_of_some, more)
    return "    estimates:\n", "    estimates:\n" + one % all_ + one % some


@pytest.mark.parametrize(("of_all", "of_some"), [("33", "1.2"), ("3.3", "0.12")])
def test_a_share_that_makes_the_narrower_ages_outnumber_the_wider_ones_is_an_error(
    tmp_path: Path, of_all: str, of_some: str
) -> None:
    """By hand: 82,900 ÷ 33 % is some 251,000 persons of 35 to 59, 31,658 ÷ 1.2 % is 2.6 million of 35 to 49.
    82,900 ÷ 3.3 % is 2.5 million; 31,658 ÷ 0.12 % is 26 million."""
    planted = plant(tmp_path, _pair(share_of_all=of_all, share_of_some=of_some))
    found = planted.found("share-implies-impossible")
    assert {f.line for f in found} == {planted.line_of("id: est-a"), planted.line_of("id: est-b")}
    assert {f.severity for f in found} == {E}
    assert planted.reading.document is None


def test_a_share_that_makes_the_narrower_ages_a_tenth_of_the_wider_ones_is_asked_about(
    tmp_path: Path,
) -> None:
    """By hand: 31,658 ÷ 12 % is some 264,000 for 15 years of age, at most 19,300 a year (11 %); 82,900 ÷ 3.3 % is
    2.5 million for 25 years, at least 97,500 a year (3.4 %)."""
    planted = plant(tmp_path, _pair(share_of_all="3.3", share_of_some="12"))
    assert planted.found("share-implies-impossible") == []
    found = planted.found("share-far-from-others")
    assert {f.line for f in found} == {planted.line_of("id: est-a"), planted.line_of("id: est-b")}
    assert {f.severity for f in found} == {W}


def test_the_shares_as_printed_and_shares_of_different_things_are_let_stand(tmp_path: Path) -> None:
    for n, pair in enumerate(
        (
            _pair(share_of_all="3.3", share_of_some="1.2"),
            _pair(share_of_all="33", share_of_some="1.2", more="denominator: 15歳以上の人口, "),
        )
    ):
        planted = plant(tmp_path / str(n), pair)
        assert planted.found("share-implies-impossible") == []
        assert planted.found("share-far-from-others") == []


@pytest.mark.parametrize(
    ("part", "whole", "judged"),
    [("人", "件", True), ("件", "社", True), ("%", "件", False), ("日", "件", False), ("人", "千人", False)],
)
def test_a_part_is_held_against_its_whole_wherever_both_are_counted(
    tmp_path: Path, part: str, whole: str, judged: bool
) -> None:
    planted = plant(
        tmp_path,
        ("unit: 件\n    definition: 就職した", f'unit: "{whole}"\n    definition: 就職した'),
        ("unit: 件\n    definition: 就職のうち", f'unit: "{part}"\n    definition: 就職のうち'),
        ("value: 50}", "value: 201}"),
    )
    assert bool(planted.found("subset-larger-than-whole")) is judged


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("indicators.yaml", "value: 360}", "value: 1360}", "subset-larger-than-whole"),
        ("groups.yaml", "share_percent: 3.3", "share_percent: 33", "share-implies-impossible"),
        ("indicators.yaml", "value: 4371}", "value: -4371}", "negative-target"),
    ],
)
def test_faults_planted_in_a_real_plan_are_named_with_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, rule: str
) -> None:
    source = Path(settings.BASE_DIR) / "plans" / "saitama" / "2025"
    folder = tmp_path / "plan"
    shutil.copytree(source, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    reading = read_folder(folder)
    found = [(f.file, f.severity, f.line) for f in reading.faults if f.rule == rule]
    assert (file, E) in {(Path(name).name, severity) for name, severity, _line in found}
    assert any(abs(at - line) <= 1 for _name, _severity, at in found), found
    assert reading.document is None


@pytest.mark.parametrize(("share", "fits"), [("3.0", True), ("2.9", True), ("3.1", True), ("3.2", False)])
def test_a_printed_share_is_not_held_against_a_plan_for_one_step(
    tmp_path: Path, share: str, fits: bool
) -> None:
    """12,345 of 411,500 is 3.0 % exactly; prints that round and truncate differ by up to 0.1."""
    planted = plant(tmp_path, ("share_percent: 3.0", f"share_percent: {share}"))
    assert (planted.found("share-does-not-fit") == []) is fits


def test_official_text_is_no_fault(tmp_path: Path) -> None:
    planted = plant(tmp_path, ("title: 応援\n", "title: 応援\n    official_text: 計画の原文\n"))
    assert planted.reading.faults == []


def test_cumulative_targets_may_reach_over_years(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        (
            "    window: {start: 2025-04-01, end: 2026-03-31}\n    references",
            "    window: {start: 2023-04-01, end: 2028-03-31}\n    cumulative_over_years: true\n    references",
        ),
    )
    assert planted.reading.faults == []


def test_every_rule_has_a_planted_fault() -> None:
    elsewhere = {
        "shares-of-one-denominator",
        "shares-of-two-denominators",
        "share-implies-impossible",
        "share-far-from-others",
    }
    assert {case[0] for case in CASES} | elsewhere == set(RULES)


def test_every_rule_says_what_it_holds() -> None:
    assert all(rule.summary.endswith("。") or rule.summary.endswith("）。") for rule in RULES.values())
