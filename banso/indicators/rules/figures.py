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
    approximate = any(count.approximate for count in counts.values())
    return _made(low, high, bool(missing), approximate, Figure(FigureStatus.KNOWN, missing=missing))


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
    partial = len(known) < len(parts) or any(f.partial for f in parts.values())
    approximate = any(FigureStatus.APPROXIMATE in f.statuses for f in parts.values())
    return _made(low, high, partial, approximate, Figure(FigureStatus.KNOWN, missing=missing))


def quotient(numerator: Figure, denominator: Figure, scale: int, months: int = 1) -> Figure:
    """numerator ÷ denominator ÷ months × scale, never rounded here; the raw parts stay with it.

    A denominator of zero gives NOT_APPLICABLE: there was nothing of which to take a share. With an interval on
    either side, the quotient is an interval too.
    """
    missing = merged(numerator.missing, denominator.missing)
    statuses = {*numerator.statuses, *denominator.statuses}
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
    low, high = above[0] * scale / (below[1] * months), above[1] * scale / (below[0] * months)
    partial = FigureStatus.PARTIAL in statuses or bool(missing)
    return _made(low, high, partial, FigureStatus.APPROXIMATE in statuses, raw)


def mean(figures: Sequence[Figure], missing: tuple[str, ...]) -> Figure:
    """The mean of the figures that are complete; those that lack something are left out and make it PARTIAL."""
    whole = [f for f in figures if f.status in _WHOLE and not f.partial]
    pairs = [pair for figure in whole if (pair := ends_of(figure)) is not None]
    if not pairs:
        nothing = bool(figures) and all(f.status is FigureStatus.NOT_APPLICABLE for f in figures)
        status = FigureStatus.NOT_APPLICABLE if nothing and not missing else FigureStatus.UNKNOWN
        return Figure(status, missing=missing)
    low = sum((pair[0] for pair in pairs), Decimal(0)) / len(pairs)
    high = sum((pair[1] for pair in pairs), Decimal(0)) / len(pairs)
    approximate = any(FigureStatus.APPROXIMATE in f.statuses for f in whole)
    return _made(low, high, bool(missing), approximate, Figure(FigureStatus.KNOWN, missing=missing))


_WHOLE = (FigureStatus.KNOWN, FigureStatus.APPROXIMATE, FigureStatus.INTERVAL)


def ends_of(figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest value that a figure may have; None when it has no number."""
    if figure.value is not None:
        return figure.value, figure.value
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return None


def _made(low: Decimal, high: Decimal, partial: bool, approximate: bool, figure: Figure) -> Figure:
    """``figure`` with its number, or its two ends, and everything that holds of it: the gravest as its status.

    An interval stays an interval when something lacks, and says both.
    """
    said = [
        s for s, holds in ((FigureStatus.PARTIAL, partial), (FigureStatus.APPROXIMATE, approximate)) if holds
    ]
    if low != high:
        return replace(figure, status=FigureStatus.INTERVAL, low=low, high=high, caveats=tuple(said))
    status, *caveats = said or [FigureStatus.KNOWN]
    return replace(figure, status=status, value=high, caveats=tuple(caveats))
