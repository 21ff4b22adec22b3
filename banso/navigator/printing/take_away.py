"""Cards of windows, and a note to show at the counter: an A4 page to print, cut and fold at home."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from banso.design import qr
from banso.directory.catalogue import WindowCard
from banso.directory.doubt import doubtful
from banso.navigator.pages.spoken import spoken
from banso.navigator.printing.press import Sheet

TEMPLATE = Path(__file__).with_name("take_away.typ")
UNKNOWN = "未確認"


@dataclass(frozen=True)
class Card:
    """One window as it is printed. ``qr`` draws the address of its public page and nothing else."""

    name: str
    kana: str
    phone: str
    phone_to_check: bool
    phone_of: str
    address: str
    hours: str
    confirm: bool
    qr: str
    url: str


@dataclass(frozen=True)
class Note:
    """What somebody wants to show instead of saying it: only what was ticked."""

    lines: tuple[tuple[str, str], ...]
    hard_to_speak: bool


def card(window: WindowCard, url: str, on: date) -> Card:
    """The card of a window whose public page is ``url``."""
    said = spoken(window, on)
    return Card(
        name=window.name,
        kana=window.kana,
        phone=said.numbers or UNKNOWN,
        phone_to_check=said.phones_to_check,
        phone_of=said.numbers_of,
        address=said.place or UNKNOWN,
        hours=said.hours or UNKNOWN,
        confirm=doubtful(window, "phones", "address", "hours", on=on) or window.host is not None,
        qr=qr.svg(url) if url else "",
        url=url,
    )


def sheet(
    cards: Sequence[Card], note: Note | None, *, title: str, is_sample: bool, printed_at: datetime
) -> Sheet:
    """The cards and the note, ready to be printed."""
    data = {
        "title": title,
        "sample": is_sample,
        "printed": f"{printed_at:%Y年}{printed_at.month}月{printed_at.day}日",
        "cards": [asdict(each) for each in cards],
        "note": asdict(note) if note else None,
    }
    return Sheet(TEMPLATE, data, printed_at)
