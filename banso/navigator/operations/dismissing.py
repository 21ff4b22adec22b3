"""Closing what is no request for a talk, many at a time; until it is forgotten, each can be put back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access import sight
from banso.access.roles import Act
from banso.access.rules import Refused
from banso.navigator.models import Request
from banso.navigator.operations.stepping import held, take_step
from banso.navigator.queries.desks import may_open
from banso.navigator.states import Reason, State, Verb

if TYPE_CHECKING:
    from banso.access.models import User


@transaction.atomic
def dismiss(*, requests: Iterable[int], reason: Reason, by: "User") -> int:
    """Close these and what the same contacts sent to the same desks; how many. All or none.

    Nothing is erased before its time, and the person sees with the code that it was closed, and can write anew.
    Raises ``Refused``, and ``NotPossible`` for one that has ended or that another desk is being asked about.
    """
    with sight.of_member(by):
        rows = {row.pk: row for pk in requests for row in _with_its_like(pk, by)}
        for row in rows.values():
            row.holder = None
            take_step(row, Verb.DISMISS, by=by, outcome=reason)
    return len(rows)


@transaction.atomic
def restore(*, request: Request, by: "User") -> None:
    """Put one back before its desk, with the deadline that it had. Raises ``Refused`` and ``NotPossible``."""
    with sight.of_member(by):
        row = _seen(request.pk, by)
        row.ended_at = None
        take_step(row, Verb.RESTORE, by=by)


def _with_its_like(pk: int, by: "User") -> list[Request]:
    row = _seen(pk, by)
    others = Request.objects.like(row).exclude(state=State.OFFERED)
    return [row, *(held(other) for other in others.values_list("pk", flat=True))]


def _seen(pk: int, by: "User") -> Request:
    """The request, locked, if this member may open it."""
    try:
        row = held(pk)
    except Request.DoesNotExist as hidden:
        raise Refused(Act.ANSWER_REQUESTS, own_only=True) from hidden
    if not may_open(by, row):
        raise Refused(Act.ANSWER_REQUESTS, row.organisation, own_only=True)
    return row
