"""Recruitment examinations."""

from banso.directory.models import Exam
from banso.directory.queries.trust import with_trusted_years


def exams(municipality: str = "") -> list[Exam]:
    """All of them with their organisations, or those of one municipality. One query."""
    rows = Exam.objects.select_related("organisation", "municipality")
    return with_trusted_years(rows.filter(municipality=municipality) if municipality else rows)
