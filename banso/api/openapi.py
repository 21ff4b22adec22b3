"""The OpenAPI 3.1 document, written from the same definitions that answer the requests."""

from typing import Any

from banso.api.rules import ENDPOINTS, PARAMETERS, SHAPES, Endpoint

VERSION = "1.0"
_PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer", "size": "integer",
    "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip


def document(server: str, licence: str, area: str) -> dict[str, Any]:
    """``server`` is the address below which the paths are."""
    paths: dict[str, Any] = {"/": {"get": _operation("このAPIについて", "about", [], "about", {})}}
    for endpoint in ENDPOINTS.values():
        paths[f"/{endpoint.path}"] = {"get": _list(endpoint)}
        paths[f"/{endpoint.path}/{{id}}"] = {"get": _one(endpoint)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{area} 窓口の台帳（Open Referral HSDS 3）",
            "version": VERSION,
            "description": "だれでも、登録も鍵もなしに読めます。読むだけで、書くことはできません。分からないことは項目ごと省きます。",
            "license": {"name": licence},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": SHAPES
            | {
                "Page": {
                    "type": "object",
                    "required": [*_PAGE, "contents"],
                    "properties": {name: {"type": kind} for name, kind in _PAGE.items()},
                }
            },
            "parameters": {name: _parameter(name) for name in PARAMETERS},
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    parameter = PARAMETERS[name]
    schema = parameter.schema
    several = {"type": "array", "items": schema} if parameter.several else schema
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "schema": several,
    }


def _list(endpoint: Endpoint) -> dict[str, Any]:
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in endpoint.parameters]
    item = _ref(endpoint.shape)
    if "minimal" in endpoint.parameters:
        item = {"anyOf": [item, _ref("minimal_service")]}
    page = {
        "allOf": [_ref("Page")],
        "type": "object",
        "properties": {"contents": {"type": "array", "items": item}},
    }
    told = _operation(
        f"{endpoint.title}の一覧", f"list_{endpoint.path}", parameters, None, {"400": "指定の誤り"}
    )
    told["responses"]["200"] = {
        "description": "一ページ",
        "content": {
            "application/json": {"schema": page},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
    return told


def _one(endpoint: Endpoint) -> dict[str, Any]:
    own = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "HSDSのid",
        "schema": {"type": "string"},
    }
    missing = {"400": "指定の誤り", "404": "そのidのものはない"}
    return _operation(f"{endpoint.title}を一件", f"one_{endpoint.shape}", [own], endpoint.shape, missing)


def _operation(
    title: str, name: str, parameters: list[dict[str, Any]], shape: str | None, errors: dict[str, str]
) -> dict[str, Any]:
    responses: dict[str, Any] = {
        status: {"description": text, "content": {"application/json": {"schema": _ref("error")}}}
        for status, text in {**errors, "503": "台帳の準備がまだできていない"}.items()
    }
    if shape:
        responses["200"] = {
            "description": title,
            "content": {"application/json": {"schema": _ref(shape)}},
        }
    responses["304"] = {"description": "前に渡したものから変わっていない（If-None-Match）"}
    return {"summary": title, "operationId": name, "parameters": parameters, "responses": responses}


def _ref(shape: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{shape}"}
