"""What those who keep the directory see: their entries with what is missing, and one entry with its history."""

from dataclasses import dataclass
from typing import Any

from banso.access.roles import Act, Role
from banso.access.rules import Member, Refused, may, require
from banso.design.figures import ja_date
from banso.directory import queries as directory
from banso.directory.catalogue import Body, Catalogue, ServiceCard, SubsidyCard, WindowCard
from banso.directory.codes import EntryStatus, Noun
from banso.directory.operations import CLOSING, DERIVED, SOURCE_NAMES
from banso.directory.records import Record
from banso.directory.rules import quality
from banso.directory.rules.assurance import months_before
from banso.lib import clock
from banso.lib.likeness import fold
from banso.navigator.queries import held_by
from banso.upkeep.words import shown, shown_apart


@dataclass(frozen=True)
class Line:
    """An entry of the list. ``missing`` are words for what nobody has written, ``is_due`` when it must be confirmed."""

    noun: Noun
    card: WindowCard | ServiceCard
    score: int
    missing: tuple[str, ...]
    advice: str
    is_due: bool
    owners: tuple[str, ...]


def may_edit(member: Member, noun: Noun, record: Record) -> None:
    """Raise ``Refused`` unless the member's organisation runs the entry; the secretariat may edit all."""
    owners = directory.owners(noun, record)
    own = member.organisation in owners
    require(member, Act.EDIT_DIRECTORY, member.organisation if own else "".join(owners[:1]))


def editable(member: Member, noun: Noun, key: str) -> Record:
    """An entry for somebody who may edit it. Raises ``KeyError`` and ``Refused``."""
    record = directory.entry(noun, key)
    may_edit(member, noun, record)
    return record


# What belongs to nobody in particular, and what makes a body of the directory: the secretariat's alone.
_OF_THE_SECRETARIAT = (Noun.HELPLINE, Noun.ORGANISATION)


def may_create(member: Member, noun: Noun) -> bool:
    """Whether the member may make an entry of this noun for some organisation."""
    if noun in _OF_THE_SECRETARIAT:
        return member.role is Role.SECRETARIAT
    return may(member, Act.EDIT_DIRECTORY, member.organisation)


def must_create(member: Member, noun: Noun) -> None:
    """Raise ``Refused`` unless the member may make an entry of this noun."""
    if not may_create(member, noun):
        raise Refused(Act.EDIT_DIRECTORY, own_only=True)


def why_it_stays(before: Record, after: Record) -> str:
    """Why the organisation ``after`` cannot be closed, in a sentence; empty where it can, or was closed before."""
    if not after.get("closed_on") or before.get("closed_on"):
        return ""
    waiting = held_by(after["key"])
    if waiting:
        return f"この機関が受け持つ相談の申し込みが{waiting}件あります。答えるか、ほかの窓口に渡してからにしてください。"
    return directory.why_it_stays(after)


def windows(catalogue: Catalogue, member: Member) -> list[Line]:
    """The windows that the member keeps, those to be confirmed first, then the poorest. One SQL query, and two more
    for each window that is being prepared."""
    classes = {window.one_of for window in catalogue.windows.values() if window.one_of}
    lines = [
        _line(catalogue, Noun.WINDOW, window, window.operators, window.key in classes)
        for window in (*catalogue.windows.values(), *directory.being_prepared())
        if _keeps(member, window.operators)
    ]
    return sorted(lines, key=_order)


def services(catalogue: Catalogue, member: Member) -> list[Line]:
    """The services that the member keeps, in the same order."""
    lines = [
        _line(catalogue, Noun.SERVICE, service, (service.organisation,), False)
        for service in (*catalogue.services.values(), *directory.services_being_prepared())
        if _keeps(member, (service.organisation,))
    ]
    return sorted(lines, key=_order)


def organisations(catalogue: Catalogue, member: Member, words: str = "") -> list[tuple[Body, str]]:
    """The organisations that the member keeps and that ``words`` name, those that have closed last; and in a sentence
    what they run. No query of its own."""
    run: dict[str, int] = {}
    for window in catalogue.windows.values():
        for key in window.operators:
            run[key] = run.get(key, 0) + (window.status is not EntryStatus.DEFUNCT)
    own = [body for body in catalogue.bodies.values() if _keeps(member, (body.key,))]
    found = [body for body in own if fold(words) in fold("".join([body.name, body.kana, *body.aliases]))]
    found.sort(key=lambda body: (body.closed_on is not None, body.key))
    return [
        (
            body,
            f"{ja_date(body.closed_on)}に閉じました"
            if body.closed_on
            else f"窓口 {run.get(body.key, 0)}か所",
        )
        for body in found
    ]


def subsidies(catalogue: Catalogue, member: Member) -> list[SubsidyCard]:
    """The subsidies that the member keeps: those asked about at its windows. Two queries."""
    windows = catalogue.windows
    return [
        subsidy
        for subsidy in directory.subsidies()
        if _keeps(member, windows[subsidy.window].operators if subsidy.window in windows else ())
    ]


