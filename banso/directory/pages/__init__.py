"""What the public pages say, shaped from the catalogue and the plan. Pure."""

from banso.directory.pages.exams import ExamYear, exam_years
from banso.directory.pages.place import PlacePage, Section, place_page
from banso.directory.pages.service import ServicePage, service_page
from banso.directory.pages.window import WindowPage, window_page

__all__ = [
    "ExamYear",
    "PlacePage",
    "Section",
    "ServicePage",
    "WindowPage",
    "exam_years",
    "place_page",
    "service_page",
    "window_page",
]
