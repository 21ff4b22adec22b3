"""Reads of this room."""

from banso.navigator.queries.desks import (
    desks_of_organisation,
    held_by,
    holding_organisation,
    staffed,
    unready,
    waiting_unread,
    windows_run_by,
)
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
    "staffed",
    "unanswered",
    "unanswered_count",
    "unready",
    "waiting_for",
    "waiting_unread",
    "windows_run_by",
]
