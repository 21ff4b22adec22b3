"""All templates of a period in one download, for the secretariat."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from banso.access.roles import Act
from banso.access.views import needs
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns.queries.bundle import all_templates, bodies_of
from banso.returns.views.files import file_response


@require_GET
@needs(Act.TAKE_MANY)
@with_plan
def templates(request: HttpRequest, plan: LoadedPlan, period: Period) -> HttpResponse:
    """The workbooks to fill in, of every body that reports on the period."""
    if not bodies_of(plan, period):
        raise Http404
    return file_response(all_templates(plan, period), f"報告様式_{period.label}.zip")
