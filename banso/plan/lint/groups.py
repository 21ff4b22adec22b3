"""Population estimates: what is stated must be possible, and must not invite a false sum."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from banso.plan.format import AgeRange, Estimate
from banso.plan.lint.table import Finding, Sheet, error, warning

# A figure of at least this many that ends in this many zeros was rounded by its author.
_LARGE = 10_000
_ROUND_TO = 1_000


@warning("rounded-without-about", "丸めた人数には、概数の印が付く。")
def rounded_without_about(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        if not estimate.approximate and estimate.value >= _LARGE and estimate.value % _ROUND_TO == 0:
            yield Finding(
                (*path, "value"),
                f"推計「{estimate.id}」の{estimate.value:,}{estimate.unit}は丸めた数に見えますが、概数の印がありません。",
                "計画に「約」や「万人」とあれば approximate: true としてください。",
            )


def _outside(inner: AgeRange, outer: AgeRange) -> bool:
    """Whether some ages of ``inner`` lie outside ``outer``. An end that is not said is not judged."""
    below = inner.min is not None and outer.min is not None and inner.min < outer.min
    above = inner.max is not None and outer.max is not None and inner.max > outer.max
    return below or above


@error("numerator-outside-denominator", "分子の年齢は、分母の年齢の中にある。")
def numerator_outside(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        if estimate.denominator_age and _outside(estimate.numerator_age, estimate.denominator_age):
            yield Finding(
                (*path, "denominator_age"),
                f"推計「{estimate.id}」の分子の年齢（{said_ages(estimate.numerator_age)}）が分母の年齢（{said_ages(estimate.denominator_age)}）の外に出ています。",
                "二つの年齢を確かめてください。",
            )


@error("numerator-larger-than-denominator", "人数は、分母の人数を超えない。")
def numerator_larger(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        if estimate.denominator_count and estimate.value > estimate.denominator_count:
            yield Finding(
                (*path, "value"),
                f"推計「{estimate.id}」の{estimate.value:,}が分母の{estimate.denominator_count:,}を超えています。",
                "人数と denominator_count を確かめてください。",
            )


@error("share-does-not-fit", "割合は、人数と分母から計算できる割合に合う。")
def share_does_not_fit(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        share, count = estimate.share_percent, estimate.denominator_count
        if share is None or count is None:
            continue
        true = Decimal(estimate.value) * 100 / count
        # Official prints round and truncate; one step of the last digit is never held against them.
        step = Decimal(1).scaleb(last_place(share))
        if abs(true - share) > step:
            yield Finding(
                (*path, "share_percent"),
                f"推計「{estimate.id}」の割合{share}%は、{estimate.value:,} ÷ {count:,} = {true:.3f}% と合いません。",
                "人数・割合・分母のどれが計画と違うか確かめてください。",
            )


def last_place(share: Decimal) -> int:
    """The place of the last printed digit: −1 for 3.3, 0 for 3."""
    exponent = share.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def implied_denominator(estimate: Estimate) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest denominator that give the printed share after rounding half up."""
    share = estimate.share_percent
    if not share or not estimate.value:
        return None
    half = Decimal(1).scaleb(last_place(share)) / 2
    if share <= half:
        return None
    value = Decimal(estimate.value) * 100
    return value / (share + half), value / (share - half)


@warning("shares-of-one-denominator", "年齢の違う推計の割合は、それぞれの年齢の人口に対するものである。")
def shares_of_one_denominator(sheet: Sheet) -> Iterator[Finding]:
    """Two shares of one survey that fit a single denominator although they speak of different ages."""
    for (_first_path, first), (path, second) in combinations(sheet.estimates, 2):
        ranges = implied_denominator(first), implied_denominator(second)
        if ranges[0] is None or ranges[1] is None or not of_one_survey(first, second):
            continue
        if first.numerator_age == second.numerator_age:
            continue
        low, high = max(ranges[0][0], ranges[1][0]), min(ranges[0][1], ranges[1][1])
        stated_alike = first.denominator_age is not None and first.denominator_age == second.denominator_age
        if low <= high and not stated_alike:
            yield Finding(
                (*path, "share_percent"),
                f"推計「{first.id}」（{first.value:,} = {first.share_percent}%、{said_ages(first.numerator_age)}）と"
                f"「{second.id}」（{second.value:,} = {second.share_percent}%、{said_ages(second.numerator_age)}）は、"
                f"年齢が違うのに、どちらも{low:,.0f}から{high:,.0f}までの一つの分母で説明できます。",
                "二つの割合が同じ年齢の人口に対するものでないか原典で確かめ、denominator_age か note に書いてください。割合どうしを比べないでください。",
            )


@warning("shares-of-two-denominators", "同じ年齢の人口に対する割合は、一つの分母に合う。")
def shares_of_two_denominators(sheet: Sheet) -> Iterator[Finding]:
    """Two shares of one survey that are said to have one denominator, and cannot have it."""
    for (_first_path, first), (path, second) in combinations(sheet.estimates, 2):
        ranges = implied_denominator(first), implied_denominator(second)
        if ranges[0] is None or ranges[1] is None or not of_one_survey(first, second):
            continue
        if first.denominator_age is None or first.denominator_age != second.denominator_age:
            continue
        if max(ranges[0][0], ranges[1][0]) > min(ranges[0][1], ranges[1][1]):
            yield Finding(
                (*path, "share_percent"),
                f"推計「{first.id}」の分母は{ranges[0][0]:,.0f}〜{ranges[0][1]:,.0f}、「{second.id}」の分母は"
                f"{ranges[1][0]:,.0f}〜{ranges[1][1]:,.0f}のはずで、同じ年齢（{said_ages(first.denominator_age)}）の人口ではありえません。",
                "人数・割合・分母の年齢を原典で確かめてください。",
            )


def of_one_survey(first: Estimate, second: Estimate) -> bool:
    return (first.survey, first.survey_year) == (second.survey, second.survey_year)


@warning("additive-across-surveys", "別の調査による人数は、足せない。")
def additive_across_surveys(sheet: Sheet) -> Iterator[Finding]:
    additive = [(path, estimate) for path, estimate in sheet.estimates if estimate.additive]
    for (_first_path, first), (path, second) in combinations(additive, 2):
        if not of_one_survey(first, second):
            yield Finding(
                (*path, "additive"),
                f"推計「{first.id}」と「{second.id}」は調査が違うのに、どちらも足してよい（additive）とされています。",
                "同じ人を二度数えないと言えなければ additive: false としてください。",
            )


@warning("apportioned-by-what", "按分した人数には、何で按分したかが書かれる。")
def apportioned_by_what(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        if estimate.apportioned and estimate.apportioned_by is None:
            yield Finding(
                (*path, "apportioned"),
                f"推計「{estimate.id}」を何で按分したか（apportioned_by）が書かれていません。",
                "計画が言わなければ「計画に記載なし」と書いてください。",
            )


@warning("survey-after-plan", "調査の年は、計画の年度より後ではない。")
def survey_after_plan(sheet: Sheet) -> Iterator[Finding]:
    for path, estimate in sheet.estimates:
        if estimate.survey_year > sheet.document.fiscal_year or estimate.survey_year < 1920:
            yield Finding(
                (*path, "survey_year"),
                f"推計「{estimate.id}」の調査の年{estimate.survey_year}が、計画の年度と合いません。",
                "西暦で書いてください。",
            )


def said_ages(ages: AgeRange) -> str:
    low = "" if ages.min is None else f"{ages.min}歳"
    high = "" if ages.max is None else f"{ages.max}歳"
    return f"{low}〜{high}" if low or high else "年齢の記載なし"
