"""One workbook with the rows of all bodies, as offices keep it: one sheet for each kind of row, the body in a column.

It is the template of one body with two columns more. Reading lays the rows of each body apart, at the places where
they stand, and hands them to the reader of templates: so the same checks hold, and a cell keeps its address.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from banso.lib.fiscal import Period
from banso.lib.text import fold
from banso.plan.queries import LoadedPlan
from banso.returns.workbook import cells, nobody, unclaimed
from banso.returns.workbook import layout as asked
from banso.returns.workbook.book import Book, Sheet, StoredCell
from banso.returns.workbook.build import (
    FIRST_ROW,
    Place,
    count_rows,
    coverage_rows,
    measure_rows,
    new_sheet,
    number_rows,
    put_identity,
    put_row,
    saved,
)
from banso.returns.workbook.cover import SAMPLE_MARK
from banso.returns.workbook.known import NOTHING, Known
from banso.returns.workbook.layout import Column, Layout, Table, layout_of
from banso.returns.workbook.opening import book_of
from banso.returns.workbook.problems import Notice, NotTaken, Problem, Reading
from banso.returns.workbook.read import identity_of, periods_of, read_book

FORMAT = "banso-consolidated/1"
IDENTITY_SHEET = "_banso_all"
TITLE = "取りまとめ表"

_WHO = (Column("organisation", "機関のid", 14), Column("body", "機関", 18))
_Sums = Mapping[str, Mapping[int, Sequence[StoredCell]]]
_ID_COLUMN = 2
_ANEW = "新しい取りまとめ表を作り、そこに記入し直してください。"


@dataclass(frozen=True)
class BodyReading:
    """What the workbook says for one body; ``is_blank`` when nothing is filled in for it."""

    reading: Reading
    is_blank: bool = False


def bodies_of(plan: LoadedPlan, period: Period) -> list[str]:
    """The ids of the bodies that report for ``period``, in the order of the plan."""
    found = []
    for body in plan.document.reporters():
        if period in periods_of(plan, body.id) and not layout_of(plan, body.id, period).is_empty:
            found.append(body.id)
    return found


def build_all(plan: LoadedPlan, period: Period, known: Mapping[str, Known]) -> bytes:
    """The workbook (.xlsx) of every body that reports for ``period``. ``known``: by body."""
    book = Workbook()
    book.remove(book.worksheets[0])
    layouts = {body: layout_of(plan, body, period) for body in bodies_of(plan, period)}
    names = {body: plan.document.organisation(body).short_name for body in layouts}
    title = _title(period)
    for table, kind in _KINDS:
        bodies = [body for body, layout in layouts.items() if _rows_of(table, layout)]
        if bodies:
            wide = replace(table, columns=(*_WHO, *table.columns))
            sheet = new_sheet(book, wide, title)
            sheet.column_dimensions[get_column_letter(_ID_COLUMN)].hidden = True
            sheet.freeze_panes = f"D{FIRST_ROW}"
            row = FIRST_ROW
            for body in bodies:
                at = Place(row, (body, names[body]))
                kind(sheet, wide, layouts[body], known.get(body, NOTHING), at)
                row += len(_rows_of(table, layouts[body]))
            sheet.auto_filter.ref = f"C{FIRST_ROW - 1}:{get_column_letter(len(wide.columns) + 1)}{row - 1}"
    identity = {"format": FORMAT, "plan": plan.key, "edition": plan.digest, "period": period.key}
    digests = {f"layout:{body}": layout.digest for body, layout in layouts.items()}
    put_identity(book, IDENTITY_SHEET, identity | digests)
    return saved(book, plan, title)


def _title(period: Period) -> str:
    return f"{TITLE}　{period.label}"


@dataclass(frozen=True)
class _Sheet:
    """A sheet of the workbook with its frame: the row of keys, the column of ids, and which body each row is of."""

    table: Table
    sheet: Sheet
    key_row: int
    key_column: int
    bodies: Mapping[int, str]

    @cached_property
    def head(self) -> int:
        """The row under the headings of the columns; where somebody changed them all, the first row of any body."""
        lowest = min(self.bodies, default=self.key_row + FIRST_ROW - 1)
        titles = {fold(column.title) for column in self.table.inputs}
        under = [
            row + 1
            for (row, column), cell in self.sheet.grid.items()
            if row < lowest and column in self.places and fold(cells.stored(cell)) in titles
        ]
        return max(under, default=lowest)

    @cached_property
    def places(self) -> frozenset[int]:
        """The columns for input."""
        keys = {column.key for column in self.table.inputs}
        return frozenset(
            c for (r, c), cell in self.sheet.grid.items() if r == self.key_row and cell.value in keys
        )

    def is_filled(self, body: str) -> bool:
        """Whether any cell for input of ``body`` holds anything that the table did not hold when it was made."""
        given = self._reported if self.table.marker == asked.COVERAGE.marker else {}
        return any(
            self.bodies.get(row) == body
            and column in self.places
            and not cells.is_blank(cell)
            and cells.stored(cell) != given.get(row)
            for (row, column), cell in self.sheet.grid.items()
        )

    @cached_property
    def _reported(self) -> dict[int, str]:
        """row → what was reported before. A municipality stays covered in a new table, without anybody saying so."""
        places = [
            c for (r, c), cell in self.sheet.grid.items() if r == self.key_row and cell.value == "reported"
        ]
        return {row: self.sheet.text(row, column) for column in places for row in self.bodies}

    def of_body(self, body: str, notes: Collection[str]) -> Sheet | None:
        """The sheet as the template of one body: its rows alone, where they stand, without the columns for whom.

        ``notes``: what the comments of the template say; sorting may have laid them on another body's rows.
        """
        rows = {row for row, id_ in self.bodies.items() if id_ == body}
        if not rows:
            return None
        names = {
            c
            for (r, c), cell in self.sheet.grid.items()
            if r == self.key_row and cell.value in [column.key for column in _WHO]
        }
        grid = {
            (row, column): cell
            for (row, column), cell in self.sheet.grid.items()
            if (row in rows or row < self.head) and column not in names
        }
        own = [c for c in self.sheet.comments if c.place[0] in rows and fold(c.text) not in notes]
        return replace(self.sheet, grid=grid, comments=own, pictures=[], margins=[])


def read_all(
    plan: LoadedPlan,
    data: bytes,
    *,
    organisation: str | None = None,
    period: Period | None = None,
    answers: Mapping[str, str] | None = None,
) -> list[BodyReading]:
    """What the workbook says for each body, each checked like its own template; at least one.

    ``organisation`` and ``period``, where given, are whose rows are read and for when it must be. Never raises for
    what the file holds.
    """
    try:
        book = book_of(data)
        identity = identity_of(book, IDENTITY_SHEET)
        when = _period(plan, identity, period)
        everybody = bodies_of(plan, when)
        sheets = [framed for sheet in book.sheets if (framed := _framed(sheet)) is not None]
        sums = _sums(sheets, everybody)
    except NotTaken as reason:
        refused = Reading(
            refusal=reason.problem,
            organisation=organisation or "",
            period=period,
            further=reason.further,
        )
        return [BodyReading(refused)]
    asked_for = [body for body in everybody if organisation in (None, body)]
    if not asked_for:
        problem = Problem("この期間に報告しない機関です。", _ANEW)
        return [BodyReading(Reading(refusal=problem, organisation=organisation or "", period=when))]
    return [_of_body(plan, body, when, identity, book, sheets, sums, answers) for body in asked_for]


def _sums(sheets: Sequence[_Sheet], everybody: Collection[str]) -> _Sums:
    """The rows of sums, by sheet. Raises :class:`NotTaken` for any other filled row that belongs to no body.

    Then no body's rows can be said to be whole.
    """
    found = []
    for framed in sheets:
        mine = {row for row, body in framed.bodies.items() if body in everybody}
        found.append(nobody.look(framed.sheet, mine, framed.key_column, framed.places, framed.head))
    problems = list(nobody.problems(found))
    if problems:
        raise NotTaken.for_each(problems)
    return {sheet.sheet: sheet.sums for sheet in found}


def rows_of(sheets: Sequence[Sheet], body: str) -> list[Sheet]:
    """The sheets cut to the rows of one body under their headings, for the eyes of those who may see no other's."""
    found = []
    for framed in [framed for sheet in sheets if (framed := _framed(sheet)) is not None]:
        rows = {row for row, id_ in framed.bodies.items() if id_ == body}
        heads = range(framed.key_row, framed.key_row + FIRST_ROW - 1)
        grid = {
            (row, column): cell
            for (row, column), cell in framed.sheet.grid.items()
            if row in rows or (row in heads and column <= max(framed.places, default=0))
        }
        if rows:
            found.append(replace(framed.sheet, grid=grid, comments=[], pictures=[], margins=[]))
    return found


