"""The addresses of HSDS, read only."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from banso.api import openapi, queries
from banso.api.answers import answer, error, public, text
from banso.api.exports import file_of
from banso.api.queries import Arranged
from banso.api.rules import ENDPOINTS, Asked, asked
from banso.directory.codes import Form
from banso.directory.exchange.hsds.whole import VERSION

PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
_MISSING = "その住所のものはありません。使える住所は /api/hsds/openapi.json にあります。"


@public
def about(request: HttpRequest, lists: Arranged) -> HttpResponse:
    """What HSDS asks of the root."""
    directory = lists.directory
    return answer(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri("/api/hsds/openapi.json"),
            "description": f"{directory.area_name}の窓口の台帳（{directory.plan_title}）",
            "license": directory.licence,
            "sample": directory.has_samples,
        }
    )


@public
def document(request: HttpRequest, lists: Arranged) -> HttpResponse:
    server = request.build_absolute_uri("/api/hsds")
    return answer(openapi.document(server, lists.directory.licence, lists.directory.area_name))


@public
def listed(request: HttpRequest, lists: Arranged, path: str) -> HttpResponse:
    """A page of a list."""
    given = asked(_given(request), ENDPOINTS[path].parameters)
    items = queries.chosen(lists, path, given)
    if given.minimal:
        return _page(queries.minimal(lists, items), len(items), Asked(per_page=max(1, len(items))))
    if given.format == "ndjson":
        told = queries.objects(lists, path, items, full=given.full)
        lines = "".join(f"{text(value)}\n" for value in told)
        return HttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    start = (given.page - 1) * given.per_page
    shown = items[start : start + given.per_page]
    return _page(queries.objects(lists, path, shown, full=given.full), len(items), given)


@public
def one(request: HttpRequest, lists: Arranged, path: str, key: str) -> HttpResponse:
    """An entry with all that belongs to it."""
    asked(_given(request), ())
    item = lists.lists[path].get(key.lower())
    if item is None:
        return error(404, "not_found", f"id「{key[:80]}」の{ENDPOINTS[path].title}はありません。", "id")
    return answer(queries.objects(lists, path, [item], full=True)[0])


@public
def terms(request: HttpRequest, lists: Arranged, path: str) -> HttpResponse:
    """Taxonomies, or their terms."""
    given = asked(_given(request), ENDPOINTS[path].parameters)
    held = _held(lists, path)
    found = [value for value in held.values() if _fits(value, given)]
    if given.format == "ndjson":
        lines = "".join(f"{text(value)}\n" for value in found)
        return HttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    start = (given.page - 1) * given.per_page
    return _page(found[start : start + given.per_page], len(found), given)


@public
def term(request: HttpRequest, lists: Arranged, path: str, key: str) -> HttpResponse:
    asked(_given(request), ())
    found = _held(lists, path).get(key.lower())
    if found is None:
        return error(404, "not_found", f"id「{key[:80]}」の{ENDPOINTS[path].title}はありません。", "id")
    return answer(found)


@public
def export(request: HttpRequest, lists: Arranged, form: str) -> HttpResponse:
    """The whole public directory as a file."""
    known = [each.value for each in Form]
    if form not in known:
        return error(
            404, "not_found", f"「{form[:40]}」という形はありません。使えるのは {'、'.join(known)} です。"
        )
    file = file_of(Form.of(form), lists.directory)
    disposition = content_disposition_header(True, file.name) or "attachment"
    return HttpResponse(
        file.content, content_type=file.content_type, headers={"Content-Disposition": disposition}
    )


@public
def missing(request: HttpRequest, lists: Arranged, rest: str) -> HttpResponse:
    return error(404, "not_found", _MISSING)


def _held(lists: Arranged, path: str) -> Any:
    held = lists.taxonomies
    return held.taxonomies if path == "taxonomies" else held.terms


def _fits(value: dict[str, Any], given: Asked) -> bool:
    """Terms have no level above or below: every one is at the top."""
    words = given.search.casefold()
    return (
        (not words or words in f"{value['name']} {value['description']}".casefold())
        and given.taxonomy_id in (None, value.get("taxonomy_id"))
        and given.parent_id is None
    )


def _given(request: HttpRequest) -> dict[str, Sequence[str]]:
    return {str(name): [str(value) for value in values] for name, values in request.GET.lists()}


def _page(contents: list[Any], total: int, given: Asked) -> HttpResponse:
    pages = -(-total // given.per_page)
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": given.page,
            "size": len(contents),
            "first_page": given.page == 1,
            "last_page": given.page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )
