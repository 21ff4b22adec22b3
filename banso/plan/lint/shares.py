"""Shares without a stated denominator: the populations that they imply must be able to stand beside each other."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations

from banso.plan.format import AgeRange, Estimate
from banso.plan.lint.groups import last_place, of_one_survey, said_ages
from banso.plan.lint.table import Finding, Sheet, error, warning
from banso.plan.places import Path

# Cohorts of working age in one area differ, but not threefold from one year of age to the next.
_FAR = 3


def _population(estimate: Estimate) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest population that the share can mean; official prints round and truncate, so one
    step of the last digit is allowed both ways."""
    share = estimate.share_percent
    if not share or not estimate.value:
        return None
    step = Decimal(1).scaleb(last_place(share))
    if share <= step:
        return None
    value = Decimal(estimate.value) * 100
    return value / (share + step), value / (share - step)


def _ages(estimate: Estimate) -> AgeRange:
    """The ages of the population: as stated, or those of the persons counted, which the population at least covers."""
    return estimate.denominator_age or estimate.numerator_age


def _within(inner: AgeRange, outer: AgeRange) -> bool:
    if inner.min is None or inner.max is None or outer.min is None or outer.max is None:
        return False
    return outer.min <= inner.min and inner.max <= outer.max


def _years(ages: AgeRange) -> int | None:
    return None if ages.min is None or ages.max is None else ages.max - ages.min + 1


def _comparable(one: Estimate, other: Estimate) -> bool:
    """Of one survey, and not said to be shares of different things."""
    return of_one_survey(one, other) and one.denominator == other.denominator


def _spread(population: tuple[Decimal, Decimal]) -> str:
    return f"{population[0]:,.0f}人から{population[1]:,.0f}人"


_REMEDY = "人数・割合・年齢を原典で確かめてください。別のものに対する割合なら、それぞれの denominator に書いてください。"


@error("share-implies-impossible", "割合から逆算した人口は、広い年齢で狭い年齢より少なくならない。")
def share_implies_impossible(sheet: Sheet) -> Iterator[Finding]:
    """Neither of the two shares can be known to be the wrong one, so both lines are named."""
    for (inner_path, inner), (outer_path, outer) in permutations(sheet.estimates, 2):
        few, many = _population(inner), _population(outer)
        if few is None or many is None or not _comparable(inner, outer):
            continue
        if not _within(_ages(inner), _ages(outer)) or few[0] <= many[1]:
            continue
        for path in (inner_path, outer_path):
            yield Finding((*path, "share_percent"), _impossible(inner, few, outer, many), _REMEDY)


def _impossible(
    inner: Estimate, few: tuple[Decimal, Decimal], outer: Estimate, many: tuple[Decimal, Decimal]
) -> str:
    return (
        f"推計「{inner.id}」（{inner.value:,} = {inner.share_percent}%）から逆算した{said_ages(_ages(inner))}の人口"
        f"{_spread(few)}が、「{outer.id}」（{outer.value:,} = {outer.share_percent}%）から逆算した"
        f"{said_ages(_ages(outer))}の人口{_spread(many)}を超え、どちらかの割合が人数に合いません。"
    )


@warning("share-far-from-others", "割合から逆算した人口は、同じ調査のほかの推計とかけ離れない。")
def share_far_from_others(sheet: Sheet) -> Iterator[Finding]:
    """The population for one year of age, compared between two estimates of one survey."""
    for (one_path, one), (other_path, other) in combinations(sheet.estimates, 2):
        if not _comparable(one, other):
            continue
        yield from _far(one_path, one, other_path, other)


def _far(one_path: Path, one: Estimate, other_path: Path, other: Estimate) -> Iterator[Finding]:
    populations = _population(one), _population(other)
    years = _years(_ages(one)), _years(_ages(other))
    if populations[0] is None or populations[1] is None or not years[0] or not years[1]:
        return
    least, most = sorted(
        ((low / n, high / n) for (low, high), n in ((populations[0], years[0]), (populations[1], years[1])))
    )
    if least[1] * _FAR >= most[0]:
        return
    for path in (one_path, other_path):
        yield Finding(
            (*path, "share_percent"),
            f"割合から逆算した人口が、推計「{one.id}」では{_spread(populations[0])}（{years[0]}歳分）、"
            f"「{other.id}」では{_spread(populations[1])}（{years[1]}歳分）と、{_FAR}倍を超えて違います。",
            _REMEDY,
        )
