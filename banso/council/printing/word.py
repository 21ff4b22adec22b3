"""Word: A4 landscape, heading styles, real tables with repeated header rows, charts with alternative text."""

import io
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from banso.council.layout import Chart, Heading, Items, Paragraph, Section, Table, facts, sections
from banso.council.printing.archive import settled

FONT = "BIZ UDPゴシック"
LATIN = "BIZ UDPGothic"
INK = RGBColor(0x1A, 0x1A, 0x1A)
BLUE = RGBColor(0x00, 0x11, 0x8F)
GREY = RGBColor(0x59, 0x59, 0x59)
WIDTH = 267  # mm between the margins of A4 landscape
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def make(content: Mapping[str, Any], images: Mapping[str, bytes]) -> bytes:
    """The bytes of the .docx. ``images`` holds a PNG for each chart, by group."""
    meta = content["document"]
    document = Document()
    _prepare(document, meta)
    _title(document, content)
    for section in sections(content):
        _section(document, section, images)
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def _prepare(document: Any, meta: Mapping[str, Any]) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin, page.bottom_margin = Mm(18), Mm(16)
    page.header_distance = page.footer_distance = Mm(8)
    sizes = {
        "Normal": 10,
        "Title": 20,
        "Heading 1": 14,
        "Heading 2": 11.5,
        "Caption": 9.5,
        "List Bullet": 9.5,
    }
    for name, size in sizes.items():
        _style(document.styles[name], size, BLUE if name.startswith("Heading") else INK)
    properties = document.core_properties
    printed = datetime.fromisoformat(meta["printed_at"]).replace(tzinfo=None)
    properties.title = f"{meta['number']} {meta['title']}"
    properties.author = meta["council"]
    properties.language = "ja-JP"
    properties.comments = ""
    properties.created = properties.modified = printed
    properties.last_modified_by = meta["council"]
    head = page.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark = "【見本データ】　" if meta["sample"] else ""
    _run(head, f"{mark}{meta['council']}　資料 {meta['number']}", 8.5, GREY)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    _run(foot, " / ", 8.5, GREY)
    _field(foot, "NUMPAGES")


def _style(style: Any, size: float, colour: RGBColor) -> None:
    font = style.font
    font.name, font.size, font.color.rgb, font.italic = LATIN, Pt(size), colour, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), FONT)
    fonts.set(qn("w:hAnsi"), LATIN)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")
    properties.append(language)
    style.paragraph_format.space_after = Pt(4)
    if style.name.startswith("Heading"):
        style.paragraph_format.space_before = Pt(12)
        style.paragraph_format.keep_with_next = True


def _title(document: Any, content: Mapping[str, Any]) -> None:
    meta = content["document"]
    number = document.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(number, f"資料 {meta['number']}", 12, BLUE)
    council = document.add_paragraph()
    _run(council, meta["council"], 11, GREY)
    title = document.add_paragraph(style="Title")
    _run(title, meta["title"])
    if meta["sample"]:
        _run(document.add_paragraph(), meta["sample_text"], 11, RGBColor(0xA0, 0x00, 0x00))
    for label, value in facts(content):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(38), Mm(-38)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(38))
        _run(line, f"{label}\t", 9.5, GREY)
        _run(line, value, 9.5)


def _section(document: Any, section: Section, images: Mapping[str, bytes]) -> None:
    document.add_heading(section.title, level=1).paragraph_format.page_break_before = section.new_page
    for block in section.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, level=2)
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Items):
            for item in block.items:
                document.add_paragraph(item, style="List Bullet").paragraph_format.space_after = Pt(1)
        elif isinstance(block, Chart):
            _picture(document, block, images[block.group])
        else:
            _table(document, block)


def _picture(document: Any, chart: Chart, image: bytes) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Mm(180))
    if shape.height > Mm(120):
        shape.width, shape.height = int(shape.width * Mm(120) / shape.height), Mm(120)
    properties = shape._inline.docPr
    properties.set("title", chart.title)
    properties.set("descr", chart.alt)


def _table(document: Any, block: Table) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    _run(caption, block.caption)
    if not block.rows:
        document.add_paragraph(block.empty)
        return
    table = document.add_table(rows=2, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _describe(table, block.caption)
    total = sum(column.weight for column in block.columns)
    widths = [Mm(WIDTH * column.weight / total) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head, pattern = table.rows
    for cell, column, width in zip(head.cells, block.columns, widths, strict=True):
        _fill(cell, column.heading, "center", width, shade="E8F1FE")
    for cell, column, width in zip(pattern.cells, block.columns, widths, strict=True):
        _fill(cell, "", column.align, width)
    _row(head, header=True)
    _row(pattern, header=False)
    _rows(table, pattern, block)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _rows(table: Any, pattern: Any, block: Table) -> None:
    """The rows below the heading. A copy of a row costs a small part of what making one does."""
    for row in block.rows:
        line = deepcopy(pattern._tr)
        for cell, run in zip(row, line.iter(qn("w:r")), strict=True):
            if cell.text:
                run.text = cell.text
        table._tbl.append(line)
    table._tbl.remove(pattern._tr)


def _fill(cell: Any, text: str, align: str, width: int, shade: str = "") -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, 8.5)
    if shade:
        colour = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            colour.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(colour)


def _row(row: Any, *, header: bool) -> None:
    """No row is cut by a page; the header row comes again on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table: Any, text: str) -> None:
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)


def _run(paragraph: Any, text: str, size: float | None = None, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    if size:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills in: the number of this page, or of all."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), (None, "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(8.5), GREY
        if kind is None:
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
