"""Where the figures of a paper came from: the returns used, those still missing, and what bodies remarked."""

from collections.abc import Iterable
from typing import Any

from banso.council.rules import printable
from banso.indicators.results import Progress
from banso.ledger import queries as ledger
from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.queries import Expected, MeasureReport, Remark, SourceLink, source_links

PREFIX = "return-version:"


def known_returns(plan: LoadedPlan, seq: int) -> dict[str, SourceLink]:
    """Every version of a return that was approved by ``seq``, by source name. Two SQL queries."""
    entries = ledger.entries(plan.key).filter(seq__lte=seq, source__startswith=PREFIX)
    return source_links(entries.order_by().values_list("source", flat=True).distinct())


def returns_json(
    known: dict[str, SourceLink],
    answers: Iterable[Progress],
    reports: Iterable[MeasureReport],
    remarks: Iterable[Remark],
    plan: PlanDocument,
) -> list[dict[str, Any]]:
    """The versions of returns from which any figure, state or remark of the paper came, in the order of the plan."""
    used = {source.source for answer in answers for source in answer.sources}
    used |= {f"{PREFIX}{item.version_id}" for items in (reports, remarks) for item in items}
    order = {organisation.id: place for place, organisation in enumerate(plan.reporters())}
    rows = [_used_json(link, plan) for name, link in known.items() if name in used]
    return sorted(rows, key=lambda r: (order.get(r["organisation"], len(order)), r["period"], r["version"]))


def _used_json(link: SourceLink, plan: PlanDocument) -> dict[str, Any]:
    return {
        "id": link.version,
        "organisation": link.organisation,
        "name": name_of(link.organisation, plan),
        "period": link.period.key,
        "period_label": link.period.label,
        "version": link.number,
        "approved_on": link.approved_on and link.approved_on.isoformat(),
        "approved_text": wareki.full(link.approved_on) if link.approved_on else "未確認",
    }


def missing_json(
    returns: Iterable[Expected], known: Iterable[SourceLink], period: Period, plan: PlanDocument
) -> list[dict[str, Any]]:
    """The returns expected up to ``period`` of which nothing approved was known. Their present state is not asked."""
    there = {(link.organisation, link.period) for link in known}
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
        if (item.organisation, item.period) not in there and item.period.last_day <= period.last_day
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
