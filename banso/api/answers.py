"""How every answer of the interface looks: JSON, open to every origin, with a tag that tells whether it changed."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from banso.api.queries import Arranged, arranged
from banso.api.rules import BadRequest
from banso.lib import clock
from banso.plan.queries import LoadedPlan, NoPlan, current

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Arranged, P], HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
_MAX_AGE = 300


def answer(value: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(text(value), content_type="application/json; charset=utf-8", status=status)


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def error(status: int, code: str, message: str, parameter: str = "") -> HttpResponse:
    """``code`` is for programs, ``message`` for people."""
    told = {"error": code, "message": message} | ({"parameter": parameter} if parameter else {})
    return answer(told, status)


def public(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view of the interface: reads only, needs nobody's name, sets no cookie, answers 304 to who has it already."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _to_everybody(_answered(view, request, *args, **kwargs))

    return opened


def _answered(view: View[P], request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        refused = error(405, "method_not_allowed", f"このAPIは読むだけです。使えるのは {METHODS} です。")
        refused["Allow"] = METHODS
        return refused
    try:
        plan = current()
        lists = arranged(plan)
        tag = _tag(request, plan, lists)
        known = get_conditional_response(request, etag=tag)
        response = known if known is not None else view(request, lists, *args, **kwargs)
    except NoPlan as reason:
        return error(503, "not_ready", str(reason))
    except BadRequest as problem:
        return error(400, "bad_request", str(problem), problem.parameter)
    if response.status_code in (200, 304):
        response["ETag"] = tag
        response["Cache-Control"] = f"public, max-age={_MAX_AGE}"
    return response


def _tag(request: HttpRequest, plan: LoadedPlan, lists: Arranged) -> str:
    """Another for every revision, plan edition, day and address."""
    parts = (
        lists.directory.revision, str(plan.edition_id), clock.today().isoformat(), request.build_absolute_uri(),
    )  # fmt: skip
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _to_everybody(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, Content-Type"
    response["Access-Control-Expose-Headers"] = "ETag"
    return response