def _period(plan: LoadedPlan, identity: Mapping[str, str], wanted: Period | None) -> Period:
    if identity.get("format") != FORMAT:
        raise NotTaken("取りまとめ表の版が違います。", _ANEW)
    if identity.get("plan") != plan.key:
        raise NotTaken(f"別の計画の取りまとめ表です（{identity.get('plan', '')}）。", _ANEW)
    try:
        period = Period.parse(identity.get("period", ""))
    except ValueError:
        raise NotTaken("取りまとめ表の期間が読めません。", _ANEW) from None
    if wanted not in (None, period):
        raise NotTaken(f"別の期間（{period.label}）の取りまとめ表です。", _ANEW)
    return period


def _of_body(
    plan: LoadedPlan,
    body: str,
    period: Period,
    identity: Mapping[str, str],
    book: Book,
    sheets: Sequence[_Sheet],
    sums: _Sums,
    answers: Mapping[str, str] | None,
) -> BodyReading:
    if not any(sheet.is_filled(body) for sheet in sheets):
        return BodyReading(Reading(organisation=body, period=period), is_blank=True)
    layout = layout_of(plan, body, period)
    notes = _notes(plan, period)
    own = [mine for sheet in sheets if (mine := sheet.of_body(body, notes)) is not None]
    try:
        reading = read_book(
            plan,
            layout,
            replace(book, sheets=own),
            answers=answers,
            is_current=identity.get(f"layout:{body}") == layout.digest,
            said=_said(period),
        )
    except NotTaken as reason:
        return BodyReading(Reading(refusal=reason.problem, organisation=body, period=period))
    heads = {framed.sheet.title: framed.head for framed in sheets}
    above, asked_of_it = unclaimed.above(reading.questions, heads)
    beside = [*above, *_unclaimed(book, sheets, sums, [*notes, *_said(period)])]
    reading = replace(reading, questions=asked_of_it, notices=(*reading.notices, *beside))
    return BodyReading(reading)


