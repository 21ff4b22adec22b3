"""What is counted: indicators, their targets, structure, baseline and window."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from banso.plan.format.base import Day, Id, Number, PlanModel, Reference, Text, Window, Year


class Comparator(StrEnum):
    """How the actual figure must stand to the target."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    EQUAL = "="
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "約"
    INCREASE = "増加"
    DECREASE = "減少"
    MAINTAIN = "維持"
    NONE = "設定しない"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"


class ChangeKind(StrEnum):
    """How a relative target is made from the value it refers to."""

    SAME = "same"
    PLUS = "plus"
    TIMES = "times"
    PERCENT = "percent"


class Change(PlanModel):
    """A target relative to another value: previous year + 3,500; base × 2; base + 60 %; base − 30 % (``amount: -30``)."""

    to: str = Field(pattern=r"^(previous_year|baseline)$")
    kind: ChangeKind
    amount: Number | None = None

    @model_validator(mode="after")
    def _amount_where_needed(self) -> Self:
        if (self.kind is ChangeKind.SAME) != (self.amount is None):
            raise ValueError("same には amount を書かず、plus・times・percent には amount を書いてください。")
        return self


class Target(PlanModel):
    """A target: an absolute value, a change of another value, a direction only, or none on purpose with the reason."""

    comparator: Comparator
    value: Number | None = None
    change: Change | None = None
    label: Text | None = Field(None, description="一行に複数の目標があるときの名。")
    part: Id | None = Field(
        None, description="この目標が指す、別の指標のid（複数の目標をすべて満たすとき）。"
    )
    window: Window | None = Field(None, description="この目標だけの期間（年度別の目標など）。")
    due: Day | None = Field(None, description="時点の目標のとき、その日。")
    reason: Text | None = Field(None, description="設定しない理由。")
    effective_from: Day | None = Field(None, description="改定で置かれた目標のとき、効力の生じる日。")
    amended_by: Text | None = None

    @model_validator(mode="after")
    def _says_what_it_aims_at(self) -> Self:
        numeric = {
            Comparator.AT_LEAST,
            Comparator.MORE_THAN,
            Comparator.EQUAL,
            Comparator.AT_MOST,
            Comparator.LESS_THAN,
            Comparator.ABOUT,
        }
        if self.comparator in numeric and (self.value is None) == (self.change is None):
            raise ValueError("数の目標には value か change のどちらか一つが要ります。")
        if self.comparator not in numeric and self.value is not None:
            raise ValueError(f"「{self.comparator.value}」の目標に value は書けません。")
        if self.comparator is Comparator.NONE and self.reason is None:
            raise ValueError("目標を設定しないときは reason（理由）が要ります。")
        return self


class StructureKind(StrEnum):
    """How the figure of an indicator is made."""

    FLOW = "flow"  # events of each period; the cumulative figure is their sum
    CUMULATIVE_SERIES = "cumulative_series"  # reported already cumulative (19, 41, 70): the latest counts
    STOCK = "stock"  # a state on a day: the latest counts
    AVERAGE = "average"  # the mean of the reported periods (or of the last ``months``)
    SUM = "sum"  # of other indicators
    RATIO = "ratio"  # numerator / denominator × scale, always from the raw parts
    SUBSET = "subset"  # a flow that is part of another indicator (うち)
    COVERAGE = "coverage"  # a set of members of a universe (municipalities), not a number
    ALL_OF = "all_of"  # several indicators that must all reach their targets


class AverageOver(StrEnum):
    """What an average is the mean of."""

    PERIOD = "period"  # of the reported periods, or of the last ``months`` (moving average)
    FISCAL_YEAR = "fiscal_year"  # of the sums of fiscal years (年平均)


