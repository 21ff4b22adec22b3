"""What a workbook asks of an organisation for a period. Writer and reader share it, so they cannot disagree.

Rows and columns carry keys that nobody sees: the first column of each sheet holds the key of the row, the first
row the key of the column. A clerk may sort, move and rename; the keys say what a cell means.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from banso.ledger.kinds import Component
from banso.lib.fiscal import Period
from banso.plan.format import Indicator, Measure, PlanDocument, StructureKind
from banso.plan.format.body import MunicipalityKind
from banso.plan.queries import LoadedPlan

FORMAT = "banso-return/1"
IDENTITY_SHEET = "_banso"


@dataclass(frozen=True)
class Column:
    """One column of a sheet. Only ``is_input`` columns are filled in; ``is_fixed`` ones must stay as written."""

    key: str
    title: str
    width: int
    is_input: bool = False
    is_fixed: bool = True


@dataclass(frozen=True)
class Table:
    """One sheet: its marker in A1, its name, its columns after the hidden key column, and those that name a row."""

    marker: str
    sheet: str
    title: str
    named_by: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def inputs(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_input)

    def name_of(self, fixed: tuple[str, ...]) -> str:
        """What a row with these fixed texts is about, in a few words."""
        keys = [column.key for column in self.columns if column.is_fixed]
        return " ".join(text for key, text in zip(keys, fixed, strict=True) if key in self.named_by and text)


def _input(key: str, title: str, width: int) -> Column:
    return Column(key, title, width, is_input=True, is_fixed=False)


def _reference(key: str, title: str, width: int) -> Column:
    return Column(key, title, width, is_fixed=False)


COVER = Table(
    "banso:cover", "表紙", "報告様式", ("label",), (Column("label", "項目", 18), _input("value", "内容", 96))
)
NUMBERS = Table(
    "banso:numbers",
    "指標",
    "指標の値",
    ("label", "unit", "component"),
    (
        Column("label", "指標", 36),
        Column("unit", "報告単位", 18),
        Column("component", "区分", 16),
        Column("how", "記入のしかた", 13),
        Column("measured_in", "単位", 8),
        _reference("before", "前期まで（参考）", 12),
        _reference("reported", "既に報告した値", 12),
        _input("value", "当期の値", 12),
        _input("status", "状態", 9),
        _input("note", "備考", 28),
    ),
)
COVERAGE = Table(
    "banso:coverage",
    "設置状況",
    "市町村ごとの設置状況",
    ("name",),
    (
        Column("label", "指標", 50),
        Column("code", "団体コード", 12),
        Column("name", "市町村", 18),
        _reference("reported", "既に報告した状況", 16),
        _input("value", "設置状況", 12),
        _input("note", "備考", 40),
    ),
)
MEASURES = Table(
    "banso:measures",
    "取組",
    "取組ごとの実施状況",
    ("letter", "label"),
    (
        Column("group", "対象", 16),
        Column("section", "分野", 20),
        Column("letter", "番号", 6),
        Column("label", "取組", 36),
        _input("state", "実施状況", 12),
        _input("done", "実施した内容", 50),
        _input("next_step", "次に行うこと", 40),
    ),
)
COUNTS = Table(
    "banso:counts",
    "件数",
    "取組ごとの件数",
    ("measure", "label"),
    (
        Column("measure", "取組", 40),
        Column("label", "件数の名", 34),
        Column("measured_in", "単位", 8),
        _reference("reported", "既に報告した値", 14),
        _input("value", "当期の値", 14),
        _input("status", "状態", 10),
        _input("note", "備考", 34),
    ),
)
TABLES = (COVER, NUMBERS, COVERAGE, MEASURES, COUNTS)

# What a coverage row may say, and the amount it stands for; 調査中 has none.
COVERED = {"設置済": 1, "未設置": 0, "調査中": None}

_HOW = {
    StructureKind.CUMULATIVE_SERIES: "累計で記入",
    StructureKind.STOCK: "期末時点",
    StructureKind.AVERAGE: "当期の平均",
}


@dataclass(frozen=True)
class NumberRow:
    """One number that is asked: an indicator, a reporting unit (or ""), a component.

    Amounts are scaled by 10^``decimals`` of the indicator; what is typed has ``precision`` decimals. They differ
    for the parts of a ratio: a rate has a decimal, the people that it counts do not.
    """

    indicator: str
    unit: str
    component: Component
    decimals: int
    precision: int
    measured_in: str
    fixed: tuple[str, ...]
    note: str
    cumulates: bool

    @property
    def key(self) -> str:
        return f"{self.indicator}|{self.unit}|{self.component.value}"


@dataclass(frozen=True)
class CoverageRow:
    """One municipality of a coverage indicator."""

    indicator: str
    member: str
    fixed: tuple[str, ...]
    note: str

    @property
    def key(self) -> str:
        return f"{self.indicator}|{self.member}"


@dataclass(frozen=True)
class MeasureRow:
    """One measure whose state is asked."""

    measure: str
    fixed: tuple[str, ...]
    note: str

    @property
    def key(self) -> str:
        return self.measure


@dataclass(frozen=True)
class CountRow:
    """One count of a measure."""

    measure: str
    count: str
    measured_in: str
    fixed: tuple[str, ...]
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.measure}|{self.count}"


@dataclass(frozen=True)
class Layout:
    """Everything that is asked of one organisation for one period of one plan."""

    plan: str
    organisation: str
    period: Period
    numbers: tuple[NumberRow, ...]
    coverage: tuple[CoverageRow, ...]
    measures: tuple[MeasureRow, ...]
    counts: tuple[CountRow, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.numbers or self.coverage or self.measures)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what is asked: an amendment that changes none of it keeps old templates valid."""
        rows = [[r.key, *r.fixed, r.decimals, r.precision] for r in self.numbers]
        rest = [
            *([r.key, *r.fixed] for r in self.coverage),
            *([r.key, *r.fixed] for r in self.measures),
            *([r.key, *r.fixed] for r in self.counts),
        ]
        return hashlib.sha256(json.dumps([rows, rest], ensure_ascii=False).encode()).hexdigest()


