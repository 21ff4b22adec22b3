"""Requests that cross from the public face to the office, and what became of them that crosses back.

Out of the public face goes everything that the office has not yet told to have: a lost file costs nothing but time.
"""

import base64
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from banso.access import sight
from banso.access.operations import stand_in
from banso.access.sight import Routine
from banso.directory.catalogue import Catalogue
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.lib.sealing import CannotOpen
from banso.navigator import requests
from banso.navigator.content import close, unsealed
from banso.navigator.models import Request, RequestEvent
from banso.navigator.operations.stepping import append, count, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.queries.desks import holding_organisation, secretariat
from banso.navigator.states import ENDED, State, Verb, step
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User

Record = dict[str, Any]


class NotReadable(Exception):
    """A record is no request, or no state of one."""


@dataclass
class Received:
    """What a file of the public face brought. ``unopened`` are numbers whose content no key of ours opens."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0
    late: int = 0
    unopened: int = 0


def outgoing() -> Iterator[Record]:
    """Everything that the office has not told to have."""
    with sight.of_routine(Routine.CROSSING):
        yield from _outgoing()


def _outgoing() -> Iterator[Record]:
    for row in Request.objects.filter(revision__gt=F("arrived_revision")).order_by("pk").iterator():
        yield {
            "uid": str(row.uid),
            "revision": row.revision,
            "window": row.window,
            "received_at": row.received_at.isoformat(),
            "due_on": row.due_on.isoformat(),
            "consent": row.consent,
            "withdrawn": row.state == State.WITHDRAWN,
            "sealed_for": row.sealed_for,
            "sealed": base64.b64encode(bytes(row.content or b"")).decode(),
            "is_sample": row.is_sample,
        }


def receive(records: Iterable[Record]) -> Received:
    """Take over what the public face holds, in the transaction of whoever calls. The same again changes nothing."""
    done, known = Received(), catalogue(current())
    with sight.of_routine(Routine.CROSSING):
        for number, record in enumerate(records, start=1):
            try:
                _receive(record, known, done)
            except (KeyError, TypeError, ValueError) as problem:
                raise NotReadable(
                    f"{number}件目の申し込みが読めません。両方の面を同じ版の伴走にしてください。"
                ) from problem
    return done


def _receive(record: Record, known: Catalogue, done: Received) -> None:
    uid, revision = uuid.UUID(record["uid"]), int(record["revision"])
    row = Request.objects.select_for_update(of=("self",)).filter(uid=uid).first()
    if row is not None and row.arrived_revision >= revision:
        done.same += 1
        return
    is_new = row is None
    row = row or _created(uid, record, known)
    row.revision = row.arrived_revision = revision
    if record["withdrawn"]:
        _withdrawn(row, done)
    elif is_new or step(row.state, Verb.CHANGE):
        _filled(row, record, known, is_new, done)
    else:
        # Answered or forgotten meanwhile: what came too late is not kept.
        row.save()
        done.late += 1


def _created(uid: uuid.UUID, record: Record, known: Catalogue) -> Request:
    window = known.windows.get(record["window"])
    row = Request(
        uid=uid,
        window=str(record["window"]),
        # A window that this directory does not know, or that nobody runs: the secretariat holds what came for it.
        organisation=holding_organisation(window) if window else secretariat(),
        consent=str(record["consent"]),
        received_at=datetime.fromisoformat(record["received_at"]),
        due_on=date.fromisoformat(record["due_on"]),
        is_sample=bool(record["is_sample"]),
    )
    if not row.organisation:
        raise ValueError("nobody holds it")
    row.save()
    append(row, Verb.SEND)
    count(row, "received")
    return row


def _withdrawn(row: Request, done: Received) -> None:
    if step(row.state, Verb.WITHDRAW) is None:
        row.save()
        done.late += 1
        return
    was_open = row.is_open
    row.erase()
    row.holder = None
    take_step(row, Verb.WITHDRAW)
    done.withdrawn += 1
    if was_open:
        tell_desk(row, "withdrawn")


def _filled(row: Request, record: Record, known: Catalogue, is_new: bool, done: Received) -> None:
    row.content = base64.b64decode(record["sealed"], validate=True)
    row.sealed_for = str(record["sealed_for"])
    try:
        close(row, unsealed(row))
    except CannotOpen:
        # Kept as it came: it opens as soon as the right key is there again.
        done.unopened += 1
    if is_new:
        row.save()
        done.new += 1
        if not Request.objects.like(row).exists():
            tell_desk(row, "new")
        return
    if row.state in ENDED:
        window = known.windows.get(row.window)
        row.due_on = requests.due(clock.today(), window.answer_days if window else None)
        row.holder, row.ended_at, row.deputy_told_at, row.secretariat_told_at = None, None, None, None
    take_step(row, Verb.CHANGE)
    done.changed += 1
    tell_desk(row, f"change-{row.revision}")


# What of a request's history goes back to its person.
_TOLD = (
    Verb.TAKE,
    Verb.ATTEMPT,
    Verb.ANSWER,
    Verb.END_UNREACHED,
    Verb.ACCEPT,
    Verb.MOVE,
    Verb.DISMISS,
    Verb.RESTORE,
)


def states() -> Iterator[Record]:
    """Where everything stands that came from the public face, without a word of its content."""
    with sight.of_routine(Routine.CROSSING):
        yield from _states()


def _states() -> Iterator[Record]:
    terms = catalogue(current()).requests
    oldest = clock.now() - timedelta(days=terms.longest_days + terms.keep_days + 90)
    rows = Request.objects.filter(arrived_revision__gt=0, received_at__gte=oldest).prefetch_related("events")
    for row in rows.order_by("pk"):
        yield {
            "uid": str(row.uid),
            "revision": row.arrived_revision,
            "state": _told_state(row),
            "window": row.window,
            "organisation": row.organisation,
            "due_on": row.due_on.isoformat(),
            "read_at": row.read_at.isoformat() if row.read_at else None,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            "events": [
                [event.verb, (event.happened_at or event.at).isoformat()]
                for event in row.events.all()
                if event.verb in _TOLD
            ],
        }


def mirror(records: Iterable[Record]) -> int:
    """Show on the public face where requests stand; what the office has is erased here. How many were known."""
    office = stand_in()
    with sight.of_routine(Routine.CROSSING):
        return sum(_known(record, number, office) for number, record in enumerate(records, start=1))


def _known(record: Record, number: int, office: "User") -> bool:
    """Whether the request of a state is here; if so, it now stands as the office says."""
    try:
        row = Request.objects.select_for_update(of=("self",)).filter(uid=uuid.UUID(record["uid"])).first()
        if row is None:
            return False
        _mirror(row, record)
        if row.state == State.TAKEN:
            row.holder = office
        row.save()
        _history(row, record["events"])
    except (KeyError, TypeError, ValueError) as problem:
        raise NotReadable(
            f"{number}件目の状況が読めません。両方の面を同じ版の伴走にしてください。"
        ) from problem
    return True


def _mirror(row: Request, record: Record) -> None:
    row.arrived_revision = min(int(record["revision"]), row.revision)
    row.read_at = datetime.fromisoformat(record["read_at"]) if record["read_at"] else row.read_at
    if row.arrived_revision < row.revision:
        # The person has written since: that goes with the next file, and until then it stands.
        return
    row.erase()
    state = State.of(record["state"])
    row.state, row.window, row.organisation = state, str(record["window"]), str(record["organisation"])
    row.due_on = date.fromisoformat(record["due_on"])
    row.ended_at = datetime.fromisoformat(record["ended_at"]) if record["ended_at"] else None
    row.holder = None
    if state is State.FORGOTTEN:
        row.code_mark = ""


def _history(row: Request, events: list[list[str]]) -> None:
    there = set(row.events.values_list("verb", "happened_at"))
    RequestEvent.objects.bulk_create(
        [
            RequestEvent(
                request=row, at=clock.now(), verb=Verb.of(verb), target=row.state, window=row.window,
                organisation=row.organisation, happened_at=moment,
            )
            for verb, at in events
            if (verb, moment := datetime.fromisoformat(at)) not in there
        ]
    )  # fmt: skip


def _told_state(row: Request) -> str:
    """That another window is being asked is the office's business."""
    if row.state != State.OFFERED:
        return row.state
    return State.TAKEN.value if row.holder_id else State.RECEIVED.value
