"""Where a sum over reporting units hides that one of them has not answered, it must be split again.

Most periods are complete, so that most figures come from sums that the database made; only the others are read
unit by unit.
"""

from collections.abc import Iterable, Mapping

from banso.indicators.rules.cells import Cell, Duty
from banso.ledger.kinds import Component
from banso.lib.fiscal import Period
from banso.plan.format import Indicator, StructureKind

Split = set[tuple[str, Period]]

_LATEST = (StructureKind.STOCK, StructureKind.CUMULATIVE_SERIES)


def to_be_split(duty: Duty, indicators: Mapping[str, Indicator], cells: Iterable[Cell]) -> Split:
    """The (indicator, period) of which some reporting unit lacks an answer, or gave one without a number.

    For figures that take the last answer of each series, all periods of the indicator: the last answer of a
    lacking unit lies in one of them.
    """
    groups: dict[tuple[str, str, Period], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.subject, cell.organisation, cell.period), []).append(cell)
    split: Split = set()
    late: set[str] = set()
    for (subject, organisation, period), group in groups.items():
        indicator = indicators[subject]
        units = duty.of(indicator).get(organisation)
        # A body that reports for itself, or that the plan does not ask, has nothing to split.
        if units is None or units == ("",) or indicator.structure.kind is StructureKind.COVERAGE:
            continue
        if not _complete(indicator, group, len(units)):
            split.add((subject, period))
            if _takes_latest(indicator):
                late.add(subject)
    return split | {(subject, period) for subject, _, period in groups if subject in late}


def merge(cells: Iterable[Cell], finer: Iterable[Cell], split: Split) -> list[Cell]:
    """The rolled-up cells, with the finer ones in place of those that are split."""
    return [c for c in cells if (c.subject, c.period) not in split] + [
        c for c in finer if (c.subject, c.period) in split
    ]


def _takes_latest(indicator: Indicator) -> bool:
    return indicator.structure.kind in _LATEST or indicator.structure.denominator_stock


def _complete(indicator: Indicator, group: Iterable[Cell], units: int) -> bool:
    answers = dict.fromkeys(_components(indicator), 0)
    for cell in group:
        if not cell.answered:
            return False
        answers[cell.component] = answers.get(cell.component, 0) + cell.entries
    return all(count == units for count in answers.values())


def _components(indicator: Indicator) -> list[str]:
    """The components that a return must bring for this indicator."""
    structure = indicator.structure
    if structure.kind is not StructureKind.RATIO:
        return [Component.VALUE.value]
    parts = {Component.NUMERATOR: structure.numerator_of, Component.DENOMINATOR: structure.denominator_of}
    return [part.value for part, elsewhere in parts.items() if not elsewhere]
