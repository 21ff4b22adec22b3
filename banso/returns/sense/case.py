"""A version beside what its body told before, as the rules of sense want it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from banso.ledger.kinds import MeasureState
from banso.lib import numbers
from banso.lib.fiscal import Period

# How far is odd, in spreads of what is usual.
SPREADS = 4

Key = tuple[str, str, str, str]


class Line(Protocol):
    """One number of a version, as read: amounts are scaled integers, ``None`` where there is no number."""

    @property
    def indicator(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def cell(self) -> str: ...


@dataclass(frozen=True)
class Goal:
    """What is aimed at in all of a span of months, in the scale of the lines."""

    amount: int
    months: int


@dataclass(frozen=True)
class Shape:
    """What the rules need to know of an indicator: its words, its structure, its scale; ``units`` by component.

    ``people``: how many the plan reckons there are of whom it counts, where it says so.
    """

    label: str
    units: Mapping[str, str]
    kind: str
    decimals: int = 0
    wholes: tuple[str, ...] = ()
    percentage: bool = False
    goal: Goal | None = None
    people: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something to ask: by which rule, about which line or indicator, where it stands, in which words."""

    rule: str
    key: str
    cell: str
    about: str
    message: str


@dataclass(frozen=True)
class StateSaid:
    """The state of a measure in a version, and what its body said of it last: for an earlier period, or for this one
    where the version corrects that."""

    measure: str
    label: str
    state: MeasureState
    cell: str
    last: tuple[Period, MeasureState] | None


@dataclass(frozen=True)
class Case:
    """A version beside what its body told before.

    ``before``: by line, the earlier periods of the year, oldest first, with amounts. ``last_year``: by line, the
    amounts of the same period a year ago. ``names``: reporting units and municipalities by id. ``idle``: by count, the
    state of its measure where that says that nothing is done. ``states``: of every measure.
    """

    period: Period
    shapes: Mapping[str, Shape]
    lines: Sequence[Line]
    before: Mapping[Key, Sequence[tuple[Period, int | None]]] = field(default_factory=dict)
    last_year: Mapping[Key, int | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    idle: Mapping[str, str] = field(default_factory=dict)
    states: Sequence[StateSaid] = ()

    def about(self, line: Line) -> str:
        shape = self.shapes[line.indicator]
        part = {"numerator": "分子", "denominator": "分母"}.get(str(line.component), "")
        unit, member = self.names.get(line.unit, line.unit), self.names.get(line.member, line.member)
        return " ".join(word for word in (shape.label, unit, member, part) if word)

    def text(self, line: Line, amount: int) -> str:
        """1,250人"""
        shape = self.shapes[line.indicator]
        value = Decimal(amount).scaleb(-shape.decimals)
        plain = value.to_integral_value() if value == value.to_integral_value() else value
        return f"{numbers.grouped(plain)}{shape.units.get(str(line.component), '')}"

    def known_before(self, line: Line) -> list[tuple[Period, int]]:
        return [(p, a) for p, a in self.before.get(key_of(line), ()) if a is not None]

    @cached_property
    def known(self) -> list[tuple[Line, int]]:
        """The lines that hold a number, without the members of a coverage."""
        return [
            (line, line.amount)
            for line in self.lines
            if line.amount is not None and not line.member and line.indicator in self.shapes
        ]

    @cached_property
    def totals(self) -> list[tuple[Line, int, list[tuple[Period, int]], int | None]]:
        """By indicator and component, where every unit told a number: its first line, the total, the totals of the
        earlier periods in which the same units told one, and last year's."""
        groups: dict[tuple[str, str], list[Line]] = {}
        for line in self.lines:
            if not line.member and line.indicator in self.shapes:
                groups.setdefault((line.indicator, str(line.component)), []).append(line)
        found = []
        for lines in groups.values():
            amounts = [line.amount for line in lines]
            if any(amount is None for amount in amounts):
                continue
            history = [dict(self.before.get(key_of(line), ())) for line in lines]
            periods = [p for p in history[0] if all(h.get(p) is not None for h in history)]
            earlier = [(p, sum(h[p] or 0 for h in history)) for p in sorted(periods)]
            year = [self.last_year.get(key_of(line)) for line in lines]
            then = None if any(a is None for a in year) else sum(a or 0 for a in year)
            found.append((lines[0], sum(a or 0 for a in amounts), earlier, then))
        return found


def key_of(line: Line) -> Key:
    return line.indicator, line.unit, line.member, str(line.component)


def finding(case: Case, rule: str, line: Line, message: str, about: str = "") -> Finding:
    return Finding(rule, "|".join(key_of(line)), line.cell, about or case.about(line), message)


def whole_name(case: Case, line: Line) -> str:
    """The indicator without its unit, where a total is meant."""
    shape = case.shapes[line.indicator]
    part = {"numerator": "分子", "denominator": "分母"}.get(str(line.component), "")
    return " ".join(word for word in (shape.label, part) if word)


def scatter(amount: Decimal, scale: Decimal) -> Decimal:
    """How much a count of this size scatters by itself: its square root, at least one."""
    return max((amount / scale).sqrt(), Decimal(1)) * scale
