"""From facts to guidance: which services fit, which cannot be told yet, which do not and why; and what to ask next.

Pure: no Django. One call judges the whole catalogue; nothing of the answers is kept. The verdicts of all services are
told at once; the sentences of each are made when somebody reads them.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, overload

from banso.directory.catalogue import Catalogue, ServiceCard
from banso.directory.codes import EntryStatus
from banso.directory.format import Condition, Fact
from banso.directory.format.rules import YES
from banso.navigator.asking import next_question
from banso.navigator.nearness import Nearness, Order
from banso.navigator.results import Facts, Guidance, Result, Unmet, Verdict
from banso.navigator.rules.compiled import Compiled, Prepared, compiled, holds_on
from banso.navigator.rules.judging import HOLDS, Judge, Judged, judge_of
from banso.navigator.saying import in_words

# What makes somebody ask at all, in the order in which it presses; to be without work as long as no wish tells more.
_NEEDS = {Fact.IN_FINANCIAL_HARDSHIP: YES, Fact.WITHDRAWN: YES}
_OF_WORK = {Fact.WANTS_TO_WORK: YES, Fact.WORK: "not_working"}
_NOT_NOW = "いまも行われているかは、窓口に確かめてください。"
_ASK_AT_HOME = "受け持つ窓口は、お住まいの市役所・町村役場に聞けます。"
_ENDED = "受け付けていた窓口が終了しました。いまは使えません。"
_RESTING = "いまは休んでいます。いつ再開するかは、窓口に確かめてください。"


def guide(
    catalogue: Catalogue,
    facts: Facts,
    *,
    on: date,
    moment: datetime | None = None,
    skipped: Collection[str] = (),
) -> Guidance:
    """Judge every service for ``facts`` on the day ``on``. With ``moment`` windows say whether they are open then.
    ``skipped`` are the ids of the questions that were put already, answered or not.
    """
    judge = judge_of(facts, catalogue.vocabulary, catalogue.places, catalogue.area)
    court = _Court(compiled(catalogue), facts, judge, on, Nearness(catalogue, judge, moment))
    ordered = {verdict: court.ordered(verdict) for verdict in Verdict}
    groups = {verdict: _Results(court, services) for verdict, services in ordered.items()}
    # What is for other askers is not what a visitor wants to read.
    groups[Verdict.NO] = _Results(court, court.refused)
    missing = [court.missing(each) for each in groups[Verdict.CHECK].services if court.matters(each)]
    several = any(len(each.windows) > 1 for each in groups[Verdict.FITS].services)
    vocabulary = catalogue.vocabulary
    question = next_question(
        vocabulary.questions, judge, missing, skipped, most=vocabulary.most_questions, several_places=several
    )
    everything = [each for verdict in Verdict for each in ordered[verdict]]
    return Guidance(facts, on, _Results(court, everything), question, groups)


def verdicts(catalogue: Catalogue, facts: Facts, *, on: date) -> dict[str, Verdict]:
    """What :func:`guide` would say of each service, by its key, without the words."""
    judge = judge_of(facts, catalogue.vocabulary, catalogue.places, catalogue.area)
    court = _Court(compiled(catalogue), facts, judge, on, Nearness(catalogue, judge, None))
    return {each.service.key: verdict for verdict, rows in court.by_verdict.items() for each in rows}


class _Court:
    """All services before one judge on one day."""

    def __init__(self, prepared: Compiled, facts: Facts, judge: Judge, on: date, nearness: Nearness) -> None:
        self.told, self.places = facts, prepared.catalogue.places
        self.conditions, self.judge, self.on, self.nearness = prepared.conditions, judge, on, nearness
        # Most services fail at a condition that they share with others: theirs alone are judged only where needed.
        self.table: list[Judged | None] = [None] * len(prepared.conditions)
        wishes = judge.facts.get(Fact.WISHES)
        self.wished = wishes if isinstance(wishes, frozenset) else frozenset[str]()
        needs = _NEEDS if self.wished else _NEEDS | _OF_WORK
        self.needs = [fact for fact, value in needs.items() if judge.facts.get(fact) == value]
        self.pressing: dict[int, int] = {}
        self.near: dict[int, Order] = {}
        self.by_verdict: dict[Verdict, list[Prepared]] = {verdict: [] for verdict in Verdict}
        self.may_fit: dict[str, ServiceCard] = {}
        for each in prepared.services:
            verdict = self._verdict(each)
            self.by_verdict[verdict].append(each)
            if verdict is not Verdict.NO:
                self.may_fit[each.service.key] = each.service
        self.fits = {each.service.key for each in self.by_verdict[Verdict.FITS]}
        asked_of_askers = (n for n in prepared.on_askers if self._judged(n).holds is False)
        self.not_for_this_asker = frozenset(asked_of_askers)
        self.results: dict[str, Result] = {}

    def _judged(self, number: int) -> Judged:
        """How a condition stands; judged once."""
        judged = self.table[number]
        if judged is None:
            condition = self.conditions[number]
            judged = self.judge.judge(condition.rule) if holds_on(condition, self.on) else HOLDS
            self.table[number] = judged
        return judged

    def _verdict(self, each: Prepared) -> Verdict:
        if each.service.has_ended:
            return Verdict.NO
        verdict = Verdict.FITS if each.always or not self._of_time(each.service) else Verdict.CHECK
        for number in each.conditions:
            holds = (self.table[number] or self._judged(number)).holds
            if holds is False:
                return Verdict.NO
            if holds is None:
                verdict = Verdict.CHECK
        return verdict

    def wanted(self, each: Prepared) -> bool:
        """Whether it answers a wish that was named."""
        return not self.wished.isdisjoint(each.service.offers)

    def matters(self, each: Prepared) -> bool:
        """Once wishes are named, a service that answers none of them is no reason to ask."""
        return not self.wished or self.wanted(each)

    @cached_property
    def refused(self) -> list[Prepared]:
        """What does not fit, though whoever asks may ask there; what was wished for first."""
        rows = [each for each in self.by_verdict[Verdict.NO] if not self._is_closed(each)]
        return sorted(rows, key=lambda each: not self.wanted(each)) if self.wished else rows

    @property
    def closed(self) -> list[Prepared]:
        """What is for other askers altogether: a firm's desk, for a person."""
        return [each for each in self.by_verdict[Verdict.NO] if self._is_closed(each)]

    def _is_closed(self, each: Prepared) -> bool:
        """Who may ask is the first condition of a service, where it has one."""
        return bool(each.conditions) and each.conditions[0] in self.not_for_this_asker

    def ordered(self, verdict: Verdict) -> list[Prepared]:
        """What answers a wish or a need that was told, then all else; of each the near before the far, of what is alike
        near what presses most, then what opens soonest, then the directory's order.
        """
        if verdict is Verdict.NO:
            return [*self.refused, *self.closed]

        def order(each: Prepared) -> tuple[Any, ...]:
            near = self._nearest(each)
            presses = min(map(self._presses, each.conditions), default=len(self.needs))
            answers = self.wanted(each) or presses < len(self.needs)
            return not answers, near[0], presses, near

        return sorted(self.by_verdict[verdict], key=order)

    def _nearest(self, each: Prepared) -> Order:
        if each.place not in self.near:
            self.near[each.place] = self.nearness.rank(each.windows)
        return self.near[each.place]

    def _presses(self, number: int) -> int:
        """Which of the needs that were told is a ground of the condition: the first, or none."""
        if number not in self.pressing:
            judged, rule = self._judged(number), self.conditions[number].rule
            grounds = self.judge.grounds(rule) if self.needs and judged.holds else ()
            answered = (n for n, need in enumerate(self.needs) if need in grounds)
            self.pressing[number] = next(answered, len(self.needs))
        return self.pressing[number]

    def _stands(self, each: Prepared, holds: bool | None) -> list[tuple[Condition, Judged]]:
        """The conditions of a service that stand so."""
        stands = ((self.conditions[number], self._judged(number)) for number in each.conditions)
        return [(condition, judged) for condition, judged in stands if judged.holds is holds]

    def missing(self, each: Prepared) -> tuple[Fact, ...]:
        """The facts that would decide a service."""
        return tuple(
            dict.fromkeys(fact for _c, judged in self._stands(each, None) for fact in judged.missing)
        )

    def result(self, each: Prepared) -> Result:
        """A service with its sentences, made once."""
        key = each.service.key
        if key not in self.results:
            self.results[key] = self._result(each)
        return self.results[key]

    def _result(self, each: Prepared) -> Result:
        wanted = self.wanted(each)
        if each.service.key not in self.may_fit:
            # Nothing that a person could change brings back what has ended.
            unmet = () if each.service.has_ended else _told_once(self._stands(each, False))
            reason = _why_not(unmet) if unmet else _ENDED
            instead = self._next_best(each.service)
            return Result(each.service, Verdict.NO, reason, unmet=unmet, next_best=instead, wanted=wanted)
        windows = self.nearness.of(each.windows)
        open_ = self._stands(each, None)
        ask = tuple(
            dict.fromkeys([*self._of_time(each.service), *(text for _c, j in open_ for text in j.ask)])
        )
        if open_ or ask:
            missing = self.missing(each)
            reason = _what_decides(missing, ask)
            return Result(
                each.service, Verdict.CHECK, reason, missing=missing, ask=ask, windows=windows, wanted=wanted
            )
        nowhere = each.windows and not windows
        return Result(
            each.service, Verdict.FITS, self._why(each), ask=(_ASK_AT_HOME,) if nowhere else (), windows=windows,
            wanted=wanted,
        )  # fmt: skip

    def _why(self, each: Prepared) -> str:
        """The answers by which it fits, and no others."""
        rules = (self.conditions[number].rule for number in each.conditions)
        facts = dict.fromkeys(fact for rule in rules for fact in self.judge.grounds(rule))
        said = [
            text for fact in facts if fact in self.told and (text := in_words(fact, self.told, self.places))
        ]
        return f"{'、'.join(said)}という答えに合います。" if said else "どなたでも相談できます。"

    def _of_time(self, service: ServiceCard) -> list[str]:
        """What only the window can say, because the service is outside its dates or rests."""
        early = service.effective_from is not None and self.on < service.effective_from
        late = service.effective_to is not None and self.on > service.effective_to
        resting = service.status is EntryStatus.TEMPORARILY_CLOSED
        return [*([_NOT_NOW] if early or late else []), *([_RESTING] if resting else [])]

    @cached_property
    def fallback(self) -> ServiceCard | None:
        """For what names no other service that may fit: what was wished for, else the first of the directory, which begins
        with what is for most.
        """
        may_fit = [*self.by_verdict[Verdict.FITS], *self.by_verdict[Verdict.CHECK]]
        best = next(filter(self.wanted, may_fit), may_fit[0] if may_fit else None)
        return best.service if best else None

    def _next_best(self, service: ServiceCard) -> ServiceCard | None:
        """The first named for this case that fits, else the first that may: they are named in the order of what serves
        best.
        """
        named = [instead for key in service.next_best if (instead := self.may_fit.get(key)) is not None]
        sure = (instead for instead in named if instead.key in self.fits)
        return next(sure, named[0] if named else self.fallback)


