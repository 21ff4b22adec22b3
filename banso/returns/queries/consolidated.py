"""The consolidated workbook with what is known of each body."""

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.queries.known import known_for
from banso.returns.workbook.consolidated import bodies_of, build_all


def consolidated(plan: LoadedPlan, period: Period) -> bytes:
    """The workbook (.xlsx) of every body that reports for ``period``. Four SQL queries at most for each body."""
    return build_all(plan, period, {body: known_for(plan, body, period) for body in bodies_of(plan, period)})