def layout_of(plan: LoadedPlan, organisation: str, period: Period) -> Layout:
    """The layout for ``organisation``. Raises KeyError when the plan does not know it."""
    document = plan.document
    document.organisation(organisation)
    indicators = document.indicators_of(organisation)
    measures = document.measures_of(organisation)
    return Layout(
        plan.key,
        organisation,
        period,
        numbers=tuple(row for i in indicators for row in _numbers(document, i, organisation)),
        coverage=tuple(row for i in indicators for row in _coverage(document, i, organisation)),
        measures=tuple(_measure(document, m) for m in measures),
        counts=tuple(
            CountRow(m.id, c.id, c.unit, (f"{m.letter} {m.title}", c.label, c.unit))
            for m in measures
            for c in m.counts
        ),
    )


def universe(document: PlanDocument) -> list[tuple[str, str]]:
    """(code, name) of the municipalities that a coverage counts: wards are parts of their city."""
    return [(m.code, m.name) for m in document.area.municipalities if m.kind is not MunicipalityKind.WARD]


def _components(indicator: Indicator) -> Iterator[tuple[Component, str, str, str]]:
    """(component, its name, its unit, how to fill it in) of what is asked; a sum of others is never asked."""
    structure = indicator.structure
    if structure.kind in (StructureKind.SUM, StructureKind.ALL_OF, StructureKind.COVERAGE):
        return
    if structure.kind is not StructureKind.RATIO:
        how = _HOW.get(structure.kind, "当期の分")
        yield Component.VALUE, Component.VALUE.label, indicator.unit, how
        return
    if structure.numerator_of is None:
        unit = structure.numerator_unit or indicator.unit
        yield Component.NUMERATOR, f"分子：{structure.numerator}", unit, "当期の分"
    if structure.denominator_of is None:
        unit = structure.denominator_unit or indicator.unit
        how = "期末時点" if structure.denominator_stock else "当期の分"
        yield Component.DENOMINATOR, f"分母：{structure.denominator}", unit, how


def _numbers(document: PlanDocument, indicator: Indicator, organisation: str) -> Iterator[NumberRow]:
    units = [(u.id, u.name) for u in document.units_of(indicator, organisation)]
    whole = [("", document.organisation(organisation).short_name)]
    for unit, name in units or whole:
        for component, title, measured_in, how in _components(indicator):
            yield NumberRow(
                indicator=indicator.id,
                unit=unit,
                component=component,
                decimals=indicator.decimals,
                precision=indicator.decimals if component is Component.VALUE else 0,
                measured_in=measured_in,
                fixed=(indicator.label, name, title, how, measured_in),
                note=indicator.definition,
                cumulates=how == "当期の分",
            )


def _coverage(document: PlanDocument, indicator: Indicator, organisation: str) -> Iterator[CoverageRow]:
    if indicator.structure.kind is not StructureKind.COVERAGE:
        return
    own = document.organisation(organisation).municipality
    for code, name in universe(document):
        if own is None or code == own:
            yield CoverageRow(indicator.id, code, (indicator.label, code, name), indicator.definition)


def _measure(document: PlanDocument, measure: Measure) -> MeasureRow:
    group = document.group(measure.group).short_name
    section = document.section(measure.section).title
    return MeasureRow(measure.id, (group, section, measure.letter, measure.title), measure.description)
