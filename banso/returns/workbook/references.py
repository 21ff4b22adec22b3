"""Fingerprints of the cells that are for reference, so that what is typed into them is noticed.

What was known when a template was written cannot be known when it comes back; the template carries it.
"""

import hashlib
from collections.abc import Iterable, Sequence

from banso.returns.workbook.layout import Table


def columns(table: Table) -> list[str]:
    """The keys of the columns that are neither filled in nor fixed."""
    return [column.key for column in table.columns if not column.is_input and not column.is_fixed]


def name(table: Table) -> str:
    """Under which name the hidden sheet holds the fingerprints of a table."""
    return f"reference:{table.marker}"


def joined(rows: Iterable[Sequence[str]]) -> str:
    """The fingerprints of the cells of each row, in the order of the layout."""
    return ",".join(".".join(_of(text.strip()) for text in row) for row in rows)


def changed(texts: Sequence[str], given: str) -> list[bool]:
    """For each cell of a row whether it says another thing than its fingerprint in ``given``.

    Older templates carry one fingerprint of the whole row: then any of its cells may be another.
    """
    prints = given.split(".")
    texts = [text.strip() for text in texts]
    if len(prints) == len(texts):
        return [_of(text) != it for text, it in zip(texts, prints, strict=True)]
    return [_of("\t".join(texts)) != given] * len(texts)


def _of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
