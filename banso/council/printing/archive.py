"""Office files are zip archives: the same content gives the same bytes once their clocks are stopped."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import quoteattr

from banso.lib.archives import member

CORE = "docProps/core.xml"
DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
PICTURE = re.compile(r"<((?:\w+:)?cNvPr)([^>]*?)\s*/?>(?=\s*(?:</|<(?:\w+:)?cNvPicPr))")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settled(archive: bytes, *, modified: str | None = None) -> bytes:
    """The archive with every member dated alike, in its own order; ``modified`` replaces a library's own time."""

    def change(name: str, data: bytes) -> bytes:
        if modified is None or name != CORE:
            return data
        moment = f"{modified[:19]}Z".encode()
        return MODIFIED.sub(lambda found: found[1] + moment + found[2], data)

    return _rewritten(archive, change)


def described(archive: bytes, alternatives: Sequence[str]) -> bytes:
    """A workbook whose pictures have these alternative texts, in their order; openpyxl cannot write them."""
    left = iter(alternatives)

    def change(name: str, data: bytes) -> bytes:
        if not DRAWING.fullmatch(name):
            return data
        text = PICTURE.sub(lambda found: _with_text(found, next(left)), data.decode())
        return text.encode()

    return _rewritten(archive, change)


def _with_text(found: re.Match[str], alternative: str) -> str:
    attributes = re.sub(r'\s+descr="[^"]*"', "", found[2])
    return f"<{found[1]}{attributes} descr={quoteattr(alternative)}/>"


def _rewritten(archive: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for found in source.infolist():
            entry = member(found.filename)
            entry.external_attr = found.external_attr
            target.writestr(entry, change(found.filename, source.read(found.filename)))
    return stream.getvalue()
