"""What the pages of own forms show: no SQL of their own beyond what reading the example needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import BodyForm
from banso.returns.own_forms.mapping import OwnForm, fit, misfit
from banso.returns.own_forms.picture import Picture, picture
from banso.returns.queries.own_forms import read_with
from banso.returns.queries.wording import amount_text
from banso.returns.workbook import Reading
from banso.returns.workbook.grids import grids_of
from banso.returns.workbook.layout import NUMBERS, NumberRow, layout_of
from banso.returns.workbook.problems import NotTaken, Problem
from banso.returns.workbook.read import periods_of


@dataclass(frozen=True)
class FormRow:
    """One mapping in the list. ``state``: mapping, used, retired."""

    form: BodyForm
    body: str
    state: str
    label: str
    numbers: int


@dataclass(frozen=True)
class AnchorsPage:
    sheet: str
    sheets: tuple[str, ...]
    picture: Picture
    chosen: frozenset[str]


@dataclass(frozen=True)
class ReadValue:
    name: str
    cell: str
    value: str
    status: str


@dataclass(frozen=True)
class Trial:
    """What the mapping reads in its example: the period, the numbers, and what would be asked or refused."""

    body: str
    period: str
    values: tuple[ReadValue, ...]
    problems: tuple[Problem, ...]
    can_be_used: bool
    is_in_use: bool


def form_rows(plan: LoadedPlan, forms: Sequence[BodyForm]) -> list[FormRow]:
    """The mappings, those in use first."""
    order = {"used": 0, "mapping": 1, "retired": 2}
    rows = [_form_row(plan, form) for form in forms]
    return sorted(rows, key=lambda row: order[row.state])


def _form_row(plan: LoadedPlan, form: BodyForm) -> FormRow:
    state, label = "used", "使用中"
    if form.retired_at is not None:
        state, label = "retired", "使用終わり"
    elif form.adopted_at is None:
        state, label = "mapping", "登録の途中"
    return FormRow(form, _name(plan, form.organisation), state, label, len(form.cells))


def rows_asked(plan: LoadedPlan, organisation: str) -> dict[str, bool]:
    """The keys of the numbers that are asked of a body, and whether each can be counted since April."""
    return {row.key: row.cumulates for row in rows_of(plan, organisation)}


def anchors_page(form: BodyForm, sheet: str) -> AnchorsPage:
    """The sheet to choose anchors on: the one asked for, else the form's own."""
    grids = {title: grid for title, grid in grids_of(bytes(form.file)).items() if grid}
    title = sheet if sheet in grids else form.sheet
    chosen = frozenset(anchor["cell"] for anchor in form.anchors) if title == form.sheet else frozenset()
    return AnchorsPage(title, tuple(grids), picture(grids[title]), chosen)


def trial(plan: LoadedPlan, form: BodyForm) -> Trial:
    """Read the example with the mapping as it stands. For a form without a cell for its period, the newest is taken."""
    own = OwnForm.of(form)
    grids = grids_of(bytes(form.file))
    found = fit(own, form.sheet, grids[form.sheet])
    asked = None if own.period_cell else periods_of(plan, own.organisation)[0]
    period = ""
    values: tuple[ReadValue, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        if not found.is_whole:
            raise NotTaken(f"目印が合いません。{misfit(found)}", "目印を選び直してください。", form.sheet)
        reading = read_with(plan, found, grids, asked)
        problems = reading.problems
        values = _values(plan, own, reading)
        period = reading.period.label if reading.period and own.period_cell else ""
    except NotTaken as reason:
        problems = (reason.problem,)
    is_mapping = form.adopted_at is None and form.retired_at is None
    return Trial(
        _name(plan, form.organisation),
        period,
        values,
        problems,
        can_be_used=is_mapping and bool(form.anchors and form.cells),
        is_in_use=form.adopted_at is not None and form.retired_at is None,
    )


def _values(plan: LoadedPlan, own: OwnForm, reading: Reading) -> tuple[ReadValue, ...]:
    """The numbers that come from the form itself."""
    rows = {row.key: row for row in rows_of(plan, own.organisation)}
    pointed = {cell.row for cell in own.cells}
    lines = reading.taken.numbers if reading.taken else ()
    found = []
    for line in lines:
        row = rows.get(f"{line.indicator}|{line.unit}|{line.component.value}")
        if row is not None and row.key in pointed:
            value = amount_text(line.amount, row.decimals, row.precision)
            found.append(
                ReadValue(
                    NUMBERS.name_of(row.fixed), line.cell, f"{value}{row.measured_in}", line.status.label
                )
            )
    return tuple(found)


def rows_of(plan: LoadedPlan, organisation: str) -> tuple[NumberRow, ...]:
    """The numbers that are asked of a body, in the order of its template."""
    year = plan.document.fiscal_year
    return layout_of(plan, organisation, Period(year, 1, 12)).numbers


def _name(plan: LoadedPlan, organisation: str) -> str:
    """The short name; a body that a later edition no longer knows stays under its id."""
    try:
        return plan.document.organisation(organisation).short_name
    except KeyError:
        return organisation
