"""How figures are joined: sums, intervals where two may count the same, ratios from raw parts.

A figure that lacks something never turns into zero: it is PARTIAL with what is known, or UNKNOWN.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.cells import Cell, merged
from banso.ledger.kinds import Status

UNKNOWN = Figure(FigureStatus.UNKNOWN)


@dataclass(frozen=True)
class Count:
    """What the cells of one holder add up to: a number or None, whether one is approximate, whether one says 該当なし."""

    number: Decimal | None
    approximate: bool
    not_applicable: bool


def counted(cells: Iterable[Cell], decimals: int) -> Count:
    """The sum of the cells that have a number, in the unit of the indicator."""
    numbers, approximate, nothing = [], False, False
    for cell in cells:
        if cell.status.has_number:
            numbers.append(cell.amount)
            approximate |= cell.status is Status.APPROXIMATE
        nothing |= cell.status is Status.NOT_APPLICABLE
    total = Decimal(sum(numbers)).scaleb(-decimals) if numbers else None
    return Count(total, approximate, nothing)


def joined(counts: Mapping[str, Count], overlapping: Iterable[str], missing: tuple[str, ...]) -> Figure:
    """The figure of several holders together.

    Holders that may count the same event give an interval: together they have at least the larger of their
    numbers and at most the sum. All others are added.
    """
    known = {holder: count.number for holder, count in counts.items() if count.number is not None}
    if not known:
        nothing = any(count.not_applicable for count in counts.values()) and not missing
        return Figure(FigureStatus.NOT_APPLICABLE if nothing else FigureStatus.UNKNOWN, missing=missing)
    high = sum(known.values(), Decimal(0))
    shared = [known[holder] for holder in overlapping if holder in known]
    low = high - sum(shared) + max(shared) if shared else high
    if low != high:
        return Figure(FigureStatus.INTERVAL, low=low, high=high, missing=missing)
    approximate = any(count.approximate for count in counts.values())
    return Figure(_status(missing, approximate), value=high, missing=missing)


def total(figures: Mapping[str, Figure], overlapping: Iterable[str] = ()) -> Figure:
    """The sum of the figures of other indicators; those in ``overlapping`` may count the same event."""
    parts = {k: f for k, f in figures.items() if f.status is not FigureStatus.NOT_APPLICABLE}
    missing = merged(*(figure.missing for figure in figures.values()))
    if figures and not parts:
        return Figure(FigureStatus.NOT_APPLICABLE)
    if any(f.status is FigureStatus.NOT_COMPARABLE for f in parts.values()):
        return Figure(FigureStatus.NOT_COMPARABLE, missing=missing)
    ends = {key: ends_of(figure) for key, figure in parts.items()}
    known = {key: pair for key, pair in ends.items() if pair is not None}
    if not known:
        return Figure(FigureStatus.UNKNOWN, missing=missing)
    shared = [known[key] for key in overlapping if key in known]
    low = sum((pair[0] for pair in known.values()), Decimal(0))
    if shared:
        low += max(pair[0] for pair in shared) - sum(pair[0] for pair in shared)
    high = sum((pair[1] for pair in known.values()), Decimal(0))
    if low != high:
        return Figure(FigureStatus.INTERVAL, low=low, high=high, missing=missing)
    partial = len(known) < len(parts) or any(f.status is FigureStatus.PARTIAL for f in parts.values())
    approximate = any(f.status is FigureStatus.APPROXIMATE for f in parts.values())
    return Figure(_status(partial, approximate), value=high, missing=missing)


def quotient(numerator: Figure, denominator: Figure, scale: int, months: int = 1) -> Figure:
    """numerator ÷ denominator ÷ months × scale, never rounded here; the raw parts stay with it.

    A denominator of zero gives NOT_APPLICABLE: there was nothing of which to take a share. With an interval on
    either side, the quotient is an interval too.
    """
    missing = merged(numerator.missing, denominator.missing)
    statuses = {numerator.status, denominator.status}
    raw = Figure(
        FigureStatus.UNKNOWN, numerator=numerator.value, denominator=denominator.value, missing=missing
    )
    for status in (FigureStatus.NOT_COMPARABLE, FigureStatus.UNKNOWN, FigureStatus.NOT_APPLICABLE):
        if status in statuses:
            return replace(raw, status=status)
    above, below = ends_of(numerator), ends_of(denominator)
    if above is None or below is None:
        return raw
    if below[0] == 0:
        return replace(raw, status=FigureStatus.UNKNOWN if below[1] else FigureStatus.NOT_APPLICABLE)
    if FigureStatus.INTERVAL in statuses:
        low, high = above[0] * scale / (below[1] * months), above[1] * scale / (below[0] * months)
        return replace(raw, status=FigureStatus.INTERVAL, low=low, high=high)
    partial = FigureStatus.PARTIAL in statuses
    status = _status(partial or missing, FigureStatus.APPROXIMATE in statuses)
    return replace(raw, status=status, value=above[0] * scale / (below[0] * months))


def mean(figures: Sequence[Figure], missing: tuple[str, ...]) -> Figure:
    """The mean of the figures that are complete; those that lack something are left out and make it PARTIAL."""
    whole = [f for f in figures if f.status in _WHOLE]
    pairs = [pair for figure in whole if (pair := ends_of(figure)) is not None]
    if not pairs:
        nothing = bool(figures) and all(f.status is FigureStatus.NOT_APPLICABLE for f in figures)
        status = FigureStatus.NOT_APPLICABLE if nothing and not missing else FigureStatus.UNKNOWN
        return Figure(status, missing=missing)
    low = sum((pair[0] for pair in pairs), Decimal(0)) / len(pairs)
    high = sum((pair[1] for pair in pairs), Decimal(0)) / len(pairs)
    if low != high:
        return Figure(FigureStatus.INTERVAL, low=low, high=high, missing=missing)
    approximate = any(f.status is FigureStatus.APPROXIMATE for f in whole)
    return Figure(_status(missing, approximate), value=high, missing=missing)


_WHOLE = (FigureStatus.KNOWN, FigureStatus.APPROXIMATE, FigureStatus.INTERVAL)


def ends_of(figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest value that a figure may have; None when it has no number."""
    if figure.value is not None:
        return figure.value, figure.value
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return None


def _status(partial: object, approximate: bool) -> FigureStatus:
    if partial:
        return FigureStatus.PARTIAL
    return FigureStatus.APPROXIMATE if approximate else FigureStatus.KNOWN
