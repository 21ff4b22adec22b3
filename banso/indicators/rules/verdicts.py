"""The plan's own scale. A plan without one gets no verdicts, and nothing here knows a scale of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.targets import Achievement
from banso.plan.format import VerdictBand, VerdictRules
from banso.plan.format.reporting import GroupBand


@dataclass(frozen=True)
class Verdict:
    """A mark with its label, and the reason where people gave it by hand. All None: the plan sets none."""

    mark: str | None = None
    label: str | None = None
    reason: str | None = None


NONE = Verdict()


def verdict(
    rules: VerdictRules | None,
    indicator: str,
    figure: Figure,
    achieved: Achievement,
    *,
    lower_is_better: bool,
    as_of: date,
) -> Verdict:
    """The mark of an indicator by the plan's bands on the unrounded achievement in percent.

    A verdict given by hand goes before every rule, from the day on which it was decided. An interval gets a mark
    only when both of its ends get the same one.
    """
    if rules is None:
        return NONE
    bands = rules.down if lower_is_better else rules.up
    by_hand = [o for o in rules.overrides if o.indicator == indicator and o.decided_on <= as_of]
    if by_hand:
        last = max(by_hand, key=lambda override: override.decided_on)
        label = next((b.label for b in (*rules.up, *rules.down) if b.mark == last.mark), None)
        return Verdict(last.mark, label, last.reason)
    if indicator in rules.excluded:
        return Verdict(rules.excluded_label, rules.excluded_label)
    if figure.status is FigureStatus.NOT_COMPARABLE:
        return Verdict(rules.not_comparable_label, rules.not_comparable_label)
    ends = [a for a in (achieved.value, achieved.low, achieved.high) if a is not None]
    found = {band for a in ends if (band := band_of(bands, a * 100)) is not None}
    if len(found) != 1 or any(band_of(bands, a * 100) is None for a in ends):
        return NONE
    band = found.pop()
    return Verdict(band.mark, band.label)


def band_of(bands: Iterable[VerdictBand], percent: Decimal) -> VerdictBand | None:
    """The highest band that ``percent`` enters."""
    entered = [band for band in bands if percent >= band.min_percent]
    return max(entered, key=lambda band: band.min_percent, default=None)


@dataclass(frozen=True)
class GroupVerdict:
    """How many of a group's indicators reached their target, of how many that are judged; the plan's mark if any."""

    reached: int
    unknown: int
    judged: int
    mark: str | None = None
    label: str | None = None


def group_verdict(rules: VerdictRules | None, answers: Iterable[tuple[str, bool | None]]) -> GroupVerdict:
    """The roll-up of a group from (indicator id, reached).

    Give only indicators that have a target. Those that the plan excludes are not judged. Whoever is unknown may
    still go either way, so there is a mark only when it would be the same in both.
    """
    excluded = rules.excluded if rules else []
    found = [answer for indicator, answer in answers if indicator not in excluded]
    reached, unknown, judged = found.count(True), found.count(None), len(found)
    if rules is None or not rules.groups or not judged:
        return GroupVerdict(reached, unknown, judged)
    bands = {_group_band(rules.groups, count, judged) for count in (reached, reached + unknown)}
    band = bands.pop() if len(bands) == 1 else None
    if band is None:
        return GroupVerdict(reached, unknown, judged)
    return GroupVerdict(reached, unknown, judged, band.mark, band.label)


def _group_band(bands: list[GroupBand], count: int, judged: int) -> GroupBand | None:
    percent = Decimal(count * 100) / judged
    entered = [band for band in bands if percent >= band.min_share_percent]
    return max(entered, key=lambda band: band.min_share_percent, default=None)
