"""Excel: one sheet for each section, numbers as numbers, ready to print; no formula, no merged cell."""

import io
import struct
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from banso.council.layout import (
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    Items,
    Paragraph,
    Section,
    Table,
    facts,
    sections,
)
from banso.council.printing.archive import described, settled

FONT = "BIZ UDPゴシック"
THIN = Side(style="thin", color="767676")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E8F1FE")
# Width of a sheet in characters of the standard font, so that one page of A4 landscape holds it.
WIDTH = 150
LINE = 15.0
CHART_WIDTH = 780


def make(content: Mapping[str, Any], images: Mapping[str, bytes]) -> bytes:
    """The bytes of the .xlsx. ``images`` holds a PNG for each chart, by group."""
    meta = content["document"]
    book = Workbook()
    book.remove(book.worksheets[0])
    alternatives: list[str] = []
    for section in sections(content, every_body=True):
        sheet = book.create_sheet(section.sheet)
        alternatives += _sheet(sheet, section, content, images)
    printed = datetime.fromisoformat(meta["printed_at"]).replace(tzinfo=None)
    book.properties.title = f"{meta['number']} {meta['title']}"
    book.properties.creator = book.properties.lastModifiedBy = meta["council"]
    book.properties.language = "ja-JP"
    book.properties.created = book.properties.modified = printed
    stream = io.BytesIO()
    book.save(stream)
    return settled(described(stream.getvalue(), alternatives), modified=meta["printed_at"])


def _sheet(
    sheet: Worksheet, section: Section, content: Mapping[str, Any], images: Mapping[str, bytes]
) -> list[str]:
    """Write one section; returns the alternative texts of its pictures in their order."""
    meta = content["document"]
    columns = _grid(section)
    _setup(sheet, meta, columns)
    row = _heading(sheet, section, content)
    alternatives: list[str] = []
    blocks = _joined(section)
    only_one = sum(isinstance(block, Table) for block in blocks) == 1
    for block in blocks:
        if isinstance(block, Table):
            row = _table(sheet, block, row, freeze=only_one)
        elif isinstance(block, Chart):
            if alternatives:
                # A page of its own for each chart after the first: no printer cuts one in two.
                sheet.row_breaks.append(Break(id=row - 2))
            row = _picture(sheet, images[block.group], row)
            alternatives.append(block.alt)
        else:
            row = _words(sheet, block, row)
    return alternatives


def _grid(section: Section) -> list[float]:
    """The widths of the columns: those of the widest table of the section, which the others share."""
    tables = [block for block in _joined(section) if isinstance(block, Table)]
    widest = max(tables, key=lambda table: len(table.columns), default=None)
    if widest is None:
        return [WIDTH / 5] * 5
    total = sum(column.weight for column in widest.columns)
    return [max(7.0, WIDTH * column.weight / total) for column in widest.columns]


def _joined(section: Section) -> list[Block]:
    """The blocks with tables that are parts of one whole made one, so that it can be sorted and filtered."""
    blocks = section.blocks
    parts = [block for block in blocks if isinstance(block, Table) and block.part]
    if not parts:
        return list(blocks)
    rows = tuple((Cell(table.part), *row) for table in parts for row in table.rows)
    whole = Table(section.title.partition("　")[2], (Column("区分", 9), *parts[0].columns), rows)
    return [whole if block is parts[0] else block for block in blocks if block not in parts[1:]]


