"""The format of a directory folder. Pure: no Django."""

from banso.directory.format.entries import (
    Amount,
    AtWindow,
    Catchment,
    ExamEntry,
    FieldSource,
    HelplineEntry,
    OrganisationEntry,
    PhoneEntry,
    ServiceEntry,
    SubsidyEntry,
    SubsidyRules,
    WindowEntry,
)
from banso.directory.format.facts import VALUES, Fact, FactKind
from banso.directory.format.folder import DirectoryFolder, RequestTerms
from banso.directory.format.rules import NO, YES, Condition, Rule
from banso.directory.format.vocabulary import (
    Choice,
    Derivation,
    LeafletEntry,
    Question,
    QuestionKind,
    Situation,
    Vocabulary,
)

__all__ = [
    "NO",
    "VALUES",
    "YES",
    "Amount",
    "AtWindow",
    "Catchment",
    "Choice",
    "Condition",
    "Derivation",
    "DirectoryFolder",
    "ExamEntry",
    "Fact",
    "FactKind",
    "FieldSource",
    "HelplineEntry",
    "LeafletEntry",
    "OrganisationEntry",
    "PhoneEntry",
    "Question",
    "QuestionKind",
    "RequestTerms",
    "Rule",
    "ServiceEntry",
    "Situation",
    "SubsidyEntry",
    "SubsidyRules",
    "Vocabulary",
    "WindowEntry",
]
