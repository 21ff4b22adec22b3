"""Conditions in a form: one row for each, without any code to write. Services and the rules of subsidies share it."""

from banso.upkeep.forms.conditions.forms import ConditionsForm
from banso.upkeep.forms.conditions.rows import Rows

__all__ = ["ConditionsForm", "Rows"]
