"""Reads of returns, shaped for pages, papers and commands. No person stands in any of them."""

from banso.returns.queries.asked import questions_asked
from banso.returns.queries.difference import Beside, Change, beside, difference, lines_of
from banso.returns.queries.expected import (
    Due,
    Expected,
    PeriodCount,
    due,
    expected,
    expected_of,
    per_period,
    reporters,
)
from banso.returns.queries.known import (
    CountReport,
    KnownVersion,
    MeasureReport,
    Remark,
    known_for,
    measures_as_known,
    remarks_as_known,
    remarks_of,
    versions_as_known,
)
from banso.returns.queries.locks import lock_of, locks_of
from banso.returns.queries.review import Explanation, open_questions, questions_of
from banso.returns.queries.sources import SourceLink, line_of, source_links
from banso.returns.queries.versions import (
    VersionPage,
    rejected_for,
    rejected_of,
    state_label,
    version_for,
    version_page,
    versions_of,
)

__all__ = [
    "Beside",
    "Change",
    "CountReport",
    "Due",
    "Expected",
    "Explanation",
    "KnownVersion",
    "MeasureReport",
    "PeriodCount",
    "Remark",
    "SourceLink",
    "VersionPage",
    "beside",
    "difference",
    "due",
    "expected",
    "expected_of",
    "known_for",
    "line_of",
    "lines_of",
    "lock_of",
    "locks_of",
    "measures_as_known",
    "open_questions",
    "per_period",
    "questions_asked",
    "questions_of",
    "rejected_for",
    "rejected_of",
    "reporters",
    "remarks_as_known",
    "remarks_of",
    "source_links",
    "state_label",
    "version_for",
    "version_page",
    "versions_as_known",
    "versions_of",
]
