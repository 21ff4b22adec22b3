"""A directory folder: ``plans/<body>/<year>/directory/``, YAML files that make one document."""

from typing import Literal

from pydantic import Field

from banso.directory.format.entries import (
    ExamEntry,
    HelplineEntry,
    OrganisationEntry,
    ServiceEntry,
    SubsidyEntry,
    WindowEntry,
)
from banso.directory.format.vocabulary import Vocabulary
from banso.plan.format.base import PlanModel


class RequestTerms(PlanModel):
    """For how long the office keeps what people write to ask for a first talk. Where the folder is silent, these
    numbers are the product's; the office should set its own."""

    keep_days: int = Field(90, ge=1, le=3650, description="話ができてから、内容を消すまでの日数。")
    longest_days: int = Field(
        365, ge=30, le=3650, description="返事がないままでも、届いてから内容を消すまでの日数。"
    )


class DirectoryFolder(PlanModel):
    """What the plan's office knows beside the plan: who can be found where, for whom, and from which source."""

    format: Literal["banso-directory/1"]
    vocabulary: Vocabulary = Field(default_factory=Vocabulary)
    requests: RequestTerms = Field(default_factory=RequestTerms)
    organisations: list[OrganisationEntry] = Field(default_factory=list)
    windows: list[WindowEntry] = Field(default_factory=list)
    services: list[ServiceEntry] = Field(default_factory=list)
    helplines: list[HelplineEntry] = Field(default_factory=list)
    subsidies: list[SubsidyEntry] = Field(default_factory=list)
    exams: list[ExamEntry] = Field(default_factory=list)
