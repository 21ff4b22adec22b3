"""The result as a page: what fits, what one more fact decides, what does not fit; ten of each at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.format import Fact, Question
from banso.directory.nearness import Standpoint
from banso.directory.townhall import is_reachable
from banso.navigator.pages import words
from banso.navigator.pages.counter import AskAt, ask_at, to_say
from banso.navigator.results import Facts, Guidance, NearWindow, Result, Verdict

T = TypeVar("T")

AT_ONCE = 6
# So many services stand open with their windows; of the others the windows are opened on demand.
OPEN = 3
NEAREST = 1
FOLDED = 4
# So many of those that cannot be told yet stand open; the others are a press away.
FIRST = 3
# As many windows as can be printed as cards at once.
MOST_WINDOWS = 8


@dataclass(frozen=True)
class Part(Generic[T]):
    """Some of a long list, with the buttons to the parts before and after it."""

    verdict: Verdict
    shown: tuple[T, ...]
    total: int
    page: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        """The number of the following part; 0 where this is the last."""
        return self.page + 1 if self.page * AT_ONCE < self.total else 0

    @property
    def first(self) -> int:
        return (self.page - 1) * AT_ONCE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.shown) - 1

    @property
    def remaining(self) -> int:
        return self.total - self.last


@dataclass(frozen=True)
class Found:
    """One service of the result with what to say at its window, where else to ask for it, and the questions that would
    decide it."""

    result: Result
    say: str
    ask_at: AskAt
    questions: tuple[tuple[Question, str], ...] = ()
    is_open: bool = False

    @property
    def nearest(self) -> tuple[NearWindow, ...]:
        return self.result.windows[:NEAREST]

    @property
    def others(self) -> tuple[NearWindow, ...]:
        return self.result.windows[NEAREST : NEAREST + FOLDED]

    @property
    def is_out_of_reach(self) -> bool:
        """Whether nothing is known by which one can turn to the nearest window."""
        return not any(is_reachable(near.window) for near in self.nearest)

    @property
    def hides_others(self) -> bool:
        """The same of some window that is shown on demand alone."""
        return not self.is_out_of_reach and not all(is_reachable(near.window) for near in self.others)

    @property
    def more(self) -> int:
        return max(0, len(self.result.windows) - NEAREST - FOLDED)


@dataclass(frozen=True)
class Undecided:
    """Services that wait for the answer to a question; without a question, for what only their window can say. Only
    where nothing else is open does the one answer decide (``decides``).
    """

    question: Question | None
    text: str
    decides: bool
    found: tuple[Found, ...]
    # Its first services stand above, under the same question.
    continues: bool = False


@dataclass(frozen=True)
class ResultPage:
    """``desks`` are the windows of the person's own municipality: where to turn when nothing fits."""

    fits: Part[Found]
    check: Part[Found]
    no: Part[Found]
    desks: tuple[WindowCard, ...]
    home: str
    place_question: Question | None

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What cannot be told yet and stands open: what one answer decides comes first."""
        return self._undecided[0]

    @property
    def folded(self) -> tuple[Undecided, ...]:
        """The rest of it, which opens on demand."""
        return self._undecided[1]

    @property
    def folded_words(self) -> str:
        """What opens the rest, with how many there are."""
        return f"ほかの{self.check.total - sum(len(group.found) for group in self.undecided)}件を見る"

    @property
    def check_is_paged(self) -> bool:
        """Whether somebody leafs through it: then it stays open."""
        return self.check.page > 1

    @cached_property
    def _undecided(self) -> tuple[tuple[Undecided, ...], tuple[Undecided, ...]]:
        first, rest, room = [], [], FIRST
        for group in self._grouped():
            if group.found[:room]:
                first.append(replace(group, found=group.found[:room]))
            if group.found[room:]:
                rest.append(replace(group, found=group.found[room:], continues=room > 0))
            room = max(0, room - len(group.found))
        return tuple(first), tuple(rest)

    def _grouped(self) -> tuple[Undecided, ...]:
        """By the question that would decide it: each question stands there once."""
        groups: dict[tuple[bool, str], list[Found]] = {}
        texts: dict[str, tuple[Question | None, str]] = {"": (None, "")}
        for found in self.check.shown:
            decides = len(found.questions) == 1 and not found.result.ask
            question, text = found.questions[0] if found.questions and not found.result.ask else (None, "")
            key = question.id if question else ""
            texts[key] = (question, text)
            groups.setdefault((not decides, key), []).append(found)
        # What one answer decides comes first, what only a window can say comes last.
        ordered = sorted(groups.items(), key=lambda item: (item[0][1] == "", item[0][0]))
        return tuple(Undecided(*texts[key], not open_, tuple(found)) for (open_, key), found in ordered)

    @property
    def cards(self) -> tuple[WindowCard, ...]:
        """The windows that can be printed as cards: the nearest of each service that is shown."""
        found = [near.window for part in (self.fits, self.check) for f in part.shown for near in f.nearest]
        different = {window.key: window for window in [*found, *self.desks]}.values()
        # A card on which all is 未確認 helps nobody: it comes last, unless the result leads to it.
        order = sorted(
            different, key=lambda w: w.key not in self.ticked and not (w.phones or w.address or w.url)
        )
        return tuple(order)[:MOST_WINDOWS]

    @cached_property
    def ticked(self) -> tuple[str, ...]:
        """The cards that are chosen unless somebody says otherwise: the first windows of the first services."""
        return tuple(dict.fromkeys(window.key for window in self._first[:OPEN] or self.desks[:1]))

    @property
    def _first(self) -> tuple[WindowCard, ...]:
        """The windows to which the page leads first: of what fits, where something does."""
        found = self.fits.shown or self.check.shown
        return tuple(near.window for each in found for near in each.nearest)

    @property
    def has_phone(self) -> bool:
        """Whether one of the first windows can be called, itself or through its house."""
        return any(window.phones or (window.host and window.host.phones) for window in self._first)

    @property
    def all_have_phones(self) -> bool:
        return all(window.phones for window in self._first)

    @property
    def takes_requests(self) -> bool:
        """Whether one of them takes a request for a talk."""
        return any(window.takes_requests for window in self._first)


def result_page(
    catalogue: Catalogue,
    guidance: Guidance,
    answers: Mapping[str, Sequence[str]],
    pages: Mapping[Verdict, int],
) -> ResultPage:
    """The page for what was answered. ``pages`` says which part of each list is wanted."""
    facts = guidance.facts

    def part(verdict: Verdict) -> Part[Found]:
        results = guidance.groups[verdict]
        last = max(1, -(-len(results) // AT_ONCE))
        page = min(max(1, pages.get(verdict, 1)), last)
        shown = results[(page - 1) * AT_ONCE : page * AT_ONCE]
        found = tuple(_found(catalogue, r, facts, is_open=n < OPEN) for n, r in enumerate(shown))
        return Part(verdict, found, len(results), page)

    home = facts.get(Fact.MUNICIPALITY)
    place = catalogue.places.get(str(home)) if home else None
    return ResultPage(
        fits=part(Verdict.FITS),
        check=part(Verdict.CHECK),
        no=part(Verdict.NO),
        desks=desks(catalogue, str(home)) if place else (),
        home=place.name if place else "",
        place_question=None if home else _asking(catalogue, Fact.MUNICIPALITY),
    )


def _found(catalogue: Catalogue, result: Result, facts: Facts, *, is_open: bool) -> Found:
    questions = dict.fromkeys(
        question.id for fact in result.missing if (question := _asking(catalogue, fact, facts))
    )
    known = {question.id: question for question in catalogue.vocabulary.questions}
    asked = tuple((known[key], words.wording(known[key], facts)) for key in questions)
    service = result.service
    return Found(result, to_say(service, facts), ask_at(catalogue, facts, service.name), asked, is_open)


def _asking(catalogue: Catalogue, fact: Fact, facts: Facts | None = None) -> Question | None:
    """The question that asks for a fact; among several the one that asks for little else."""
    asking = [q for q in catalogue.vocabulary.questions if fact in q.facts and _concerns(q, facts)]
    return min(asking, key=lambda question: len(question.facts), default=None)


def _concerns(question: Question, facts: Facts | None) -> bool:
    """A firm is not asked what a person is asked: told apart by the rule on who asks alone."""
    asker = (facts or {}).get(Fact.ASKER)
    rule = question.when
    if asker is None or rule is None:
        return True
    if rule.not_ is not None and rule.not_.fact is Fact.ASKER:
        return asker not in (rule.not_.any_of or [])
    if rule.fact is Fact.ASKER:
        return asker in (rule.any_of or [])
    return True


def desks(catalogue: Catalogue, code: str) -> tuple[WindowCard, ...]:
    """The windows of one's own municipality: those that serve it and not the whole area, in the order of nearness."""
    home = catalogue.home_of(code)
    own = {code, home}
    found = [
        window
        for window in catalogue.windows.values()
        if window.status is EntryStatus.ACTIVE
        and window.catchment_known
        and not window.catchment >= catalogue.whole
        and own & window.catchment
    ]
    return tuple(sorted(found, key=Standpoint(catalogue, catalogue.places[code]).rank)[:5])
