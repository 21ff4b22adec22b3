"""A window in words for paper and boxes: how to call it, where it is, when, each with its mark. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import PhoneNumber, WindowCard
from banso.directory.doubt import doubtful, marked


@dataclass(frozen=True)
class Spoken:
    """Empty words: 未確認. ``numbers`` are the telephones without their mark, which ``phones_to_check``
    tells; ``numbers_of`` names the house whose they are, where they are not the window's own."""

    phones: str
    place: str
    hours: str
    numbers: str
    numbers_of: str
    phones_to_check: bool


def spoken(window: WindowCard, on: date) -> Spoken:
    """What is known of ``window`` on the day ``on``; of one inside a house, what is known of the house."""
    host = window.host
    numbers = _numbers(window.phones)
    phones = marked(numbers, doubtful(window, "phones", on=on))
    borrowed = _numbers(host.phones) if host and not numbers else ""
    return Spoken(
        phones=phones or (marked(f"{borrowed} {host.name}", True) if host and borrowed else ""),
        place=_place(window, on),
        hours=marked(window.hours_text, doubtful(window, "hours", on=on)),
        numbers=numbers or borrowed,
        numbers_of=host.name if host and borrowed else "",
        phones_to_check=bool(borrowed) or bool(numbers and phones != numbers),
    )


def _place(window: WindowCard, on: date) -> str:
    if window.address_hidden:
        return "公開していません"
    own = f"{window.address} {window.building}".strip()
    if own or window.host is None:
        return marked(own, doubtful(window, "address", "building", on=on))
    inside = f"{window.host.address} {window.host.building}".strip()
    return marked(f"{window.host.name}の中 {inside}".strip(), True)


def _numbers(phones: Iterable[PhoneNumber]) -> str:
    return "、".join(f"{p.number}（内線{p.extension}）" if p.extension else p.number for p in phones)
