"""The same workbook as an office with another program saves it: .xls, by xlwt; .ods, by its specification."""

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


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
