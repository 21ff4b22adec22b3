"""The workbook of a return: one layout, one writer, one reader."""

from banso.returns.workbook.build import build
from banso.returns.workbook.known import Known
from banso.returns.workbook.layout import Layout, layout_of
from banso.returns.workbook.problems import Asks, Notice, Problem, Question, Reading
from banso.returns.workbook.read import read

__all__ = [
    "Asks",
    "Known",
    "Layout",
    "Notice",
    "Problem",
    "Question",
    "Reading",
    "build",
    "layout_of",
    "read",
]
