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


class DirectoryFolder(PlanModel):
    """What the plan's office knows beside the plan: who can be found where, for whom, and from which source."""

    format: Literal["banso-directory/1"]
    vocabulary: Vocabulary = Field(default_factory=Vocabulary)
    organisations: list[OrganisationEntry] = Field(default_factory=list)
    windows: list[WindowEntry] = Field(default_factory=list)
    services: list[ServiceEntry] = Field(default_factory=list)
    helplines: list[HelplineEntry] = Field(default_factory=list)
    subsidies: list[SubsidyEntry] = Field(default_factory=list)
    exams: list[ExamEntry] = Field(default_factory=list)
