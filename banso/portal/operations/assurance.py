"""Asking the owners of windows whether what the directory says is still right."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from banso.access.queries import member_of, members_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory import queries as directory
from banso.directory.queries import Unassured
from banso.directory.rules.assurance import months_before
from banso.lib import clock
from banso.lib.faces import Face
from banso.lib.workdays import is_workday
from banso.notices import operations as notices
from banso.notices import queries as outbox
from banso.notices.rules import Channel
from banso.plan.queries import LoadedPlan

if TYPE_CHECKING:
    from banso.access.models import User
    from banso.notices.models import Notice

RELATED = "directory:assurance"
# So many windows are named in one notice; an owner of more sees the rest on the screen.
NAMED = 30


@dataclass(frozen=True)
class Asked:
    """What an asking did: organisations by name, their windows, and how many mails stand in the outbox for them."""

    organisations: tuple[str, ...] = ()
    windows: int = 0
    mails: int = 0
    without_address: tuple[str, ...] = ()
    asked_lately: tuple[str, ...] = ()
    by_letter: tuple[str, ...] = ()


def may_ask_now() -> bool:
    """Whether the server asks by itself: where the office wants it and the owners work, and on no holiday."""
    return bool(settings.REMIND_OWNERS and settings.FACE != Face.PUBLIC and is_workday(clock.today()))


@transaction.atomic
def ask_for_assurance(*, plan: LoadedPlan, by: "User | None" = None) -> Asked:
    """Ask every organisation with a window that nobody confirmed for as many months as the plan's folder says.

    Nobody is asked twice within a month, however many ask at once: the key of a notice is made of the one before it.
    ``by`` is ``None`` for the command line, whose user runs the house. Raises ``Refused``.
    """
    if by is not None:
        require(member_of(by), Act.MANAGE_NOTICES)
    months = directory.catalogue(plan).vocabulary.assurance_months
    due = directory.unassured(months_before(clock.today(), months))
    names = directory.organisation_names()
    asked = outbox.about(RELATED)
    lately = _since(asked, months_before(clock.today(), 1))
    # A class (all municipalities, say) has no desk that could read a notice; its members run their own windows.
    nobody = directory.organisation_classes()
    due = {key: windows for key, windows in sorted(due.items()) if key not in nobody}
    chosen = {key: windows for key, windows in due.items() if key not in lately}
    contacts = outbox.contacts_of(chosen)
    by_letter = {key for key in chosen if not contacts[key] and not members_of(key)}
    for key, windows in chosen.items():
        places = [(Channel.SCREEN, "", "screen")]
        places += [(Channel.MAIL, contact.email, str(contact.pk)) for contact in contacts[key]]
        places += [(Channel.LETTER, "", "letter")] if key in by_letter else []
        before = asked[key][-1].pk if key in asked else 0
        for channel, address, end in places:
            notices.post(
                key=f"assurance:after-{before}:{key}:{end}",
                channel=channel,
                to=address,
                organisation=key,
                subject="窓口の情報を確かめてください",
                body=_letter(names[key], windows, months),
                related=RELATED,
                by=by,
            )
    return Asked(
        organisations=tuple(names[key] for key in chosen),
        windows=len({window.key for windows in chosen.values() for window in windows}),
        mails=sum(map(len, contacts.values())),
        without_address=tuple(names[key] for key in chosen if not contacts[key] and key not in by_letter),
        by_letter=tuple(names[key] for key in chosen if key in by_letter),
        asked_lately=tuple(names[key] for key in sorted(due) if key in lately),
    )


def _since(asked: "dict[str, list[Notice]]", day: date) -> set[str]:
    """The organisations that were asked after ``day``."""
    return {key for key, found in asked.items() if clock.local(found[-1].created_at).date() > day}


def _letter(name: str, windows: list[Unassured], months: int) -> str:
    lines = [f"・{window.name}（{_day(window)}）" for window in windows[:NAMED]]
    if len(windows) > NAMED:
        lines.append(f"・ほか{len(windows) - NAMED}か所")
    return "\n".join(
        [
            f"{name} ご担当者さま",
            "",
            f"次の窓口の情報は、{months}か月以上、確かめられていません。",
            "名前・所在地・電話・受付時間・対象の地域が今も正しいかを見て、違うところは直し、"
            "正しければ「今日確かめた」を付けてください。",
            "",
            *lines,
        ]
    )


def _day(window: Unassured) -> str:
    day = window.assured_on
    return f"最後に確かめた日 {day.year}年{day.month}月{day.day}日" if day else "まだ確かめられていません"
