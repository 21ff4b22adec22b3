"""What can be wrong with a plan that fits the format: one rule, one function.

The files hold the rules by noun; ``table`` holds what a rule is. Importing a file enters its rules in the table.
"""

from banso.plan.faults import Fault
from banso.plan.format import PlanDocument
from banso.plan.lint import (
    annexes,
    cycles,
    groups,
    indicators,
    measures,
    organisations,
    references,
    reporting,
    shares,
    spans,
    structures,
    targets,
)
from banso.plan.lint.table import RULES, Sheet
from banso.plan.places import Places

__all__ = [
    "RULES",
    "annexes",
    "cycles",
    "groups",
    "indicators",
    "lint",
    "measures",
    "organisations",
    "references",
    "reporting",
    "shares",
    "spans",
    "structures",
    "targets",
]


def lint(document: PlanDocument, places: Places) -> list[Fault]:
    """Every fault that the rules find in ``document``, in the order of file and line."""
    sheet = Sheet(document)
    faults = set()
    for rule in RULES.values():
        for finding in rule.look(sheet):
            file, line = places.at(finding.path)
            shown = places.shown(finding.path)
            faults.add(Fault(file, line, rule.id, rule.severity, shown, finding.message, finding.remedy))
    return sorted(faults)
