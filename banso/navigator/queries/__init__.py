"""Reads of this room."""

from banso.navigator.queries.desks import desks_of_organisation, held_by, holding_organisation, windows_run_by
from banso.navigator.queries.inbox import inbox, page, waiting_for
from banso.navigator.queries.looking import find
from banso.navigator.queries.watch import unanswered, unanswered_count

__all__ = [
    "desks_of_organisation",
    "find",
    "held_by",
    "holding_organisation",
    "inbox",
    "page",
    "unanswered",
    "unanswered_count",
    "waiting_for",
    "windows_run_by",
]
