"""The language of conditions: what must be true of the facts. It is data; ``banso.navigator`` judges it.

A rule has exactly one form:

- ``all`` / ``any`` / ``not``: of other rules;
- ``situation``: an id of the vocabulary, whose own rule is meant;
- ``fact`` with ``any_of`` or ``none_of`` (codes, or ``yes``/``no``), or with ``min``/``max`` (numbers, dates), both
  included; ``approximate`` is 概ね: near the limit the answer is "cannot say yet";
- ``places`` (and ``unsettled_places``): where the person lives or the firm stands: six-digit codes, ``area`` (anywhere
  in the plan's area), ``kind:city``/``kind:town``/``kind:village``, ``elsewhere``. A place in ``unsettled_places`` is
  one of which no source says anything: "cannot say yet";
- ``unsettled``: nothing that a person could answer decides it; the text says what the window must be asked.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from banso.directory.format.facts import VALUES, Fact, FactKind
from banso.plan.format.base import Day, Id, PlanModel, Text, Window

Place = Annotated[
    str, StringConstraints(pattern=r"^([0-9]{6}|area|elsewhere|kind:(city|town|village|ward))$")
]
YES, NO = "yes", "no"


class Rule(PlanModel):
    """See the module. Two ways to say nothing (an empty ``any``, no form at all) are faults."""

    all: list["Rule"] | None = Field(None, min_length=1)
    any: list["Rule"] | None = Field(None, min_length=1)
    not_: "Rule | None" = Field(None, alias="not")
    situation: Id | None = None
    fact: Fact | None = None
    any_of: list[Text] | None = Field(None, min_length=1)
    none_of: list[Text] | None = Field(None, min_length=1)
    min: int | Day | None = None
    max: int | Day | None = None
    approximate: bool = False
    places: list[Place] | None = Field(None, min_length=1)
    unsettled_places: list[Place] = Field(default_factory=list)
    unsettled: Text | None = None

    model_config = PlanModel.model_config | {"populate_by_name": True}

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        forms = (
            self.all, self.any, self.not_, self.situation, self.fact, self.places, self.unsettled,
        )  # fmt: skip
        if sum(form is not None for form in forms) != 1:
            raise ValueError(
                "条件には all・any・not・situation・fact・places・unsettled のどれか一つを書きます。"
            )
        if self.fact is not None:
            self._fits_the_fact(self.fact)
        return self

    def _fits_the_fact(self, fact: Fact) -> None:
        listed = self.any_of or self.none_of
        bounded = self.min is not None or self.max is not None
        if (listed is None) == (not bounded):
            raise ValueError(f"「{fact.label}」には any_of・none_of か、min・max を書きます。")
        if bounded and fact.kind not in (FactKind.NUMBER, FactKind.DATE):
            raise ValueError(f"「{fact.label}」に min・max は使えません。")
        if bounded:
            wanted = date if fact.kind is FactKind.DATE else int
            if not all(isinstance(b, wanted) for b in (self.min, self.max) if b is not None):
                raise ValueError(f"「{fact.label}」の min・max の形が違います。")
        known = VALUES.get(fact, {YES: "", NO: ""} if fact.kind is FactKind.YES_NO else {})
        unknown = [code for code in listed or [] if code not in known]
        if unknown:
            raise ValueError(f"「{fact.label}」に {'、'.join(unknown)} という値はありません。")


class Condition(PlanModel):
    """One condition of use: all conditions of a service must hold.

    ``says`` is the condition in plain words (15歳から49歳までの方), ``change`` what would make it hold, where that is
    something that can change. Outside ``effective`` the condition is not asked.
    """

    says: Text
    rule: Rule
    change: Text | None = None
    effective: Window | None = None
    source: Text | None = None
    confirmed: bool = Field(True, description="出典で確かめたか。確かめていない条件は「要確認」と示す。")

    @property
    def ask(self) -> str:
        """What only the window can say, whoever asks: such a condition tells nobody whether it is for them."""
        return self.rule.unsettled or ""
