"""A plan as small as a plan can be that uses every noun, and a way to plant a fault in it.

No rule finds anything in it. Every line that a test changes is there only once.
"""

from dataclasses import dataclass
from pathlib import Path

from banso.plan.faults import Fault
from banso.plan.loading import Reading, read_folder

TINY = """\
format: banso-plan/1
title: 霞県活躍応援協議会の計画
fictitious: true
fiscal_year: 2025
edition: {number: 1, adopted_on: 2025-06-01}
validity: {start: 2025-06-01, end: 2026-03-31}
counting_window: {start: 2025-04-01, end: 2026-03-31}
body:
  name: 霞県活躍応援協議会
  short_name: 協議会
  secretariat: [office]
  members: [office, towns]
area:
  code: "990001"
  name: 霞県
  municipalities:
    - {code: "992011", name: 霞市, kana: かすみし, kind: city}
    - {code: "992020", name: 川辺市, kana: かわべし, kind: city}
    - {code: "992038", name: 北区, kana: きたく, kind: ward, part_of: "992011"}
sections:
  - {id: ch1, number: "1", title: 取組}
  - {id: ch1-a, title: 相談, parent: ch1}
  - {id: annex-a, title: 別紙}
organisations:
  - {id: office, name: 霞労働局, short_name: 労働局, kind: single}
  - {id: ken, name: 霞県, short_name: 県, kind: single}
  - {id: towns, name: 市町村, short_name: 市町村, kind: class}
members:
  - {id: town-kasumi, name: 霞市役所, short_name: 霞市, kind: single, member_of: towns, municipality: "992011"}
  - {id: town-kawabe, name: 川辺市役所, short_name: 川辺市, kind: single, member_of: towns, municipality: "992020"}
reporting_units:
  - {id: desk-east, name: 東の窓口, owner: office, window: desk}
  - {id: desk-west, name: 西の窓口, owner: office}
windows:
  - {id: desk, name: 相談の窓口, operators: [office], kind: 相談}
  - {id: corner, name: 応援コーナー, operators: [ken], kind: 相談, located_in: desk}
groups:
  - id: seekers
    number: 1
    name: 仕事を探す方
    short_name: 仕事
    kind: target
    section: ch1
    description: 仕事を探す方です。
    footnotes: [fn-1]
    estimates:
      - id: est-first
        label: 探す方
        value: 12345
        unit: 人
        numerator_age: {min: 35, max: 59}
        share_percent: 3.0
        denominator_age: {min: 30, max: 64}
        denominator_count: 411500
        survey: 霞の調査
        survey_year: 2022
        source: 霞県調べ
        apportioned: false
        additive: false
    goal:
      statement: あわせて 300件 をめざします。
      indicator:
        id: together
        label: あわせた件数
        groups: [seekers]
        ownership: joint
        unit: 件
        definition: 就職と転換の和です。
        structure: {kind: sum, of: [hires, moves]}
        direction: up
        targets: [{comparator: ">=", value: 300}]
        references: [{section: ch1}]
measures:
  - id: m1
    group: seekers
    section: ch1-a
    letter: ア
    title: 相談
    description: 相談を受けます。
    owners: [office]
    windows: [desk]
    audience: [person]
    conditions: [{about: age, age: {min: 35, max: 59}}]
    counts: [{id: visits, label: 来所, unit: 件}]
  - id: m2
    group: seekers
    section: ch1-a
    letter: イ
    title: 応援
    description: 応援します。
    owners: [ken, towns]
    creates: [corner]
    audience: [person]
    cross_references: [{measure: m1, kind: 再掲}]
    period: {start: 2025-10-01, end: 2026-02-28}
  - id: m3
    group: seekers
    section: ch1-a
    letter: ウ
    title: 周知
    description: 知らせます。
    all_members: true
    audience: [public]
    milestone: 2025-12-01
indicators:
  - id: hires
    label: 就職件数
    groups: [seekers]
    owners: [office, ken]
    ownership: joint
    reporting_units: [desk-east, desk-west]
    unit: 件
    definition: 就職した件数です。
    structure: {kind: flow}
    direction: up
    targets: [{comparator: ">=", value: 200}]
    overlap: {between: [office, ken], reason: 同じ就職を数えることがあります。}
    references: [{section: ch1-a}, {section: annex-a, label: No.1}]
  - id: moves
    label: 転換件数
    groups: [seekers]
    owners: [office]
    ownership: single
    unit: 件
    definition: 転換した件数です。
    structure: {kind: flow}
    direction: up
    targets: [{comparator: ">=", value: 100}]
    baselines: [{value: 90, unit: 件, fiscal_year: 2024, source: 労働局調べ}]
    references: [{section: ch1-a}]
  - id: young-hires
    label: うち若い方
    groups: [seekers]
    owners: [ken, office]
    ownership: split
    unit: 件
    definition: 就職のうち若い方です。
    structure: {kind: subset, of: [hires]}
    direction: up
    targets: [{comparator: ">=", value: 50}]
    shares: [{holder: ken, value: 20}, {holder: office, value: 30}]
    references: [{section: ch1-a}]
  - id: rate
    label: 定着率
    groups: [seekers]
    owners: [ken]
    ownership: single
    unit: "%"
    decimals: 1
    definition: 半年後も働く方の率です。
    structure: {kind: ratio, numerator: 働く方, denominator: 就職した方, scale: 100}
    direction: up
    targets: [{comparator: ">=", value: 55.0}]
    window: {start: 2025-04-01, end: 2026-03-31}
    references: [{section: ch1-a}]
  - id: cover
    label: 会議のある市町村
    groups: [seekers]
    reporters: [ken]
    ownership: single
    unit: 市町村
    definition: 会議のある市町村です。
    structure: {kind: coverage, universe: municipalities}
    direction: up
    targets: [{comparator: ">=", value: 2, due: 2026-03-31}]
    references: [{section: ch1-a}]
  - id: waiting
    label: 待つ日数
    groups: [seekers]
    owners: [ken]
    ownership: single
    unit: 日
    definition: 待つ日数の平均です。
    structure: {kind: average, months: 3}
    direction: down
    targets: [{comparator: "<=", change: {to: baseline, kind: percent, amount: -30}}]
    baselines: [{value: 20, unit: 日, fiscal_year: 2023, source: 県調べ}]
    references: [{section: ch1-a}]
reporting:
  cadence: monthly
  basis: plan
  due_day: 20
  exceptions: [{owner: towns, cadence: quarterly}]
rounding: {percent_digits: 1, mode: half_up, basis: plan}
verdicts:
  up:
    - {mark: ◎, label: 達成, min_percent: 100}
    - {mark: △, label: あと少し, min_percent: 0}
  down:
    - {mark: ◎, label: 達成, min_percent: 100}
    - {mark: △, label: あと少し, min_percent: 0}
  overrides:
    - {indicator: rate, mark: △, reason: 見直し, decided_on: 2026-05-01, decided_by: 協議会}
annexes:
  - id: annex
    title: 別紙
    as_of: 2025-07-30
    programmes:
      - id: prog
        number: 1
        owner: ken
        name: 応援の事業
        description: 応援します。
        indicators: [hires]
        measures: [m2]
        period: {start: 2025-04-01, end: 2026-03-31}
campaigns:
  - {id: push, title: 重点周知, window: {start: 2025-10-01, end: 2026-03-31}, measure: m3, owners: [office]}
platforms: {name: 地域の会議, indicator: cover, measures: [m2]}
amendments:
  - id: change-annex
    applies_to: 別紙
    trigger: 事業を変えるとき
    needs_prior_approval: true
    steps: [{act: 承認, by: [office], before_effect: true}]
footnotes:
  - {id: fn-1, number: 1, text: 年齢は目安です。}
"""


@dataclass(frozen=True)
class Planted:
    """What the lint says of the tiny plan after changes, and its text."""

    reading: Reading
    text: str

    def line_of(self, words: str) -> int:
        """The line (from 1) that holds ``words``; they must be on one line only."""
        lines = [n for n, line in enumerate(self.text.split("\n"), 1) if words in line]
        assert len(lines) == 1, f"{words!r} stands on lines {lines}"
        return lines[0]

    def found(self, rule: str) -> list[Fault]:
        return [fault for fault in self.reading.faults if fault.rule == rule]


def write(folder: Path, text: str = TINY) -> Path:
    """The tiny plan as a folder of one file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return folder


def plant(folder: Path, *changes: tuple[str, str]) -> Planted:
    """Replace each old text (which must stand there once) by the new one, and read the folder."""
    text = TINY
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the tiny plan"
        text = text.replace(old, new)
    return Planted(read_folder(write(folder, text)), text)
