"""What hangs on the plan: annexes with programmes, campaigns, regional platforms, amendment."""

from pydantic import Field

from banso.plan.format.base import Day, Id, PlanModel, Text, Window
from banso.plan.format.measure import Condition


class Programme(PlanModel):
    """A programme of an annex, with its own indicators and period."""

    id: Id
    number: int = Field(ge=1)
    owner: Id
    name: Text
    description: Text
    official_text: Text | None = None
    indicators: list[Id] = Field(default_factory=list)
    measures: list[Id] = Field(default_factory=list)
    period: Window
    conditions: list[Condition] = Field(
        default_factory=list, description="使える条件（すべてに当てはまること）。"
    )


class Annex(PlanModel):
    """An annex with its own date."""

    id: Id
    title: Text
    as_of: Day
    grant: Text | None = Field(None, description="財源となる交付金など。")
    programmes: list[Programme] = Field(default_factory=list)
    note: Text | None = None


class Campaign(PlanModel):
    """A span of time in which the plan is made known."""

    id: Id
    title: Text
    window: Window
    measure: Id | None = None
    owners: list[Id] = Field(default_factory=list)
    note: Text | None = None


class Platforms(PlanModel):
    """Regional platforms: what they are called, who sets them up, which indicator counts them."""

    name: Text
    aliases: list[Text] = Field(default_factory=list)
    indicator: Id | None = None
    measures: list[Id] = Field(default_factory=list)
    duties: list[Text] = Field(default_factory=list, description="協議会が負うこと（自分の言葉で）。")


class AmendmentStep(PlanModel):
    """One step of an amendment, in order."""

    act: Text
    by: list[Id] = Field(default_factory=list)
    before_effect: bool = Field(description="改定の効力より前に要るか。")


class Amendment(PlanModel):
    """A way in which the plan changes, and what it needs."""

    id: Id
    applies_to: Text
    trigger: Text
    needs_prior_approval: bool | None = Field(description="事前の承認が要るか。計画が言わなければ null。")
    steps: list[AmendmentStep] = Field(default_factory=list)
    deemed_amended: bool = Field(False, description="手続が済めば改定されたものとみなすか。")
    note: Text | None = None
