"""Where the figures of a paper came from: the returns used, those still missing, and what bodies remarked."""

from collections.abc import Iterable
from typing import Any

from banso.council.rules import printable
from banso.indicators.results import Progress
from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.returns.queries import Expected, MeasureReport, Remark, versions

PREFIX = "return-version:"


def returns_json(
    answers: Iterable[Progress], reports: Iterable[MeasureReport], remarks: Iterable[Remark], plan: PlanDocument
) -> list[dict[str, Any]]:
    """The versions of returns from which any figure, state or remark of the paper came, in the order of the plan."""
    ids = {int(s.source.removeprefix(PREFIX)) for a in answers for s in a.sources if s.source.startswith(PREFIX)}
    ids |= {report.version_id for report in reports} | {remark.version_id for remark in remarks}
    order = {organisation.id: place for place, organisation in enumerate(plan.reporters())}
    rows = [
        {
            "id": version.id,
            "organisation": version.organisation,
            "name": name_of(version.organisation, plan),
            "period": version.period.key,
            "period_label": version.period.label,
            "version": version.number,
            "approved_on": version.approved_on.isoformat(),
            "approved_text": wareki.full(version.approved_on),
        }
        for version in versions(ids)
    ]
    return sorted(rows, key=lambda r: (order.get(r["organisation"], len(order)), r["period"], r["version"]))


def missing_json(
    returns: Iterable[Expected], used: Iterable[dict[str, Any]], period: Period, plan: PlanDocument
) -> list[dict[str, Any]]:
    """The returns expected up to ``period`` of which nothing approved was known. Their present state is not asked."""
    known = {(row["organisation"], row["period"]) for row in used}
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
        if (item.organisation, item.period.key) not in known and item.period.last_day <= period.last_day
    ]


def remarks_json(remarks: Iterable[Remark], plan: PlanDocument) -> list[dict[str, Any]]:
    """What the bodies wrote, as they wrote it."""
    return [
        {
            "organisation": remark.organisation,
            "name": name_of(remark.organisation, plan),
            "period": remark.period.key,
            "period_label": remark.period.label,
            "text": printable(remark.text),
        }
        for remark in remarks
    ]


def name_of(organisation: str, plan: PlanDocument) -> str:
    """The name in this edition; an organisation that the edition does not know keeps its id."""
    try:
        found = plan.organisation(organisation)
    except KeyError:
        return organisation
    return f"{found.name}（見本）" if found.sample else found.name

