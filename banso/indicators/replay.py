"""A figure as it was known at one entry of the ledger after another: the way from what was printed to what is known now.

The entries are read once; what stood at each point is worked out here and handed to the same rules that make every
figure. The last point must give what :func:`banso.indicators.queries.progress` gives: callers hold it to that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from banso.indicators.compile import KINDS
from banso.indicators.queries import closure, first_counted
from banso.indicators.results import Figure, Question
from banso.indicators.rules.assess import Case, assess
from banso.indicators.rules.cells import Cell, Duty, Evidence
from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind, Status
from banso.lib.fiscal import Period
from banso.plan.format import Indicator, PlanDocument
from banso.plan.queries import LoadedPlan


@dataclass(frozen=True)
class Told:
    """One entry of the ledger about an indicator: what it says and what it takes the place of."""

    seq: int
    kind: str
    subject: str
    organisation: str
    unit: str
    member: str
    component: Component
    period: Period
    amount: int | None
    decimals: int
    status: Status
    replaces: int | None
    source: str
    cell: str
    recorded_at: datetime

    @property
    def value(self) -> Decimal | None:
        """The number in the unit of the indicator; None where the answer was none.

        The decimals are the indicator's: those of a percentage are none of the people it is made of.
        """
        if self.amount is None:
            return None
        value = Decimal(self.amount).scaleb(-self.decimals)
        is_whole = self.component is not Component.VALUE and value == value.to_integral_value()
        return value.to_integral_value() if is_whole else value


@dataclass(frozen=True)
class Pair:
    """The cumulative figure, and that of the asked period alone."""

    cumulative: Figure
    period: Figure


@dataclass(frozen=True)
class Step:
    """What one return changed: its entries, each with the one it replaced, and the figures after them."""

    source: str
    recorded_at: datetime
    last_seq: int
    lines: tuple[tuple[Told | None, Told], ...]
    figures: Pair


def replay(plan: LoadedPlan, question: Question, indicator: str, since: int) -> tuple[Pair, list[Step]]:
    """The figures at ``since``, then after each return that came by ``question.seq``. One SQL query.

    Only entries about the periods that the figure counts make a step.
    """
    document, asked = plan.document, plan.document.indicator(indicator)
    told = _told(plan, question, asked)
    by_seq = {item.seq: item for item in told}
    start = _assessed(document, asked, question, told, since)
    steps: list[Step] = []
    later = [item for item in told if item.seq > since]
    for source, group in _together(later):
        lines = tuple((by_seq.get(item.replaces) if item.replaces else None, item) for item in group)
        last = group[-1]
        after = _assessed(document, asked, question, told, last.seq)
        steps.append(Step(source, last.recorded_at, last.seq, lines, after))
    return start, steps


def _told(plan: LoadedPlan, question: Question, asked: Indicator) -> list[Told]:
    found = closure(plan.document, [asked])
    entries = ledger.entries(plan.key).filter(
        kind__in=KINDS,
        subject__in=list(found),
        seq__lte=question.seq,
        fiscal_year__gte=first_counted(plan.document, found.values(), question.period),
        fiscal_year__lte=question.period.year,
    )
    told = [
        Told(
            seq=entry.seq,
            kind=entry.kind,
            subject=entry.subject,
            organisation=entry.organisation,
            unit=entry.unit,
            member=entry.member,
            component=Component.of(entry.component),
            period=Period(entry.fiscal_year, entry.first_month, entry.last_month),
            amount=entry.amount,
            decimals=found[entry.subject].decimals if entry.kind == Kind.INDICATOR_VALUE else 0,
            status=Status.of(entry.status),
            replaces=entry.replaces_id,
            source=entry.source,
            cell=entry.cell,
            recorded_at=entry.recorded_at,
        )
        for entry in entries
    ]
    return [item for item in told if item.period.end <= question.period.end]


def _together(told: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    """The entries that one return brought at one time; they follow each other in the ledger."""
    group: list[Told] = []
    for item in told:
        if group and group[-1].source != item.source:
            yield group[-1].source, group
            group = []
        group.append(item)
    if group:
        yield group[-1].source, group


def _assessed(
    document: PlanDocument, asked: Indicator, question: Question, told: Iterable[Told], seq: int
) -> Pair:
    evidence = Evidence(Duty(document), _cells(told, seq))
    found = assess(Case(evidence, asked, question.period, question.as_of))
    # Last year's entries are not read here, so only figures are told, and no target that refers to them.
    return Pair(found.cumulative, found.figure)


def _cells(told: Iterable[Told], seq: int) -> dict[str, list[Cell]]:
    """What stood when ``seq`` was the last entry, by indicator, each reporting unit by itself."""
    known = [item for item in told if item.seq <= seq]
    replaced = {item.replaces for item in known}
    cells: dict[str, list[Cell]] = defaultdict(list)
    for item in known:
        if item.seq not in replaced:
            cells[item.subject].append(
                Cell(
                    subject=item.subject,
                    organisation=item.organisation,
                    unit=item.unit,
                    member=item.member,
                    component=item.component.value,
                    period=item.period,
                    status=item.status,
                    amount=item.amount or 0,
                    entries=1,
                    seq=item.seq,
                )
            )
    return cells