class Structure(PlanModel):
    """The structure, with what its kind needs."""

    kind: StructureKind
    of: list[Id] = Field(default_factory=list, description="和・部分・すべて達成 のときの相手の指標のid。")
    numerator: Text | None = Field(None, description="率の分子の名。")
    denominator: Text | None = Field(None, description="率の分母の名。")
    numerator_unit: Text | None = None
    denominator_unit: Text | None = None
    numerator_of: Id | None = Field(None, description="分子が別の指標であるとき、そのid。")
    denominator_of: Id | None = Field(None, description="分母が別の指標であるとき、そのid。")
    scale: int = Field(1, ge=1, description="率に掛ける数（%は100、人口10万対は100000）。")
    denominator_stock: bool = Field(
        False, description="分母が期末の在籍数など「時点の数」か（足さず最新を使う）。"
    )
    months: int | None = Field(None, ge=1, le=60, description="移動平均の月数、または過去の月数。")
    average_over: AverageOver = Field(
        AverageOver.PERIOD, description="平均のとき、何の平均か（報告の期間、または年度の合計）。"
    )
    per_month: bool = Field(
        False, description="率を数えた月の数でも割るか（件/人口10万/月 のように月あたりで言うとき）。"
    )
    universe: Text | None = Field(None, description="網羅の全体（municipalities）。")

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        kind = self.kind
        if kind in (StructureKind.SUM, StructureKind.ALL_OF) and len(self.of) < 2:
            raise ValueError(f"{kind.value} には of に二つ以上の指標が要ります。")
        if kind is StructureKind.SUBSET and len(self.of) != 1:
            raise ValueError("subset には of に全体の指標が一つ要ります。")
        parts = (self.numerator or self.numerator_of, self.denominator or self.denominator_of)
        if kind is StructureKind.RATIO and not all(parts):
            raise ValueError("ratio には分子（numerator）と分母（denominator）が要ります。")
        if kind is StructureKind.COVERAGE and self.universe != "municipalities":
            raise ValueError("coverage には universe: municipalities が要ります。")
        if self.per_month and kind is not StructureKind.RATIO:
            raise ValueError("per_month は率（ratio）にだけ書けます。")
        if self.average_over is not AverageOver.PERIOD and kind is not StructureKind.AVERAGE:
            raise ValueError("average_over は平均（average）にだけ書けます。")
        return self


class Ownership(StrEnum):
    """One target held together, or a target split between the owners."""

    JOINT = "joint"
    SPLIT = "split"
    SINGLE = "single"


class Baseline(PlanModel):
    """A value of an earlier time, for comparison or for a relative target."""

    value: Number
    unit: Text
    fiscal_year: Year | None = None
    as_of: Day | None = None
    window: Window | None = Field(None, description="その値を数えた期間（中間の値や数年の累計のとき）。")
    comparable: bool = True
    source: Text
    note: Text | None = None


class Overlap(PlanModel):
    """Two owners or parts may count the same event: the joint figure is an interval."""

    between: list[Id] = Field(min_length=2)
    reason: Text


class DefinitionChange(PlanModel):
    """From this day the indicator is counted otherwise; earlier figures are not comparable unless said."""

    effective_from: Day
    comparable: bool
    note: Text


class Share(PlanModel):
    """The part of a target that one owner or reporting unit holds."""

    holder: Id
    value: Number


class Indicator(PlanModel):
    """One indicator: defined here once, and computed in one place."""

    id: Id
    label: Text
    short_label: Text | None = None
    groups: list[Id] = Field(default_factory=list)
    owners: list[Id] = Field(default_factory=list)
    ownership: Ownership
    reporters: list[Id] = Field(
        default_factory=list,
        description="計画が担い手を言わない指標を、実際に報告する組織（事務局が決める）。",
    )
    reporting_units: list[Id] = Field(default_factory=list)
    unit: Text
    decimals: int = Field(0, ge=0, le=6, description="報告される値の小数の桁。")
    definition: Text
    official_text: Text | None = None
    structure: Structure
    direction: Direction
    targets: list[Target] = Field(min_length=1)
    shares: list[Share] = Field(default_factory=list)
    window: Window | None = Field(None, description="数える期間。書かなければ計画の counting_window。")
    cumulative_over_years: bool = Field(False, description="複数年度にわたって累計するか。")
    baselines: list[Baseline] = Field(default_factory=list)
    sources: list[Text] = Field(default_factory=list)
    figures_known: Text | None = Field(
        None, description="実績が遅れて分かるとき、その時期（例: 翌年度の9月頃）。"
    )
    overlap: Overlap | None = None
    references: list[Reference] = Field(min_length=1)
    footnotes: list[Id] = Field(default_factory=list)
    definition_changes: list[DefinitionChange] = Field(default_factory=list)
    note: Text | None = None

    @property
    def holders(self) -> list[str]:
        """Who reports it: the owners that the plan names, else those whom the secretariat asks."""
        return self.owners or self.reporters
