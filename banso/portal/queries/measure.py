"""The page of one measure: what it is, and for members what its bodies said of it, period by period."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from banso.access.roles import Act
from banso.access.rules import Member, may
from banso.indicators import words
from banso.indicators.results import Question
from banso.ledger.kinds import Kind, MeasureState
from banso.ledger.queries import as_known
from banso.lib.fiscal import Period
from banso.plan.describe import AUDIENCES, condition_words
from banso.plan.format import Condition, Group, Indicator, Measure, PlanDocument
from banso.plan.format.measure import Restatement
from banso.plan.outline import MeasureItem, measure_item
from banso.plan.queries import LoadedPlan
from banso.returns.queries import MeasureReport, measures_as_known


@dataclass(frozen=True)
class BodyState:
    """What one body said: its last word, and its state in every period of which it told."""

    organisation: str
    name: str
    last: MeasureReport | None
    history: tuple[tuple[str, MeasureState], ...]
    may_open: bool


@dataclass(frozen=True)
class ClassStates:
    """The members of a class (the municipalities, say) that told of a measure, to be opened on demand."""

    name: str
    count: int
    told: tuple[BodyState, ...]

    @property
    def summary(self) -> str:
        """市町村（62機関）: 実施中 56、完了 2、未報告 4"""
        counted = Counter(body.last.state for body in self.told if body.last)
        words = [f"{state.label} {counted[state]}" for state in MeasureState if counted[state]]
        silent = self.count - len(self.told)
        words += [f"未報告 {silent}"] if silent else []
        return f"{self.name}（{self.count}機関）: {'、'.join(words)}"


@dataclass(frozen=True)
class MeasureStates:
    """The bodies that carry a measure: those that told of it, by class where they are many, and those that have not."""

    told: tuple[BodyState, ...]
    classes: tuple[ClassStates, ...]
    silent: tuple[BodyState, ...]

    # A measure may be everybody's: so many silent bodies stand in the table, the others below it by name.
    SHOWN: ClassVar[int] = 8

    @property
    def told_alone(self) -> tuple[BodyState, ...]:
        """Those that told and do not stand with their class."""
        folded = {body.organisation for group in self.classes for body in group.told}
        return tuple(body for body in self.told if body.organisation not in folded)

    @property
    def count(self) -> int:
        return len(self.told) + len(self.silent)

    @property
    def silent_shown(self) -> tuple[BodyState, ...]:
        return self.silent[: self.SHOWN]

    @property
    def silent_more(self) -> tuple[BodyState, ...]:
        return self.silent[self.SHOWN :]

    @property
    def more_summary(self) -> str:
        return f"ほかの未報告の{len(self.silent_more)}機関"


@dataclass(frozen=True)
class MeasurePage:
    """The measure as the plan has it."""

    item: MeasureItem
    group: Group
    audience: str
    conditions: tuple[tuple[str, str, Condition], ...]
    places: tuple[str, ...]
    others: tuple[tuple[str, Measure], ...]
    indicators: tuple[Indicator, ...]


def measure_page(plan: LoadedPlan, key: str) -> MeasurePage:
    """A measure from the plan alone. No SQL query. Raises KeyError."""
    document = plan.document
    measure = document.measure(key)
    return MeasurePage(
        item=measure_item(document, measure),
        group=document.group(measure.group),
        audience="、".join(AUDIENCES[audience] for audience in measure.audience),
        conditions=tuple((*condition_words(c, document), c) for c in measure.conditions),
        places=_places(document, measure),
        others=_others(document, measure),
        indicators=_indicators(document, measure),
    )


# How a measure is to the one that it speaks of, and the other way round.
_RELATIONS = {
    Restatement.SAIKEI: ("再掲のもとの取組", "再掲している取組"),
    Restatement.RELATED: ("関連する取組", "関連する取組"),
}


def _others(document: PlanDocument, measure: Measure) -> tuple[tuple[str, Measure], ...]:
    """The measures of which this one speaks again, and those that speak of it; each once."""
    found: dict[tuple[str, str], Measure] = {}
    for reference in measure.cross_references:
        found.setdefault(
            (_RELATIONS[reference.kind][0], reference.measure), document.measure(reference.measure)
        )
    for other in document.measures:
        for reference in other.cross_references:
            if reference.measure == measure.id:
                found.setdefault((_RELATIONS[reference.kind][1], other.id), other)
    return tuple((relation, other) for (relation, _id), other in found.items())


def _places(document: PlanDocument, measure: Measure) -> tuple[str, ...]:
    """From the chapter down to the heading, then the other places."""
    path, key = [], document.section(measure.section)
    path.append(key)
    while key.parent:
        key = document.section(key.parent)
        path.append(key)
    main = " ＞ ".join(f"{s.number or ''} {s.title}".strip() for s in reversed(path))
    others = (r.label or document.section(r.section).title for r in measure.references)
    return (f"{main} ＞ {measure.letter}", *others)


def _indicators(document: PlanDocument, measure: Measure) -> tuple[Indicator, ...]:
    """Those that the plan itself ties to the measure: of its programmes, and what its platforms are counted by.

    That a measure and an indicator share a group and an owner says nothing: the plan does not relate them.
    """
    near = [
        key
        for annex in document.annexes
        for programme in annex.programmes
        if measure.id in programme.measures
        for key in programme.indicators
    ]
    platforms = document.platforms
    if platforms and platforms.indicator and measure.id in platforms.measures:
        near.append(platforms.indicator)
    return tuple(document.indicator(key) for key in dict.fromkeys(near))


def measure_states(plan: LoadedPlan, question: Question, key: str, member: Member) -> MeasureStates:
    """Every body that carries the measure, with what it said up to the asked period. Three SQL queries.

    A body that said nothing is there, without a last word: 未報告 is a state of knowledge.
    """
    document, until = plan.document, question.period.end
    last = {
        report.organisation: report
        for report in measures_as_known(plan, question.seq, question.period)
        if report.measure == key
    }
    history = defaultdict(list)
    for entry in as_known(plan.key, Kind.MEASURE_STATE, question.seq).filter(subject=key):
        period = Period(entry.fiscal_year, entry.first_month, entry.last_month)
        if period.end <= until:
            history[entry.organisation].append((period, MeasureState.of(entry.state)))
    bodies = [
        body.id for body in document.reporters() if key in {m.id for m in document.measures_of(body.id)}
    ]
    # A body that a later edition took the measure from still said what it said.
    bodies += [body for body in last if body not in bodies]
    states = [
        BodyState(
            organisation=body,
            name=words.name_of(body, document),
            last=last.get(body),
            history=_runs(sorted(history[body], key=lambda told: (told[0].end, told[0].start))),
            may_open=may(member, Act.SEE_RETURNS, body),
        )
        for body in bodies
    ]
    return MeasureStates(
        told=tuple(state for state in states if state.last),
        classes=_classes(document, states),
        silent=tuple(s for s in states if not s.last),
    )


def _classes(document: PlanDocument, states: list[BodyState]) -> tuple[ClassStates, ...]:
    """The classes of which so many members told that they would hide the other bodies."""
    of_class = {member.id: member.member_of for member in document.members if member.member_of}
    found: dict[str, list[BodyState]] = defaultdict(list)
    for state in states:
        if state.organisation in of_class:
            found[of_class[state.organisation]].append(state)
    return tuple(
        ClassStates(document.organisation(key).name, len(own), tuple(state for state in own if state.last))
        for key, own in found.items()
        if sum(state.last is not None for state in own) > MeasureStates.SHOWN
    )


def _runs(told: list[tuple[Period, MeasureState]]) -> tuple[tuple[str, MeasureState], ...]:
    """What was told period by period, the same state said once: 令和7年5月から10月まで 実施中."""
    runs: list[tuple[Period, Period, MeasureState]] = []
    for period, state in told:
        if runs and runs[-1][2] is state and runs[-1][1].end.plus(1) == period.start:
            runs[-1] = (runs[-1][0], period, state)
        else:
            runs.append((period, period, state))
    return tuple((_span(first, last), state) for first, last, state in runs)


def _span(first: Period, last: Period) -> str:
    if first == last:
        return first.label
    if first.year == last.year:
        return Period(first.year, first.first, last.last).label
    return f"{first.start.label}から{last.end.label}まで"
