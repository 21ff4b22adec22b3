"""Recruitment examinations."""

from banso.directory.models import Exam


def exams(municipality: str = "") -> list[Exam]:
    """All of them with their organisations, or those of one municipality. One query."""
    rows = Exam.objects.select_related("organisation", "municipality")
    return list(rows.filter(municipality=municipality) if municipality else rows)
