"""The tables of returns, one file per noun."""

from banso.returns.models.lines import IndicatorLine, MeasureLine
from banso.returns.models.returns import Rejected, Return, Version

__all__ = ["IndicatorLine", "MeasureLine", "Rejected", "Return", "Version"]
