"""Words that several nouns of a plan share."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

# Identifiers appear in addresses and in the ledger: lower-case ASCII, digits, hyphens, dots.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,79}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

# Dates and years that the calendar of eras knows, and a slip of the pen away from none.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Year = Annotated[int, Field(ge=1900, le=2200)]


def _written_out(value: Decimal) -> Decimal:
    """1E+3 is 1000: figures are printed as they stand."""
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


Number = Annotated[Decimal, Field(max_digits=15, decimal_places=6), AfterValidator(_written_out)]
Count = Annotated[int, Field(ge=0, le=10**12)]


class PlanModel(BaseModel):
    """A part of a plan: unknown keys are faults, and once read it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Window(PlanModel):
    """A span of local dates, both ends included. An end that the plan leaves open is absent."""

    start: Day | None = Field(None, description="始まる日。計画が日付を定めていないときは書かない。")
    end: Day | None = Field(None, description="終わる日。")
    note: Text | None = Field(None, description="日付で言えないこと（例: 始期は計画の策定時点）。")


class AgeRange(PlanModel):
    """Ages in completed years, both ends included."""

    min: int | None = Field(None, ge=0, le=120)
    max: int | None = Field(None, ge=0, le=120)
    approximate: bool = Field(False, description="「概ね」が付くか。")


class Reference(PlanModel):
    """A place of the plan that speaks of the same thing."""

    section: Id = Field(description="章・節のid。")
    label: Text | None = Field(None, description="人に見せる場所の名（例: 別紙 No.1）。")
    note: Text | None = None


class Footnote(PlanModel):
    """What a footnote of the plan says, in our own words."""

    id: Id
    number: int = Field(ge=1)
    text: Text
    official_text: Text | None = Field(None, description="計画の原文。団体が自分の文書から取り込む。")


class TermAges(PlanModel):
    """The ages that a word covers for some of those whom it means, where they differ (by school, by sex)."""

    of: Text = Field(description="だれの年齢か（例: 大学卒）。")
    age: AgeRange


class Term(PlanModel):
    """The words for a code that conditions use (a situation, a wish, who asks)."""

    id: Id
    label: Text
    description: Text | None = None
    ages: list[TermAges] = Field(default_factory=list, description="この言葉に当たる年齢（目安）。")
    as_of: Day | None = Field(None, description="どの日の年齢か。計画が言わなければ書かない。")
    footnotes: list[Id] = Field(default_factory=list)
