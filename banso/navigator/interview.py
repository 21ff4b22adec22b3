"""A firm's way through the questions about subsidies: what is asked next, and how each subsidy stands. Pure: no Django."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from banso.directory.catalogue import Catalogue, SubsidyCard
from banso.directory.format import Fact, Question
from banso.navigator.answers import Unreadable, facts_of
from banso.navigator.asking import next_question
from banso.navigator.firm_questions import ALONE, DOOR, concerned, door, firm_questions
from banso.navigator.rules.hiring import clash
from banso.navigator.rules.judging import judge_of
from banso.navigator.subsidies import Prospect, SubsidyAnswer, judge, undecided


class Interview:
    """``answers`` are those given so far, by the question's id; ``on`` is the day of rules whose own day is unknown."""

    def __init__(
        self,
        known: Catalogue,
        offered: Sequence[SubsidyCard],
        answers: Mapping[str, Sequence[str]],
        *,
        on: date,
    ) -> None:
        self.known, self.on = known, on
        first = door(offered)
        before = [first] if first else []
        self.questions = [*before, *firm_questions(offered, known)]
        self.facts, self.problems = facts_of(known, answers, self.questions)
        if found := clash(self.facts):
            # Asked again is what was answered last: the answer before it stands among those given.
            facts, sentence = found
            told = [question.id for question in self.questions if not {*facts}.isdisjoint(question.facts)]
            self.problems[max(told, key=[*answers].index)] = Unreadable(sentence)
        self.concerned = concerned(offered, _first(answers, DOOR), alone=_first(answers, ALONE))
        self.others = [subsidy for subsidy in offered if subsidy not in self.concerned]
        self.own_questions = [*before, *firm_questions(self.concerned, known)]
        # What was put of these: a subsidy that is looked at alone has questions of its own to come.
        self.put = [question.id for question in self.own_questions if question.id in answers]

    @cached_property
    def results(self) -> list[SubsidyAnswer]:
        """How the subsidies stand that are concerned, the likeliest first."""
        return self.judged(self.concerned)

    def judged(self, subsidies: Sequence[SubsidyCard]) -> list[SubsidyAnswer]:
        answers = judge(subsidies, self.facts, self.known, on=self.on)
        return sorted(answers, key=lambda answer: [*Prospect].index(answer.prospect))

    def next(self, *, more: bool = False) -> Question | None:
        """The next question; ``more`` asks on after as many as the vocabulary thinks enough."""
        vocabulary = self.known.vocabulary
        told = judge_of(self.facts, vocabulary, self.known.places, self.known.area)
        most = len(self.put) + 1 if more else vocabulary.most_questions
        own = [question for question in self.own_questions if question.id != DOOR]
        return next_question(own, told, self.undecided(self.results), self.put, most=most)

    def undecided(self, results: Sequence[SubsidyAnswer]) -> list[tuple[Fact, ...]]:
        """What these lack that was not asked for yet."""
        put = {fact for question in self.own_questions if question.id in self.put for fact in question.facts}
        return undecided(results, put)


def _first(answers: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(answers.get(key, ())), "")
