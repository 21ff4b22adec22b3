"""A small plan with every shape that a workbook can ask, and its templates."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.models import Edition, LoadAttempt
from banso.plan.queries import LoadedPlan
from banso.returns.tests.filling import filled
from banso.returns.tests.own_sheet import ANCHORS, BY_MONTH, MONTH, monthly
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build

SEPTEMBER = Period.parse("2025-09")


def put_in_force(content: dict[str, Any], digest: str) -> LoadedPlan:
    """``content`` as the plan in force, under the key that the settings name. ``digest`` begins its fingerprint.

    The rest of it comes from the content: what is remembered of an edition is remembered by its fingerprint.
    """
    parsed = PlanDocument.model_validate(content)
    digest = digest[:8] + hashlib.sha256(repr(content).encode()).hexdigest()[8:]
    edition = Edition.objects.create(
        plan=settings.PLAN,
        number=parsed.edition.number,
        digest=digest,
        document=parsed.model_dump(mode="json", exclude_defaults=True),
        loaded_at=clock.now(),
    )
    LoadAttempt.objects.create(plan=settings.PLAN, at=clock.now(), edition=edition, faults=[])
    return LoadedPlan(settings.PLAN, edition.pk, digest, parsed)


@pytest.fixture
def plan(db: None, settings: Any, clock_at: Callable[[str], None]) -> LoadedPlan:
    """The small plan, in force; the clock stands at noon of 2025-11-20."""
    settings.PLAN = "mihon/2025"
    clock_at("2025-11-20T12:00")
    return put_in_force(document(), "a" * 64)


@pytest.fixture
def template(plan: LoadedPlan) -> bytes:
    """The template of the prefecture for September 2025."""
    return build(plan, "prefecture", SEPTEMBER)


@pytest.fixture
def take(plan: LoadedPlan, cast: Any) -> Callable[..., Any]:
    """``take(change, value=7, by=…, submit=…)``: the prefecture's template for September, filled in and handed in."""
    from banso.returns import operations
    from banso.returns.queries import known_for

    def taken(change: Any = lambda book: None, *, value: int = 7, by: Any = None, **more: Any) -> Any:
        data = build(plan, "prefecture", SEPTEMBER, known=known_for(plan, "prefecture", SEPTEMBER))
        return operations.take_workbook(
            plan=plan, file=filled(data, change, value), file_name="県9月.xlsx", by=by or cast.body, **more
        )

    return taken


@pytest.fixture
def mapped(plan: LoadedPlan, cast: Any) -> Callable[..., Any]:
    """Map the labour bureau's sheet: ``mapped(cells, anchors=…, period_cell=…)``; what has no cell is left out by name."""

    from banso.returns.operations import own_forms
    from banso.returns.queries.own_form_pages import rows_asked

    def done(
        cells: Any = BY_MONTH, *, anchors: Any = ANCHORS, period_cell: str = MONTH, example: Any = None
    ) -> Any:
        form = own_forms.begin(
            plan=plan,
            organisation="labour-bureau",
            name="月報",
            file=example or monthly(),
            file_name="月報.xlsx",
            by=cast.elsewhere,
        )
        form = own_forms.point_at_anchors(form=form, sheet="実績", cells=anchors, by=cast.elsewhere)
        form = own_forms.point_at_cells(
            form=form,
            cells=cells,
            rows=rows_asked(plan, "labour-bureau"),
            period_cell=period_cell,
            by=cast.elsewhere,
        )
        rows = rows_asked(plan, "labour-bureau")
        left = set(rows) - {row for _cell, row, _reckoning in cells}
        form = own_forms.leave_out(form=form, left=left, rows=rows, by=cast.elsewhere)
        return own_forms.adopt(form=form, rows=rows, by=cast.elsewhere)

    return done
