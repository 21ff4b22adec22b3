"""Sentences that go with a figure: last year's column, and what a reader must know to not misread it."""

from collections.abc import Iterator
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.cells import Evidence, due, owner_of
from banso.indicators.rules.structures import changed_within, cumulative_span
from banso.lib.fiscal import Period
from banso.lib.numbers import grouped
from banso.plan import describe
from banso.plan.format import Baseline, Indicator, PlanDocument, Target


def number(value: Decimal) -> str:
    """1234 → 1,234; a decimal keeps the digits that matter."""
    return grouped(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


def target_text(document: PlanDocument, indicator: Indicator, target: Target) -> str:
    """A target in words, in the unit of the indicator that it is about."""
    return describe.target_text(indicator, target, document)


def last_year_text(figure: Figure, indicator: Indicator, year: int) -> str:
    """Last year's column: the ledger's figure, else the plan's baseline of that year, else 未確認."""
    if figure.status is FigureStatus.NOT_COMPARABLE:
        return "定義が変わったため比較できません"
    if figure.value is not None:
        remark = "" if figure.status is FigureStatus.KNOWN else f"（{figure.status.label}）"
        return f"{number(figure.value)}{indicator.unit}{remark}"
    if figure.low is not None and figure.high is not None:
        return f"{number(figure.low)}から{number(figure.high)}{indicator.unit}"
    baseline = next((b for b in indicator.baselines if b.fiscal_year == year), None)
    return _baseline_text(baseline, indicator.unit) if baseline else "未確認"


def _baseline_text(baseline: Baseline, unit: str) -> str:
    text = f"{number(baseline.value)}{baseline.unit}"
    if not baseline.comparable:
        return f"{text}（比較できません）"
    return text if baseline.unit == unit else f"{text}（単位が違います）"


def notes(
    evidence: Evidence, indicator: Indicator, period: Period, cumulative: Figure, verdict_reason: str | None
) -> Iterator[str]:
    """What must be said beside the figure."""
    document = evidence.document
    span = cumulative_span(document, indicator, period)
    if cumulative.status is FigureStatus.INTERVAL:
        yield "同じことを複数で数えうるため、合わせた値は「最も大きい値」から「合計」までの幅で示しています。"
        if indicator.overlap:
            yield indicator.overlap.reason
    if changed_within(indicator, span):
        yield from (change.note for change in indicator.definition_changes if not change.comparable)
    behind: dict[str, str] = {}
    for body in evidence.expected(indicator):
        found = due(document, body, span)
        if found and found[-1].end < period.end:
            behind[owner_of(document, body)] = found[-1].end.label
    for owner, month in behind.items():
        yield f"{document.organisation(owner).name}の値は、{month}までの報告によります。"
    if verdict_reason:
        yield f"評価は人が判断しました。理由：{verdict_reason}"
