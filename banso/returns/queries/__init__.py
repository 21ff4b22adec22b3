"""Reads of returns, shaped for pages, papers and commands. No person stands in any of them."""

from banso.returns.queries.difference import Change, difference
from banso.returns.queries.expected import Expected, PeriodCount, expected, expected_of, per_period
from banso.returns.queries.known import (
    CountReport,
    MeasureReport,
    Remark,
    known_for,
    measures_as_known,
    remarks_as_known,
)
from banso.returns.queries.sources import SourceLink, line_of, source_links
from banso.returns.queries.versions import (
    VersionPage,
    questions,
    rejected_for,
    version_for,
    version_page,
    versions_of,
)

__all__ = [
    "Change",
    "CountReport",
    "Expected",
    "MeasureReport",
    "PeriodCount",
    "Remark",
    "SourceLink",
    "VersionPage",
    "difference",
    "expected",
    "expected_of",
    "known_for",
    "line_of",
    "measures_as_known",
    "per_period",
    "questions",
    "rejected_for",
    "remarks_as_known",
    "source_links",
    "version_for",
    "version_page",
    "versions_of",
]
