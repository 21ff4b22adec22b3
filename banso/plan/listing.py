"""A plan as lines of plain text, in its own order: for the terminal and for reading aloud. Pure, no Django."""

from collections.abc import Iterator

from banso.lib.fiscal import year_label
from banso.lib.numbers import grouped
from banso.plan.describe import (
    CADENCES,
    age_words,
    condition_text,
    owners_text,
    targets_text,
    window_text,
)
from banso.plan.format import Estimate, Group, Indicator, Measure, PlanDocument


def plan_lines(document: PlanDocument) -> Iterator[str]:
    """The whole plan: what it is, who carries it, then group by group, the annexes and the footnotes."""
    yield from _head(document)
    for group in document.groups:
        yield from _group(document, group)
    yield from _annexes(document)
    if document.campaigns:
        yield "\n■ 重点期間"
        yield from (f"・{c.title}（{window_text(c.window)}）" for c in document.campaigns)
    if document.amendments:
        yield "\n■ 改定の手続"
        for amendment in document.amendments:
            steps = " → ".join(step.act for step in amendment.steps)
            yield f"・{amendment.applies_to}: {amendment.trigger}" + (f"（{steps}）" if steps else "")
    if document.footnotes:
        yield "\n■ 脚注"
        yield from (f"{f.number}. {f.text}" for f in document.footnotes)


def _head(document: PlanDocument) -> Iterator[str]:
    yield document.title
    if document.fictitious:
        yield "（見本: 実在しない計画です）"
    yield f"会議: {document.body.name}"
    yield f"年度: {year_label(document.fiscal_year)}　第{document.edition.number}版"
    yield f"有効な期間: {window_text(document.validity)}"
    yield f"指標を数える期間: {window_text(document.counting_window)}"
    yield f"報告: {CADENCES[document.reporting.cadence]}、翌月{document.reporting.due_day}日まで"
    measures, indicators = len(document.measures), len(document.indicators)
    yield f"取組 {measures}、指標 {indicators}、組織 {len(document.organisations)}、窓口 {len(document.windows)}"
    yield "\n■ 担い手"
    for organisation in document.organisations:
        members = [m.name for m in document.members if m.member_of == organisation.id]
        count = f"（{len(members)}団体）" if members else ""
        yield f"・{organisation.name}{count} [{organisation.id}]"


def _group(document: PlanDocument, group: Group) -> Iterator[str]:
    yield f"\n■ {group.number} {group.name} [{group.id}]"
    yield from (f"  推計: {_estimate(estimate)}" for estimate in group.estimates)
    if group.goal:
        yield f"  目標: {group.goal.statement}"
        if group.goal.indicator:
            yield from _indicator(document, group.goal.indicator)
    section = ""
    for measure in document.measures:
        if measure.group != group.id:
            continue
        if measure.section != section:
            section = measure.section
            yield f"  【{document.section(section).title}】"
        yield from _measure(document, measure)
    mine = [i for i in document.indicators if group.id in i.groups]
    if mine:
        yield "  【指標】"
    for indicator in mine:
        yield from _indicator(document, indicator)


def _estimate(estimate: Estimate) -> str:
    about = "約" if estimate.approximate else ""
    share = f"、{estimate.share_percent}%" if estimate.share_percent is not None else ""
    adding = "" if estimate.additive else "、ほかの推計と足せません"
    return (
        f"{estimate.label} {about}{grouped(estimate.value)}{estimate.unit}"
        f"（{age_words(estimate.numerator_age)}{share}、{estimate.survey} {estimate.survey_year}年{adding}）"
    )


def _measure(document: PlanDocument, measure: Measure) -> Iterator[str]:
    owners = owners_text(document, measure.owners, measure.all_members)
    yield f"  {measure.letter} {measure.title}【{owners}】 [{measure.id}]"
    for condition in measure.conditions:
        yield f"      {condition_text(condition, document)}"


def _indicator(document: PlanDocument, indicator: Indicator) -> Iterator[str]:
    owners = owners_text(document, indicator.holders)
    yield f"  ・{indicator.label} {targets_text(indicator, document)}【{owners}】 [{indicator.id}]"


def _annexes(document: PlanDocument) -> Iterator[str]:
    for annex in document.annexes:
        yield f"\n■ {annex.title}（{annex.as_of}現在）"
        for programme in annex.programmes:
            owner = owners_text(document, [programme.owner])
            yield f"  {programme.number} {programme.name}【{owner}】 {window_text(programme.period)}"
            for key in programme.indicators:
                yield from _indicator(document, document.indicator(key))
