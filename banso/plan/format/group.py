"""Whom the plan is for: target groups, how many they may be, and the goal for each."""

from enum import StrEnum

from pydantic import Field

from banso.plan.format.base import AgeRange, Count, Day, Id, Number, PlanModel, Text, Year
from banso.plan.format.indicator import Indicator


class GroupKind(StrEnum):
    TARGET = "target"
    CROSS_CUTTING = "cross_cutting"


class Estimate(PlanModel):
    """How many people are meant, with everything needed to not misread the figure."""

    id: Id
    label: Text
    value: Count
    approximate: bool = Field(False, description="「約」「万人」などの概数か。")
    unit: Text
    numerator_age: AgeRange
    share_percent: Number | None = Field(None, ge=0, le=100, description="計画に書かれた割合（%）。")
    denominator: Text | None = Field(None, description="割合の分母。計画が言わなければ書かない。")
    denominator_age: AgeRange | None = None
    denominator_count: Count | None = Field(None, ge=1)
    national_share_percent: Number | None = Field(None, ge=0, le=100)
    survey: Text
    survey_year: Year
    source: Text
    apportioned: bool = Field(description="全国の調査を人口などで按分したものか。")
    apportioned_by: Text | None = None
    additive: bool = Field(description="ほかの推計と足してよいか。")
    definition: Text | None = None
    footnotes: list[Id] = Field(default_factory=list)
    note: Text | None = None


class Goal(PlanModel):
    """What is aimed at for a group, in our own words, with a number where the plan gives one."""

    statement: Text
    official_text: Text | None = None
    indicator: Indicator | None = Field(None, description="数のある目標。構造は普通「和」。")


class Group(PlanModel):
    """A target group, or the part that cuts across all of them."""

    id: Id
    number: int = Field(ge=1)
    name: Text
    short_name: Text
    kind: GroupKind
    section: Id
    situation: Id | None = Field(None, description="現状と課題を述べる節のid。目標や取組の節と別のとき。")
    description: Text
    official_text: Text | None = None
    age: AgeRange | None = None
    estimates: list[Estimate] = Field(default_factory=list)
    goal: Goal | None = None
    issues: list[Text] = Field(default_factory=list, description="課題（自分の言葉で）。")
    windows: list[Id] = Field(
        default_factory=list, description="現状の記述に名が出る窓口のid（取組に出てこないもの）。"
    )
    footnotes: list[Id] = Field(default_factory=list)
    as_of: Day | None = None
