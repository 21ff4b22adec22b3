"""A version's file as it came, sheet by sheet, with each question at its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import Question, Version
from banso.returns.states import QuestionKind
from banso.returns.workbook import cells, consolidated
from banso.returns.workbook.book import Place, Sheet, place_of, ref
from banso.returns.workbook.layout import IDENTITY_SHEET, TABLES, Table
from banso.returns.workbook.opening import book_of

# A page that nobody can scroll helps nobody; questions beyond these stand before the tables.
MOST_ROWS = 400
MOST_COLUMNS = 60
MOST_IN_ROW = 14


@dataclass(frozen=True)
class Item:
    """One question for people: its number on the page, and the row of its cell as (heading, text)."""

    number: int
    question: Question
    row: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        return f"q{self.question.pk}"

    @property
    def is_sense(self) -> bool:
        return self.question.kind == QuestionKind.SENSE


@dataclass(frozen=True)
class CellView:
    """One cell: what the spreadsheet shows, what it stores where that differs, and its questions."""

    ref: str
    text: str
    stored: str
    is_input: bool
    columns: int
    rows: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class RowView:
    number: int
    is_hidden: bool
    cells: tuple[CellView, ...]

    @property
    def items(self) -> list[Item]:
        return [item for cell in self.cells for item in cell.items]


@dataclass(frozen=True)
class ColumnView:
    letter: str
    is_hidden: bool


@dataclass(frozen=True)
class SheetView:
    """One sheet as a table. ``left_out``: rows or columns beyond what is shown; ``whole``: what is asked of all of it."""

    title: str
    is_hidden: bool
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    left_out: bool
    whole: tuple[Item, ...]

    @property
    def items(self) -> list[Item]:
        return [item for row in self.rows for item in row.items]

    @property
    def width(self) -> int:
        return len(self.columns) + 1


@dataclass(frozen=True)
class Review:
    """``items`` need an answer, ``notices`` do not; ``elsewhere`` are the items whose cell no table shows."""

    items: tuple[Item, ...]
    notices: tuple[Question, ...]
    elsewhere: tuple[Item, ...]
    sheets: tuple[SheetView, ...]

    @property
    def answered(self) -> int:
        return sum(not item.question.is_open for item in self.items)

    @property
    def open_items(self) -> list[Item]:
        return [item for item in self.items if item.question.is_open]


def questions_of(version: Version) -> list[Question]:
    """The questions of a version with who answered, cells before sense. One SQL query."""
    found = Question.objects.filter(version=version).select_related("answered_by")
    order = [QuestionKind.CELL, QuestionKind.SENSE, QuestionKind.NOTICE]
    return sorted(found, key=lambda q: (order.index(QuestionKind.of(q.kind)), q.pk))


def open_questions(version: Version) -> list[Question]:
    """Those without whose answer the version cannot be handed in. One SQL query."""
    return [q for q in questions_of(version) if q.is_open and q.kind != QuestionKind.NOTICE]


@dataclass(frozen=True)
class Explanation:
    """What a body said of a number that looked odd: what was asked of it, and the answer."""

    organisation: str
    period: Period
    about: str
    asked: str
    explanation: str
    cell: str


def review_of(plan: LoadedPlan, version: Version, *, own_rows: bool = False) -> Review:
    """The page on which a clerk answers. ``version`` comes with its file. One SQL query.

    ``own_rows``: of a workbook of all bodies, nothing but the rows of the version's own body.
    """
    questions = questions_of(version)
    sheets = [s for s in book_of(bytes(version.file)).sheets if s.title != IDENTITY_SHEET]
    if own_rows:
        sheets = consolidated.rows_of(sheets, version.subject.organisation)
        # What belongs to no body was written down for each of them, with its words: it is not theirs to read.
        questions = [q for q in questions if q.kind != QuestionKind.NOTICE or _stands_in(sheets, q)]
    titles = [sheet.title for sheet in sheets]
    asked = sorted(
        (question for question in questions if question.kind != QuestionKind.NOTICE),
        key=lambda question: _order(titles, question),
    )
    by_title = {sheet.title: sheet for sheet in sheets}
    items = tuple(
        Item(number, question, _row_of(by_title.get(question.sheet), question.cell))
        for number, question in enumerate(asked, start=1)
    )
    by_cell: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        by_cell.setdefault((item.question.sheet, item.question.cell), []).append(item)
    views = tuple(_sheet(sheet, by_cell) for sheet in sheets)
    placed = {item.number for view in views for item in (*view.items, *view.whole)}
    return Review(
        items=items,
        notices=tuple(question for question in questions if question.kind == QuestionKind.NOTICE),
        elsewhere=tuple(item for item in items if item.number not in placed),
        sheets=views,
    )


def _stands_in(sheets: Sequence[Sheet], question: Question) -> bool:
    return any(
        s.title == question.sheet and place_of(question.cell) in s.grid for s in sheets if question.cell
    )


def _order(titles: list[str], question: Question) -> tuple[int, Place, int]:
    """As they stand on the page: first what has no cell, then by sheet, row and column."""
    if question.sheet not in titles:
        return -1, (0, 0), question.pk
    place = place_of(question.cell) if question.cell else (0, 0)
    return titles.index(question.sheet), place, question.pk


def _row_of(sheet: Sheet | None, cell: str) -> tuple[tuple[str, str], ...]:
    """The filled cells of the row of ``cell`` and the cell itself, each under its heading or the letter of its column."""
    if sheet is None or not cell:
        return ()
    asked = place_of(cell)
    table = _table(sheet)
    titles = {column.key: column.title for column in table.columns} if table else {}
    told = []
    for (row, column), stands in sorted(sheet.grid.items()):
        # The first column of a table of the template holds its keys.
        if row != asked[0] or (table is not None and column == 1):
            continue
        text = cells.shown(stands) or cells.stored(stands)
        if text or (row, column) == asked:
            heading = titles.get(sheet.text(1, column)) or f"{ref(1, column)[:-1]}列"
            told.append((heading, text))
    return tuple(told[:MOST_IN_ROW])


def _sheet(sheet: Sheet, by_cell: Mapping[tuple[str, str], list[Item]]) -> SheetView:
    places = [place for place, cell in sheet.grid.items() if not cells.is_blank(cell)]
    places += [place_of(cell) for title, cell in by_cell if title == sheet.title and cell]
    last_row = max((row for row, _column in places), default=0)
    last_column = max((column for _row, column in places), default=0)
    # The template's own keys, which nobody fills in and which are hidden, would only be in the way.
    keyed = _table(sheet) is not None
    first_row = 2 if keyed and 1 in sheet.hidden_rows else 1
    first_column = 2 if keyed and any(first <= 1 <= last for first, last in sheet.hidden_columns) else 1
    rows = range(first_row, min(last_row, MOST_ROWS) + 1)
    columns = range(first_column, min(last_column, MOST_COLUMNS) + 1)
    inputs = _inputs(sheet)
    covered, spans = _merged(sheet, rows, columns)
    return SheetView(
        title=sheet.title,
        is_hidden=sheet.is_hidden,
        columns=tuple(
            ColumnView(ref(1, c)[:-1], any(first <= c <= last for first, last in sheet.hidden_columns))
            for c in columns
        ),
        rows=tuple(
            RowView(
                number=r,
                is_hidden=r in sheet.hidden_rows,
                cells=tuple(
                    _cell(sheet, (r, c), by_cell, (r, c) in inputs, spans.get((r, c), (1, 1)))
                    for c in columns
                    if (r, c) not in covered
                ),
            )
            for r in rows
        ),
        left_out=last_row > MOST_ROWS or last_column > MOST_COLUMNS,
        whole=tuple(by_cell.get((sheet.title, ""), ())),
    )


def _cell(
    sheet: Sheet,
    place: Place,
    by_cell: Mapping[tuple[str, str], list[Item]],
    is_input: bool,
    span: tuple[int, int],
) -> CellView:
    cell = sheet.grid.get(place)
    stored, shown = cells.stored(cell), cells.shown(cell)
    name = ref(*place)
    return CellView(
        ref=name,
        text=shown or stored,
        stored=stored if shown and shown != stored else "",
        is_input=is_input,
        columns=span[1],
        rows=span[0],
        items=tuple(by_cell.get((sheet.title, name), ())),
    )


def _inputs(sheet: Sheet) -> set[Place]:
    """The cells that a clerk fills in, where the sheet is one of the template: input columns of rows with a key."""
    table = _table(sheet)
    if table is None:
        return set()
    keys = {column.key for column in table.inputs}
    columns = [
        place[1] for place, _cell in sheet.grid.items() if place[0] == 1 and sheet.text(*place) in keys
    ]
    rows = [row for row, column in sheet.grid if column == 1 and row > 1 and sheet.text(row, 1)]
    return {(row, column) for row in rows for column in columns}


def _table(sheet: Sheet) -> Table | None:
    return next((table for table in TABLES if table.marker == sheet.text(1, 1)), None)


def _merged(sheet: Sheet, rows: range, columns: range) -> tuple[set[Place], dict[Place, tuple[int, int]]]:
    """The places that a merged cell covers, and the (rows, columns) of each merged cell by its first place."""
    covered: set[Place] = set()
    spans: dict[Place, tuple[int, int]] = {}
    for area in sheet.merged:
        top, left = max(area.top, rows.start), max(area.left, columns.start)
        bottom, right = min(area.bottom, rows.stop - 1), min(area.right, columns.stop - 1)
        inside = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(inside) > 1 and not inside & covered:
            spans[top, left] = (bottom - top + 1, right - left + 1)
            covered |= inside - {(top, left)}
    return covered, spans
