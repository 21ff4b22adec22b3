"""Read the numbers of a body's own form: the cells that were pointed at. Nothing is guessed; what is new beside is asked. Pure.

A figure counted since April becomes the figure of the period by taking away what was approved for the periods
before; where one of those is not known, that is a question. What the form does not hold is carried over from what was
approved or handed in before; else it has no line, so it counts as not reported, and the notice asks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from banso.ledger.kinds import Status
from banso.lib import wareki
from banso.lib.fiscal import FiscalMonth, Period
from banso.returns.own_forms import beside
from banso.returns.own_forms.mapping import OwnForm, Reckoning, place_of
from banso.returns.workbook import cells
from banso.returns.workbook import layout as asked
from banso.returns.workbook.book import Grid, StoredCell
from banso.returns.workbook.doubts import Doubt
from banso.returns.workbook.layout import Layout, NumberRow
from banso.returns.workbook.problems import (
    Draft,
    MeasureAnswer,
    Notice,
    NotTaken,
    NumberLine,
    Question,
    Reading,
)

_STATUSES = {status.label: status for status in Status if not status.has_number}
_EXCEL_EPOCH = date(1899, 12, 30)
# How the notice is found again that asks for what the form does not hold.
NOT_IN_FORM = "not_in_form"
MOST_NAMED = 8
_DRAFT_LEFT = "第{}版（作成中）があります。まだ提出されていないので、その内容は引き継いでいません。"
_WRITE = "当期の値を書くか、まだ分からないときは「調査中」を選んでください。"


@dataclass(frozen=True)
class Background:
    """What is known beside the file.

    ``earlier``: the periods of the year before this one, and for each row key what was approved for them (``None``
    where it is not a number). ``numbers`` and ``measures``: the lines of the version that was approved, else handed in,
    to be carried over. ``drafts``: versions that nobody handed in, from which nothing is.
    """

    earlier: Sequence[Period]
    approved: Mapping[str, Mapping[Period, int | None]]
    numbers: Sequence[NumberLine] = ()
    measures: Sequence[MeasureAnswer] = ()
    remarks: str = ""
    drafts: Sequence[int] = ()


@dataclass(frozen=True)
class _Figure:
    """A number in a cell (scaled by the row's precision), or the doubt about it."""

    cell: str
    stored: StoredCell | None
    typed: int | None = None
    doubt: Doubt | None = None


def month_of(form: OwnForm, grid: Grid) -> FiscalMonth | None:
    """The month that the sheet says it is for, if it says so. Raises :class:`NotTaken` where its cell is not readable."""
    if not form.period_cell:
        return None
    cell = grid.get(place_of(form.period_cell))
    found = month_in(cell)
    if found is None:
        raise NotTaken(
            f"様式「{form.name}」の期間のセル（{form.period_cell}）から、何年何月の報告か読めません"
            f"（入っている値：{cells.stored(cell) or '空'}）。",
            "「令和7年9月」や「2025年9月」のように、年と月を書いて送ってください。",
        )
    return found


def month_in(cell: StoredCell | None) -> FiscalMonth | None:
    """The one month that a cell names with its year, as a text or as a date."""
    if cell is None or cell.is_error:
        return None
    value = cell.value
    if cell.is_date and isinstance(value, int | Decimal):
        return FiscalMonth.of(_EXCEL_EPOCH + timedelta(days=int(value)))
    found = wareki.parse_month(value) if isinstance(value, str) else None
    return FiscalMonth.of(date(*found, 1)) if found else None


def read_form(
    form: OwnForm,
    layout: Layout,
    sheet: str,
    grid: Grid,
    known: Background,
    answers: Mapping[str, str] | None = None,
    example: Grid | None = None,
) -> Reading:
    """What the form says for the period of ``layout``. ``answers``: what a clerk said, by ``Question.key``.

    ``example``: the sheet at which the cells were pointed; what has been written beside them since is asked about.
    """
    lines: list[NumberLine] = []
    around = beside.look(form, sheet, grid, grid if example is None else example, answers or {})
    questions: list[Question] = []
    told = {f"{n.indicator}|{n.unit}|{n.component.value}": n for n in known.numbers if not n.member}
    for row in layout.numbers:
        if row.key not in form.rows:
            lines += [told[row.key]] if row.key in told else []
            continue
        line = _line(form, row, sheet, grid, known, answers or {})
        if isinstance(line, Question):
            questions.append(line)
        elif line.status is Status.FINAL and row.key in around.approximate:
            lines.append(replace(line, status=Status.APPROXIMATE))
        else:
            lines.append(line)
    lines += [line for line in known.numbers if line.member]
    notices = [Notice(_DRAFT_LEFT.format(number), sheet) for number in known.drafts]
    return Reading(
        Draft(known.remarks, tuple(lines), tuple(known.measures)),
        (*questions, *around.questions),
        (*notices, *_not_reported(form, layout, sheet, known)),
        organisation=layout.organisation,
        period=layout.period,
        answers=dict(answers or {}),
    )


def _line(
    form: OwnForm, row: NumberRow, sheet: str, grid: Grid, known: Background, answers: Mapping[str, str]
) -> NumberLine | Question:
    """One row of the layout as a line, or what must be asked about it."""
    own = _figure(row, grid, form.cell_of(row.key, Reckoning.PERIOD))
    cumulative = _figure(row, grid, form.cell_of(row.key, Reckoning.CUMULATIVE))
    at = own or cumulative
    assert at is not None  # the caller asks only for rows that are pointed at
    question, typed = _from_cells(row, sheet, own, cumulative, known)
    if question is None:
        return _number(row, sheet, at.cell, typed, Status.FINAL)
    return _answered(row, sheet, at.cell, answers.get(question.key, ""), question)


def _answered(
    row: NumberRow, sheet: str, cell: str, answer: str, question: Question
) -> NumberLine | Question:
    if not answer.strip():
        return question
    if answer.strip() in _STATUSES:
        return _number(row, sheet, cell, None, _STATUSES[answer.strip()])
    try:
        typed = cells.number(StoredCell(cell, answer), decimals=row.precision, unit=row.measured_in)
    except Doubt as doubt:
        return _question(row, sheet, cell, answer, doubt.message, doubt.remedy)
    return question if typed is None else _number(row, sheet, cell, typed, Status.FINAL)


def _from_cells(
    row: NumberRow, sheet: str, own: _Figure | None, cumulative: _Figure | None, known: Background
) -> tuple[Question | None, int | None]:
    """(what must be asked, None) or (None, the number of the period)."""
    for figure in (own, cumulative):
        if figure is None:
            continue
        if figure.doubt is not None:
            message, remedy = figure.doubt.message, figure.doubt.remedy
            return _question(row, sheet, figure.cell, cells.stored(figure.stored), message, remedy), None
        if figure.typed is None:
            return _question(row, sheet, figure.cell, "", "値が空です。", f"0件なら0です。{_WRITE}"), None
    before, missing = _so_far(row, known)
    if cumulative is None:
        assert own is not None
        return None, own.typed
    stored = cells.stored(cumulative.stored)
    total = cumulative.typed or 0
    if own is not None:
        if (own.typed or 0) > total:
            message = f"当期の値（{own.cell}：{cells.stored(own.stored)}）が、累計（{cumulative.cell}：{stored}）より大きいです。"
            return _question(row, sheet, own.cell, cells.stored(own.stored), message, _WRITE), None
        if not missing and before + (own.typed or 0) != total:
            message = (
                f"累計（{cumulative.cell}：{stored}）が、前の期間までの承認済みの値の合計（{before}）と"
                f"当期の値（{own.cell}：{cells.stored(own.stored)}）の和と合いません。"
            )
            remedy = (
                "正しい当期の値を書いてください。前の期間が変わったときは、その期間の訂正も出してください。"
            )
            return _question(row, sheet, own.cell, cells.stored(own.stored), message, remedy), None
        return None, own.typed
    if missing:
        names = "、".join(period.label for period in missing[:4])
        more = f" ほか{len(missing) - 4}" if len(missing) > 4 else ""
        message = (
            f"累計（{stored}）から当期の値を出せません。承認済みの値がない期間があります（{names}{more}）。"
        )
        return _question(row, sheet, cumulative.cell, stored, message, _WRITE), None
    if total < before:
        message = f"累計（{stored}）が、前の期間までの承認済みの値の合計（{before}）より小さいです。"
        remedy = f"{_WRITE}前の期間が変わったときは、その期間の訂正も出してください。"
        return _question(row, sheet, cumulative.cell, stored, message, remedy), None
    return None, total - before


def _so_far(row: NumberRow, known: Background) -> tuple[int, list[Period]]:
    """The sum of what was approved for the periods before, in the row's precision, and the periods not known."""
    told = known.approved.get(row.key, {})
    missing = [period for period in known.earlier if told.get(period) is None]
    total = sum(told.get(period) or 0 for period in known.earlier)
    return total // 10 ** (row.decimals - row.precision), missing


def _figure(row: NumberRow, grid: Grid, cell: str) -> _Figure | None:
    if not cell:
        return None
    stored = grid.get(place_of(cell))
    try:
        typed = cells.number(stored, decimals=row.precision, unit=row.measured_in)
    except Doubt as doubt:
        return _Figure(cell, stored, doubt=doubt)
    return _Figure(cell, stored, typed)


def _question(row: NumberRow, sheet: str, cell: str, stored: str, message: str, remedy: str) -> Question:
    return Question(
        sheet=sheet,
        cell=cell,
        row=f"{asked.NUMBERS.marker}/{row.key}",
        column="value",
        stored=stored,
        displayed="",
        message=message,
        remedy=remedy,
        about=asked.NUMBERS.name_of(row.fixed),
        choices=(Status.UNDER_SURVEY.label,),
    )


def _number(row: NumberRow, sheet: str, cell: str, typed: int | None, status: Status) -> NumberLine:
    amount = None if typed is None else typed * 10 ** (row.decimals - row.precision)
    return NumberLine(row.indicator, row.unit, "", row.component, amount, status, "", f"{sheet}!{cell}")


def _not_reported(form: OwnForm, layout: Layout, sheet: str, known: Background) -> list[Notice]:
    """What is asked of the body, does not stand in the form and was told by no version before: it is asked for."""
    told = form.rows | {f"{n.indicator}|{n.member or f'{n.unit}|{n.component.value}'}" for n in known.numbers}
    told |= {measure.measure for measure in known.measures}
    lacking = [
        table.name_of(row.fixed)
        for table, rows in (
            (asked.NUMBERS, layout.numbers),
            (asked.COVERAGE, layout.coverage),
            (asked.MEASURES, layout.measures),
        )
        for row in rows
        if row.key not in told
    ]
    if not lacking:
        return []
    rest = len(lacking) - MOST_NAMED
    names = "、".join(lacking[:MOST_NAMED]) + (f" ほか{rest}件" if rest > 0 else "")
    message = (
        f"この様式にない{len(lacking)}項目は、まだ報告されていません（0ではなく未報告です）：{names}。"
        "様式のExcelを受け取り、これらを書いて出してください。この版が承認された後に受け取ると、この版の値が入っています。"
    )
    return [Notice(message, sheet, rule=NOT_IN_FORM)]
