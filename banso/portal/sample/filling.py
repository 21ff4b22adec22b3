"""Fill in a workbook as a clerk would, without touching anything but the cells for input."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from banso.portal.sample.answers import Cells, Rows

_KEYS = (
    1  # the hidden row that holds the keys of the columns, and the hidden column that holds those of the rows
)


def fill(file: bytes, cells: Cells) -> bytes:
    """The workbook ``file`` with ``cells`` written into it. Raises KeyError for a row that it does not have."""
    book = load_workbook(BytesIO(file))
    for sheet in book.worksheets:
        wanted = cells.get(str(sheet.cell(_KEYS, _KEYS).value), {})
        if wanted:
            _fill_sheet(sheet, wanted)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_sheet(sheet: Worksheet, wanted: Rows) -> None:
    columns = {str(cell.value): cell.column for cell in sheet[_KEYS] if cell.value}
    rows = {str(cell.value): cell.row for (cell,) in sheet.iter_rows(max_col=_KEYS) if cell.value}
    for key, values in wanted.items():
        for column, value in values.items():
            sheet.cell(rows[key], columns[column]).value = value  # type: ignore[assignment]
