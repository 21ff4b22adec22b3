"""Three-valued judging after Kleene: a rule holds, does not hold, or cannot be decided yet.

"Cannot be decided" comes from a fact that nobody gave, from an age near a limit with 概ね, and from what no source
settles; it never becomes "does not hold". With every "does not hold" comes a smallest set of facts that would have to
change, with every "cannot be decided" what is missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from banso.directory.catalogue import Place
from banso.directory.format import Fact, Rule, Vocabulary
from banso.navigator.results import Facts
from banso.navigator.rules.hiring import age_at_hiring

T = TypeVar("T")

ELSEWHERE = "elsewhere"
# Answers that are answers, and leave the fact open.
_OPEN = {Fact.GENDER: "unstated", Fact.EDUCATION: "unknown"}
_PERSONAL = ("self", "family", "supporter")
# What only somebody would answer who asks about a person.
_OF_A_PERSON = (Fact.AGE, Fact.GENDER, Fact.WORK, Fact.WANTS_TO_WORK, Fact.JOB_SEEKING, Fact.WITHDRAWN)


@dataclass(frozen=True)
class Judged:
    """``holds`` is ``None`` while it cannot be decided: for want of ``missing`` facts, or of what only the window can
    say (``ask``). Where it is false, ``unmet`` is a smallest set of facts whose change could make it not false.
    """

    holds: bool | None
    missing: tuple[Fact, ...] = ()
    ask: tuple[str, ...] = ()
    unmet: tuple[Fact, ...] = ()


HOLDS = Judged(True)
NOT_THERE = Judged(False, unmet=(Fact.MUNICIPALITY,))
_UNTOLD = "が使えるかは、どの資料にも書かれていません。窓口に確かめてください。"
ASK_THERE = Judged(None, ask=(f"お住まいの地域の方{_UNTOLD}",))
ASK_THERE_AS_A_FIRM = Judged(None, ask=(f"その地域の企業{_UNTOLD}",))


@dataclass(frozen=True)
class Judge:
    """Judges rules for one set of facts. ``places`` and ``area`` say where the codes of rules lie."""

    facts: Facts
    situations: Mapping[str, Rule]
    margin: int
    places: Mapping[str, Place]
    area: str

    def judge(self, rule: Rule) -> Judged:
        """How ``rule`` stands."""
        if rule.all is not None:
            return _all([self.judge(part) for part in rule.all])
        if rule.any is not None:
            return _any([self.judge(part) for part in rule.any])
        if rule.not_ is not None:
            return self._not(rule.not_)
        if rule.situation is not None:
            return self.judge(self.situations[rule.situation])
        if rule.places is not None:
            return self._lives(rule)
        if rule.unsettled is not None:
            return Judged(None, ask=(rule.unsettled,))
        return self._fact(rule)

    def _not(self, rule: Rule) -> Judged:
        inner = self.judge(rule)
        if inner.holds is None:
            return inner
        return Judged(False, unmet=self._ways_out(rule)) if inner.holds else HOLDS

    def _ways_out(self, rule: Rule) -> tuple[Fact, ...]:
        """A smallest set of facts whose change could keep a rule that holds from holding."""
        if rule.all is not None:
            return min((self._ways_out(part) for part in rule.all), key=len)
        if rule.any is not None:
            return _joined(self._ways_out(part) for part in rule.any if self.judge(part).holds)
        if rule.not_ is not None:
            return self.judge(rule.not_).unmet
        if rule.situation is not None:
            return self._ways_out(self.situations[rule.situation])
        return (Fact.MUNICIPALITY if rule.places is not None else rule.fact or Fact.ASKER,)

    def grounds(self, rule: Rule) -> tuple[Fact, ...]:
        """The facts by which a rule holds: of several alternatives, the first that does."""
        if rule.all is not None:
            return _joined(self.grounds(part) for part in rule.all)
        if rule.any is not None:
            return next((self.grounds(part) for part in rule.any if self.judge(part).holds), ())
        if rule.not_ is not None:
            return self._ways_out(rule.not_) if self.judge(rule.not_).holds else self.judge(rule.not_).unmet
        if rule.situation is not None:
            return self.grounds(self.situations[rule.situation])
        if rule.places is not None:
            return (Fact.MUNICIPALITY,)
        return (rule.fact,) if rule.fact is not None else ()

    def _fact(self, rule: Rule) -> Judged:
        fact = rule.fact
        assert fact is not None
        value = self.facts.get(fact)
        if value is None or value == _OPEN.get(fact):
            return self._unknown(fact, rule)
        if rule.any_of is not None or rule.none_of is not None:
            given = value if isinstance(value, frozenset) else {str(value)}
            holds = bool(given & set(rule.any_of)) if rule.any_of else not given & set(rule.none_of or [])
            return HOLDS if holds else Judged(False, unmet=(fact,))
        return self._between(fact, rule, value)

    def _unknown(self, fact: Fact, rule: Rule) -> Judged:
        """Nobody said who asks: what was told of a person comes from one of those who ask for a person."""
        for_persons = fact is Fact.ASKER and set(_PERSONAL) <= set(rule.any_of or [])
        if for_persons and any(self.facts.get(told) is not None for told in _OF_A_PERSON):
            return HOLDS
        return Judged(None, missing=(fact,))

    def _between(self, fact: Fact, rule: Rule, value: object) -> Judged:
        below = rule.min is not None and value < rule.min  # type: ignore[operator]
        above = rule.max is not None and value > rule.max  # type: ignore[operator]
        if not below and not above:
            return HOLDS
        bound = rule.min if below else rule.max
        near = isinstance(value, int) and isinstance(bound, int) and abs(value - bound) <= self.margin
        if rule.approximate and near:
            return Judged(None, ask=(f"{fact.label}は、おおよその目安です。窓口に確かめてください。",))
        return Judged(False, unmet=(fact,))

    def _lives(self, rule: Rule) -> Judged:
        if self.home is None:
            return Judged(None, missing=(Fact.MUNICIPALITY,))
        if not self.home.isdisjoint(rule.places or []):
            return HOLDS
        if self.home.isdisjoint(rule.unsettled_places):
            return NOT_THERE
        return ASK_THERE_AS_A_FIRM if self.facts.get(Fact.ASKER) == "employer" else ASK_THERE

    @cached_property
    def home(self) -> frozenset[str] | None:
        """Everything that a place of a rule may say of where the person lives: a ward lies in its city, and both in the
        area. ``None`` while it is not known.
        """
        code = self.facts.get(Fact.MUNICIPALITY)
        place = self.places.get(str(code))
        if code is None or place is None:
            return None if code is None else frozenset({ELSEWHERE})
        city = self.places[place.part_of] if place.part_of else place
        return frozenset({place.code, city.code, "area", self.area, f"kind:{city.kind}"})


def _all(parts: list[Judged]) -> Judged:
    if any(part.holds is False for part in parts):
        return Judged(False, unmet=_joined(part.unmet for part in parts if part.holds is False))
    return _undecided(parts) or HOLDS


def _any(parts: list[Judged]) -> Judged:
    if any(part.holds for part in parts):
        return HOLDS
    return _undecided(parts) or Judged(False, unmet=min((part.unmet for part in parts), key=len))


def _undecided(parts: list[Judged]) -> Judged | None:
    """What keeps the undecided parts undecided; ``None`` where all are decided."""
    undecided = [part for part in parts if part.holds is None]
    if not undecided:
        return None
    return Judged(None, _joined(p.missing for p in undecided), _joined(p.ask for p in undecided))


def _joined(lists: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """All members, each once, in their order."""
    return tuple(dict.fromkeys(member for each in lists for member in each))


def judge_of(facts: Facts, vocabulary: Vocabulary, places: Mapping[str, Place], area: str) -> Judge:
    """A judge of these facts and of what follows from them."""
    situations = {situation.id: situation.rule for situation in vocabulary.situations}
    told = Judge(facts, situations, vocabulary.margin_years, places, area)
    known = dict(facts)
    for derivation in vocabulary.derivations:
        kept_back = derivation.unless is not None and told.judge(derivation.unless).holds
        if told.judge(derivation.when).holds and not kept_back:
            for fact, value in derivation.sets.items():
                known.setdefault(fact, value)
    if (age := age_at_hiring(facts)) is not None:
        known.setdefault(Fact.AGE_AT_HIRING, age)
    return Judge(known, situations, vocabulary.margin_years, places, area)
