"""The plan as a document to read: its sections in order, and what hangs on each. Pure, no Django."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from banso.plan.describe import CADENCES, condition_words, targets_text
from banso.plan.format import (
    Amendment,
    Annex,
    Campaign,
    Estimate,
    Footnote,
    Group,
    Indicator,
    Measure,
    Organisation,
    PlanDocument,
    Programme,
    Section,
    ServiceWindow,
)
from banso.plan.format.annex import AmendmentStep

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class MeasureItem:
    """A measure with the things that its ids name."""

    measure: Measure
    owners: tuple[Organisation, ...]
    windows: tuple[ServiceWindow, ...]
    footnotes: tuple[Footnote, ...]
    cross_references: tuple[tuple[str, Measure], ...]

    # A list of measures names so many of its windows; the measure's own page names all.
    SHOWN: ClassVar[int] = 4

    @property
    def window_names(self) -> str:
        """The first windows by name, and how many more there are."""
        names = "、".join(window.name for window in self.windows[: self.SHOWN])
        more = len(self.windows) - self.SHOWN
        return f"{names} ほか{more}か所" if more > 0 else names

    @property
    def owner_names(self) -> str:
        """Who carries it, as one would say it."""
        return "構成員すべて" if self.measure.all_members else "、".join(o.name for o in self.owners)


@dataclass(frozen=True)
class IndicatorItem:
    """An indicator at one of its places, with what the plan calls that place."""

    indicator: Indicator
    owners: tuple[Organisation, ...]
    footnotes: tuple[Footnote, ...]
    target: str
    place: str = ""
    # It is told in full at its first place; from the others a link leads there.
    first: bool = True


@dataclass(frozen=True)
class GroupItem:
    """A group with its footnotes and, where its goal has a number, the indicator of the goal."""

    group: Group
    footnotes: tuple[Footnote, ...]
    estimates: tuple[tuple[Estimate, tuple[Footnote, ...]], ...]
    goal: IndicatorItem | None


@dataclass(frozen=True)
class Node:
    """A section with its level (2 for a chapter) and all that stands in it."""

    section: Section
    level: int
    groups: tuple[GroupItem, ...]
    goals: tuple[GroupItem, ...]
    measures: tuple[MeasureItem, ...]
    indicators: tuple[IndicatorItem, ...]
    footnotes: tuple[Footnote, ...]
    children: tuple["Node", ...]

    @property
    def bare(self) -> bool:
        """Whether nothing is said here."""
        said = self.section.description or self.section.official_text
        return not (said or self.groups or self.goals or self.measures or self.indicators or self.children)

    @property
    def heading(self) -> str:
        return f"h{min(self.level, 6)}"


@dataclass(frozen=True)
class Citation:
    """A footnote, with the places (anchor, words) that lead to it."""

    footnote: Footnote
    places: tuple[tuple[str, str], ...]


def cited_by(document: PlanDocument, measure: Measure) -> tuple[str, ...]:
    """The footnotes of a measure and of its windows, each once."""
    windows = (document.window(w) for w in (*measure.windows, *measure.creates))
    return tuple(dict.fromkeys((*measure.footnotes, *(key for w in windows for key in w.footnotes))))


def measure_item(document: PlanDocument, measure: Measure) -> MeasureItem:
    """A measure with its owners, windows, footnotes and the measures of which it speaks again."""
    windows = dict.fromkeys((*measure.windows, *measure.creates))
    return MeasureItem(
        measure=measure,
        owners=tuple(document.organisation(o) for o in measure.owners),
        windows=tuple(document.window(w) for w in windows),
        footnotes=tuple(document.footnote(f) for f in cited_by(document, measure)),
        cross_references=tuple((r.kind.value, document.measure(r.measure)) for r in measure.cross_references),
    )


def indicator_item(document: PlanDocument, indicator: Indicator, number: int = 0) -> IndicatorItem:
    """An indicator with its owners and footnotes, at the place of its reference ``number``."""
    return IndicatorItem(
        indicator=indicator,
        owners=tuple(document.organisation(o) for o in indicator.owners),
        footnotes=tuple(document.footnote(f) for f in indicator.footnotes),
        target=targets_text(indicator, document),
        place=indicator.references[number].label or "",
        first=number == 0,
    )


def group_item(document: PlanDocument, group: Group) -> GroupItem:
    """A group with what its ids name."""
    goal = group.goal.indicator if group.goal else None
    return GroupItem(
        group=group,
        footnotes=tuple(document.footnote(f) for f in group.footnotes),
        estimates=tuple(
            (estimate, tuple(document.footnote(f) for f in estimate.footnotes))
            for estimate in group.estimates
        ),
        goal=indicator_item(document, goal) if goal else None,
    )


def outline(document: PlanDocument) -> tuple[Node, ...]:
    """The chapters of the plan, each with its sections inside."""
    children: dict[str | None, list[Section]] = defaultdict(list)
    for section in document.sections:
        children[section.parent].append(section)
    measures = _by_section((m.section, measure_item(document, m)) for m in document.measures)
    indicators = _by_section(
        (reference.section, indicator_item(document, indicator, number))
        for indicator in document.indicators
        for number, reference in enumerate(indicator.references)
    )
    items = [group_item(document, group) for group in document.groups]
    # The people meant, and what is hard for them, stand where the plan describes the situation.
    groups = _by_section((item.group.situation or item.group.section, item) for item in items)
    taken = {*measures, *indicators, *groups}
    goals = _by_section((_goal_place(item.group, children, taken), item) for item in items if item.group.goal)

    def node(section: Section, level: int) -> Node:
        return Node(
            section=section,
            level=level,
            groups=tuple(groups[section.id]),
            goals=tuple(goals[section.id]),
            measures=tuple(measures[section.id]),
            indicators=tuple(indicators[section.id]),
            footnotes=tuple(document.footnote(f) for f in section.footnotes),
            children=tuple(node(child, level + 1) for child in children[section.id]),
        )

    return tuple(node(section, 2) for section in children[None])


def citations(document: PlanDocument) -> tuple[Citation, ...]:
    """Every footnote with the places that cite it, in the order of their numbers."""
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for section in document.sections:
        for key in section.footnotes:
            places[key].append((section.id, section.title))
    for group in document.groups:
        estimated = (key for estimate in group.estimates for key in estimate.footnotes)
        for key in dict.fromkeys((*group.footnotes, *estimated)):
            places[key].append((f"group-{group.id}", group.short_name))
    for measure in document.measures:
        for key in cited_by(document, measure):
            places[key].append((f"measure-{measure.id}", measure.title))
    for indicator in document.all_indicators:
        for key in indicator.footnotes:
            places[key].append((f"indicator-{indicator.id}", indicator.short_label or indicator.label))
    ordered = sorted(document.footnotes, key=lambda f: f.number)
    return tuple(Citation(footnote, tuple(places[footnote.id])) for footnote in ordered)


@dataclass(frozen=True)
class ProgrammeItem:
    """A programme of an annex with what its ids name."""

    programme: Programme
    owner: Organisation
    indicators: tuple[tuple[Indicator, str], ...]
    measures: tuple[Measure, ...]
    conditions: tuple[tuple[str, str], ...]


def annexes(document: PlanDocument) -> list[tuple[Annex, list[ProgrammeItem]]]:
    """The annexes, each with its programmes."""
    return [
        (
            annex,
            [
                ProgrammeItem(
                    programme=programme,
                    owner=document.organisation(programme.owner),
                    indicators=tuple(
                        (item.indicator, item.target)
                        for item in (
                            indicator_item(document, document.indicator(i)) for i in programme.indicators
                        )
                    ),
                    measures=tuple(document.measure(m) for m in programme.measures),
                    conditions=tuple(condition_words(c, document) for c in programme.conditions),
                )
                for programme in annex.programmes
            ],
        )
        for annex in document.annexes
    ]


def campaigns(document: PlanDocument) -> list[tuple[Campaign, Measure | None, list[Organisation]]]:
    """The campaigns, each with its measure and owners."""
    return [
        (
            campaign,
            document.measure(campaign.measure) if campaign.measure else None,
            [document.organisation(owner) for owner in campaign.owners],
        )
        for campaign in document.campaigns
    ]


def platform_links(document: PlanDocument) -> tuple[Indicator | None, list[Measure]]:
    """The indicator that counts the regional platforms, and the measures that set them up."""
    platforms = document.platforms
    if platforms is None:
        return None, []
    indicator = document.indicator(platforms.indicator) if platforms.indicator else None
    return indicator, [document.measure(key) for key in platforms.measures]


def amendments(document: PlanDocument) -> list[tuple[Amendment, list[tuple[AmendmentStep, str]]]]:
    """The ways in which the plan changes; each step with the names of those who take it."""
    return [
        (
            amendment,
            [
                (step, "、".join(document.organisation(key).name for key in step.by))
                for step in amendment.steps
            ],
        )
        for amendment in document.amendments
    ]


def cadence_exceptions(document: PlanDocument) -> list[tuple[str, str]]:
    """Who reports at another cadence: its name, and how often."""
    return [(document.organisation(e.owner).name, CADENCES[e.cadence]) for e in document.reporting.exceptions]


def _goal_place(group: Group, children: dict[str | None, list[Section]], taken: set[str]) -> str:
    """Where a goal stands: where its indicator says; else in the first bare section below its group; else there."""
    if group.goal is not None and group.goal.indicator is not None:
        return group.goal.indicator.references[0].section
    bare = [s.id for s in children[group.section] if s.id not in taken and not children[s.id]]
    return bare[0] if bare else group.section


def _by_section(pairs: Iterable[tuple[str, Thing]]) -> dict[str, list[Thing]]:
    placed: dict[str, list[Thing]] = defaultdict(list)
    for section, thing in pairs:
        placed[section].append(thing)
    return placed