class _Results(Sequence[Result]):
    """Results in their order; each is made when it is read."""

    def __init__(self, court: _Court, services: list[Prepared]) -> None:
        self.court, self.services = court, services

    def __len__(self) -> int:
        return len(self.services)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> "_Results": ...
    def __getitem__(self, index: int | slice) -> "Result | _Results":
        if isinstance(index, slice):
            return _Results(self.court, self.services[index])
        return self.court.result(self.services[index])


def _told_once(failing: list[tuple[Condition, Judged]]) -> tuple[Unmet, ...]:
    """The conditions that fail; two that ask for the same facts are one, in the words of the last, which is the
    service's own.
    """
    by_facts = {
        judged.unmet: Unmet(condition.says, judged.unmet, condition.change or "", condition.source or "")
        for condition, judged in failing
    }
    return tuple(by_facts.values())


def _what_decides(missing: tuple[Fact, ...], ask: tuple[str, ...]) -> str:
    """What is lacking, in a sentence, and whether an answer alone would settle it."""
    facts = f"「{'」「'.join(fact.label for fact in missing)}」"
    if not missing:
        return ask[0]
    if ask:
        return f"{facts}のほかに、窓口に聞くことがあります。{ask[0]}"
    return f"{facts}がわかると決まります。"


def _why_not(unmet: tuple[Unmet, ...]) -> str:
    """The one condition to begin with, and what would change it."""
    first = next((each for each in unmet if Fact.ASKER in each.facts), unmet[0])
    return f"対象は、{first.says}です。{first.change}"
