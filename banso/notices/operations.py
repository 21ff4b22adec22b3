"""Writes of this room: putting a notice into the outbox, what a person does with it, and the addresses."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib import clock
from banso.lib.text import one_line
from banso.notices import letters, rules, sending
from banso.notices.models import Contact, Notice
from banso.notices.rules import Channel, NoticeState, NotPossible

if TYPE_CHECKING:
    from banso.access.models import User

DESK_LENGTH = 120
KEY_LENGTH = 300


def post(
    *,
    key: str,
    channel: Channel,
    subject: str,
    body: str,
    to: str = "",
    user: "User | None" = None,
    organisation: str = "",
    by: "User | None" = None,
    related: str = "",
) -> Notice:
    """Put a notice into the outbox, in the transaction of whoever calls, who has asked for the permission.

    The same ``key`` again gives the notice that is there. Mail leaves after the commit, at once if it can; what is
    on the screen is there at once. Raises :class:`NotPossible` for an address or a text that cannot be sent.
    """
    if not key or len(key) > KEY_LENGTH:
        raise ValueError(f"a key of 1 to {KEY_LENGTH} letters is needed, not {key!r}")
    now, on_screen = clock.now(), channel is Channel.SCREEN
    values: dict[str, Any] = {
        "channel": channel,
        "to": rules.address(to) if channel is Channel.MAIL else one_line(to)[: rules.ADDRESS_LENGTH],
        "user": user,
        "organisation": organisation,
        "subject": rules.subject(subject),
        "body": rules.body(body),
        "related": related,
        "state": NoticeState.SENT if on_screen else NoticeState.WAITING,
        "created_at": now,
        "created_by": by,
        "next_at": now if channel is Channel.MAIL else None,
        "sent_at": now if on_screen else None,
    }
    with transaction.atomic():
        notice, made = Notice.objects.get_or_create(key=key, defaults=values)
    if made and channel is Channel.MAIL:
        # A mail server that is away must not undo what was saved.
        transaction.on_commit(sending.send_soon, robust=True)
    return notice


@transaction.atomic
def send_again(*, notice: Notice, by: "User") -> Notice:
    """Let a failed notice wait again, from the first attempt on."""
    held = _step(notice, "send_again", by)
    held.attempts, held.next_at, held.last_error = 0, clock.now(), ""
    held.save()
    transaction.on_commit(sending.send_soon, robust=True)
    return held


@transaction.atomic
def cancel(*, notice: Notice, by: "User") -> Notice:
    """Do not send it. The record stays."""
    held = _step(notice, "cancel", by)
    held.next_at = None
    held.save()
    return held


@transaction.atomic
def dispatch(*, notice: Notice, by: "User") -> Notice:
    """A letter was put into the post."""
    held = _step(notice, "dispatch", by)
    held.sent_at = clock.now()
    held.save()
    return held


@transaction.atomic
def print_letters(*, chosen: Iterable[int], names: Mapping[str, str], by: "User") -> bytes:
    """One PDF of the chosen letters that wait, a sheet for each; they are marked as printed.

    ``names``: of organisations, by key. Posting them is another step. Raises ``Refused`` and :class:`NotPossible`.
    """
    require(member_of(by), Act.MANAGE_NOTICES)
    waiting = Notice.objects.letters().waiting().filter(pk__in=list(chosen))
    held = list(waiting.select_for_update().order_by("pk"))
    if not held:
        raise NotPossible("印刷する手紙を選んでください。送信待ちの手紙だけを印刷できます。")
    now = clock.now()
    made = letters.make(held, names, at=now)
    for notice in held:
        notice.printed_at, notice.printed_by = now, by
    Notice.objects.bulk_update(held, ["printed_at", "printed_by"])
    return made


@transaction.atomic
def dispatch_all(*, chosen: Iterable[int], by: "User") -> int:
    """The chosen letters were put into the post; how many. One that was never printed is not among them."""
    require(member_of(by), Act.MANAGE_NOTICES)
    waiting = Notice.objects.letters().waiting().filter(pk__in=list(chosen), printed_at__isnull=False)
    held = list(waiting.select_for_update())
    if not held:
        raise NotPossible("発送済みにする手紙を選んでください。印刷した手紙だけを発送済みにできます。")
    for notice in held:
        dispatch(notice=notice, by=by)
    return len(held)


@transaction.atomic
def edit(*, notice: Notice, to: str, subject: str, body: str, by: "User") -> Notice:
    """Change what has not been sent. Its state stays."""
    held = _held(notice, by)
    if not held.is_editable:
        raise NotPossible("送ったもの、送っているもの、取り消したものは変えられません。")
    before = held.to, held.subject, held.body
    held.to = rules.address(to) if held.channel == Channel.MAIL else one_line(to)[: rules.ADDRESS_LENGTH]
    held.subject, held.body = rules.subject(subject), rules.body(body)
    if before != (held.to, held.subject, held.body):
        # What was printed is no longer what stands here.
        held.printed_at = held.printed_by = None
    held.save()
    return held


def add_contact(
    *, organisation: str, desk: str, email: str, by: "User | None", is_sample: bool = False
) -> Contact:
    """A further address of an organisation. ``by`` is ``None`` for sample data alone."""
    if by is not None:
        require(member_of(by), Act.MANAGE_NOTICES)
    elif not is_sample:
        raise ValueError("somebody must answer for an address that is no sample")
    name = one_line(desk)
    if not organisation or not name or len(name) > DESK_LENGTH:
        raise NotPossible(f"機関と、{DESK_LENGTH}字までの窓口の名が要ります。")
    try:
        with transaction.atomic():
            return Contact.objects.create(
                organisation=organisation, desk=name, email=rules.address(email), is_sample=is_sample
            )
    except IntegrityError:
        raise NotPossible("このメールアドレスは、この機関の連絡先に既にあります。") from None


@transaction.atomic
def remove_contact(*, pk: int, by: "User") -> None:
    """Take an address away. What was sent to it stays in the outbox."""
    require(member_of(by), Act.MANAGE_NOTICES)
    Contact.objects.filter(pk=pk).delete()


def _held(notice: Notice, by: "User") -> Notice:
    """The notice as it is now, so that nobody else changes it until the end of the transaction."""
    require(member_of(by), Act.MANAGE_NOTICES)
    return Notice.objects.select_for_update().get(pk=notice.pk)


def _step(notice: Notice, verb: str, by: "User") -> Notice:
    held = _held(notice, by)
    step = next((t for t in rules.possible(held.state, held.channel) if t.verb == verb), None)
    if step is None or held.claimed_until is not None:
        raise NotPossible(f"「{held.state_label}」のお知らせに、この操作はできません。")
    held.state = step.target
    return held
