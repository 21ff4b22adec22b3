"""The shape of a plan document: what a plan can say, one file per noun.

A plan is a folder of YAML files. The keys of :class:`PlanDocument` are spread over the files as the author
likes, each key in one file. What a plan does not say stays ``None``; nothing here has a default that a plan
should have decided.
"""

from banso.plan.format.annex import Amendment, Annex, Campaign, Platforms, Programme
from banso.plan.format.base import AgeRange, Footnote, PlanModel, Reference, Term, Window
from banso.plan.format.body import Area, Body, Municipality, Organisation, ReportingUnit, ServiceWindow
from banso.plan.format.document import Edition, PlanDocument, Section
from banso.plan.format.group import Estimate, Goal, Group
from banso.plan.format.indicator import (
    AverageOver,
    Baseline,
    Change,
    Comparator,
    DefinitionChange,
    Direction,
    Indicator,
    Overlap,
    Structure,
    StructureKind,
    Target,
)
from banso.plan.format.measure import Condition, ConditionAbout, Measure, MeasureCount
from banso.plan.format.reporting import Reporting, Rounding, VerdictBand, VerdictRules

__all__ = [
    "AgeRange",
    "Amendment",
    "Annex",
    "Area",
    "AverageOver",
    "Baseline",
    "Body",
    "Campaign",
    "Change",
    "Comparator",
    "Condition",
    "ConditionAbout",
    "DefinitionChange",
    "Direction",
    "Edition",
    "Estimate",
    "Footnote",
    "Goal",
    "Group",
    "Indicator",
    "Measure",
    "MeasureCount",
    "Municipality",
    "Organisation",
    "Overlap",
    "PlanDocument",
    "PlanModel",
    "Platforms",
    "Programme",
    "Reference",
    "Reporting",
    "ReportingUnit",
    "Rounding",
    "Section",
    "ServiceWindow",
    "Structure",
    "StructureKind",
    "Target",
    "Term",
    "VerdictBand",
    "VerdictRules",
    "Window",
]
