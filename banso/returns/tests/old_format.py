"""The same workbook as an office with an old program saves it: .xls, by xlwt."""

from datetime import date, datetime
from io import BytesIO

import xlwt
from openpyxl import load_workbook


def as_xls(data: bytes) -> bytes:
    """Every sheet of an .xlsx with its values; formulas, comments and formats are not carried over."""
    old = xlwt.Workbook()
    for sheet in load_workbook(BytesIO(data), data_only=True).worksheets:
        copy = old.add_sheet(sheet.title)
        copy.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.sheet_state]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    is_date = isinstance(cell.value, date | datetime)
                    style = xlwt.easyxf(num_format_str="yyyy/m/d") if is_date else xlwt.Style.default_style
                    copy.write(cell.row - 1, cell.column - 1, cell.value, style)
    out = BytesIO()
    old.save(out)
    return out.getvalue()
