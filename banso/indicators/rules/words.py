"""Sentences that go with a figure: last year's column, and what a reader must know to not misread it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus
from banso.indicators.rules.cells import Evidence, Span, due, owner_of
from banso.indicators.rules.structures import cumulative_span
from banso.indicators.rules.targets import replaces, same_place
from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.lib.numbers import grouped
from banso.plan import describe
from banso.plan.format import Baseline, Indicator, PlanDocument, Target
from banso.plan.format.indicator import DefinitionChange


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


def break_text(change: DefinitionChange) -> str:
    """令和7年10月1日から定義が変わりました（前とつなげて比べられません）。…"""
    how = "前とつなげて比べられます" if change.comparable else "前とつなげて比べられません"
    return f"{wareki.full(change.effective_from)}から定義が変わりました（{how}）。{change.note}"


def amended_texts(indicator: Indicator, document: PlanDocument, on: date) -> list[str]:
    """The targets that an amendment replaced or will replace, seen from ``on``: what held before, what comes."""
    said = []
    for target in indicator.targets:
        successors = [t for t in indicator.targets if same_place(t, target) and replaces(t, target)]
        after = min(successors, key=_start, default=None)
        text = target_text(document, indicator, target)
        if after is not None and _start(after) <= on:
            said.append(f"{wareki.full(_start(after) - timedelta(days=1))}までの目標：{text}")
        elif _start(target) > on:
            whose = f"、{target.amended_by}" if target.amended_by else ""
            said.append(f"これからの目標：{text}{whose}")
    return said


def _start(target: Target) -> date:
    return target.effective_from or date.min


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
        if cumulative.partial:
            yield "まだ分からない値があるため、実際の値は、示した幅の外にあることがあります。"
    yield from dict.fromkeys(_breaks(document, indicator, span))
    yield from amended_texts(indicator, document, period.last_day)
    behind: dict[str, str] = {}
    for body in evidence.expected(indicator):
        found = due(document, body, span)
        if found and found[-1].end < period.end:
            behind[owner_of(document, body)] = found[-1].end.label
    for owner, month in behind.items():
        yield f"{document.organisation(owner).name}の値は、{month}までの報告によります。"
    if verdict_reason:
        yield f"評価は人が判断しました。理由：{verdict_reason}"


def _breaks(document: PlanDocument, indicator: Indicator, span: Span) -> Iterator[str]:
    """The changes inside the span that part a series, of the indicator and of those that it is made of."""
    for change in indicator.definition_changes:
        if not change.comparable and span.start.first_day < change.effective_from <= span.end.last_day:
            yield break_text(change)
    for part in map(document.indicator, indicator.structure.of):
        yield from (f"{part.label}：{text}" for text in _breaks(document, part, span))
