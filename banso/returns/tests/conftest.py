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
