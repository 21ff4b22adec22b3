"""The forms of a subsidy: what it is, and its rules, each version from a day on."""

from banso.upkeep.forms.subsidies.facts import SubsidyForm
from banso.upkeep.forms.subsidies.rules import RulesForm, rules_form

__all__ = ["RulesForm", "SubsidyForm", "rules_form"]
