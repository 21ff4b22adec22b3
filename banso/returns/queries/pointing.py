"""The page on which a member points at the cells of a form, one value after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from banso.plan.queries import LoadedPlan
from banso.returns.models import BodyForm
from banso.returns.own_forms.mapping import OwnForm, Reckoning, place_of
from banso.returns.own_forms.picture import Picture, around, may_hold_number, picture
from banso.returns.own_forms.read import month_in
from banso.returns.queries.own_form_pages import rows_of
from banso.returns.workbook.book import Grid
from banso.returns.workbook.grids import grids_of
from banso.returns.workbook.layout import NUMBERS

MONTH = "month"


@dataclass(frozen=True)
class Ask:
    """One thing that is asked for, and the cell that was pointed at for it, or ""."""

    key: str
    number: int
    label: str
    cell: str


@dataclass(frozen=True)
class Spot:
    """One cell of the sheet: what stands there, whether it can be pointed at now, and for what it was."""

    ref: str
    text: str
    around: str
    is_number: bool
    can_be_chosen: bool
    marks: tuple[Ask, ...]


@dataclass(frozen=True)
class Line:
    number: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class PointingPage:
    """``asked`` is ``None`` when everything has been asked. ``before``: the one to go back to."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    is_cut: bool
    asks: tuple[Ask, ...]
    asked: Ask | None
    before: Ask | None
    has_values: bool


def asks_of(plan: LoadedPlan, form: BodyForm) -> tuple[Ask, ...]:
    """The month's cell, then every value of the body's template in its order."""
    own = OwnForm.of(form)
    things = [(MONTH, "何年何月の報告かが書かれたセル", form.period_cell)]
    for row in rows_of(plan, form.organisation):
        for reckoning in Reckoning:
            if reckoning is Reckoning.PERIOD or row.cumulates:
                key, cell = f"{reckoning.value}:{row.key}", own.cell_of(row.key, reckoning)
                things.append(
                    (key, f"{NUMBERS.name_of(row.fixed)}（{row.measured_in}）　{reckoning.label}", cell)
                )
    return tuple(Ask(key, number, label, cell) for number, (key, label, cell) in enumerate(things, 1))


def after(asks: Sequence[Ask], key: str) -> str:
    """The key of what is asked for next; "end" after the last."""
    keys = [ask.key for ask in asks]
    return (keys[keys.index(key) + 1 :] or ["end"])[0]


def pointing_page(plan: LoadedPlan, form: BodyForm, asked: str) -> PointingPage:
    """The sheet with its marks, and the one thing that is asked for.

    Where nothing in particular is wanted, it goes on behind the last choice: what was skipped before it stays skipped.
    """
    grid = grids_of(bytes(form.file))[form.sheet]
    asks = asks_of(plan, form)
    wanted = _wanted(asks, asked)
    shown = picture(grid)
    at = wanted.number - 1 if wanted else len(asks)
    return PointingPage(
        shown.columns,
        _lines(shown, grid, asks, wanted),
        shown.is_cut,
        asks,
        wanted,
        asks[at - 1] if at else None,
        has_values=bool(form.cells),
    )


def _wanted(asks: Sequence[Ask], asked: str) -> Ask | None:
    by_key = {ask.key: ask for ask in asks}
    if asked in by_key or asked == "end":
        return by_key.get(asked)
    chosen = [ask.number for ask in asks if ask.cell]
    return next((ask for ask in asks if ask.number > max(chosen, default=0)), None)


def _lines(shown: Picture, grid: Grid, asks: Sequence[Ask], wanted: Ask | None) -> tuple[Line, ...]:
    marks: dict[str, list[Ask]] = {}
    for ask in asks:
        marks.setdefault(ask.cell, []).append(ask)
    return tuple(
        Line(
            row.number,
            tuple(
                Spot(
                    cell.ref,
                    cell.text,
                    around(grid, place_of(cell.ref)),
                    cell.is_number,
                    wanted is not None and _can_be_chosen(grid, cell.ref, wanted.key),
                    tuple(marks.get(cell.ref, ())),
                )
                for cell in row.cells
            ),
        )
        for row in shown.rows
    )


def _can_be_chosen(grid: Grid, ref: str, key: str) -> bool:
    cell = grid.get(place_of(ref))
    return month_in(cell) is not None if key == MONTH else may_hold_number(cell)
