"""What to say at a counter, on the telephone, at the town hall: sentences of their own for whoever asks, and nothing in
them that was not answered. Pure: no Django.
"""

from dataclasses import dataclass

from banso.directory.catalogue import Catalogue, ServiceCard
from banso.directory.codes import Asker
from banso.directory.format import Fact
from banso.directory.townhall import ANY, town_hall, words_for
from banso.navigator.results import Facts
from banso.navigator.rules.judging import ELSEWHERE

_MONEY = "livelihood_consultation"
_WORKS = {
    "regular": "正社員として働いています。",
    "non_regular": "パートや派遣などで働いています。",
    "multiple_part_time": "いくつかの仕事をかけもちしています。",
    "self_employed": "自営やフリーランスで働いています。",
}


@dataclass(frozen=True)
class AskAt:
    """A house at which one can ask for a window that nobody knows how to reach, with the words for it."""

    house: str
    words: str


def to_say(service: ServiceCard, facts: Facts) -> str:
    """The first sentences at the counter: for whom, how it stands, what is asked for."""
    asks = service.say or f"「{service.name}」のことを教えてもらえますか。"
    return "".join((_for_whom(facts), *_how_it_stands(service, facts), asks))


def ask_at(catalogue: Catalogue, facts: Facts, name: str) -> AskAt:
    """Where somebody can ask for the service or window called ``name``, and how."""
    asker, code = facts.get(Fact.ASKER), facts.get(Fact.MUNICIPALITY)
    house = town_hall(catalogue.places.get(str(code)))
    if code == ELSEWHERE:
        house = "住んでいる所の市区町村の役所"
    if house == ANY and asker == Asker.EMPLOYER.value:
        house = "会社のある市役所や町村役場"
    return AskAt(house, words_for(name, whose(facts)))


def whose(facts: Facts) -> str:
    """How a sentence begins for whoever asks for others."""
    begins = {Asker.FAMILY.value: "家族のことで、", Asker.EMPLOYER.value: "会社のことで、"}
    return begins.get(str(facts.get(Fact.ASKER)), "")


def _for_whom(facts: Facts) -> str:
    age = facts.get(Fact.AGE)
    aged = f"（{age}歳）" if age is not None else ""
    match facts.get(Fact.ASKER):
        case Asker.FAMILY.value:
            return f"家族{aged}のことで相談したいです。"
        case Asker.SUPPORTER.value:
            return f"支えている人{aged}のことで相談したいです。"
        case Asker.EMPLOYER.value:
            return "会社のことで相談したいです。"
    return f"{age}歳です。" if age is not None else ""


def _how_it_stands(service: ServiceCard, facts: Facts) -> list[str]:
    """Of what was answered, what this counter has to know."""
    said = [_of_work(facts)]
    months = facts.get(Fact.MONTHS_WITHOUT_WORK)
    if months is not None and facts.get(Fact.WORK) == "not_working":
        said.append(f"仕事をしていない期間は、{months}か月くらいです。")
    if facts.get(Fact.IN_FINANCIAL_HARDSHIP) == "yes" and _MONEY in service.offers:
        said.append("お金や暮らしのことで困っています。")
    return said


def _of_work(facts: Facts) -> str:
    others = facts.get(Fact.ASKER) in (Asker.FAMILY.value, Asker.SUPPORTER.value)
    at_home = facts.get(Fact.WITHDRAWN) == "yes"
    if facts.get(Fact.WORK) != "not_working":
        return _WORKS.get(str(facts.get(Fact.WORK)), "家で過ごすことが多いです。" if at_home else "")
    if at_home:
        return "仕事をしておらず、家で過ごすことが多いです。"
    if facts.get(Fact.JOB_SEEKING) == "yes":
        return "今は働いておらず、仕事を探しています。"
    wants = facts.get(Fact.WANTS_TO_WORK)
    if wants == "yes":
        return f"今は働いていませんが、{'働きたい気持ちはあるようです' if others else '働きたいと思っています'}。"
    return "今は働いておらず、まだ働くことは考えていません。" if wants == "no" else "今は働いていません。"