def _setup(sheet: Worksheet, meta: Mapping[str, Any], widths: Sequence[float]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = round(width, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    mark = "【見本データ】" if meta["sample"] else ""
    # An ampersand starts a code in headers and footers.
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.right.text = f"{mark}資料 {meta['number']}".replace("&", "&&")
    footer.left.text = meta["title"].replace("&", "&&")
    footer.right.text = "&A　&P / &N"
    sheet.oddHeader, sheet.oddFooter = header, footer


def _heading(sheet: Worksheet, section: Section, content: Mapping[str, Any]) -> int:
    meta = content["document"]
    _put(sheet, 1, 1, f"資料 {meta['number']}　{meta['title']}", size=14, colour="00118F")
    row = 2
    if meta["sample"]:
        _put(sheet, row, 1, meta["sample_text"], size=10, colour="A00000")
        row += 1
    if section.key == "overview":
        _put(sheet, row, 1, meta["council"])
        row += 1
        for label, value in facts(content):
            _put(sheet, row, 1, f"{label}：{value}", size=10)
            row += 1
    _put(sheet, row + 1, 1, section.title, size=12, colour="00118F")
    return row + 3


def _table(sheet: Worksheet, table: Table, row: int, *, freeze: bool) -> int:
    _put(sheet, row, 1, table.caption, size=10)
    row += 1
    if not table.rows:
        _put(sheet, row, 1, table.empty, size=10)
        return row + 2
    head = row
    for place, column in enumerate(table.columns, start=1):
        cell = _put(sheet, row, place, column.heading, size=9)
        cell.fill, cell.border = HEAD, GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    _height(sheet, row, [column.heading for column in table.columns])
    for cells in table.rows:
        row += 1
        for place, (column, item) in enumerate(zip(table.columns, cells, strict=True), start=1):
            cell = _value(sheet, row, place, item)
            cell.border = GRID
            cell.alignment = Alignment(horizontal=column.align, vertical="top", wrap_text=True)
        _height(sheet, row, [item.text for item in cells])
    if freeze:
        sheet.print_title_rows = f"{head}:{head}"
        sheet.freeze_panes = f"A{head + 1}"
    return row + 2


def _value(sheet: Worksheet, row: int, place: int, item: Cell) -> SheetCell:
    if item.number is None:
        return _put(sheet, row, place, item.text, size=9)
    cell = _put(sheet, row, place, "", size=9)
    cell.value = Decimal(item.number)
    cell.number_format = f"#,##0{'.' + '0' * item.decimals if item.decimals else ''}{item.suffix}"
    return cell


def _put(
    sheet: Worksheet, row: int, place: int, text: str, *, size: float = 11, colour: str = "1A1A1A"
) -> SheetCell:
    """Text as text, whatever it begins with: Excel must not take it for a formula."""
    cell: Any = sheet.cell(row, place)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.font = Font(name=FONT, size=size, color=colour)
    return cell  # type: ignore[no-any-return]


def _words(sheet: Worksheet, block: Heading | Paragraph | Items, row: int) -> int:
    if isinstance(block, Heading):
        _put(sheet, row, 1, block.text, size=11, colour="00118F")
        return row + 1
    lines = [block.text] if isinstance(block, Paragraph) else [f"・{item}" for item in block.items]
    for line in lines:
        for piece in _pieces(line, int(WIDTH * 1.05)):
            _put(sheet, row, 1, piece, size=9.5)
            row += 1
    return row + 1


def _picture(sheet: Worksheet, image: bytes, row: int) -> int:
    picture = _Png(image, CHART_WIDTH)
    sheet.add_image(picture, f"A{row}")
    # A row of 15 points is 20 pixels high.
    return row + picture.height // 20 + 2


class _Png(Image):
    """A PNG at a width in pixels. openpyxl's own class asks Pillow for the size, which the header of a PNG says."""

    def __init__(self, data: bytes, width: int) -> None:
        own_width, own_height = struct.unpack(">II", data[16:24])
        self.bytes = data
        self.format = "png"
        self.width, self.height = width, round(width * own_height / own_width)
        self.anchor = "A1"

    def _data(self) -> bytes:
        return self.bytes


def _height(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """Excel does not grow a row for wrapped text that a program wrote."""
    lines = 1
    for place, text in enumerate(texts, start=1):
        width = sheet.column_dimensions[get_column_letter(place)].width
        # At 9 points a column holds a little more than its width in standard characters; borders take some.
        lines = max(lines, sum(len(_pieces(line, int(width * 1.05) - 1)) for line in text.split("\n")))
    sheet.row_dimensions[row].height = min(409.0, LINE * 0.85 * lines + 4)


def _pieces(text: str, width: int) -> list[str]:
    """The text cut to lines of ``width`` half-width characters."""
    pieces, line, used = [], "", 0
    for character in text:
        size = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if used + size > max(width, 2):
            pieces.append(line)
            line, used = "", 0
        line, used = line + character, used + size
    return [*pieces, line]
