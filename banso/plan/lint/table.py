"""What a rule is, the table of all rules, and the plan as the rules see it: every part with its way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from banso.plan.faults import Severity
from banso.plan.format import (
    Estimate,
    Indicator,
    Measure,
    Organisation,
    PlanDocument,
    PlanModel,
    Reference,
    Target,
)
from banso.plan.places import Path


@dataclass(frozen=True)
class Finding:
    """What a rule found: where, what is wrong, what to do."""

    path: Path
    message: str
    remedy: str


class Sheet:
    """A plan document with the way to each of its parts."""

    def __init__(self, document: PlanDocument) -> None:
        self.document = document

    @cached_property
    def indicators(self) -> list[tuple[Path, Indicator]]:
        """The goals that have a number, then the indicators."""
        goals: list[tuple[Path, Indicator]] = [
            (("groups", n, "goal", "indicator"), group.goal.indicator)
            for n, group in enumerate(self.document.groups)
            if group.goal and group.goal.indicator
        ]
        return goals + [(("indicators", n), i) for n, i in enumerate(self.document.indicators)]

    @cached_property
    def organisations(self) -> list[tuple[Path, Organisation]]:
        named: list[tuple[Path, Organisation]] = [
            (("organisations", n), o) for n, o in enumerate(self.document.organisations)
        ]
        return named + [(("members", n), o) for n, o in enumerate(self.document.members)]

    @cached_property
    def measures(self) -> list[tuple[Path, Measure]]:
        return [(("measures", n), m) for n, m in enumerate(self.document.measures)]

    @cached_property
    def estimates(self) -> list[tuple[Path, Estimate]]:
        return [
            (("groups", g, "estimates", n), estimate)
            for g, group in enumerate(self.document.groups)
            for n, estimate in enumerate(group.estimates)
        ]

    @cached_property
    def targets(self) -> list[tuple[Path, Indicator, Target]]:
        return [
            ((*path, "targets", n), indicator, target)
            for path, indicator in self.indicators
            for n, target in enumerate(indicator.targets)
        ]

    @cached_property
    def references(self) -> list[tuple[Path, Reference]]:
        """The references of indicators and of measures."""
        holders = [(p, i.references) for p, i in self.indicators] + [
            (p, m.references) for p, m in self.measures
        ]
        return [((*path, "references", n), r) for path, found in holders for n, r in enumerate(found)]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for _path, indicator in self.indicators}

    @cached_property
    def parts(self) -> list[tuple[Path, PlanModel]]:
        """Every part of the document, whatever it is, from the top down."""
        return list(_walk((), self.document))


def _walk(path: Path, value: object) -> Iterator[tuple[Path, PlanModel]]:
    if isinstance(value, PlanModel):
        yield path, value
        for name in type(value).model_fields:
            yield from _walk((*path, name), getattr(value, name))
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from _walk((*path, n), part)


Look = Callable[[Sheet], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: its id, how grave its findings are, what it holds (in Japanese), and the function that looks."""

    id: str
    severity: Severity
    summary: str
    look: Look


RULES: dict[str, Rule] = {}


def _entered(severity: Severity, id: str, summary: str) -> Callable[[Look], Look]:
    def enter(look: Look) -> Look:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = Rule(id, severity, summary, look)
        return look

    return enter


def error(id: str, summary: str) -> Callable[[Look], Look]:
    """Enter a rule whose findings keep the plan from being loaded."""
    return _entered(Severity.ERROR, id, summary)


def warning(id: str, summary: str) -> Callable[[Look], Look]:
    """Enter a rule whose findings somebody should look at."""
    return _entered(Severity.WARNING, id, summary)
