"""How the plan is followed: cadence of returns, verdicts, rounding."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from banso.lib.numbers import Rounding as RoundingMode
from banso.plan.format.base import Day, Id, Number, PlanModel, Text


class Cadence(StrEnum):
    """How often a body sends its return."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self.value]


class Basis(StrEnum):
    """Where a rule comes from: the plan itself, or the secretariat that carries it out."""

    PLAN = "plan"
    SECRETARIAT = "secretariat"


class Step(StrEnum):
    """Who looks at a return before it counts, one after another. The secretariat is always the last."""

    OFFICE = "office"
    BODY = "body"
    SECRETARIAT = "secretariat"


class CadenceException(PlanModel):
    """An owner that reports at another cadence."""

    owner: Id
    cadence: Cadence


class Reporting(PlanModel):
    """When returns are due. Where the plan is silent, the secretariat sets it, and ``basis`` says so."""

    cadence: Cadence
    basis: Basis
    due_day: int = Field(ge=1, le=28, description="期間が終わった翌月の何日までか。")
    exceptions: list[CadenceException] = Field(default_factory=list)
    steps: list[Step] = Field(
        default_factory=lambda: [Step.SECRETARIAT],
        min_length=1,
        description="報告を承認する順。office は、報告単位（事務所）ごとの自分の行の確認。"
        "body は、出した人とは別の、同じ機関の人の確認。最後は secretariat。",
    )
    note: Text | None = None


class Rounding(PlanModel):
    """How printed figures are rounded; raw parts are always kept."""

    percent_digits: int = Field(ge=0, le=4)
    mode: RoundingMode
    basis: Basis


class VerdictBand(PlanModel):
    """A mark and the achievement in percent from which it is given."""

    mark: Text
    label: Text
    min_percent: Number


class VerdictOverride(PlanModel):
    """A verdict that people gave by hand, with the reason."""

    indicator: Id
    mark: Text
    reason: Text
    decided_on: Day
    decided_by: Text


class GroupBand(PlanModel):
    """A mark for a group by the share of its indicators that reached their target."""

    mark: Text
    label: Text
    min_share_percent: Number


class VerdictRules(PlanModel):
    """The plan's own scale. A plan without one gets no verdicts."""

    up: list[VerdictBand] = Field(min_length=1)
    down: list[VerdictBand] = Field(default_factory=list)
    groups: list[GroupBand] = Field(default_factory=list)
    reached_from_percent: Number = Decimal(100)
    excluded: list[Id] = Field(default_factory=list, description="評価の対象としない指標。")
    excluded_label: Text | None = None
    not_comparable_label: Text | None = None
    overrides: list[VerdictOverride] = Field(default_factory=list)
