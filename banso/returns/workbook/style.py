"""How the workbook looks: fonts, colours, borders, print set-up. Colour never carries the meaning alone."""

from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "游ゴシック"
_thin = Side(style="thin", color="949494")

BODY = Font(name=FONT, size=10)
BOLD = Font(name=FONT, size=10, bold=True)
TITLE = Font(name=FONT, size=14, bold=True)
SAMPLE = Font(name=FONT, size=12, bold=True, color="CE0000")
HEADER_FILL = PatternFill("solid", fgColor="D9E6FF")
INPUT_FILL = PatternFill("solid", fgColor="FFF8D6")
REFERENCE_FILL = PatternFill("solid", fgColor="F2F2F2")
FRAME = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
UNLOCKED = Protection(locked=False)


def number_format(decimals: int) -> str:
    """``#,##0`` with as many decimals as the indicator has, so that what is shown is what is stored."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def height_for(texts: Iterable[tuple[str, int]]) -> float:
    """The height of a row (points) in which every (text, column width) can be read: a wide letter takes two units."""
    # At 10 points a column holds a little more than its width says, which counts letters of 11 points.
    lines = [
        1 + int((sum(2 if ord(c) > 255 else 1 for c in text) - 1) // (width * 1.15 - 1))
        for text, width in texts
    ]
    return 16.5 * max([1, *lines]) + 3


def set_up_page(sheet: Worksheet, *, header_row: int, footer: str) -> None:
    """A4 landscape, one page wide, the header on every page, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header_row}:{header_row}"
    below = sheet.oddFooter
    assert below is not None and below.left is not None and below.right is not None  # every new sheet has one
    below.left.text, below.right.text = footer.replace("&", "&&"), "&P / &N"


def lock(sheet: Worksheet) -> None:
    """Locked against slips, not against people: no password, and widths and heights may be changed."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = False
    protection.formatRows = False
    protection.formatCells = False
    protection.selectLockedCells = False
