"""Pages of this room, one file per noun; what several of them ask stands here."""

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest

from banso.access.queries import member_of
from banso.access.roles import Role
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns import queries
from banso.returns.workbook.read import periods_of

if TYPE_CHECKING:
    from banso.access.models import User


def user_of(request: HttpRequest) -> "User":
    """Who asks; the gate has let nobody else through."""
    return cast("User", request.user)


def decides(request: HttpRequest) -> bool:
    return member_of(request.user).role is Role.SECRETARIAT


def name_of_return(plan: LoadedPlan, period: Period, organisation: str) -> str:
    """The name of a body that reports for this period; 404 when the plan knows no such return."""
    try:
        if period in periods_of(plan, organisation):
            return plan.document.organisation(organisation).name
    except KeyError:
        pass
    raise Http404


def closed_now(plan: LoadedPlan, period: Period, organisation: str) -> list[queries.Closing]:
    """The locks that hold a return now. One SQL query."""
    return [lock for lock in queries.locks_of(plan, period, organisation) if lock.reopened_at is None]
