"""Recruitment examinations by year, those that can still be applied for before the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from banso.lib.fiscal import FiscalMonth


class Exam(Protocol):
    """What is asked of an examination here."""

    fiscal_year: Any
    deadline: Any


@dataclass(frozen=True)
class ExamYear:
    """The examinations of a fiscal year: open by deadline, those whose deadline nobody knows, those that are over."""

    fiscal_year: int
    coming: tuple[Any, ...]
    unknown: tuple[Any, ...]
    past: tuple[Any, ...]


def exam_years(exams: Iterable[Exam], on: date) -> list[ExamYear]:
    """The newest year first. An examination without a deadline of a year gone by is over."""
    rows = list(exams)
    this_year = FiscalMonth.of(on).year

    def is_over(exam: Exam) -> bool:
        return bool(exam.deadline < on if exam.deadline else exam.fiscal_year < this_year)

    years = []
    for year in sorted({exam.fiscal_year for exam in rows}, reverse=True):
        of_year = [exam for exam in rows if exam.fiscal_year == year]
        ahead = [exam for exam in of_year if not is_over(exam)]
        years.append(
            ExamYear(
                year,
                tuple(sorted((e for e in ahead if e.deadline), key=lambda e: e.deadline)),
                tuple(e for e in ahead if not e.deadline),
                tuple(e for e in of_year if is_over(e)),
            )
        )
    return years
