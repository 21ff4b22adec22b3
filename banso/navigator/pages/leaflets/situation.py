"""A leaflet for people in one situation, anywhere in the area: the services, as the navigator judges them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Asker, Confidence
from banso.directory.doubt import MARK, doubtful, marked
from banso.directory.format import Fact, LeafletEntry
from banso.directory.pages.residence import is_local, served
from banso.directory.places import names, whole
from banso.directory.townhall import ANY, FIRST_WORDS
from banso.navigator.answers import facts_of
from banso.navigator.guide import guide
from banso.navigator.nearness import regional_classes
from banso.navigator.pages.counter import whose
from banso.navigator.pages.leaflets.nouns import MOST_ITEMS, UNKNOWN, Item, Leaflet
from banso.navigator.pages.spoken import named, spoken
from banso.navigator.results import Guidance, Result, Verdict

MOST_WINDOWS = 3
ASK_AT_HOME = "住んでいる所によって違います。市役所・町村役場で聞けます。"
# A leaflet is for whoever is in the situation, wherever and whoever they are: whom a service is for stands on it.
_READERS_OWN = {Fact.MUNICIPALITY, Fact.AGE, Fact.GENDER, Fact.IN_SCHOOL, Fact.EDUCATION, Fact.GRADUATED_YEAR}


def of_situation(catalogue: Catalogue, entry: LeafletEntry, on: date) -> Leaflet:
    """The services for the whole area; those of a few municipalities by name alone, after them."""
    facts, _problems = facts_of(catalogue, entry.answers)
    programmes = set(catalogue.vocabulary.programme_kinds)

    def order(result: Result) -> tuple[bool, bool, bool, bool, int]:
        """What was wished for first, where one can talk, and what is for them as they are; what old sources alone tell
        of comes last.
        """
        old = result.service.confidence is Confidence.OLD
        talks = any(near.window.kind not in programmes for near in result.windows)
        return not result.wanted, old, not talks, Fact.WANTS_TO_WORK in result.missing, result.service.order

    found = sorted(filter(_belongs, _of_use(guide(catalogue, facts, on=on))), key=order)
    wide = [result for result in found if not _few_places(catalogue, result)]
    local: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for result in found:
        if few := _few_places(catalogue, result):
            local[tuple(names(catalogue, few))].append(_name(result.service, on))
    at_home = [(f"{'、'.join(places)}の方", "、".join(services)) for places, services in local.items()]
    rest = [(_name(r.service, on), r.service.description.partition("。")[0]) for r in wide[MOST_ITEMS:]]
    for_firms = facts.get(Fact.ASKER) == Asker.EMPLOYER
    return Leaflet(
        title=entry.title,
        lead=entry.lead,
        items=tuple(_item(catalogue, result, on) for result in wide[:MOST_ITEMS]),
        also=(*rest, *at_home),
        office="" if for_firms else ANY,
        say="" if for_firms else f"{whose(facts)}{FIRST_WORDS}",
    )


def _of_use(guidance: Guidance) -> Iterable[Result]:
    return [*guidance.groups[Verdict.FITS], *guidance.groups[Verdict.CHECK]]


def _belongs(result: Result) -> bool:
    """Whether it fits whoever is in the situation, but for what the reader alone knows. Who wishes for it may also read
    that it is for those who want to work: that is asked there.
    """
    open_ = set(result.missing) - _READERS_OWN
    undecided = result.verdict is Verdict.CHECK and not result.missing
    return not undecided and open_ <= ({Fact.WANTS_TO_WORK} if result.wanted else set())


def _few_places(catalogue: Catalogue, result: Result) -> frozenset[str]:
    """The municipalities whose people alone may use it, where these are few."""
    codes = served(catalogue, result.service, [near.window for near in result.windows])
    return codes if is_local(catalogue, codes) else frozenset()


def _for_all(catalogue: Catalogue, result: Result) -> list[WindowCard]:
    """The windows that serve everybody whom the service serves: a leaflet of the whole area names no other."""
    windows = [near.window for near in result.windows]
    people = served(catalogue, result.service, windows) or whole(catalogue)
    shared = regional_classes(catalogue)
    return [
        window
        for window in windows
        if (people <= window.catchment if window.catchment_known else window.one_of not in shared)
    ]


def _item(catalogue: Catalogue, result: Result, on: date) -> Item:
    service = result.service
    windows = _for_all(catalogue, result)
    shown = windows[:MOST_WINDOWS]
    said = [spoken(window, on) for window in shown]
    called = "、".join(
        f"{named(w, on)}（電話 {own.phones or UNKNOWN}）" for w, own in zip(shown, said, strict=True)
    )
    more = f" ほか{len(windows) - len(shown)}か所" if len(windows) > len(shown) else ""
    nowhere = ASK_AT_HOME if result.windows else UNKNOWN
    return Item(
        key=service.key,
        name=_name(service, on),
        kana=service.kana,
        text=service.description,
        lines=(*_conditions(service), ("窓口", f"{called}{more}" if shown else nowhere)),
        phone=said[0].numbers if said else "",
        phone_to_check=bool(said) and said[0].phones_to_check,
        phone_of=said[0].numbers_of if said else "",
        confirm=doubtful(service, on=on) or any(MARK in own.phones for own in said),
    )


def _conditions(service: ServiceCard) -> Iterable[tuple[str, str]]:
    """Whom it is for, and what only the window can say: that is nobody's condition."""
    says = dict.fromkeys(condition.says for condition in service.conditions if not condition.ask)
    asks = dict.fromkeys(condition.ask for condition in service.conditions if condition.ask)
    if says or not asks:
        yield "使える方", "、".join(says) or "どなたでも"
    if asks:
        yield "聞くこと", "".join(asks)


def _name(service: ServiceCard, on: date) -> str:
    return marked(service.name, doubtful(service, on=on))
