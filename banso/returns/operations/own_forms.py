"""Mapping a body's own form: keep an example, point at its cells, use it, stop using it.

A mapping is changed only until it is used; then a newer version replaces it, so that what was read stays explained.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib import clock
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan
from banso.returns.models import BodyForm
from banso.returns.own_forms.mapping import FEWEST_ANCHORS, Reckoning, place_of, text_at
from banso.returns.own_forms.picture import can_hold_number, is_number
from banso.returns.own_forms.read import month_in
from banso.returns.rules import NotPossible
from banso.returns.workbook import cells as reading
from banso.returns.workbook.book import Grid
from banso.returns.workbook.grids import grids_of
from banso.returns.workbook.problems import NotTaken

if TYPE_CHECKING:
    from banso.access.models import User

Pointed = Sequence[tuple[str, str, Reckoning]]


def begin(
    *, plan: LoadedPlan, organisation: str, name: str, file: bytes, file_name: str, by: "User"
) -> BodyForm:
    """Keep an example to be pointed at. A newer version of the same form starts from what the last one points at.

    Raises ``Refused`` and :class:`NotPossible` for a file that is no workbook.
    """
    require(member_of(by), Act.MAP_FORM, organisation)
    grids = _grids(file)
    with transaction.atomic():
        others = BodyForm.objects.filter(plan=plan.key, organisation=organisation, name=name.strip())
        last = others.defer("file").order_by("-number").first()
        form = BodyForm(
            plan=plan.key,
            organisation=organisation,
            name=name.strip(),
            number=(others.aggregate(last=Max("number"))["last"] or 0) + 1,
            created_at=clock.now(),
            created_by=by,
            sheet=next(iter(grids)),
            file_name=base_name(file_name),
            file=file,
            file_digest=hashlib.sha256(file).hexdigest(),
        )
        if last is not None and last.sheet in grids:
            _start_from(form, last, grids[last.sheet])
        form.save()
        return form


def _start_from(form: BodyForm, last: BodyForm, grid: Grid) -> None:
    """What still stands where it stood is pointed at already."""
    form.sheet = last.sheet
    form.anchors = [
        anchor
        for anchor in last.anchors
        if text_at(grid, anchor["cell"]) == anchor["text"]
        and not month_in(grid.get(place_of(anchor["cell"])))
    ]
    form.cells = [pointed for pointed in last.cells if _holds_number(grid, pointed["cell"])]
    if last.period_cell and month_in(grid.get(place_of(last.period_cell))):
        form.period_cell = last.period_cell


def point_at_anchors(*, form: BodyForm, sheet: str, cells: Sequence[str], by: "User") -> BodyForm:
    """The texts by which the form is known. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        form = _open(form, by)
        grids = _grids(bytes(form.file))
        if sheet not in grids:
            raise NotPossible(f"シート「{sheet}」は、このファイルにありません。")
        texts = {cell: text_at(grids[sheet], cell) for cell in dict.fromkeys(cells)}
        if any(not text.strip() for text in texts.values()):
            raise NotPossible("文字の入っていないセルは目印にできません。")
        dated = [cell for cell in texts if month_in(grids[sheet].get(place_of(cell)))]
        if dated:
            raise NotPossible(
                f"{dated[0]}「{texts[dated[0]]}」には年月が入っているので、ほかの月のファイルと合わなくなります。"
                "月が変わっても変わらない文字を目印にしてください。"
            )
        if len(set(texts.values())) < FEWEST_ANCHORS:
            raise NotPossible(
                f"目印は、違う文字のセルを{FEWEST_ANCHORS}か所以上選んでください（様式の題名や、行・列の見出しなど）。"
            )
        if sheet != form.sheet:
            form.cells, form.period_cell = [], ""
        form.sheet = sheet
        form.anchors = [{"cell": cell, "text": text} for cell, text in texts.items()]
        form.save(update_fields=["sheet", "anchors", "cells", "period_cell"])
        return form


