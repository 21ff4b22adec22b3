"""Tables of first contacts, one file per noun. Answers of the navigator are never kept: they have no table."""

from banso.navigator.models.desks import Desk, DeskQuerySet
from banso.navigator.models.requests import ContentRead, Request, RequestEvent, RequestQuerySet
from banso.navigator.models.tallies import Salt, Tally

__all__ = [
    "ContentRead",
    "Desk",
    "DeskQuerySet",
    "Request",
    "RequestEvent",
    "RequestQuerySet",
    "Salt",
    "Tally",
]
