"""Why a printed number or state is another today: return by return, with sums that add up."""

from banso.council.explaining.measures import explain_measure
from banso.council.explaining.numbers import explain_number
from banso.council.explaining.overview import explain_overview
from banso.council.explaining.page import for_page

__all__ = ["explain_measure", "explain_number", "explain_overview", "for_page"]
