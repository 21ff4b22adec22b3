"""A plan as lines of plain text, in its own order: for the terminal and for reading aloud. Pure, no Django."""

from collections.abc import Iterator
from contextlib import suppress

from banso.lib import wareki
from banso.lib.fiscal import year_label
from banso.lib.numbers import grouped
from banso.plan.describe import (
    CADENCES,
    age_words,
    condition_text,
    owners_text,
    targets_text,
    term_ages,
    window_text,
)
from banso.plan.format import Estimate, Group, Indicator, Measure, PlanDocument, Reference
from banso.plan.format.measure import CrossReference


def plan_lines(document: PlanDocument) -> Iterator[str]:
    """The whole plan: what it is, who carries it, then group by group, the annexes and the footnotes."""
    yield from _head(document)
    for group in document.groups:
        yield from _group(document, group)
    yield from _windows(document)
    yield from _annexes(document)
    yield from _platforms(document)
    if document.campaigns:
        yield "\n■ 重点期間"
        yield from (f"・{c.title}（{window_text(c.window)}）" for c in document.campaigns)
    if document.amendments:
        yield "\n■ 改定の手続"
        for amendment in document.amendments:
            steps = " → ".join(step.act for step in amendment.steps)
            yield f"・{amendment.applies_to}: {amendment.trigger}" + (f"（{steps}）" if steps else "")
    if document.terms:
        yield "\n■ 言葉"
        for term in document.terms:
            said = "　".join(part for part in (term.description or "", term_ages(term)) if part)
            yield f"・{term.label}" + (f": {said}" if said else "")
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
        yield from _note(organisation.note)
    if document.body.members:
        yield f"構成員: {owners_text(document, document.body.members)}"


def _note(text: str | None) -> Iterator[str]:
    if text:
        yield f"      注: {text}"


def _group(document: PlanDocument, group: Group) -> Iterator[str]:
    yield f"\n■ {group.number} {group.name} [{group.id}]"
    for estimate in group.estimates:
        yield f"  推計: {_estimate(estimate)}"
        yield from _note(estimate.note)
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
    by = f"（{estimate.apportioned_by}による）" if estimate.apportioned_by else ""
    apportioned = f"、按分した数{by}" if estimate.apportioned else ""
    return (
        f"{estimate.label} {about}{grouped(estimate.value)}{estimate.unit}"
        f"（{age_words(estimate.numerator_age)}{share}、{estimate.survey} {estimate.survey_year}年{apportioned}{adding}）"
    )


def _measure(document: PlanDocument, measure: Measure) -> Iterator[str]:
    owners = owners_text(document, measure.owners, measure.all_members)
    yield f"  {measure.letter} {measure.title}【{owners}】 [{measure.id}]"
    for condition in measure.conditions:
        yield f"      {condition_text(condition, document)}"
    for other in measure.cross_references:
        yield f"      {_of_another(document, other)}"
    if measure.period:
        yield f"      期間: {window_text(measure.period)}"
    yield from _places(document, measure.references)
    yield from _note(measure.note)


def _of_another(document: PlanDocument, reference: CrossReference) -> str:
    said = f"（{reference.note}）" if reference.note else ""
    return f"{reference.kind.value}: {document.measure(reference.measure).title} [{reference.measure}]{said}"


def _places(document: PlanDocument, references: list[Reference]) -> Iterator[str]:
    """Where else the plan speaks of it."""
    for reference in references:
        said = f"（{reference.note}）" if reference.note else ""
        yield f"      計画の中の場所: {reference.label or document.section(reference.section).title}{said}"


def _indicator(document: PlanDocument, indicator: Indicator) -> Iterator[str]:
    owners = owners_text(document, indicator.holders)
    yield f"  ・{indicator.label} {targets_text(indicator, document)}【{owners}】 [{indicator.id}]"
    if indicator.overlap:
        between = "・".join(_holder(document, key) for key in indicator.overlap.between)
        yield f"      重なり: {between}の数は、足すと二重に数えることがあります。{indicator.overlap.reason}"
    yield from _places(document, indicator.references)
    yield from _note(indicator.note)


def _holder(document: PlanDocument, key: str) -> str:
    """An overlap may be between organisations, offices or indicators."""
    with suppress(KeyError):
        return document.organisation(key).short_name
    with suppress(KeyError):
        return document.unit(key).name
    return document.indicator(key).label


def _windows(document: PlanDocument) -> Iterator[str]:
    """Every window and service, with its other names and who runs it."""
    if document.windows:
        yield "\n■ 窓口・サービス"
    for window in document.windows:
        also = f"（{'、'.join(window.aliases)}）" if window.aliases else ""
        runs = f"【{owners_text(document, window.operators)}】" if window.operators else ""
        yield f"・{window.name}{also}{runs} {window.kind} [{window.id}]"
        yield from _note(window.note)


def _platforms(document: PlanDocument) -> Iterator[str]:
    platforms = document.platforms
    if platforms is None:
        return
    also = f"（{'、'.join(platforms.aliases)}）" if platforms.aliases else ""
    yield f"\n■ {platforms.name}{also}"
    if platforms.indicator:
        yield f"  指標: {document.indicator(platforms.indicator).label} [{platforms.indicator}]"
    yield from (f"  取組: {document.measure(key).title} [{key}]" for key in platforms.measures)
    yield from (f"  ・{duty}" for duty in platforms.duties)


def _annexes(document: PlanDocument) -> Iterator[str]:
    for annex in document.annexes:
        yield f"\n■ {annex.title}（{wareki.full(annex.as_of)}現在）"
        yield from _note(annex.note)
        for programme in annex.programmes:
            owner = owners_text(document, [programme.owner])
            yield f"  {programme.number} {programme.name}【{owner}】 {window_text(programme.period)}"
            for condition in programme.conditions:
                yield f"      {condition_text(condition, document)}"
            for key in programme.indicators:
                yield from _indicator(document, document.indicator(key))
