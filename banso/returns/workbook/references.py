"""A fingerprint of the columns that are for reference, so that what is typed into them is noticed.

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
    """One short fingerprint for each row, in the order of the layout."""
    return ",".join(of_row(row) for row in rows)


def of_row(texts: Sequence[str]) -> str:
    return hashlib.sha256("\t".join(text.strip() for text in texts).encode()).hexdigest()[:6]
