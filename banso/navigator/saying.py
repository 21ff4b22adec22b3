"""Answers in words, as one would repeat them to whoever gave them. Pure: no Django."""

from collections.abc import Mapping

from banso.directory.catalogue import Place
from banso.directory.format import VALUES, Fact
from banso.navigator.results import Facts

# A yes or a no, in words; what is not here goes without saying.
_YES_NO = {
    (Fact.WANTS_TO_WORK, "yes"): "働きたい",
    (Fact.WANTS_TO_WORK, "no"): "今は働くことを考えていない",
    (Fact.JOB_SEEKING, "yes"): "仕事を探している",
    (Fact.JOB_SEEKING, "no"): "仕事をまだ探していない",
    (Fact.WITHDRAWN, "yes"): "家からほとんど出ない",
    (Fact.IN_FINANCIAL_HARDSHIP, "yes"): "暮らしに困っている",
    (Fact.IN_SCHOOL, "no"): "学校に通っていない",
}


def in_words(fact: Fact, facts: Facts, places: Mapping[str, Place]) -> str:
    """「52歳」, 「今は働いていない」; empty where there is nothing to repeat."""
    value = facts[fact]
    if isinstance(value, frozenset):
        return "".join(f"「{VALUES[fact][code]}」" for code in VALUES[fact] if code in value)
    match fact:
        case Fact.AGE:
            return f"「{value}歳」"
        case Fact.MONTHS_WITHOUT_WORK:
            return f"「仕事をしていない期間が{value}か月」"
        case Fact.GRADUATED_YEAR:
            return f"「最後の学校を出たのが{value}年」"
        case Fact.MUNICIPALITY:
            place = places.get(str(value))
            return f"「{place.name}」" if place else ""
        case Fact.ASKER:
            return ""
    said = _YES_NO.get((fact, str(value))) or VALUES.get(fact, {}).get(str(value), "")
    return f"「{said}」" if said else ""
