"""Pages to which people tell about themselves: nothing of it is kept, here or in a log."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from banso.access.views import server_error

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
logger = logging.getLogger(__name__)


def kept_nowhere(view: View[P]) -> View[P]:
    """Answers come by POST without a cookie, so there is no token to compare and nothing that another site could do in
    somebody's name. No cache may keep the page, and an error is logged by its place alone: its words could hold an answer.
    """

    @wraps(view)
    def quiet(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (Http404, SuspiciousOperation, MultiPartParserError):
            raise
        except Exception as error:
            logger.error("%s: %s at %s", request.path, type(error).__name__, _place(error))
            response = server_error(request)
        response["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(sensitive_post_parameters()(quiet))


def _place(error: BaseException) -> str:
    """The last line of ours that was running."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("banso."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
