"""The monthly sheet of a labour bureau, as such sheets look: a title, the month, offices in columns, and four rows for
each figure (当月, 4月以降累計, 年間目標, 進捗率). Made by openpyxl, for the small plan's bodies."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.own_forms.mapping import Reckoning

ROWS = ("当月", "4月以降累計", "年間目標", "進捗率")
# The cells that tests point at.
HIRES, CONVERSIONS = "E5", "E9"
HIRES_SO_FAR, CONVERSIONS_SO_FAR = "E6", "E10"
MONTH = "B2"
HIRES_ROW, CONVERSIONS_ROW = "hires||value", "conversions||value"
BY_MONTH = [(HIRES, HIRES_ROW, Reckoning.PERIOD), (CONVERSIONS, CONVERSIONS_ROW, Reckoning.PERIOD)]
ANCHORS = ["A1", "E4", "A5", "A9", "B5", "B6"]


def monthly(
    *,
    month: object = "令和７年９月分",
    hires: object = 35,
    hires_so_far: object = 210,
    conversions: object = 12,
    conversions_so_far: object = 60,
    change: Callable[[Worksheet], Any] = lambda sheet: None,
) -> bytes:
    """The sheet for one month, the totals in column E."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "実績"
    sheet["A1"] = "就職氷河期世代等 正社員就職 実績報告"
    sheet["A2"], sheet["B2"] = "報告月", month
    for column, name in zip("ABCDE", ("項目", "区分", "東所", "西所", "合計"), strict=True):
        sheet[f"{column}4"] = name
    blocks = (
        ("正社員就職件数", hires, hires_so_far, 480),
        ("正社員転換件数", conversions, conversions_so_far, 120),
    )
    for place, (name, month_value, so_far, target) in enumerate(blocks):
        top = 5 + 4 * place
        sheet[f"A{top}"] = name
        for offset, (label, value) in enumerate(
            zip(ROWS, (month_value, so_far, target, 0.4375), strict=True)
        ):
            sheet[f"B{top + offset}"] = label
            sheet[f"E{top + offset}"] = value
        sheet[f"C{top}"], sheet[f"D{top}"] = 20, 15
        sheet[f"E{top + 3}"].number_format = "0.0%"
    change(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
