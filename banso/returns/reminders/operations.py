"""One click: a notice to every body that was chosen, on the screen and by mail to each of its addresses, else a letter."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib.fiscal import Period
from banso.notices import operations as notices
from banso.notices.rules import Channel, NotPossible
from banso.plan.queries import LoadedPlan
from banso.returns.reminders.queries import Late, late_bodies, related
from banso.returns.reminders.wording import ASKED_BACK_TEXT, filled

if TYPE_CHECKING:
    from banso.access.models import User

_BATCH = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Done:
    """What a reminding did: bodies by name, how many mails stand in the outbox, and who gets a letter instead."""

    bodies: tuple[str, ...]
    mails: int
    by_letter: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """What one body is going to read."""

    late: Late
    subject: str
    body: str


def letters(
    plan: LoadedPlan,
    period: Period,
    organisations: Collection[str],
    *,
    subject: str,
    body: str,
    asked_back: str,
) -> list[Letter]:
    """What each chosen body that is still late would get. Raises :class:`NotPossible`."""
    chosen = [late for late in late_bodies(plan, period) if late.organisation in organisations]
    if not chosen:
        raise NotPossible("督促する機関を選んでください。期限を過ぎた機関だけに送れます。")
    return [
        Letter(
            late,
            filled(subject, name=late.name, period=period, due=late.due),
            filled(
                asked_back if late.question else body,
                name=late.name,
                period=period,
                due=late.due,
                question=late.question,
            ),
        )
        for late in chosen
    ]


@transaction.atomic
def remind(
    *,
    plan: LoadedPlan,
    period: Period,
    organisations: Collection[str],
    subject: str,
    body: str,
    batch: str,
    by: "User",
    asked_back: str = ASKED_BACK_TEXT,
) -> Done:
    """Remind the chosen bodies. ``batch`` is of the page that was sent: the same again adds nothing.

    ``asked_back`` is for those whose return was sent back. Raises ``Refused`` and :class:`NotPossible`; then nobody was reminded.
    """
    require(member_of(by), Act.MANAGE_NOTICES)
    if not _BATCH.fullmatch(batch):
        raise NotPossible("このページは使えません。督促のページを開き直してください。")
    written = letters(plan, period, organisations, subject=subject, body=body, asked_back=asked_back)
    mails = 0
    for letter in written:
        late = letter.late
        places = [(Channel.SCREEN, "", "screen")]
        places += [(Channel.MAIL, contact.email, str(contact.pk)) for contact in late.contacts]
        places += [] if late.contacts else [(Channel.LETTER, "", "letter")]
        mails += len(late.contacts)
        for channel, address, end in places:
            notices.post(
                key=f"reminder:{batch}:{late.organisation}:{end}",
                channel=channel,
                to=address,
                organisation=late.organisation,
                subject=letter.subject,
                body=letter.body,
                related=related(plan, period),
                by=by,
            )
    names = tuple(letter.late.name for letter in written)
    return Done(names, mails, tuple(x.late.name for x in written if not x.late.contacts))
