"""Corrections that had come in for what the paper prints and were not approved: its figures are those before them."""

from collections.abc import Iterable, Sequence
from typing import Any

from banso.council.content.sources import name_of
from banso.lib import clock, wareki
from banso.plan.format import Indicator, PlanDocument, StructureKind
from banso.returns.queries import Correction, Remark
from banso.returns.states import CorrectionState

Json = dict[str, Any]
UNDECIDED = "提出前のため、まだ決まっていません"


def corrections_json(
    corrections: Iterable[Correction],
    indicators: Sequence[Json],
    measures: Sequence[Json],
    remarks: Sequence[Remark],
    plan: PlanDocument,
) -> list[Json]:
    """Those that touch something printed, in the order in which they came; ``items`` says what, in words.

    ``indicators`` of a row are the printed figures that would change with it, those made of the corrected ones too.
    """
    rows = []
    for correction in corrections:
        items = [row["label"] for row in indicators if row["id"] in correction.indicators]
        items += [f"{row['place']} {row['title']}" for row in measures if _is_printed(row, correction)]
        if correction.remarks and _has_remark(remarks, correction):
            items.append("意見・備考")
        if correction.state is CorrectionState.HELD:
            items = [UNDECIDED]
        if items:
            rows.append(_row(correction, items, indicators, plan))
    return rows


def _row(correction: Correction, items: list[str], indicators: Sequence[Json], plan: PlanDocument) -> Json:
    came = clock.local(correction.since)
    touched = _with_those_made_of(correction.indicators, plan)
    return {
        "id": correction.id,
        "organisation": correction.organisation,
        "name": name_of(correction.organisation, plan),
        "period": correction.period.key,
        "period_label": correction.period.label,
        "version": correction.number,
        "since": came.date().isoformat(),
        "since_text": wareki.full(came.date()),
        "state": correction.state.value,
        "state_label": correction.state.label,
        "indicators": [row["id"] for row in indicators if row["id"] in touched],
        "items": items,
    }


def _is_printed(measure: Json, correction: Correction) -> bool:
    """Whether the paper prints what the corrected return said of the measure, and no newer one's word."""
    return measure["id"] in correction.measures and any(
        (line["organisation"], line["period"]) == (correction.organisation, correction.period.key)
        for line in measure["lines"]
    )


def _has_remark(remarks: Iterable[Remark], correction: Correction) -> bool:
    return any((r.organisation, r.period) == (correction.organisation, correction.period) for r in remarks)


def _with_those_made_of(indicators: frozenset[str], plan: PlanDocument) -> set[str]:
    touched: set[str] = set()
    more = set(indicators)
    while more:
        touched |= more
        more = {i.id for i in plan.all_indicators if not touched.isdisjoint(_made_of(i))} - touched
    return touched


def _made_of(indicator: Indicator) -> set[str | None]:
    """The other indicators whose figures go into this one's. A subset has a number of its own."""
    structure = indicator.structure
    of = [] if structure.kind is StructureKind.SUBSET else structure.of
    return {*of, structure.numerator_of, structure.denominator_of}