def _unclaimed(book: Book, sheets: Sequence[_Sheet], sums: _Sums, said: Collection[str]) -> list[Notice]:
    """What belongs to no body, on the sheets of the workbook and on others."""
    framed = {sheet.sheet.title: sheet for sheet in sheets}
    found: list[Notice] = []
    for sheet in book.sheets:
        if sheet.title in framed:
            found += unclaimed.of_sums(sheet.title, sums[sheet.title])
            rows = framed[sheet.title].bodies.keys() | sums[sheet.title].keys()
            found += unclaimed.of_sheet(sheet, rows, framed[sheet.title].head, said)
        elif sheet.title != IDENTITY_SHEET:
            found += unclaimed.of_stranger(sheet)
    return found


def _notes(plan: LoadedPlan, period: Period) -> set[str]:
    """The definitions that stand as comments on the rows of any body."""
    layouts = [layout_of(plan, body, period) for body in bodies_of(plan, period)]
    notes = {fold(row.note) for layout in layouts for row in layout.numbers}
    notes |= {fold(row.note) for layout in layouts for row in layout.coverage}
    return notes | {fold(row.note) for layout in layouts for row in layout.measures}


def _said(period: Period) -> list[str]:
    """What the sheets say beside the rows, and a template does not."""
    return [_title(period), _REMARKS.title, f"{_REMARKS.title}（{SAMPLE_MARK}）"]


def _framed(sheet: Sheet) -> _Sheet | None:
    """The frame of a sheet, wherever inserted rows and columns have moved it. Raises :class:`NotTaken`."""
    markers = {table.marker: table for table, _kind in _KINDS}
    places = sorted(place for place, cell in sheet.grid.items() if cell.value in markers)
    if not places:
        return None
    key_row, key_column = places[0]
    ids = [c for (r, c), cell in sheet.grid.items() if r == key_row and cell.value == _WHO[0].key]
    if len(ids) != 1:
        raise NotTaken(
            "機関を示す列がありません。", f"列を消したり複写したりしないでください。{_ANEW}", sheet.title
        )
    bodies = {
        row: sheet.text(row, ids[0])
        for row in {row for row, _column in sheet.grid if row > key_row}
        if sheet.text(row, ids[0]) and sheet.text(row, key_column)
    }
    return _Sheet(markers[str(sheet.grid[places[0]].value)], sheet, key_row, key_column, bodies)


def _rows_of(table: Table, layout: Layout) -> Sequence[object]:
    """The rows of a layout on the sheet of ``table``; the cover has one for each body."""
    by_marker: dict[str, Sequence[object]] = {
        asked.COVER.marker: ("remarks",),
        asked.NUMBERS.marker: layout.numbers,
        asked.COVERAGE.marker: layout.coverage,
        asked.MEASURES.marker: layout.measures,
        asked.COUNTS.marker: layout.counts,
    }
    return by_marker[table.marker]


def _remarks(sheet: Worksheet, table: Table, layout: Layout, known: Known, at: Place) -> None:
    put_row(sheet, table, at.row, "remarks", (*at.who, "意見・備考"), {"value": known.remarks or None})
    sheet.row_dimensions[at.row].height = 54


_REMARKS = replace(asked.COVER, sheet="意見", title="機関の意見・備考")
_KINDS = (
    (_REMARKS, _remarks),
    (asked.NUMBERS, number_rows),
    (asked.COVERAGE, coverage_rows),
    (asked.MEASURES, measure_rows),
    (asked.COUNTS, count_rows),
)
