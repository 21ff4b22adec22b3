"""Every figure and text of a paper, as they were known at one point of the ledger, in one edition of the plan.

The same plan, seq, day and period always give the same answer: that is what ``verify`` relies on. So nothing here
reads the clock, and nothing asks for the present state of a return.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from banso.council.content.indicators import charts, group_summary, in_plan_order, indicator_json
from banso.council.content.measures import measure_summary, measures_json
from banso.council.content.notes import explanation_notes, notes, summary_notes
from banso.council.content.sources import missing_json, newest_remarks, remarks_json, returns_json
from banso.council.content.waiting import corrections_json
from banso.council.rules import as_of_text
from banso.indicators.queries import by_group, last_ended, progress
from banso.indicators.results import Question
from banso.lib import clock, wareki
from banso.lib.fiscal import Period, year_label
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.queries import (
    Explanation,
    KnownVersion,
    corrections_as_known,
    due,
    measures_as_known,
    versions_as_known,
)


def gather(
    plan: LoadedPlan, *, as_of: date, seq: int, period: Period | None = None, moment: str | None = None
) -> dict[str, Any]:
    """The figures of a paper as JSON: text, decimal text and ISO dates only.

    ``moment``: the ISO local time to which the day of ``as_of`` was known, where it had not ended.
    """
    document = plan.document
    period = period or last_ended(document, as_of)
    asked = Question(plan.key, as_of, seq, period)
    answers = progress(plan, asked, by_unit=True, series=True, with_sources=True)
    reports = measures_as_known(plan, seq, period)
    known = versions_as_known(plan, seq)
    before = datetime.fromisoformat(moment) if moment else clock.end_of_day(as_of)
    waiting = [c for c in corrections_as_known(plan, known, before) if c.period.end <= period.end]
    remarks = newest_remarks(known, period)
    used = returns_json(known, answers, reports, remarks, document)
    missing = missing_json(due(plan, period.last_day), known, document)
    indicators = in_plan_order([indicator_json(answer, document) for answer in answers], document)
    measures = measures_json(reports, document)
    names = {group.id: group.short_name for group in document.groups}
    for row in indicators:
        row["groups_text"] = "・".join(names[key] for key in row["groups"]) or "区分なし"
    drawn = charts(indicators, document)
    with_chart = {chart["group"] for chart in drawn}
    return {
        "format": "banso-paper/1",
        "plan": plan_json(plan),
        "council": document.body.name,
        "area": {"code": document.area.code, "name": document.area.name},
        "as_of": as_of.isoformat(),
        "as_of_text": as_of_text(as_of, datetime.fromisoformat(moment) if moment else None, seq),
        **({"as_of_moment": moment} if moment else {}),
        "period": _period_json(period),
        "cumulative_label": cumulative_label(document, period),
        "has_verdicts": document.verdicts is not None,
        "groups": [
            {"id": group.id, "name": group.name, "short_name": group.short_name} for group in document.groups
        ],
        "summary": group_summary(indicators, by_group(plan, answers), document),
        "summary_notes": summary_notes(document),
        "indicators": indicators,
        "charts": drawn,
        "groups_without_chart": [group.name for group in document.groups if group.id not in with_chart],
        "measure_summary": measure_summary(measures, document),
        "measures": measures,
        "remarks": remarks_json(remarks, document),
        "notes": [
            *notes(document, missing),
            *explanation_notes(document, _explanations(known, used)),
        ],
        "returns": used,
        "missing_returns": missing,
        "waiting_corrections": corrections_json(waiting, indicators, measures, remarks, document),
    }


def gather_overview(plan: LoadedPlan, *, as_of: date, seq: int, period: Period) -> dict[str, Any]:
    """Of the same figures those alone from which the counts at the head of a paper come. At most eight SQL queries."""
    document = plan.document
    answers = progress(plan, Question(plan.key, as_of, seq, period))
    indicators = in_plan_order([indicator_json(answer, document) for answer in answers], document)
    measures = measures_json(measures_as_known(plan, seq, period), document)
    return {
        "as_of_text": as_of_text(as_of, None, seq),
        "has_verdicts": document.verdicts is not None,
        "summary": group_summary(indicators, by_group(plan, answers), document),
        "summary_notes": summary_notes(document),
        "indicators": indicators,
        "measure_summary": measure_summary(measures, document),
        "measures": measures,
    }


def _explanations(known: Iterable[KnownVersion], used: Iterable[Mapping[str, Any]]) -> list[Explanation]:
    """What the bodies explained in the versions from which something of the paper came."""
    pks = {row["id"] for row in used}
    return [explanation for version in known if version.id in pks for explanation in version.explanations]


def plan_json(plan: LoadedPlan) -> dict[str, Any]:
    """Which wording of which plan."""
    document = plan.document
    return {
        "key": plan.key,
        "title": document.title,
        "fictitious": document.fictitious,
        "fiscal_year": document.fiscal_year,
        "fiscal_year_label": year_label(document.fiscal_year),
        "edition": document.edition.number,
        "edition_id": plan.edition_id,
        "digest": plan.digest,
    }


def cumulative_label(document: PlanDocument, period: Period) -> str:
    """令和7年4月からの累計: from where the plan counts, else from the start of the fiscal year of the period."""
    start = document.counting_window.start or date(period.year, 4, 1)
    return f"{wareki.month(start)}からの累計"


def _period_json(period: Period) -> dict[str, Any]:
    return {
        "key": period.key,
        "label": period.label,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
    }
