"""A rule as a plain sentence about whom it means: 「15歳から49歳までの方」. Pure: no Django.

It is what a condition says where nobody wrote a sentence, and what its words are held against where somebody did.
"""

from collections.abc import Iterable
from datetime import date

from banso.directory.catalogue import Catalogue
from banso.directory.format import NO, VALUES, YES, Fact, FactKind, Rule
from banso.lib import wareki
from banso.plan.describe import age_words
from banso.plan.format import AgeRange

_YES_NO = {
    (Fact.WANTS_TO_WORK, YES): "働きたいと思う方",
    (Fact.WANTS_TO_WORK, NO): "今は働くことを考えていない方",
    (Fact.JOB_SEEKING, YES): "仕事を探している方",
    (Fact.JOB_SEEKING, NO): "仕事をまだ探していない方",
    (Fact.WITHDRAWN, YES): "家からほとんど出ない暮らしが続いている方",
    (Fact.WITHDRAWN, NO): "家から出ている方",
    (Fact.IN_FINANCIAL_HARDSHIP, YES): "お金や生活に困っている方",
    (Fact.IN_FINANCIAL_HARDSHIP, NO): "お金や生活に困っていない方",
    (Fact.IN_SCHOOL, YES): "学校に通っている方",
    (Fact.IN_SCHOOL, NO): "学校に通っていない方",
}
_KINDS = {"city": "市", "town": "町", "village": "村", "ward": "区"}
_UNITS = {
    Fact.AGE_AT_HIRING: "歳",
    Fact.MONTHS_WITHOUT_WORK: "か月",
    Fact.REGULAR_MONTHS_IN_5_YEARS: "か月",
    Fact.MONTHS_SINCE_LAST_JOB: "か月",
    Fact.MONTHS_EMPLOYED: "か月",
    Fact.GRADUATED_YEAR: "年",
    Fact.WEEKLY_HOURS: "時間",
    Fact.JOB_CHANGES_IN_2_YEARS: "回",
    Fact.WAGE_RISE_PERCENT: "%",
}
# Labels that end in a verb, to which 方 can be added as they stand.
_SPOKEN = (Fact.WORK, Fact.WISHES)
# So many municipalities are named.
_NAMED = 8


def rule_words(rule: Rule, catalogue: Catalogue, *, firms: bool = False) -> str:
    """Whom ``rule`` means, in words; with ``firms`` of one that speaks of where a firm stands."""
    if rule.all is not None:
        return f"{_quoted(rule.all, catalogue, firms)}のすべてに当たる方"
    if rule.any is not None:
        return f"{_quoted(rule.any, catalogue, firms)}のどれかに当たる方"
    if rule.not_ is not None:
        return f"「{rule_words(rule.not_, catalogue, firms=firms)}」に当たらない方"
    if rule.situation is not None:
        labels = {situation.id: situation.label for situation in catalogue.vocabulary.situations}
        return labels.get(rule.situation, rule.situation)
    if rule.places is not None:
        return f"{_places(rule.places, catalogue)}に{'ある企業' if firms else '住む方'}"
    if rule.unsettled is not None:
        return rule.unsettled
    return _fact(rule.fact or Fact.ASKER, rule)


def _quoted(rules: Iterable[Rule], catalogue: Catalogue, firms: bool) -> str:
    return "".join(f"「{rule_words(rule, catalogue, firms=firms)}」" for rule in rules)


def _places(codes: Iterable[str], catalogue: Catalogue) -> str:
    """県内, 市, one or two by name; many are counted."""
    said, named = [], []
    for code in codes:
        if code in ("area", catalogue.area):
            said.append(catalogue.area_name)
        elif code == "elsewhere":
            said.append("ほかの都道府県")
        elif code.startswith("kind:"):
            said.append(f"{catalogue.area_name}の{_KINDS[code.removeprefix('kind:')]}")
        else:
            named.append(catalogue.places[code].name if code in catalogue.places else code)
    more = f"など{len(named)}市町村" if len(named) > _NAMED else ""
    return "・".join([*said, *named[:_NAMED]]) + more


def _fact(fact: Fact, rule: Rule) -> str:
    if fact is Fact.AGE:
        return f"{age_words(AgeRange(min=_whole(rule.min), max=_whole(rule.max), approximate=rule.approximate))}の方"
    if fact.kind is FactKind.YES_NO:
        wanted = NO if (rule.any_of or []) == [NO] or rule.none_of == [YES] else YES
        return _YES_NO.get((fact, wanted)) or f"「{fact.label}」が「{'はい' if wanted == YES else 'いいえ'}」"
    if rule.any_of is None and rule.none_of is None:
        return _between(fact, rule)
    labels = VALUES.get(fact, {})
    said = [labels.get(code, code) for code in rule.any_of or rule.none_of or []]
    if rule.none_of is not None:
        return f"「{'」「'.join(said)}」でない方"
    if fact in _SPOKEN:
        return "、または、".join(said) + "方"
    if fact in (Fact.GENDER, Fact.ASKER):
        return "・".join(said) + ("" if fact is Fact.ASKER else "の方")
    return f"{fact.label}が「{'」「'.join(said)}」" + ("のどれか" if len(said) > 1 else "")


def _between(fact: Fact, rule: Rule) -> str:
    around = "おおむね" if rule.approximate else ""
    low, high = _bound(fact, rule.min), _bound(fact, rule.max)
    if low and high:
        return f"{fact.label}が{around}{low}から{high}まで"
    return f"{fact.label}が{around}{low}以上" if low else f"{fact.label}が{around}{high}以下"


def _bound(fact: Fact, bound: "int | date | None") -> str:
    if bound is None:
        return ""
    return wareki.full(bound) if isinstance(bound, date) else f"{bound}{_UNITS.get(fact, '')}"


def _whole(bound: "int | date | None") -> int | None:
    return bound if isinstance(bound, int) else None
