"""Tables of the directory, one file per noun. Shapes after Open Referral HSDS 3."""

from banso.directory.models.changes import Change, Revision
from banso.directory.models.employers import Exam, Subsidy, SubsidyVersion
from banso.directory.models.helplines import Helpline
from banso.directory.models.imports import DirectoryImport, ImportRow
from banso.directory.models.organisations import (
    Municipality,
    MunicipalityQuerySet,
    Organisation,
    OrganisationQuerySet,
)
from banso.directory.models.services import Service, ServiceAtWindow, ServiceQuerySet
from banso.directory.models.vocabularies import Vocabulary
from banso.directory.models.windows import Phone, Window, WindowQuerySet

__all__ = [
    "Change",
    "DirectoryImport",
    "Exam",
    "Helpline",
    "ImportRow",
    "Municipality",
    "MunicipalityQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Phone",
    "Revision",
    "Service",
    "ServiceAtWindow",
    "ServiceQuerySet",
    "Subsidy",
    "SubsidyVersion",
    "Vocabulary",
    "Window",
    "WindowQuerySet",
]
