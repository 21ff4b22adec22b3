"""Read a workbook that came back: what could be taken, and a question for every cell that could not."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from banso.lib.fiscal import Period, periods, year_label
from banso.plan.queries import LoadedPlan
from banso.returns.workbook import cells, cover, headings, lines, references, strays
from banso.returns.workbook import layout as asked
from banso.returns.workbook.book import Book
from banso.returns.workbook.found import Fixed, Found
from banso.returns.workbook.layout import Layout, Table, layout_of
from banso.returns.workbook.opening import book_of
from banso.returns.workbook.problems import Draft, MeasureAnswer, Notice, NotTaken, NumberLine, Reading
from banso.returns.workbook.tables import find

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NEW_TEMPLATE = "新しい様式を受け取り、そこに記入し直してください。"


def read(
    plan: LoadedPlan,
    data: bytes,
    *,
    organisation: str | None = None,
    period: Period | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """Read ``data`` against ``plan``. Never raises for what the file holds.

    ``organisation`` and ``period``, where given, are whose and for when the workbook must be. ``answers`` are what a
    clerk said to the questions of an earlier reading of the same file, by ``Question.key``.
    """
    answers = dict(answers or {})
    identity: dict[str, str] = {}
    try:
        book = book_of(data)
        identity = identity_of(book, asked.IDENTITY_SHEET)
        layout = _layout(plan, identity)
        _refuse_another(plan, layout, organisation, period)
        headings.check(plan.document, layout, book, periods_of(plan, layout.organisation))
        is_current = identity.get("layout") == layout.digest
        given = identity if is_current else {}
        return read_book(plan, layout, book, answers=answers, is_current=is_current, given=given)
    except NotTaken as reason:
        return Reading(
            refusal=reason.problem, organisation=identity.get("organisation", ""), period=_period(identity)
        )


def read_book(
    plan: LoadedPlan,
    layout: Layout,
    book: Book,
    *,
    answers: Mapping[str, str] | None = None,
    is_current: bool = True,
    said: Collection[str] = (),
    given: Mapping[str, str] | None = None,
) -> Reading:
    """Read an opened workbook whose identity is known. ``is_current``: it was written for exactly this layout.

    ``said``: texts that its sheets may hold beside those of a template. ``given``: what it says about its columns for
    reference. Raises :class:`NotTaken`.
    """
    return _Reader(plan, layout, book, dict(answers or {}), {}, is_current, tuple(said), given or {}).read()


def identity_of(book: Book, title: str) -> dict[str, str]:
    """What the hidden sheet ``title`` says the workbook is. Raises :class:`NotTaken` where there is none."""
    sheet = book.sheet(title)
    if sheet is None:
        raise NotTaken(
            "この計画の報告様式ではありません。", f"画面か事務局から様式を受け取ってください。{_NEW_TEMPLATE}"
        )
    grid = sheet.grid
    rows = sorted({row for row, _column in grid})
    return {cells.stored(grid.get((row, 1))): cells.stored(grid.get((row, 2))) for row in rows}


def _period(identity: dict[str, str]) -> Period | None:
    try:
        return Period.parse(identity.get("period", ""))
    except ValueError:
        return None


def _layout(plan: LoadedPlan, identity: dict[str, str]) -> Layout:
    """What is asked, if the workbook is a template of this plan."""
    if identity.get("format") != asked.FORMAT:
        raise NotTaken("様式の版が違います（古い版か、別のシステムの様式です）。", _NEW_TEMPLATE)
    if identity.get("plan") != plan.key:
        raise _another_plan(plan, identity.get("plan", ""))
    period, organisation = _period(identity), identity.get("organisation", "")
    try:
        layout = layout_of(plan, organisation, period or Period(plan.document.fiscal_year, 1, 12))
    except KeyError:
        raise NotTaken("この計画にない機関の様式です。", _NEW_TEMPLATE) from None
    if period is None or period not in periods_of(plan, organisation):
        raise NotTaken("この計画の報告の期間ではない様式です。", _NEW_TEMPLATE)
    return layout


def _another_plan(plan: LoadedPlan, said: str) -> NotTaken:
    """The plan of another year of the same body is named by its year."""
    body, _, year = said.rpartition("/")
    this = plan.document.fiscal_year
    if body != plan.key.rpartition("/")[0] or not _YEAR.fullmatch(year):
        return NotTaken(f"別の計画の様式です（{said}）。", _NEW_TEMPLATE)
    which = year_label(int(year))
    return NotTaken(
        f"昨年度（{which}）の様式です。" if int(year) == this - 1 else f"{which}の様式です。",
        f"{year_label(this)}の様式を受け取り、そこに記入し直してください。",
    )


def periods_of(plan: LoadedPlan, organisation: str) -> list[Period]:
    """The periods for which an organisation reports, in order: none that ends before anything is counted."""
    document = plan.document
    windows = [
        document.counting_window,
        *(i.window for i in document.indicators_of(organisation) if i.window),
    ]
    starts = [window.start for window in windows if window.start]
    counted = periods(document.fiscal_year, document.cadence_of(organisation).months)
    if len(starts) < len(windows):
        return counted
    return [period for period in counted if period.last_day >= min(starts)]


def _refuse_another(
    plan: LoadedPlan, layout: Layout, organisation: str | None, period: Period | None
) -> None:
    if organisation is not None and organisation != layout.organisation:
        name = plan.document.organisation(layout.organisation).name
        raise NotTaken(f"別の機関（{name}）の様式です。", "自分の機関の様式に記入して送ってください。")
    if period is not None and period != layout.period:
        raise NotTaken(
            f"別の期間（{layout.period.label}）の様式です。",
            f"{period.label}の様式に記入して送ってください。",
        )


@dataclass
class _Reader:
    """One workbook against one layout. ``is_current``: it was written for exactly this layout."""

    plan: LoadedPlan
    layout: Layout
    book: Book
    answers: dict[str, str]
    sheets: dict[str, Found | None]
    is_current: bool
    said: tuple[str, ...]
    given: Mapping[str, str]

    def read(self) -> Reading:
        layout = self.layout
        self._refuse_too_old()
        first = self._find(asked.COVER, {"remarks": ("意見・備考",)})
        remarks = lines.remarks(first)
        numbers: list[NumberLine] = []
        if layout.numbers:
            found = self._find(asked.NUMBERS, {r.key: r.fixed for r in layout.numbers}, tuple(lines.STATUSES))
            numbers += lines.number_lines(layout, found)
        if layout.coverage:
            fixed = {row.key: row.fixed for row in layout.coverage}
            numbers += lines.coverage_lines(layout, self._find(asked.COVERAGE, fixed, tuple(asked.COVERED)))
        measures = self._measures() if layout.measures else ()
        draft = Draft(remarks, tuple(numbers), tuple(measures))
        return self._reading(draft)

    def _measures(self) -> Sequence[MeasureAnswer]:
        layout = self.layout
        fixed = {row.key: row.fixed for row in layout.measures}
        found = self._find(asked.MEASURES, fixed, tuple(lines.STATES))
        counts = {}
        waiting: set[str] = set()
        if layout.counts:
            rows = {row.key: row.fixed for row in layout.counts}
            counted = self._find(asked.COUNTS, rows, tuple(lines.STATUSES))
            counts = lines.counts_by_measure(layout, counted)
            # A measure is one line with its counts: it waits for them.
            waiting = {row.measure for row in layout.counts if row.key in counted.held}
        return list(lines.measure_answers(layout, found, counts, waiting))

    def _find(self, table: Table, fixed: Fixed, choices: Sequence[str] = ()) -> Found:
        found = find(table, self.book, fixed, self.answers, choices)
        self.sheets[found.sheet] = found
        self.sheets.update({notice.sheet: None for notice in found.notices if notice.sheet != found.sheet})
        strays.look(found, self._allowed(table), self.given.get(references.name(table), ""))
        return found

    def _allowed(self, table: Table) -> list[str]:
        """What a sheet says beside its rows."""
        if table is not asked.COVER:
            return [cover.footer(self.plan, self.layout), *self.said]
        # A plan may have been renamed since: the cover holds its old name, which newer templates tell of themselves.
        old = (
            self.given["cover"].split(cover.SEPARATOR)
            if "cover" in self.given
            else [
                cells.stored(sheet.grid.get((row, column + 1)))
                for sheet in self.book.sheets
                for (row, column), cell in sheet.grid.items()
                if isinstance(cell.value, str) and cover.may_change(cell.value)
            ]
        )
        said = cover.lines(self.plan, self.layout)
        return [self.plan.document.body.name, *self.said, *old, *(text for line in said for text in line)]

    def _refuse_too_old(self) -> None:
        """A template of before an amendment is read row by row, if most of its rows are still asked."""
        if self.is_current:
            return
        layout = self.layout
        keys = [
            *(row.key for row in layout.numbers),
            *(row.key for row in layout.coverage),
            *(row.key for row in layout.measures),
            *(row.key for row in layout.counts),
        ]
        texts = {cell.value for sheet in self.book.sheets for cell in sheet.grid.values()}
        if sum(key in texts for key in keys) * 2 <= len(keys):
            raise NotTaken("計画が改定される前の様式です。報告する項目が変わっています。", _NEW_TEMPLATE)

    def _reading(self, draft: Draft) -> Reading:
        layout = self.layout
        self.sheets[asked.IDENTITY_SHEET] = None
        notes = {row.note for row in layout.numbers} | {row.note for row in layout.coverage}
        notes |= {row.note for row in layout.measures}
        founds = [found for found in self.sheets.values() if found is not None]
        strays.look_beside(self.book, self.sheets, notes)
        printed = [cover.footer(self.plan, layout), self.plan.document.body.name, *self.said]
        strays.look_at_margins(founds[0], self.book, printed)
        notices = [notice for found in founds for notice in found.notices]
        if not self.is_current:
            notices.insert(0, Notice("計画が改定される前の様式です。今も報告する項目だけを読み取りました。"))
        notices += [notice for found in founds if (notice := found.formulas())]
        return Reading(
            draft, tuple(question for found in founds for question in found.questions), tuple(notices),
            organisation=layout.organisation, period=layout.period, answers=self.answers,
        )  # fmt: skip
