"""Where the figures of a paper came from: the returns used, those still missing, and what bodies remarked."""

from collections.abc import Iterable
from typing import Any

from banso.council.rules import printable
from banso.indicators.results import Progress
from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.returns.queries import Due, KnownVersion, MeasureReport, Remark, remarks_of


def returns_json(
    known: Iterable[KnownVersion],
    answers: Iterable[Progress],
    reports: Iterable[MeasureReport],
    remarks: Iterable[Remark],
    plan: PlanDocument,
) -> list[dict[str, Any]]:
    """The versions of returns from which any figure, state or remark of the paper came, in the order of the plan."""
    named = {source.source for answer in answers for source in answer.sources}
    said = {item.version_id for items in (reports, remarks) for item in items}
    order = {organisation.id: place for place, organisation in enumerate(plan.reporters())}
    rows = [_used_json(version, plan) for version in known if version.source in named or version.id in said]
    return sorted(rows, key=lambda r: (order.get(r["organisation"], len(order)), r["period"], r["version"]))


def _used_json(version: KnownVersion, plan: PlanDocument) -> dict[str, Any]:
    return {
        "id": version.id,
        "organisation": version.organisation,
        "name": name_of(version.organisation, plan),
        "period": version.period.key,
        "period_label": version.period.label,
        "version": version.number,
        "approved_on": version.approved_on and version.approved_on.isoformat(),
        "approved_text": wareki.full(version.approved_on) if version.approved_on else "未確認",
    }


def missing_json(
    returns: Iterable[Due], known: Iterable[KnownVersion], plan: PlanDocument
) -> list[dict[str, Any]]:
    """The returns that were due of which nothing approved was known. Their present state is not asked."""
    there = {(version.organisation, version.period) for version in known}
    return [
        {
            "organisation": item.organisation,
            "name": name_of(item.organisation, plan),
            "period": item.period.key,
            "period_label": item.period.label,
            "due": item.due.isoformat(),
            "due_text": wareki.full(item.due),
        }
        for item in returns
        if (item.organisation, item.period) not in there
    ]


def newest_remarks(known: Iterable[KnownVersion], until: Period) -> list[Remark]:
    """The remarks of each body's newest return up to ``until``: what it said before stands in earlier papers."""
    known = [version for version in known if version.period.end <= until.end]
    newest: dict[str, Period] = {}
    for version in known:
        before = newest.get(version.organisation, version.period)
        newest[version.organisation] = max(before, version.period, key=lambda p: (p.end, p.start))
    return [remark for remark in remarks_of(known) if newest[remark.organisation] == remark.period]


def remarks_json(remarks: Iterable[Remark], plan: PlanDocument) -> list[dict[str, Any]]:
    """What the bodies wrote, as they wrote it, in the order of the plan."""
    order = {organisation.id: place for place, organisation in enumerate(plan.reporters())}
    return [
        {
            "organisation": remark.organisation,
            "name": name_of(remark.organisation, plan),
            "period": remark.period.key,
            "period_label": remark.period.label,
            "text": printable(remark.text),
        }
        for remark in sorted(remarks, key=lambda r: order.get(r.organisation, len(order)))
    ]


def name_of(organisation: str, plan: PlanDocument) -> str:
    """The name in this edition; an organisation that the edition does not know keeps its id."""
    try:
        found = plan.organisation(organisation)
    except KeyError:
        return organisation
    return f"{found.name}（見本）" if found.sample else found.name
