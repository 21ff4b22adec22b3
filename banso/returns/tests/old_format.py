"""The same workbook as an office with another program saves it: .xls, by xlwt; .ods and .xlsb, by their specifications."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

import xlwt
from openpyxl import load_workbook

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)


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


def as_ods(data: bytes, into: Callable[[str], str] = lambda content: content) -> bytes:
    """The same workbook as LibreOffice saves it: cells with their values, the empty rest of each sheet repeated.

    ``into`` changes the content before it is packed.
    """
    tables = []
    for sheet in load_workbook(BytesIO(data), data_only=True).worksheets:
        rows = ["".join(_cell(cell.value) for cell in row) for row in sheet.iter_rows()]
        shown = "shown" if sheet.sheet_state == "visible" else "hidden"
        body = "".join(
            f'<table:table-row>{row}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            for row in rows
        )
        rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        name = quoteattr(sheet.title)
        tables.append(f'<table:table table:name={name} table:style-name="{shown}">{body}{rest}</table:table>')
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{on}"/>'
        "</style:style>"
        for name, on in (("shown", "true"), ("hidden", "false"))
    )
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", into(content))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def as_xlsb(data: bytes, far: tuple[int, int] | None = None) -> bytes:
    """The same workbook in Excel's binary format ([MS-XLSB]); ``far``: row and column of one more cell, from 0.

    Dates and cells that are neither text nor number are left out.
    """
    members, bundle, links = {}, b"", []
    for number, sheet in enumerate(load_workbook(BytesIO(data), data_only=True).worksheets, start=1):
        rows = b""
        for row in sheet.iter_rows():
            cells = b"".join(_binary_cell(cell.column - 1, cell.value) for cell in row)
            rows += _binary_row(row[0].row - 1) + cells
        if far and number == 1:
            rows += _binary_row(far[0]) + _binary_cell(far[1], 1)
        members[f"xl/worksheets/sheet{number}.bin"] = (
            _record(129) + _record(148, struct.pack("<4I", 0, sheet.max_row - 1, 0, sheet.max_column - 1))
            + _record(145) + rows + _record(146) + _record(130)
        )  # fmt: skip
        state = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.sheet_state]
        bundle += _record(156, struct.pack("<2I", state, number) + _wide(f"rId{number}") + _wide(sheet.title))
        links.append(
            f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        )
    relations = f"{_RELATIONS}{''.join(links)}</Relationships>".encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132)
        )
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def _record(kind: int, body: bytes = b"") -> bytes:
    """Kind and length are written in groups of seven bits, the lowest first."""
    return _sevens(kind) + _sevens(len(body)) + body


def _sevens(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _sevens(rest) if rest else bytes([low])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _binary_row(row: int) -> bytes:
    return _record(0, struct.pack("<2IHH", row, 0, 300, 0) + b"\0" + struct.pack("<I", 0))


def _binary_cell(column: int, value: object) -> bytes:
    place = struct.pack("<2I", column, 0)
    if isinstance(value, str):
        return _record(6, place + _wide(value))
    if isinstance(value, int | float):
        return _record(5, place + struct.pack("<d", value))
    return b""


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
