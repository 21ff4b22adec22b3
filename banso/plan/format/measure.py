"""What is done: the measures of a plan, whom they are for, and what may be counted of them."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from banso.plan.format.base import AgeRange, Day, Id, PlanModel, Reference, Text, Window


class ConditionAbout(StrEnum):
    """What a condition asks about a person, a family or a firm."""

    AGE = "age"
    RESIDENCE = "residence"
    SEX = "sex"
    SITUATION = "situation"
    WISH = "wish"
    ASKER = "asker"


class Condition(PlanModel):
    """One condition of use. Several conditions must all hold; ``any_of`` needs one of its codes, ``none_of`` none."""

    about: ConditionAbout
    age: AgeRange | None = None
    any_of: list[Text] = Field(default_factory=list)
    none_of: list[Text] = Field(default_factory=list)
    when_sex: Text | None = Field(None, description="この性別の人だけに問う条件のとき、その性別の符号。")
    as_of: Text | None = Field(
        None, description="どの日の年齢・状態か（例: 利用日、4月1日）。計画が言わなければ書かない。"
    )
    effective: Window | None = None
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _has_something_to_ask(self) -> Self:
        if self.about is ConditionAbout.AGE and self.age is None:
            raise ValueError("年齢の条件には age が要ります。")
        if self.about is not ConditionAbout.AGE and not (self.any_of or self.none_of):
            raise ValueError("条件には any_of か none_of が要ります。")
        return self


class MeasureCount(PlanModel):
    """A count that matters for a measure and is asked in its returns, beside the indicators."""

    id: Id
    label: Text
    unit: Text
    part_of: Id | None = Field(
        None, description="この数を「うち」として中に持つ数のid。同じ取組のcountsから選ぶ。"
    )


class Audience(StrEnum):
    PERSON = "person"
    FAMILY = "family"
    EMPLOYER = "employer"
    SUPPORTER = "supporter"
    ORGANISATION = "organisation"
    PUBLIC = "public"


class Restatement(StrEnum):
    """How a measure speaks of another: 再掲 of its window, or a continuation of it."""

    SAIKEI = "再掲"
    RELATED = "関連"


class CrossReference(PlanModel):
    """Another measure of which this one speaks again."""

    measure: Id
    kind: Restatement
    note: Text | None = None


class Measure(PlanModel):
    """One measure: a lettered item of the plan."""

    id: Id
    group: Id
    section: Id
    letter: Text
    title: Text
    description: Text
    official_text: Text | None = None
    owners: list[Id] = Field(default_factory=list)
    all_members: bool = Field(False, description="構成員すべてが担う取組か。")
    windows: list[Id] = Field(default_factory=list)
    creates: list[Id] = Field(default_factory=list, description="この取組が設ける窓口・サービスのid。")
    services: list[Text] = Field(default_factory=list)
    audience: list[Audience] = Field(min_length=1)
    conditions: list[Condition] = Field(default_factory=list)
    cross_references: list[CrossReference] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    footnotes: list[Id] = Field(default_factory=list)
    counts: list[MeasureCount] = Field(default_factory=list)
    period: Window | None = None
    milestone: Day | None = None
    note: Text | None = None