def line_of(catalogue: Catalogue, noun: Noun, key: str) -> Line | None:
    """The quality of one window or service; ``None`` for another noun, or one that the public does not see."""
    if noun is Noun.WINDOW and key in catalogue.windows:
        window = catalogue.windows[key]
        is_class = any(other.one_of == key for other in catalogue.windows.values())
        return _line(catalogue, noun, window, window.operators, is_class)
    if noun is Noun.SERVICE and key in catalogue.services:
        service = catalogue.services[key]
        return _line(catalogue, noun, service, (service.organisation,), False)
    return None


def _keeps(member: Member, owners: tuple[str, ...]) -> bool:
    return member.role is Role.SECRETARIAT or member.organisation in owners


def _line(catalogue: Catalogue, noun: Noun, card: Any, owners: tuple[str, ...], is_class: bool) -> Line:
    today = clock.today()
    rated = (
        quality.of_window(card, today, is_class=is_class)
        if noun is Noun.WINDOW
        else quality.of_service(card, today)
    )
    due = months_before(today, catalogue.vocabulary.assurance_months)
    is_there = card.status is not EntryStatus.DEFUNCT and not is_class
    return Line(
        noun=noun,
        card=card,
        score=rated.score,
        missing=tuple(
            c.label
            for c in quality.Criterion
            if rated.values.get(c, 1) == 0 and c is not quality.Criterion.ASSURANCE
        ),
        advice=rated.advice,
        is_due=is_there and (card.assured_on is None or card.assured_on < due),
        owners=tuple(catalogue.organisations.get(owner, owner) for owner in owners if owner),
    )


def _order(line: Line) -> tuple[bool, bool, str, int, str]:
    """To be confirmed first, and of these first what was confirmed once and has grown old; then the poorest."""
    card = line.card
    old = card.assured_on.isoformat() if card.assured_on else "9"
    return (card.status is EntryStatus.DEFUNCT, not line.is_due, old, line.score, card.key)


@dataclass(frozen=True)
class Told:
    """A change in words. ``can_undo`` where the field still says what this change made of it."""

    change: Any
    label: str
    before: str
    after: str
    organisation: str
    can_undo: bool


def told_changes(noun: Noun, record: Record, catalogue: Catalogue) -> list[Told]:
    """The history of an entry, the newest first."""
    words = directory.labels(noun)
    seen: set[str] = set()
    found = []
    for change in directory.history(noun, record["key"]):
        if change.field in DERIVED:
            continue
        newest = change.field not in seen and change.field in words
        seen.add(change.field)
        found.append(
            Told(
                change,
                words.get(change.field, "新しく作った" if change.field == "*" else change.field),
                *shown_apart(change.field, change.before, change.after, catalogue),
                catalogue.organisations.get(change.organisation, ""),
                newest and not _stays(noun, change),
            )
        )
    return found


def _stays(noun: Noun, change: Any) -> bool:
    """What is not put back by itself: what somebody vouched for, and what closing a window wrote as one act."""
    closing = change.field in CLOSING or EntryStatus.DEFUNCT in (change.before, change.after)
    return change.field in ("assured_on", "assured_by") or (noun is Noun.WINDOW and closing)


def is_closing(window: Record) -> bool:
    """Whether a window has closed or is going to."""
    return window["status"] == EntryStatus.DEFUNCT or window["closes_on"] is not None


# What the page of an entry shows first, in this order; the rest of the fields is for machines.
_HIDDEN = {
    "key",
    "origin",
    "is_sample",
    "requests_are_sample",
    "order",
    "next_best",
    "hours",
    "field_sources",
}

_LAST = ("note", "source", "source_date", "confidence", "assured_on", "assured_by")


def facts(noun: Noun, record: Record, catalogue: Catalogue) -> list[tuple[str, str]]:
    """(label, words) of what an entry says, where it comes from last."""
    words = directory.labels(noun)
    record = {name: value for name, value in record.items() if name not in _LAST} | {
        name: record[name] for name in _LAST
    }
    return [
        (words.get(name, name), shown(name, value, catalogue))
        for name, value in record.items()
        if name not in _HIDDEN
    ]


# What an organisation says of its entry on its own page, and what only the house keeps of it.
_NOBODY_VOUCHES = {
    *_HIDDEN,
    *_LAST,
    "conditions",
    "status",
    "takes_requests",
    "answer_days",
    "closes_on",
    "successor",
    "address_hidden",
    "member_of",
    "is_current",
    "closed_on",
}


def to_vouch(noun: Noun, record: Record) -> dict[str, str]:
    """Field to its word: what of an entry is written and can be confirmed, each source once."""
    words, found = directory.labels(noun), dict[str, str]()
    for name, value in record.items():
        if name not in _NOBODY_VOUCHES and value not in (None, "", [], {}, False):
            found.setdefault(SOURCE_NAMES.get(name, name), words.get(name, name))
    return found


def can_be_confirmed(noun: Noun, record: Record) -> bool:
    """Whether somebody may say that it is right as of today: of what is there."""
    gone = record.get("status") == EntryStatus.DEFUNCT or record.get("closed_on")
    return noun in (Noun.WINDOW, Noun.SERVICE, Noun.ORGANISATION) and not gone


def newest_change(noun: Noun, key: str) -> int:
    """The number of the last change of an entry; 0 where it never changed."""
    changes = directory.history(noun, key)
    return changes[0].pk if changes else 0
