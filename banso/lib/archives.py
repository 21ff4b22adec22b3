"""Zip archives without clocks: the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable

# The first moment that a zip archive can name.
EPOCH = (1980, 1, 1, 0, 0, 0)


def member(name: str) -> zipfile.ZipInfo:
    """A compressed member that has no time of its own."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def zip_of(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The members, in their order, as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(member(name), content)
    return stream.getvalue()
