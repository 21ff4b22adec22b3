"""Writes of those who keep the directory: permission first, then the directory's own operation."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import Refused
from banso.directory import operations as directory
from banso.directory import queries as reads
from banso.directory.codes import Confidence, Noun
from banso.directory.format import Condition
from banso.directory.operations import Editor
from banso.directory.records import Record, service_card
from banso.lib import clock
from banso.navigator.operations import HandedOn, hand_on
from banso.navigator.trying import why_impossible, why_unmeetable
from banso.plan.queries import current
from banso.upkeep.queries import editable, may_edit, must_create, to_vouch, why_it_stays

if TYPE_CHECKING:
    from banso.access.models import User


def edit(
    *,
    noun: Noun,
    key: str,
    values: Mapping[str, Any],
    seen: str,
    reason: str,
    source: str,
    said_by: str,
    by: "User",
) -> int:
    """Change an entry; how many fields. Raises ``KeyError``, ``Refused`` and ``NotEdited``."""
    record = editable(member_of(by), noun, key)
    if noun is Noun.ORGANISATION:
        _close_organisation(record, record | dict(values), by)
    if noun is Noun.SUBSIDY and record["window"] != values.get("window", record["window"]):
        may_edit(member_of(by), noun, dict(values))
    if noun is Noun.SERVICE and "conditions" in values:
        _must_be_met(record | dict(values))
    if noun is Noun.SUBSIDY:
        _must_be_payable(record["versions"], values.get("versions", ()))
    editor = _editor(by, reason, source, said_by)
    return len(directory.edit(noun=noun, key=key, values=values, seen=seen, editor=editor))


def create(
    *, noun: Noun, values: Mapping[str, Any], reason: str, source: str, said_by: str, by: "User"
) -> str:
    """A new entry of the member's organisation, or of any for the secretariat; its key."""
    member = member_of(by)
    must_create(member, noun)
    may_edit(member, noun, dict(values))
    return directory.create(noun=noun, values=values, editor=_editor(by, reason, source, said_by))


def _close_organisation(before: Record, after: Record, by: "User") -> None:
    """An organisation goes when the secretariat says so, and only where nobody waits for it. Raises ``Refused`` and
    ``Invalid``.
    """
    if before["closed_on"] == after["closed_on"]:
        return
    if member_of(by).role is not Role.SECRETARIAT:
        raise Refused(Act.EDIT_DIRECTORY, own_only=True)
    if problem := why_it_stays(before, after):
        raise directory.Invalid({"closed_on": problem})


def _must_be_met(service: Record) -> None:
    """Raise ``Invalid`` where nobody could ever meet the conditions."""
    if problem := why_impossible(service_card(service), reads.catalogue(current()), clock.today()):
        raise directory.Invalid({"conditions": problem})


def _must_be_payable(before: Sequence[Record], after: Sequence[Record]) -> None:
    """Raise ``Invalid`` where no firm could ever meet the conditions of rules that are new or changed."""
    for version in (version for version in after if version not in before):
        conditions = [Condition.model_validate(each) for each in version["conditions"]]
        if problem := why_unmeetable(conditions, reads.catalogue(current())):
            raise directory.Invalid({"versions": problem})


def undo(*, pk: int, by: "User") -> tuple[Noun, str]:
    """Put one field back; the entry. Raises ``KeyError``, ``Refused`` and ``NotEdited``."""
    change = reads.change_of(pk)
    noun = Noun.of(change.noun)
    editable(member_of(by), noun, change.key)
    if change.field == "closed_on":
        must_create(member_of(by), noun)
        if change.before:
            raise directory.NotEdited("もう一度閉じるときは、「直す」で閉じた日を書いてください。")
    day = clock.local(change.at)
    reason = f"{day.year}年{day.month}月{day.day}日の変更を元に戻した"
    directory.undo(pk=pk, editor=_editor(by, reason, ""))
    return noun, change.key


def confirm(*, noun: Noun, key: str, fields: Collection[str], by: "User") -> bool:
    """The member vouches for these fields as of today; whether that is the whole entry, which then has its day.

    The organisation in charge becomes the source of what it confirms. The secretariat, confirming for another, gives
    the day alone and is nobody's source. Raises ``KeyError``, ``Refused`` and ``NotAssured``.
    """
    record = editable(member_of(by), noun, key)
    can_vouch = set(to_vouch(noun, record))
    ticked = sorted(can_vouch & set(fields))
    whole = can_vouch <= set(ticked)
    told: dict[str, Any] = {
        "noun": noun,
        "key": key,
        "by": str(by),
        "organisation": by.organisation,
        "on": clock.today(),
    }
    if by.organisation not in reads.owners(noun, record):
        directory.assure(**told)
        return True
    source = reads.organisation_names().get(by.organisation, by.organisation)
    (directory.assure if whole else directory.vouch)(**told, source=source, fields=ticked)
    return whole


@transaction.atomic
def close_window(*, window: str, on: date, successor: str, reason: str, by: "User") -> HandedOn:
    """Close a window, or announce it; what became of the requests that wait there.

    Raises ``KeyError``, ``Refused``, ``NotEdited`` and ``NotPossible``.
    """
    editable(member_of(by), Noun.WINDOW, window)
    directory.close_window(window=window, on=on, successor=successor, editor=_editor(by, reason, ""))
    return hand_on(window=window, successor=successor, by=by) if on <= clock.today() else HandedOn()


def cancel_closing(*, window: str, by: "User") -> None:
    """The window stays after all. Raises ``KeyError``, ``Refused`` and ``NotEdited``."""
    editable(member_of(by), Noun.WINDOW, window)
    directory.cancel_closing(window=window, editor=_editor(by, "閉じるのを取り消した", ""))


def _editor(by: "User", reason: str, source: str, said_by: str = Confidence.OFFICIAL.value) -> Editor:
    return Editor(str(by), by.organisation, reason, source, confidence=Confidence.of(said_by))
