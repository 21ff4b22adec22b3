"""The cells of a file that came, by sheet, for those who know where to look in it."""

from banso.returns.workbook.book import Grid
from banso.returns.workbook.opening import book_of


def grids_of(data: bytes) -> dict[str, Grid]:
    """Every sheet as a grid of stored cells. Raises :class:`NotTaken`."""
    return {sheet.title: sheet.grid for sheet in book_of(data).sheets}