def point_at_cells(
    *, form: BodyForm, cells: Pointed, rows: Mapping[str, bool], period_cell: str, by: "User"
) -> BodyForm:
    """Which cell holds the number of which row: (cell, key of the row, what it covers).

    ``rows``: the keys that are asked of the body, and whether each can be counted since April. Raises ``Refused`` and
    :class:`NotPossible`.
    """
    with transaction.atomic():
        form = _open(form, by)
        grid = _grids(bytes(form.file))[form.sheet]
        if len({cell for cell, _row, _reckoning in cells}) < len(cells):
            raise NotPossible(
                "一つのセルを二つの値に使うことはできません。先に、もう一方の値を「変える」で別のセルにしてください。"
            )
        for cell, row, reckoning in cells:
            if row not in rows or (reckoning is Reckoning.CUMULATIVE and not rows[row]):
                raise NotPossible("この機関に求められていない値が選ばれています。画面を開き直してください。")
            if not _can_hold_number(grid, cell):
                raise NotPossible(
                    f"{cell}には数が入っていません。数のセルか、表の中の空のセル、「－」のセルを選んでください。"
                )
        if period_cell and month_in(grid.get(place_of(period_cell))) is None:
            raise NotPossible(f"{period_cell}からは、何年何月かが読めません。")
        form.cells = [{"cell": cell, "row": row, "kind": reckoning.value} for cell, row, reckoning in cells]
        form.period_cell = period_cell
        form.save(update_fields=["cells", "period_cell"])
        return form


def adopt(*, form: BodyForm, by: "User") -> BodyForm:
    """Use the mapping from now on, in place of an older version. Raises ``Refused`` and :class:`NotPossible`."""
    with transaction.atomic():
        form = _open(form, by)
        if not form.anchors or not form.cells:
            raise NotPossible("目印と、少なくとも一つの値のセルを選んでから、使い始めてください。")
        older = BodyForm.objects.in_use().filter(
            plan=form.plan, organisation=form.organisation, name=form.name
        )
        older.update(retired_at=clock.now())
        form.adopted_at = clock.now()
        form.save(update_fields=["adopted_at"])
        return form


def retire(*, form: BodyForm, by: "User") -> BodyForm:
    """Stop using a mapping, or give up one that was never used. Raises ``Refused`` and :class:`NotPossible`."""
    require(member_of(by), Act.MAP_FORM, form.organisation)
    with transaction.atomic():
        form = BodyForm.objects.select_for_update().defer("file").get(pk=form.pk)
        if form.retired_at is not None:
            raise NotPossible("この様式は、もう使っていません。")
        form.retired_at = clock.now()
        form.save(update_fields=["retired_at"])
        return form


def _open(form: BodyForm, by: "User") -> BodyForm:
    """The mapping as it stands now, locked, if it may still be changed."""
    require(member_of(by), Act.MAP_FORM, form.organisation)
    form = BodyForm.objects.select_for_update().get(pk=form.pk)
    if form.adopted_at is not None or form.retired_at is not None:
        raise NotPossible("使い始めた様式は変えられません。新しい版を作ってください。")
    return form


def _grids(file: bytes) -> dict[str, Grid]:
    """The sheets that hold anything."""
    try:
        grids = {title: grid for title, grid in grids_of(file).items() if grid}
    except NotTaken as reason:
        raise NotPossible(f"{reason.problem.message}{reason.problem.remedy}") from None
    if not grids:
        raise NotPossible("何も書かれていないファイルです。数が入っている例を選んでください。")
    return grids


def _holds_number(grid: Grid, cell: str) -> bool:
    try:
        stands = grid.get(place_of(cell))
    except ValueError:
        return False
    return stands is not None and not reading.is_blank(stands) and is_number(stands)


def _can_hold_number(grid: Grid, cell: str) -> bool:
    try:
        return can_hold_number(grid, place_of(cell))
    except ValueError:
        return False
