"""Read a workbook that came back: a whole draft, or every problem by sheet and cell."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from banso.ledger.kinds import Component, MeasureState, Status
from banso.lib.fiscal import Period, periods
from banso.plan.queries import LoadedPlan
from banso.returns.workbook import archive, cells
from banso.returns.workbook import layout as asked
from banso.returns.workbook.cells import Doubt
from banso.returns.workbook.layout import Layout, layout_of
from banso.returns.workbook.problems import (
    Draft,
    MeasureAnswer,
    NotTaken,
    NumberLine,
    Problem,
    Question,
    Reading,
)
from banso.returns.workbook.tables import Found, Grid, find, sheets_of

T = TypeVar("T")

_STATUSES = {status.label: status for status in Status}
_STATES = {state.label: state for state in MeasureState}
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
        grids = sheets_of(archive.checked(data))
        identity = _identity(grids)
        layout = _layout(plan, identity)
        _refuse_another(plan, layout, organisation, period)
        draft, problems = _draft(layout, grids)
    except NotTaken as reason:
        return Reading(
            refusal=reason.problem, organisation=identity.get("organisation", ""), period=_period(identity)
        )
    questions = tuple(
        Question(p.sheet, p.cell, "", "", p.stored, p.shown, p.message, p.remedy, None, p.about)
        for p in problems
    )
    return Reading(draft, questions, organisation=layout.organisation, period=layout.period, answers=answers)


def _identity(grids: dict[str, Grid]) -> dict[str, str]:
    grid = grids.get(asked.IDENTITY_SHEET)
    if grid is None:
        raise NotTaken(
            "この計画の報告様式ではありません。", f"画面か事務局から様式を受け取ってください。{_NEW_TEMPLATE}"
        )
    rows = {row for row, _column in grid}
    return {cells.stored(grid.get((row, 1))): cells.stored(grid.get((row, 2))) for row in rows}


def _period(identity: dict[str, str]) -> Period | None:
    try:
        return Period.parse(identity.get("period", ""))
    except ValueError:
        return None


def _layout(plan: LoadedPlan, identity: dict[str, str]) -> Layout:
    """What the workbook was asked to hold, if it is a template of this plan as it stands now."""
    if identity.get("format") != asked.FORMAT:
        raise NotTaken("様式の版が違います（古い版か、別のシステムの様式です）。", _NEW_TEMPLATE)
    if identity.get("plan") != plan.key:
        raise NotTaken(f"別の計画の様式です（{identity.get('plan', '')}）。", _NEW_TEMPLATE)
    period, organisation = _period(identity), identity.get("organisation", "")
    try:
        layout = layout_of(plan, organisation, period or Period(plan.document.fiscal_year, 1, 12))
    except KeyError:
        raise NotTaken("この計画にない機関の様式です。", _NEW_TEMPLATE) from None
    if period is None or period not in periods_of(plan, organisation):
        raise NotTaken("この計画の報告の期間ではない様式です。", _NEW_TEMPLATE)
    if identity.get("layout") != layout.digest:
        raise NotTaken("計画が改定される前の様式です。報告する項目が変わっています。", _NEW_TEMPLATE)
    return layout


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


def _draft(layout: Layout, grids: dict[str, Grid]) -> tuple[Draft, list[Problem]]:
    problems: list[Problem] = []
    cover = find(asked.COVER, grids, {"remarks": ("意見・備考",)})
    problems += cover.problems
    remarks = _asked(cover, problems, "remarks", "value", cells.text) or "" if cover.rows else ""
    numbers: list[NumberLine] = []
    if layout.numbers:
        found = find(asked.NUMBERS, grids, {row.key: row.fixed for row in layout.numbers})
        numbers += _numbers(layout, found, problems)
    if layout.coverage:
        found = find(asked.COVERAGE, grids, {row.key: row.fixed for row in layout.coverage})
        numbers += _coverage(layout, found, problems)
    measures: list[MeasureAnswer] = []
    if layout.measures:
        found = find(asked.MEASURES, grids, {row.key: row.fixed for row in layout.measures})
        answers = list(_measures(layout, found, problems))
        counts = _counts(layout, grids, problems)
        measures = [_with_counts(answer, counts.get(answer.measure, {})) for answer in answers]
    return Draft(remarks, tuple(numbers), tuple(measures)), problems


def _with_counts(answer: MeasureAnswer, counts: dict[str, dict[str, Any]]) -> MeasureAnswer:
    return MeasureAnswer(answer.measure, answer.state, answer.done, answer.next_step, counts, answer.cell)


def _asked(found: Found, problems: list[Problem], row: str, column: str, how: Callable[[Any], T]) -> T | None:
    """What ``how`` makes of a cell; a doubt becomes a problem."""
    try:
        return how(found.cell(row, column))
    except Doubt as doubt:
        problems.append(found.problem(row, column, doubt.message, doubt.remedy))
        return None


def _value_and_status(
    found: Found, problems: list[Problem], key: str, decimals: int, unit: str
) -> tuple[int | None, Status | None, str]:
    """The three inputs of a number row, with what is wrong between them."""
    before = len(problems)
    amount = _asked(found, problems, key, "value", lambda c: cells.number(c, decimals=decimals, unit=unit))
    status = _asked(found, problems, key, "status", lambda c: cells.choice(c, _STATUSES, "状態"))
    note = _asked(found, problems, key, "note", cells.text) or ""
    if len(problems) == before:
        doubt = _contradiction(amount, status)
        if doubt:
            column, message, remedy = doubt
            problems.append(found.problem(key, column, message, remedy))
    return amount, status, note


def _contradiction(amount: int | None, status: Status | None) -> tuple[str, str, str] | None:
    """(column, message, remedy) where value and status do not go together."""
    if status is None and amount is None:
        return (
            "value",
            "値が空です。",
            "0件なら0を記入し、状態で「確定」を選んでください。まだ分からないときは、値を空にして状態で「調査中」を選んでください。",
        )
    if status is None:
        return "status", "状態が選ばれていません。", "「確定」か「概数」を選んでください。"
    if status.has_number and amount is None:
        return (
            "value",
            f"状態が「{status.label}」なのに値が空です。",
            "値を記入してください。0件なら0です。まだ分からないときは状態で「調査中」を選んでください。",
        )
    if not status.has_number and amount is not None:
        return (
            "value",
            f"状態が「{status.label}」なのに値があります。",
            "値を空にするか、状態を「確定」か「概数」にしてください。",
        )
    return None


def _numbers(layout: Layout, found: Found, problems: list[Problem]) -> Iterator[NumberLine]:
    problems += found.problems
    for row in layout.numbers:
        if row.key not in found.rows:
            continue
        typed, status, note = _value_and_status(found, problems, row.key, row.precision, row.measured_in)
        amount = None if typed is None else typed * 10 ** (row.decimals - row.precision)
        if status is not None:
            place = f"{found.sheet}!{found.ref(row.key, 'value')}"
            yield NumberLine(row.indicator, row.unit, "", row.component, amount, status, note, place)


def _coverage(layout: Layout, found: Found, problems: list[Problem]) -> Iterator[NumberLine]:
    problems += found.problems
    words = {word: word for word in asked.COVERED}
    for row in layout.coverage:
        if row.key not in found.rows:
            continue
        before = len(problems)
        word = _asked(found, problems, row.key, "value", lambda c: cells.choice(c, words, "設置状況"))
        note = _asked(found, problems, row.key, "note", cells.text) or ""
        if word is None and len(problems) == before:
            remedy = f"{'、'.join(words)}のどれかを選んでください。"
            problems.append(found.problem(row.key, "value", "設置状況が空です。", remedy))
        if word is not None:
            amount = asked.COVERED[word]
            status = Status.UNDER_SURVEY if amount is None else Status.FINAL
            place = f"{found.sheet}!{found.ref(row.key, 'value')}"
            yield NumberLine(row.indicator, "", row.member, Component.VALUE, amount, status, note, place)


def _measures(layout: Layout, found: Found, problems: list[Problem]) -> Iterator[MeasureAnswer]:
    problems += found.problems
    for row in layout.measures:
        if row.key not in found.rows:
            continue
        before = len(problems)
        state = _asked(found, problems, row.key, "state", lambda c: cells.choice(c, _STATES, "実施状況"))
        if state is None and len(problems) == before:
            remedy = f"{'、'.join(_STATES)}のどれかを選んでください。"
            problems.append(found.problem(row.key, "state", "実施状況が空です。", remedy))
        done = _asked(found, problems, row.key, "done", cells.text) or ""
        next_step = _asked(found, problems, row.key, "next_step", cells.text) or ""
        if state is not None:
            place = f"{found.sheet}!{found.ref(row.key, 'state')}"
            yield MeasureAnswer(row.measure, state, done, next_step, {}, place)


def _counts(
    layout: Layout, grids: dict[str, Grid], problems: list[Problem]
) -> dict[str, dict[str, dict[str, Any]]]:
    """measure → count → {"amount", "status", "note", "cell"}"""
    counts: dict[str, dict[str, dict[str, Any]]] = {}
    if not layout.counts:
        return counts
    found = find(asked.COUNTS, grids, {row.key: row.fixed for row in layout.counts})
    problems += found.problems
    for row in layout.counts:
        if row.key in found.rows:
            amount, status, note = _value_and_status(found, problems, row.key, 0, row.measured_in)
            if status is not None:
                place = f"{found.sheet}!{found.ref(row.key, 'value')}"
                counts.setdefault(row.measure, {})[row.count] = {
                    "amount": amount,
                    "status": status.value,
                    "note": note,
                    "cell": place,
                }
    return counts
