"""Then and now of one measure of a paper: what each body had said, what it says now, and what came between."""

from typing import Any

from banso.council.content.measures import told_json
from banso.council.content.sayings import moved_json, saying_of_printed
from banso.council.models import Paper
from banso.indicators import words
from banso.ledger.kinds import Kind, MeasureState
from banso.ledger.queries import entries, last_known
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.plan.queries import current
from banso.returns.queries import (
    MeasureReport,
    measures_as_known,
    moved,
    sayings_by_source,
    source_links,
)

Json = dict[str, Any]
UNREPORTED = "未報告"


def explain_measure(paper: Paper, key: str) -> Json:
    """The states of a measure up to the period of the paper, then and now. At most seven SQL queries. Raises KeyError."""
    row = next((r for r in paper.content["figures"]["measures"] if r["id"] == key), None)
    if row is None:
        raise KeyError(key)
    plan, seq = current(paper.plan), last_known()
    document = plan.document
    printed = {line["organisation"]: line for line in row["lines"] if line["version"]}
    now = {r.organisation: r for r in measures_as_known(plan, seq, paper.period) if r.measure == key}
    bodies = [
        {
            "organisation": body,
            "name": words.name_of(body, document),
            "then": printed[body]["state_label"] if body in printed else UNREPORTED,
            "then_period": printed[body]["period_label"] if body in printed else "",
            "now": now[body].state.label if body in now else UNREPORTED,
            "now_period": now[body].period.label if body in now else "",
            "now_done": now[body].done if body in now else "",
            "moved": _moved(printed.get(body), now.get(body), document),
            "changed": (printed[body]["version"] if body in printed else None)
            != (now[body].version_id if body in now else None),
        }
        for body in dict.fromkeys((*printed, *now))
    ]
    return {
        "paper": paper.number,
        "measure": key,
        "label": row["title"],
        "period": paper.period.key,
        "period_label": paper.period.label,
        "known_seq": paper.known_seq,
        "now_seq": seq,
        "then_text": paper.content["figures"]["as_of_text"],
        "bodies": bodies,
        "steps": _steps(paper, key, seq, document),
    }


def _moved(printed: Json | None, now: MeasureReport | None, document: PlanDocument) -> list[Json]:
    """What one body said then and now, as far as it differs; nothing where it said nothing then or now."""
    if printed is None or now is None:
        return []
    return moved_json(moved(saying_of_printed(printed), saying_of_printed(told_json(now, document))))


def _steps(paper: Paper, key: str, seq: int, document: PlanDocument) -> list[Json]:
    """Every state that the ledger learned since, for the periods that the paper covers."""
    later = (
        entries(paper.plan)
        .of_kind(Kind.MEASURE_STATE)
        .filter(subject=key, seq__gt=paper.known_seq, seq__lte=seq, fiscal_year__lte=paper.fiscal_year)
        .select_related("replaces")
    )
    found = [(entry, Period(entry.fiscal_year, entry.first_month, entry.last_month)) for entry in later]
    found = [(entry, period) for entry, period in found if period.end <= paper.period.end]
    links = source_links({entry.source for entry, _period in found})
    told = {e.source for entry, _period in found for e in (entry, entry.replaces) if e}
    said = sayings_by_source(document, key, told)
    steps = []
    for entry, period in found:
        link = links.get(entry.source)
        steps.append(
            {
                "organisation": entry.organisation,
                "organisation_name": words.name_of(entry.organisation, document),
                "period": period.key,
                "period_label": period.label,
                "before": MeasureState.of(entry.replaces.state).label if entry.replaces else UNREPORTED,
                "after": MeasureState.of(entry.state).label,
                "moved": moved_json(moved(said.get(entry.replaces.source), said.get(entry.source)))
                if entry.replaces
                else [],
                "source": entry.source,
                "version": link.version if link else None,
                "return": link.label if link else entry.source,
                "url": link.url if link else "",
                "learned": clock.local(entry.recorded_at).isoformat(timespec="seconds"),
                "seq": entry.seq,
            }
        )
    return steps
