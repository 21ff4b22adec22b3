"""Do the cover and the headings say the body and the period that the hidden sheet says?

Who types the new month over last month's file sees the new month; the file is still last month's, and its numbers would
be. Which of the two is meant decides which return this is, so it cannot be asked within one of them.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.lib.text import fold
from banso.plan.format import PlanDocument
from banso.returns.workbook import cover
from banso.returns.workbook import layout as asked
from banso.returns.workbook.book import Book
from banso.returns.workbook.layout import Layout
from banso.returns.workbook.problems import NotTaken

_TITLES = {column.title for table in asked.TABLES for column in table.columns}
# A month and nothing else: what is said of a month (令和7年10月に提出) may stand in any month's return.
_MONTH = re.compile(r"\D{0,2} ?(?:\d{1,4}|元) ?[年./-] ?\d{1,2} ?月?分?")


def check(document: PlanDocument, layout: Layout, book: Book, periods: Collection[Period]) -> None:
    """``periods``: those for which the body reports. Raises :class:`NotTaken` where another is named."""
    mine, period = document.organisation(layout.organisation).name, layout.period
    names = {fold(o.name) for o in (*document.organisations, *document.members)} - {fold(mine)}
    labels = {fold(each.label) for each in periods} - {fold(period.label)}
    for where, label, text in _said(book, mine):
        if label == cover.ORGANISATION and fold(text) in names:
            raise _contradiction(where, text, mine)
        if label == cover.PERIOD and (fold(text) in labels or _is_outside(text, period)):
            raise _contradiction(where, text, period.label)


def _said(book: Book, name: str) -> Iterator[tuple[str, str, str]]:
    """(sheet, label, text) of what stands beside the labels of the cover, and behind the body's name above the tables."""
    for sheet in book.sheets:
        is_cover = any(cell.value == asked.COVER.marker for cell in sheet.grid.values())
        for (row, column), cell in sheet.grid.items():
            if is_cover and cell.value in (cover.ORGANISATION, cover.PERIOD):
                yield sheet.title, str(cell.value), sheet.text(row, column + 1)
            elif not is_cover and cell.value in _TITLES:
                break
            elif isinstance(cell.value, str) and cell.value.startswith(name + cover.BETWEEN):
                yield sheet.title, cover.PERIOD, cell.value.removeprefix(name + cover.BETWEEN).strip()


def _is_outside(text: str, period: Period) -> bool:
    """Whether ``text`` is the name of a month, and of one outside ``period``."""
    month = wareki.parse_month(text) if _MONTH.fullmatch(fold(text)) else None
    return month is not None and not period.first_day <= date(*month, 1) <= period.last_day


def _contradiction(where: str, says: str, really: str) -> NotTaken:
    return NotTaken(
        f"「{where}」には「{says}」とありますが、{really}の様式です。どちらの報告か分かりません。",
        f"{says}の報告なら、{says}の様式を受け取って記入し直してください。"
        f"{really}の報告なら、シートの「{says}」を「{really}」に直して送ってください。",
    )
