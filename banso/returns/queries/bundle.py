"""The templates of a period for everybody, in one archive: the secretariat sends them out by mail."""

from banso.lib.archives import zip_of
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.queries.expected import reporters
from banso.returns.queries.offices import start_for
from banso.returns.workbook import build
from banso.returns.workbook.read import periods_of


def bodies_of(plan: LoadedPlan, period: Period) -> list[tuple[str, str]]:
    """Id and name of every body that reports on ``period`` as one period, in the order of the plan."""
    return [(body, name) for body, name in reporters(plan) if period in periods_of(plan, body)]


def all_templates(plan: LoadedPlan, period: Period) -> bytes:
    """A zip of one template for each of :func:`bodies_of`; each is what its own download would be."""
    return zip_of(
        (
            f"{number:03}_報告様式_{name}_{period.label}.xlsx",
            build(plan, body, period, known=start_for(plan, body, period)),
        )
        for number, (body, name) in enumerate(bodies_of(plan, period), 1)
    )
