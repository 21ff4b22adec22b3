"""Fill in a template as a clerk would: by the words that stand in it, not by the code that wrote it."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Change = Callable[[Workbook], None]


def changed(data: bytes, change: Change) -> bytes:
    """The workbook after ``change``."""
    book = load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Worksheet, title: str) -> int:
    """The column under a header."""
    for row in sheet.iter_rows(max_row=6):
        for cell in row:
            if cell.value == title:
                return int(cell.column)
    raise AssertionError(f"{sheet.title}: no column {title}")


def row(sheet: Worksheet, *words: str) -> int:
    """The first row that holds all of ``words``, each as a whole cell."""
    for cells in sheet.iter_rows():
        if set(words) <= {str(cell.value) for cell in cells}:
            return int(cells[0].row)
    raise AssertionError(f"{sheet.title}: no row with {words}")


def at(book: Workbook, sheet: str, words: tuple[str, ...] | str, title: str) -> Any:
    """The cell in the row of ``words`` under ``title``."""
    wanted = (words,) if isinstance(words, str) else words
    return book[sheet].cell(row(book[sheet], *wanted), column(book[sheet], title))


def put(book: Workbook, sheet: str, words: tuple[str, ...] | str, title: str, value: Any) -> None:
    at(book, sheet, words, title).value = value


def fill_all(book: Workbook, value: int = 7, state: str = "実施中") -> None:
    """Every input filled in: numbers ``value`` 確定, municipalities 設置済, measures ``state``."""
    for name in ("指標", "件数"):
        if name in book.sheetnames:
            for number in _rows(book[name]):
                book[name].cell(number, column(book[name], "当期の値")).value = value
                book[name].cell(number, column(book[name], "状態")).value = "確定"
    if "設置状況" in book.sheetnames:
        for number in _rows(book["設置状況"]):
            book["設置状況"].cell(number, column(book["設置状況"], "設置状況")).value = "設置済"
    if "取組" in book.sheetnames:
        for number in _rows(book["取組"]):
            book["取組"].cell(number, column(book["取組"], "実施状況")).value = state
            book["取組"].cell(number, column(book["取組"], "実施した内容")).value = "相談会を開いた。"


def _rows(sheet: Worksheet) -> range:
    return range(5, sheet.max_row + 1)


def filled(data: bytes, change: Change = lambda book: None, value: int = 7) -> bytes:
    """A template filled in whole, then changed."""

    def both(book: Workbook) -> None:
        fill_all(book, value)
        change(book)

    return changed(data, both)


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return out.getvalue()
