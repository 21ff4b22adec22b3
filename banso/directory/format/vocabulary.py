"""The vocabulary: what the plan's words (situations, wishes) mean in facts, and the questions that ask for facts."""

from enum import StrEnum

from pydantic import Field

from banso.directory.doubt import TRUSTED_YEARS
from banso.directory.format.facts import Fact
from banso.directory.format.rules import Rule
from banso.plan.format.base import Id, PlanModel, Text


class Situation(PlanModel):
    """A code that conditions of the plan use (``situation`` or ``wish``), and when it holds."""

    id: Id
    label: Text
    rule: Rule
    note: Text | None = None
    source: Text | None = None


class Derivation(PlanModel):
    """Facts that follow where nobody answered them: who looks for work wants to work. An answer always goes before.

    A derived fact may only ever be one that makes services fit, so that no answer can turn a "no" into a "fits".
    """

    when: Rule
    unless: Rule | None = None
    sets: dict[Fact, Text]


class QuestionKind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    PLACE = "place"
    DATE = "date"


class Choice(PlanModel):
    """An answer and the facts that it gives. Facts that it does not name stay unknown. ``when`` keeps it from those whom
    earlier answers rule it out for.
    """

    id: Id
    label: Text
    help: Text | None = None
    sets: dict[Fact, str | list[str]] = Field(default_factory=dict)
    when: Rule | None = None


class Question(PlanModel):
    """One question in plain words. "わからない・答えない" is always there and need not be written.

    ``facts`` are all facts that an answer may give. ``when`` keeps a question from those whom it does not concern.
    """

    id: Id
    text: Text
    for_others: Text | None = Field(None, description="ご家族や支援する人に尋ねるときの言い方。")
    help: Text | None = None
    kind: QuestionKind = QuestionKind.ONE
    facts: list[Fact] = Field(min_length=1)
    choices: list[Choice] = Field(default_factory=list)
    when: Rule | None = None


class LeafletEntry(PlanModel):
    """A leaflet for people in one situation: what the navigator finds for these answers (by the question's id)."""

    id: Id
    title: Text
    lead: Text
    answers: dict[Id, list[Text]] = Field(min_length=1)


class Vocabulary(PlanModel):
    """What the navigator of a plan knows of words. ``margin_years``: how near a limit with 概ね is undecided;
    ``most_questions``: after how many the result is shown, with what could still be answered; ``assurance_months``:
    after how long the owners of windows are asked whether what is written is still right; ``trusted_years``: how many
    years after the date of its source a fact is shown as 要確認, even where its owner stated it; ``programme_kinds``:
    the kinds of windows at which nobody talks to anybody (courses, programmes, examinations): in lists for people they
    come after those where one can talk.
    """

    margin_years: int = Field(2, ge=0, le=10)
    most_questions: int = Field(6, ge=1, le=20)
    assurance_months: int = Field(6, ge=1, le=36)
    trusted_years: int = Field(TRUSTED_YEARS, ge=1, le=20)
    programme_kinds: list[Text] = Field(default_factory=list)
    situations: list[Situation] = Field(default_factory=list)
    derivations: list[Derivation] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    leaflets: list[LeafletEntry] = Field(default_factory=list)
