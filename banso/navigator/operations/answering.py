"""What the people of a window do with a request. One holder at every moment: the sender until the receiver accepts."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import transaction

from banso.access import sight
from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import Refused
from banso.access.sight import Routine
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.lib.sealing import CannotOpen
from banso.navigator.content import opened
from banso.navigator.models import ContentRead, Request, RequestEvent
from banso.navigator.operations.stepping import NotPossible, held, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.queries.desks import may_open, may_receive
from banso.navigator.requests import Content
from banso.navigator.states import Outcome, State, Verb
from banso.plan.queries import current

if TYPE_CHECKING:
    from banso.access.models import User

_Given = ParamSpec("_Given")
_Got = TypeVar("_Got")


def _acting(act: Callable[_Given, _Got]) -> Callable[_Given, _Got]:
    """Whole or not at all, and in the sight of the member ``by`` whom it is done."""

    @wraps(act)
    def acting(*args: _Given.args, **given: _Given.kwargs) -> _Got:
        by: User = given["by"]  # type: ignore[assignment]
        with transaction.atomic(), sight.of_member(by):
            return act(*args, **given)

    return acting


@_acting
def read_content(*, request: Request, by: "User") -> Content | None:
    """What the person wrote; ``None`` once it is gone. That it was read is kept, and the person can see it.

    Raises ``Refused``, and ``NotPossible`` where no key opens it.
    """
    row = Request.objects.filter(pk=request.pk).first()
    if row is None or not may_open(by, row):
        raise _refused(request)
    try:
        content = opened(row)
    except CannotOpen as problem:
        raise NotPossible(f"{problem}システムの管理者に知らせてください。") from problem
    if content is not None:
        now = clock.now()
        ContentRead.objects.create(request=row, by=by, organisation=member_of(by).organisation, at=now)
        Request.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=now)
    return content


@_acting
def take(*, request: Request, by: "User") -> None:
    """Become the one who holds it, also in the place of a colleague."""
    row = _held(request, by)
    if row.state == State.TAKEN and row.holder_id == by.pk:
        raise NotPossible("もう、あなたが担当者です。")
    for each in (row, *_like(row)):
        # Whoever calls a number answers all that was asked with it.
        if each is row or each.state == State.RECEIVED:
            each.holder = by
            take_step(each, Verb.TAKE, by=by)


@_acting
def give_back(*, request: Request, by: "User") -> None:
    """Let the desk have it again."""
    row = _held_by(request, by)
    row.holder = None
    take_step(row, Verb.GIVE_BACK, by=by)


@_acting
def note_attempt(*, request: Request, outcome: Outcome, at: datetime, by: "User", also: bool = False) -> None:
    """Write down what came of trying to talk, and when. ``TALKED`` answers the request; ``also`` says the same of what
    the same contact had asked here by then.
    """
    row = _held_by(request, by)
    if at > clock.now():
        raise NotPossible("連絡した時が、今より後になっています。")
    if at < row.received_at.replace(second=0, microsecond=0):
        raise NotPossible("連絡した時が、申し込みの届いた時より前になっています。")
    verb = Verb.ANSWER if outcome is Outcome.TALKED else Verb.ATTEMPT
    take_step(row, verb, by=by, outcome=outcome, happened_at=at)
    for each in _like(row) if also else ():
        if each.received_at.replace(second=0, microsecond=0) > at or each.state == State.OFFERED:
            continue
        if each.state == State.RECEIVED:
            each.holder = by
            take_step(each, Verb.TAKE, by=by)
        take_step(each, verb, by=by, outcome=outcome, happened_at=at)


@_acting
def end_unreached(*, request: Request, by: "User") -> None:
    """Stop trying. The person may still give another way to be reached."""
    row = _held_by(request, by)
    if not RequestEvent.objects.filter(request=row, verb=Verb.ATTEMPT).exists():
        raise NotPossible("まだ一度も連絡の記録がありません。連絡を試みてから終えてください。")
    take_step(row, Verb.END_UNREACHED, by=by)


@_acting
def offer(*, request: Request, window: str, by: "User") -> None:
    """Ask another window to take it over. Until it accepts, nothing moves: neither the holder nor the deadline."""
    row = _held_by(request, by)
    to = catalogue(current()).windows.get(window)
    if to is None or not to.takes_requests or not to.operators:
        raise NotPossible("その窓口は、申し込みを受けていません。ほかの窓口を選んでください。")
    if window == row.window:
        raise NotPossible("今の窓口と同じです。ほかの窓口を選んでください。")
    row.offered_to = window
    take_step(row, Verb.OFFER, by=by, to_window=window)
    tell_desk(row, f"offered-{_steps(row)}", window=window, organisations=to.operators)


@_acting
def take_back(*, request: Request, by: "User") -> None:
    """Do not hand it over after all."""
    row = _held(request, by)
    row.holder = row.holder or by
    take_step(row, Verb.TAKE_BACK, by=by, to_window=row.offered_to)


@_acting
def accept(*, request: Request, by: "User") -> None:
    """Take over what another window offers: from here on the receiver holds it, and by name."""
    row = _offered(request, by)
    number = _steps(row)
    tell_desk(row, f"accepted-{number}")
    row.window, row.organisation, row.holder = row.offered_to, member_of(by).organisation, by
    # The new desk has its own deputies, and the person waits no longer because of the change.
    row.deputy_told_at = None
    take_step(row, Verb.ACCEPT, by=by, to_window=row.window, to_organisation=row.organisation)


@_acting
def decline(*, request: Request, by: "User") -> None:
    """Do not take it over; it never left the sender."""
    row = _offered(request, by)
    # With this step it is the sender's alone again, and out of the receiver's sight.
    with sight.of_routine(Routine.HANDING_BACK):
        take_step(row, Verb.DECLINE, by=by, to_window=row.offered_to)
        tell_desk(row, f"declined-{_steps(row)}")


def _like(row: Request) -> list[Request]:
    """The others of the same contact at the same desk, locked."""
    return [held(pk) for pk in Request.objects.like(row).values_list("pk", flat=True)]


def _held(request: Request, by: "User") -> Request:
    row = _locked(request)
    if not may_open(by, row):
        raise _refused(row)
    return row


def _held_by(request: Request, by: "User") -> Request:
    row = _held(request, by)
    if row.holder_id != by.pk:
        raise NotPossible("担当者だけができます。先に「受け持つ」を押してください。")
    return row


def _offered(request: Request, by: "User") -> Request:
    row = _locked(request)
    if row.state != State.OFFERED and may_open(by, row):
        raise NotPossible("この申し込みは、いまは渡されていません。")
    if not may_receive(by, row):
        raise _refused(row)
    return row


def _locked(request: Request) -> Request:
    """What the database does not show is refused as the code would refuse it."""
    try:
        return held(request.pk)
    except Request.DoesNotExist as hidden:
        raise _refused(request) from hidden


def _refused(request: Request) -> Refused:
    return Refused(Act.ANSWER_REQUESTS, request.organisation, own_only=True)


def _steps(request: Request) -> int:
    """How often something happened to it: what makes one notice another than the last."""
    return RequestEvent.objects.filter(request=request).count()
