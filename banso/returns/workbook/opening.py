"""From the bytes of a file to a workbook, or to the reason why it is none."""

import logging
from xml.etree.ElementTree import ParseError

from banso.returns.workbook import archive, openxml, values
from banso.returns.workbook.book import Book
from banso.returns.workbook.problems import NotTaken

# As many as fit into what is kept of a source, with its cell; LibreOffice allows more than Excel.
MAX_TITLE = 60

logger = logging.getLogger(__name__)

# What stands in a damaged workbook can go wrong at any step; these are what the steps raise.
_DAMAGED = (
    ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError, OSError, LookupError,
    RecursionError,
)  # fmt: skip


def book_of(data: bytes) -> Book:
    """The workbook in a file. Raises :class:`NotTaken` for anything else, whatever it is."""
    parts = archive.opened(data)
    try:
        book = values.book_of(data, parts) if isinstance(parts, str) else openxml.book_of(parts)
        _check_titles(book)
        return book
    except _DAMAGED as damage:
        raise _broken(damage) from damage


def _check_titles(book: Book) -> None:
    """Spreadsheet programs never give two sheets one name, and 31 letters at most; sources are kept by that name."""
    titles = [sheet.title for sheet in book.sheets]
    if len(set(titles)) < len(titles) or any(len(title) > MAX_TITLE for title in titles):
        raise ValueError("names of sheets that no program gives")


def _broken(damage: BaseException) -> NotTaken:
    logger.info("workbook refused: %r", damage)
    return NotTaken(
        "Excelファイルの中身が壊れていて読めません。",
        "Excelで開いて保存し直すか、新しい様式に記入して送ってください。",
    )
