"""What the people of a window do with a request. One holder at every moment: the sender until the receiver accepts."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import Refused
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


@transaction.atomic
def read_content(*, request: Request, by: "User") -> Content | None:
    """What the person wrote; ``None`` once it is gone. That it was read is kept, and the person can see it.

    Raises ``Refused``, and ``NotPossible`` where no key opens it.
    """
    _require(request, by)
    try:
        content = opened(request)
    except CannotOpen as problem:
        raise NotPossible(f"{problem}システムの管理者に知らせてください。") from problem
    if content is not None:
        now = clock.now()
        ContentRead.objects.create(request=request, by=by, organisation=member_of(by).organisation, at=now)
        Request.objects.filter(pk=request.pk, read_at__isnull=True).update(read_at=now)
    return content


@transaction.atomic
def take(*, request: Request, by: "User") -> None:
    """Become the one who holds it, also in the place of a colleague."""
    row = _held(request, by)
    if row.state == State.TAKEN and row.holder_id == by.pk:
        raise NotPossible("もう、あなたが担当者です。")
    row.holder = by
    take_step(row, Verb.TAKE, by=by)


@transaction.atomic
def give_back(*, request: Request, by: "User") -> None:
    """Let the desk have it again."""
    row = _held_by(request, by)
    row.holder = None
    take_step(row, Verb.GIVE_BACK, by=by)


@transaction.atomic
def note_attempt(*, request: Request, outcome: Outcome, at: datetime, by: "User") -> None:
    """Write down what came of trying to talk, and when. ``TALKED`` answers the request."""
    row = _held_by(request, by)
    if at > clock.now():
        raise NotPossible("連絡した時が、今より後になっています。")
    if at < row.received_at.replace(second=0, microsecond=0):
        raise NotPossible("連絡した時が、申し込みの届いた時より前になっています。")
    verb = Verb.ANSWER if outcome is Outcome.TALKED else Verb.ATTEMPT
    take_step(row, verb, by=by, outcome=outcome, happened_at=at)


@transaction.atomic
def end_unreached(*, request: Request, by: "User") -> None:
    """Stop trying. The person may still give another way to be reached."""
    row = _held_by(request, by)
    if not RequestEvent.objects.filter(request=row, verb=Verb.ATTEMPT).exists():
        raise NotPossible("まだ一度も連絡の記録がありません。連絡を試みてから終えてください。")
    take_step(row, Verb.END_UNREACHED, by=by)


@transaction.atomic
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


@transaction.atomic
def take_back(*, request: Request, by: "User") -> None:
    """Do not hand it over after all."""
    row = _held(request, by)
    row.holder = row.holder or by
    take_step(row, Verb.TAKE_BACK, by=by, to_window=row.offered_to)


@transaction.atomic
def accept(*, request: Request, by: "User") -> None:
    """Take over what another window offers: from here on the receiver holds it, and by name."""
    row = _offered(request, by)
    number = _steps(row)
    tell_desk(row, f"accepted-{number}")
    row.window, row.organisation, row.holder = row.offered_to, member_of(by).organisation, by
    # The new desk has its own deputies, and the person waits no longer because of the change.
    row.deputy_told_at = None
    take_step(row, Verb.ACCEPT, by=by, to_window=row.window, to_organisation=row.organisation)


@transaction.atomic
def decline(*, request: Request, by: "User") -> None:
    """Do not take it over; it never left the sender."""
    row = _offered(request, by)
    take_step(row, Verb.DECLINE, by=by, to_window=row.offered_to)
    tell_desk(row, f"declined-{_steps(row)}")


def _held(request: Request, by: "User") -> Request:
    row = held(request.pk)
    _require(row, by)
    return row


def _held_by(request: Request, by: "User") -> Request:
    row = _held(request, by)
    if row.holder_id != by.pk:
        raise NotPossible("担当者だけができます。先に「受け持つ」を押してください。")
    return row


def _offered(request: Request, by: "User") -> Request:
    row = held(request.pk)
    if row.state != State.OFFERED:
        raise NotPossible("この申し込みは、いまは渡されていません。")
    if not may_receive(by, row):
        raise Refused(Act.ANSWER_REQUESTS, row.organisation, own_only=True)
    return row


def _require(request: Request, by: "User") -> None:
    if not may_open(by, request):
        raise Refused(Act.ANSWER_REQUESTS, request.organisation, own_only=True)


def _steps(request: Request) -> int:
    """How often something happened to it: what makes one notice another than the last."""
    return RequestEvent.objects.filter(request=request).count()
