"""A leaflet for the people of a municipality: its own windows first, then the nearest of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Asker, Confidence
from banso.directory.doubt import MARK, doubtful, marked
from banso.directory.format import Fact
from banso.directory.places import is_own
from banso.directory.townhall import FIRST_WORDS, town_hall
from banso.navigator.guide import guide
from banso.navigator.pages.leaflets.nouns import MOST_ITEMS, UNKNOWN, Item, Leaflet
from banso.navigator.pages.spoken import named, spoken
from banso.navigator.results import Guidance, Result, Verdict
from banso.navigator.rules.judging import ASK_THERE
from banso.plan.format import PlanDocument


def of_place(catalogue: Catalogue, document: PlanDocument, code: str, on: date) -> Leaflet:
    """Where one can talk comes first: ten windows with all that is known of them, then a line for each other service.
    Raises KeyError.
    """
    place = catalogue.places[code]
    guidance = guide(catalogue, {Fact.ASKER: Asker.SELF.value, Fact.MUNICIPALITY: code}, on=on)
    gives: dict[str, list[ServiceCard]] = defaultdict(list)
    for result in _of_use(guidance):
        for window in _nearest(catalogue, result, code):
            gives[window.key].append(result.service)
    programmes = set(catalogue.vocabulary.programme_kinds)
    windows = [catalogue.windows[key] for key in gives]
    own = [w for w in windows if w.kind not in programmes and is_own(catalogue, w, code)]
    others = [w for w in windows if w.kind not in programmes and w not in own]
    own.sort(key=_own_order)
    ordered = [*own, *_in_turn(document, others, gives), *(w for w in windows if w.kind in programmes)]
    items, rest = ordered[:MOST_ITEMS], ordered[MOST_ITEMS:]
    told = {service.key for window in items for service in gives[window.key]}
    return Leaflet(
        title=f"{place.name}の相談できる窓口",
        lead="仕事のこと、暮らしのこと、家族のこと。どこに話せばよいか迷ったら、どの窓口に話してもかまいません。",
        items=tuple(_item(window, gives[window.key], on) for window in items),
        also=tuple(_also(rest, gives, told, on)),
        office=town_hall(place),
        say=FIRST_WORDS,
    )


def _of_use(guidance: Guidance) -> Iterable[Result]:
    """What fits and what may fit, in the directory's order. Whether another city's window takes somebody from here is
    not for a leaflet to suggest.
    """
    found = [*guidance.groups[Verdict.FITS], *guidance.groups[Verdict.CHECK]]
    fit = [result for result in found if ASK_THERE.ask[0] not in result.ask]
    return sorted(fit, key=lambda result: result.service.order)


def _nearest(catalogue: Catalogue, result: Result, code: str) -> list[WindowCard]:
    """The windows of a service that a leaflet of one municipality names: its own, else the nearest. One of its own that
    an old source alone tells of may be gone, so the nearest stands beside it.
    """
    windows = [near.window for near in result.windows]
    sure = [window for window in windows if window.confidence is not Confidence.OLD]
    own = [window for window in windows if is_own(catalogue, window, code)]
    if own and (not sure or any(window in sure for window in own)):
        return own
    return [*own, *(sure or windows)[:1]]


def _own_order(window: WindowCard) -> tuple[bool, bool, int]:
    """The ward's own before the city's; what old sources alone tell of comes last."""
    return window.confidence is Confidence.OLD, not window.catchment_known, len(window.catchment)


def _in_turn(
    document: PlanDocument, windows: list[WindowCard], gives: dict[str, list[ServiceCard]]
) -> list[WindowCard]:
    """The plan's groups in turn, for a municipality has people of all of them."""
    turns: Counter[int] = Counter()
    placed: list[tuple[bool, int, int, WindowCard]] = []
    for window in windows:
        group = min(_group(document, service) for service in gives[window.key])
        placed.append((window.confidence is Confidence.OLD, turns[group], group, window))
        turns[group] += 1
    return [window for *_key, window in sorted(placed, key=lambda each: each[:3])]


def _group(document: PlanDocument, service: ServiceCard) -> int:
    """The number of the group of people whom the plan means a service for."""
    own = document.measure(service.measures[0]).group if service.measures else ""
    for number, group in enumerate(document.groups):
        if own == group.id or (service.section and service.section in (group.section, group.situation)):
            return number
    return len(document.groups)


def _item(window: WindowCard, gives: list[ServiceCard], on: date) -> Item:
    said = spoken(window, on)
    return Item(
        key=window.key,
        name=marked(named(window, on), doubtful(window, on=on)),
        kana=window.kana,
        text=_gives(window, gives),
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


def _also(
    windows: list[WindowCard], gives: dict[str, list[ServiceCard]], told: set[str], on: date
) -> Iterable[tuple[str, str]]:
    """A line for each window whose services are not told of yet: its name, and what of it is known."""
    for window in windows:
        services = [service for service in gives[window.key] if service.key not in told]
        told |= {service.key for service in services}
        if services:
            phones = spoken(window, on).phones
            called = f" 電話 {phones}" if phones else ""
            yield marked(named(window, on), doubtful(window, on=on)), f"{_gives(window, services)}{called}"


def _gives(window: WindowCard, services: list[ServiceCard]) -> str:
    """The services of a window by name; where the window's own name tells as much, what it does."""
    named = [service.name for service in services]
    return services[0].description.partition("。")[0] if named == [window.name] else "、".join(named)
