"""The tables of returns, one file per noun."""

from banso.returns.models.batches import Batch, BatchItem, BatchResult
from banso.returns.models.lines import IndicatorLine, MeasureLine
from banso.returns.models.locks import PeriodLock
from banso.returns.models.offices import OfficeWord
from banso.returns.models.own_forms import BodyForm
from banso.returns.models.questions import Question
from banso.returns.models.returns import Rejected, Return, Version

__all__ = [
    "Batch",
    "BatchItem",
    "BatchResult",
    "BodyForm",
    "IndicatorLine",
    "MeasureLine",
    "OfficeWord",
    "PeriodLock",
    "Question",
    "Rejected",
    "Return",
    "Version",
]
