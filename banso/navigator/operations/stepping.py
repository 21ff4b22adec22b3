"""How every step of a request is made: the row held, the table asked, the event appended, the ledger told."""

from datetime import datetime
from typing import TYPE_CHECKING

from banso.ledger.kinds import Kind
from banso.ledger.operations import Fact, record
from banso.lib import clock
from banso.lib.fiscal import FiscalMonth, Period
from banso.navigator.keys import is_public_face
from banso.navigator.models import Request, RequestEvent
from banso.navigator.states import OPEN, State, Verb, step
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User


class NotPossible(Exception):
    """The step cannot be taken now. The sentence is for whoever tried."""


def held(pk: int) -> Request:
    """The request, locked until the end of the transaction. Raises ``Request.DoesNotExist``."""
    return Request.objects.select_for_update(of=("self",)).get(pk=pk)


def take_step(
    request: Request,
    verb: Verb,
    *,
    by: "User | None" = None,
    to_window: str = "",
    to_organisation: str = "",
    outcome: str = "",
    happened_at: datetime | None = None,
) -> None:
    """Follow the table and save ``request`` as it then is. Raises :class:`NotPossible`."""
    line = step(request.state, verb)
    if line is None:
        raise NotPossible(f"「{State.of(request.state).label}」の申し込みに「{verb.label}」はできません。")
    source = request.state
    if line.target is not None:
        # What nobody has taken yet goes back to the desk, not to a person.
        nobody = line.target is State.TAKEN and request.holder_id is None
        request.state = State.RECEIVED if nobody else line.target
    if request.state not in OPEN and source in OPEN:
        request.ended_at = clock.now()
    if request.state != State.OFFERED:
        request.offered_to = ""
    request.save()
    append(
        request, verb, source=source, by=by, to_window=to_window, to_organisation=to_organisation,
        outcome=outcome, happened_at=happened_at,
    )  # fmt: skip
    if line.records:
        count(request, line.records)


def append(
    request: Request,
    verb: Verb,
    *,
    source: str = "",
    by: "User | None" = None,
    to_window: str = "",
    to_organisation: str = "",
    outcome: str = "",
    happened_at: datetime | None = None,
) -> None:
    """Write down what happened."""
    RequestEvent.objects.create(
        request=request, at=clock.now(), verb=verb, source=source, target=request.state, by=by,
        window=request.window, organisation=request.organisation, to_window=to_window,
        to_organisation=to_organisation, outcome=outcome, happened_at=happened_at,
    )  # fmt: skip


def count(request: Request, what: str) -> None:
    """One entry of the ledger, of no person. The public face has no ledger: the office counts when it arrives."""
    if is_public_face():
        return
    day = clock.local(request.received_at).date() if what == "received" else clock.today()
    month = FiscalMonth.of(day)
    record(
        [
            Fact(
                kind=Kind.FIRST_CONTACT,
                plan=current().key,
                subject=request.window,
                organisation=request.organisation,
                period=Period(month.year, month.number, month.number),
                occurred_on=day,
                source=f"request:{request.pk}",
                amount=1,
                state=what,
            )
        ]
    )
