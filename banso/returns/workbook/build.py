"""Write the workbook that an organisation fills in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from banso.ledger.kinds import MeasureState, Status
from banso.lib import clock, numbers
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.workbook import cover, references, style
from banso.returns.workbook import layout as asked
from banso.returns.workbook.known import NOTHING, Known, KnownNumber
from banso.returns.workbook.layout import Layout, Table, layout_of

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1


def build(plan: LoadedPlan, organisation: str, period: Period, *, known: Known = NOTHING) -> bytes:
    """The workbook (.xlsx) for ``organisation`` and ``period``. Raises KeyError for an unknown organisation."""
    layout = layout_of(plan, organisation, period)
    book = Workbook()
    book.remove(book.worksheets[0])
    _cover(book, plan, layout, known)
    footer = cover.footer(plan, layout)
    if layout.numbers:
        number_rows(new_sheet(book, asked.NUMBERS, footer), asked.NUMBERS, layout, known, Place())
    if layout.coverage:
        coverage_rows(new_sheet(book, asked.COVERAGE, footer), asked.COVERAGE, layout, known, Place())
    if layout.measures:
        measure_rows(new_sheet(book, asked.MEASURES, footer), asked.MEASURES, layout, known, Place())
    if layout.counts:
        count_rows(new_sheet(book, asked.COUNTS, footer), asked.COUNTS, layout, known, Place())
    identity = {"organisation": organisation, "period": period.key, "layout": layout.digest}
    # What the cover said when it was written: a plan may be renamed, and what a clerk writes over it is asked.
    identity |= {"cover": cover.SEPARATOR.join((plan.document.body.name, plan.document.title))}
    given = {
        references.name(table): _references(book[table.sheet], table)
        for table in asked.TABLES
        if references.columns(table) and table.sheet in book.sheetnames
    }
    put_identity(
        book,
        asked.IDENTITY_SHEET,
        {"format": asked.FORMAT, "plan": plan.key, "edition": plan.digest} | identity | given,
    )
    return saved(book, plan, f"報告様式 {footer}")


def _references(sheet: Worksheet, table: Table) -> str:
    places = [_place(table, key) for key in references.columns(table)]
    return references.joined(
        [str(sheet.cell(row, place).value or "") for place in places]
        for row in range(FIRST_ROW, sheet.max_row + 1)
    )


def saved(book: Workbook, plan: LoadedPlan, title: str) -> bytes:
    """The file, with what a file says about itself."""
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.creator = plan.document.body.short_name
    book.properties.title = title
    book.properties.created = book.properties.modified = clock.now().replace(tzinfo=None)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Cell | MergedCell, value: Any) -> None:
    """Write a value; text that looks like a formula stays text, here and wherever the cell is copied to."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = True
        return
    cell.value = value


def new_sheet(book: Workbook, table: Table, footer: str) -> Worksheet:
    """An empty sheet with its hidden keys, title and header."""
    sheet: Worksheet = book.create_sheet(table.sheet)
    sheet["A1"] = table.marker
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    title = f"{table.title}（{cover.SAMPLE_MARK}）" if settings.SAMPLE_DATA else table.title
    for row, text, font in ((2, title, style.TITLE), (3, footer, style.BODY)):
        put(sheet.cell(row, 2), text)
        sheet.cell(row, 2).font = font
    for number, column in enumerate(table.columns, start=2):
        sheet.cell(1, number, column.key)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        head = sheet.cell(HEADER_ROW, number, column.title)
        head.font, head.fill = style.BOLD, style.HEADER_FILL
        head.border, head.alignment = style.FRAME, style.CENTRED
    sheet.freeze_panes = f"C{FIRST_ROW}"
    style.set_up_page(sheet, header_row=HEADER_ROW, footer=footer)
    style.lock(sheet)
    return sheet


def put_row(
    sheet: Worksheet, table: Table, number: int, key: str, fixed: Sequence[str], values: Mapping[str, Any]
) -> None:
    """One row: its key, its fixed texts in order, then what is given for reference and input columns."""
    texts = iter(fixed)
    put(sheet.cell(number, 1), key)
    for place, column in enumerate(table.columns, start=2):
        cell = sheet.cell(number, place)
        put(cell, next(texts) if column.is_fixed else values.get(column.key))
        cell.font, cell.border, cell.alignment = style.BODY, style.FRAME, style.WRAPPED
        if column.is_input:
            cell.fill, cell.protection = style.INPUT_FILL, style.UNLOCKED
        elif not column.is_fixed:
            cell.fill = style.REFERENCE_FILL
    wide = [column.width for column in table.columns if column.is_fixed]
    sheet.row_dimensions[number].height = style.height_for(zip(fixed, wide, strict=True))


