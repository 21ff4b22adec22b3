"""What stands on a leaflet: the windows of a municipality, or what the navigator finds for a situation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import Asker
from banso.directory.doubt import MARK, doubtful, marked
from banso.directory.format import Fact, LeafletEntry
from banso.navigator.answers import facts_of
from banso.navigator.guide import guide
from banso.navigator.pages.result import desks
from banso.navigator.pages.spoken import named, spoken
from banso.navigator.results import Guidance, NearWindow, Result, Verdict
from banso.navigator.rules.judging import ASK_THERE

UNKNOWN = "未確認"
# So much stands on one sheet of A4, and so many windows with each service.
MOST_ITEMS = 10
MOST_WINDOWS = 3


@dataclass(frozen=True)
class Item:
    """One window or service of a leaflet. ``phone`` is for the card, where there is room for nothing else; its mark
    stands beside it, and ``phone_of`` names the house whose number it is. ``confirm``: something of it is 要確認."""

    key: str
    name: str
    kana: str
    text: str
    lines: tuple[tuple[str, str], ...]
    phone: str
    phone_to_check: bool
    phone_of: str
    confirm: bool


@dataclass(frozen=True)
class Leaflet:
    title: str
    lead: str
    items: tuple[Item, ...]
    more: int
    """How many windows or services did not find room."""


def of_place(catalogue: Catalogue, code: str, on: date) -> Leaflet:
    """The windows for the people of a municipality: its own first, then the nearest. Raises KeyError."""
    place = catalogue.places[code]
    guidance = guide(catalogue, {Fact.ASKER: Asker.SELF.value, Fact.MUNICIPALITY: code}, on=on)
    own = {window.key for window in desks(catalogue, code)}
    near: dict[str, NearWindow] = {}
    gives: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for result in _of_use(guidance):
        # Whether another city's window takes somebody from here is not for a leaflet to suggest.
        if ASK_THERE.ask[0] in result.ask:
            continue
        for window in _nearest(result, own):
            key = window.window.key
            near[key] = window
            gives.setdefault(key, []).append(result.service.name)
            first[key] = min(first.get(key, result.service.order), result.service.order)

    def order(window: NearWindow) -> tuple[bool, int]:
        return window.window.key not in own, first[window.window.key]

    found = sorted(near.values(), key=order)
    return Leaflet(
        title=f"{place.name}の相談できる窓口",
        lead="仕事のこと、暮らしのこと、家族のこと。どこに話せばよいか迷ったら、どの窓口に話してもかまいません。",
        items=tuple(_window_item(n.window, gives[n.window.key], on) for n in found[:MOST_ITEMS]),
        more=max(0, len(found) - MOST_ITEMS),
    )


def _nearest(result: Result, own: set[str]) -> list[NearWindow]:
    """The windows of a service that a leaflet of one municipality names: its own, else the nearest."""
    return [n for n in result.windows if n.window.key in own] or [*result.windows[:1]]


def of_situation(catalogue: Catalogue, entry: LeafletEntry, on: date) -> Leaflet:
    """The services for people in a situation, as the navigator judges them."""
    facts, _problems = facts_of(catalogue, entry.answers)
    guidance = guide(catalogue, facts, on=on)
    found = sorted(filter(_fits_somewhere, _of_use(guidance)), key=lambda r: (not r.wanted, r.service.order))
    return Leaflet(
        title=entry.title,
        lead=entry.lead,
        items=tuple(_service_item(result, on) for result in found[:MOST_ITEMS]),
        more=max(0, len(found) - MOST_ITEMS),
    )


def _fits_somewhere(result: Result) -> bool:
    """Whether it fits whoever is in the situation, at least in a part of the area: a leaflet does not know where."""
    return result.verdict is Verdict.FITS or result.missing == (Fact.MUNICIPALITY,)


def _of_use(guidance: Guidance) -> Iterable[Result]:
    """What fits, then what may fit."""
    return [*guidance.groups[Verdict.FITS], *guidance.groups[Verdict.CHECK]]


def _window_item(window: WindowCard, gives: list[str], on: date) -> Item:
    said = spoken(window, on)
    return Item(
        key=window.key,
        name=marked(named(window, on), doubtful(window, on=on)),
        kana=window.kana,
        text="、".join(gives),
        lines=_known_first(("電話", said.phones), ("場所", said.place), ("時間", said.hours)),
        phone=said.numbers,
        phone_to_check=said.phones_to_check,
        phone_of=said.numbers_of,
        confirm=MARK in "".join((said.phones, said.place, said.hours)) or doubtful(window, on=on),
    )


def _known_first(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Each fact on its line; what nobody has confirmed yet together on the last."""
    unknown = "・".join(label for label, value in facts if not value)
    known = [(label, value) for label, value in facts if value]
    return (*known, (unknown, UNKNOWN)) if unknown else (*known,)


def _service_item(result: Result, on: date) -> Item:
    service = result.service
    shown = [near.window for near in result.windows[:MOST_WINDOWS]]
    more = len(result.windows) - len(shown)
    said = [spoken(window, on) for window in shown]
    names = "、".join(
        f"{named(w, on)}（電話 {own.phones or UNKNOWN}）" for w, own in zip(shown, said, strict=True)
    )
    says = "、".join(dict.fromkeys(condition.says for condition in service.conditions))
    return Item(
        key=service.key,
        name=marked(service.name, doubtful(service, on=on)),
        kana=service.kana,
        text=service.description,
        lines=(
            ("使える方", says or "どなたでも"),
            ("窓口", (f"{names} ほか{more}か所" if more else names) or UNKNOWN),
        ),
        phone=said[0].numbers if said else "",
        phone_to_check=bool(said) and said[0].phones_to_check,
        phone_of=said[0].numbers_of if said else "",
        confirm=doubtful(service, on=on) or any(MARK in own.phones for own in said),
    )
