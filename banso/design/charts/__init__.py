"""Charts as SVG, the same for page, Word and PDF: Altair says what, vl-convert draws it.

A chart never stands alone: a table with the same figures stands beside it, and a sentence is its alternative.
"""

from banso.design.charts.achievement import Bar, achievement_bars, achievement_sentence
from banso.design.charts.drawing import png
from banso.design.charts.series import Point, month_labels, series_chart, series_sentence

__all__ = [
    "Bar",
    "Point",
    "achievement_bars",
    "achievement_sentence",
    "month_labels",
    "png",
    "series_chart",
    "series_sentence",
]