def _note(sheet: Worksheet, table: Table, number: int, text: str) -> None:
    """The definition as a note on the label."""
    comment = Comment(text, "事務局", width=420, height=60 + 20 * (len(text) // 26))
    sheet.cell(number, _place(table, "label")).comment = comment


def _place(table: Table, key: str) -> int:
    return next(n for n, column in enumerate(table.columns, start=2) if column.key == key)


def _choices(sheet: Worksheet, table: Table, key: str, labels: Sequence[str], rows: Sequence[int]) -> None:
    """Only these words, from a list."""
    rule = DataValidation(type="list", formula1=f'"{",".join(labels)}"', allow_blank=True)
    rule.errorTitle, rule.error = "一覧から選んでください", f"{'、'.join(labels)}のどれかを選んでください。"
    _apply(sheet, table, key, rule, rows)


def _only_numbers(sheet: Worksheet, table: Table, decimals: int, rows: Sequence[int]) -> None:
    """Only whole numbers, or decimals, from 0."""
    rule = DataValidation(
        type="decimal" if decimals else "whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
    )
    rule.errorTitle = "数を入れてください"
    rule.error = f"0以上の{f'数（小数{decimals}桁まで）' if decimals else '整数'}を入れてください。"
    for row in rows:
        sheet.cell(row, _place(table, "value")).number_format = style.number_format(decimals)
    _apply(sheet, table, "value", rule, rows)


def _apply(sheet: Worksheet, table: Table, key: str, rule: DataValidation, rows: Sequence[int]) -> None:
    if not rows:
        return
    rule.showErrorMessage = True
    letter = get_column_letter(_place(table, key))
    for row in rows:
        rule.add(f"{letter}{row}")
    sheet.add_data_validation(rule)


def _plain(amount: int | None, decimals: int = 0) -> int | Decimal | None:
    if amount is None or not decimals:
        return amount
    value = Decimal(amount).scaleb(-decimals)
    return int(value) if value == value.to_integral_value() else value


def _reported(known: KnownNumber | None, decimals: int = 0) -> str:
    """What was reported already, as text: the number, or the word for why there is none."""
    if known is None:
        return ""
    value = _plain(known.amount, decimals)
    return Status.of(known.status).label if value is None else numbers.grouped(value)


def _given(known: KnownNumber | None, decimals: int = 0) -> dict[str, Any]:
    if known is None:
        return {}
    status = Status.of(known.status).label
    return {"value": _plain(known.amount, decimals), "status": status, "note": known.note}


@dataclass(frozen=True)
class Place:
    """From which row on a body's rows stand, and the texts that stand before their own in a table of many bodies."""

    row: int = FIRST_ROW
    who: tuple[str, ...] = ()


def number_rows(sheet: Worksheet, table: Table, layout: Layout, known: Known, at: Place) -> None:
    """The rows of the numbers; so too for the three kinds that follow."""
    by_precision: dict[int, list[int]] = {}
    for number, row in enumerate(layout.numbers, start=at.row):
        was = known.numbers.get(row.key)
        values = {"before": known.before.get(row.key, ""), "reported": _reported(was, row.decimals)}
        put_row(sheet, table, number, row.key, (*at.who, *row.fixed), values | _given(was, row.decimals))
        _note(sheet, table, number, row.note)
        by_precision.setdefault(row.precision, []).append(number)
    for precision, rows in by_precision.items():
        _only_numbers(sheet, table, precision, rows)
    _choices(sheet, table, "status", [s.label for s in Status], _rows(layout.numbers, at))


def coverage_rows(sheet: Worksheet, table: Table, layout: Layout, known: Known, at: Place) -> None:
    words = {amount: word for word, amount in asked.COVERED.items()}
    for number, row in enumerate(layout.coverage, start=at.row):
        was = known.coverage.get(row.key)
        word = words.get(was.amount, "") if was else ""
        values = {"reported": word, "value": word or None, "note": was.note if was else None}
        put_row(sheet, table, number, row.key, (*at.who, *row.fixed), values)
    _note(sheet, table, at.row, layout.coverage[0].note)
    _choices(sheet, table, "value", list(asked.COVERED), _rows(layout.coverage, at))


def measure_rows(sheet: Worksheet, table: Table, layout: Layout, known: Known, at: Place) -> None:
    for number, row in enumerate(layout.measures, start=at.row):
        was = known.measures.get(row.key)
        values = (
            {"state": MeasureState.of(was.state).label, "done": was.done, "next_step": was.next_step}
            if was
            else {}
        )
        put_row(sheet, table, number, row.key, (*at.who, *row.fixed), values)
        _note(sheet, table, number, row.note)
        sheet.row_dimensions[number].height = 54  # room for two or three lines
    _choices(sheet, table, "state", [s.label for s in MeasureState], _rows(layout.measures, at))


def count_rows(sheet: Worksheet, table: Table, layout: Layout, known: Known, at: Place) -> None:
    for number, row in enumerate(layout.counts, start=at.row):
        was = known.counts.get(row.key)
        values = {"reported": _reported(was)} | _given(was)
        put_row(sheet, table, number, row.key, (*at.who, *row.fixed), values)
    _only_numbers(sheet, table, 0, _rows(layout.counts, at))
    _choices(sheet, table, "status", [s.label for s in Status], _rows(layout.counts, at))


def _rows(items: Sequence[object], at: Place) -> range:
    return range(at.row, at.row + len(items))


def _cover(book: Workbook, plan: LoadedPlan, layout: Layout, known: Known) -> None:
    sheet = new_sheet(book, asked.COVER, plan.document.body.name)
    lines = cover.lines(plan, layout)
    if settings.SAMPLE_DATA:
        lines.insert(0, cover.SAMPLE_LINE)
    for number, (label, text) in enumerate(lines, start=FIRST_ROW):
        for place, value in ((2, label), (3, text)):
            cell = sheet.cell(number, place)
            put(cell, value)
            cell.font, cell.alignment, cell.border = style.BODY, style.WRAPPED, style.FRAME
    if settings.SAMPLE_DATA:
        sheet.cell(FIRST_ROW, 3).font = style.SAMPLE
    last = FIRST_ROW + len(lines)
    put_row(sheet, asked.COVER, last, "remarks", ("意見・備考",), {"value": known.remarks or None})
    sheet.row_dimensions[last].height = 140


def put_identity(book: Workbook, name: str, rows: Mapping[str, str]) -> None:
    """Which workbook this is, for the reader alone."""
    sheet = book.create_sheet(name)
    for number, (key, value) in enumerate(rows.items(), start=1):
        put(sheet.cell(number, 1), key)
        put(sheet.cell(number, 2), value)
    sheet.sheet_state = "veryHidden"
    style.lock(sheet)
