"""Answers that are not pages: files to keep, and drawings that a browser may keep while they stay the same."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def same_until_changed(request: HttpRequest, content: str, content_type: str) -> HttpResponse:
    """``content`` with a tag made of it: a browser that has it already is told so (304). For this reader alone."""
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type, headers={"ETag": tag})
    answer = get_conditional_response(request, etag=tag, response=response)
    answer = response if answer is None else answer
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def file_of(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to save under ``name`` (ASCII)."""
    disposition = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=disposition)
