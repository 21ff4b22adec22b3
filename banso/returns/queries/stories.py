"""What bodies said of measures over time: states of every period, the reports of one measure, and free text to search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banso.ledger import queries as ledger
from banso.ledger.kinds import Kind, MeasureState
from banso.lib.fiscal import Period
from banso.lib.text import fold
from banso.plan.queries import LoadedPlan
from banso.returns.models import MeasureLine
from banso.returns.queries.known import remarks_as_known
from banso.returns.queries.sources import PREFIX

FIELDS = {"done": "実施した内容", "next_step": "次に行うこと", "remarks": "意見・備考"}


@dataclass(frozen=True)
class StateTold:
    """The state of a measure as one body told it for a period."""

    measure: str
    organisation: str
    period: Period
    state: MeasureState
    version_id: int
    recorded_at: datetime


@dataclass(frozen=True)
class ToldOfMeasure:
    """One report of one body on a measure, with its words."""

    told: StateTold
    done: str
    next_step: str


@dataclass(frozen=True)
class Passage:
    """A place of an approved return in which a searched word stands. ``measure`` is empty for a remark."""

    measure: str
    organisation: str
    period: Period
    version_id: int
    field: str
    text: str


def states_told(plan: LoadedPlan, seq: int, until: Period, measure: str = "") -> list[StateTold]:
    """Every state that stood at ``seq`` and is about a period by ``until``, by period. One SQL query."""
    entries = ledger.as_known(plan.key, Kind.MEASURE_STATE, seq)
    if measure:
        entries = entries.filter(subject=measure)
    found = [
        StateTold(
            measure=entry.subject,
            organisation=entry.organisation,
            period=Period(entry.fiscal_year, entry.first_month, entry.last_month),
            state=MeasureState.of(entry.state),
            version_id=int(entry.source.removeprefix(PREFIX)),
            recorded_at=entry.recorded_at,
        )
        for entry in entries
    ]
    kept = [told for told in found if told.period.end <= until.end]
    return sorted(kept, key=lambda told: (told.period.end, told.period.start))


def reports_of_measure(plan: LoadedPlan, seq: int, until: Period, measure: str) -> list[ToldOfMeasure]:
    """Every report on one measure that stood at ``seq``, by period. Two SQL queries."""
    told = states_told(plan, seq, until, measure)
    lines = MeasureLine.objects.filter(measure=measure, version__in=[item.version_id for item in told])
    words = {line.version_id: (line.done, line.next_step) for line in lines}
    return [ToldOfMeasure(item, *words.get(item.version_id, ("", ""))) for item in told]


def passages(plan: LoadedPlan, seq: int, until: Period, query: str) -> list[Passage]:
    """Where all words of ``query`` stand in what was approved and stood at ``seq``, newest period first.

    Both sides are folded in Python, so that width, case and blanks do not matter and SQLite and PostgreSQL find the
    same. Three SQL queries.
    """
    wanted = fold(query).split()
    if not wanted:
        return []
    told = {(item.version_id, item.measure): item for item in states_told(plan, seq, until)}
    found = [*_in_measures(told, wanted), *_in_remarks(plan, seq, until, wanted)]
    order = {measure.id: place for place, measure in enumerate(plan.document.measures)}
    found.sort(key=lambda p: (order.get(p.measure, len(order)), p.organisation))
    return sorted(found, key=lambda p: (p.period.end, p.period.start), reverse=True)


def _in_measures(told: dict[tuple[int, str], StateTold], wanted: Sequence[str]) -> list[Passage]:
    versions = {version for version, _measure in told}
    lines = MeasureLine.objects.filter(version__in=versions)
    found = []
    for version, measure, *texts in lines.values_list("version_id", "measure", "done", "next_step"):
        item = told.get((version, measure))
        if item is None:
            continue
        for field, text in zip(("done", "next_step"), texts, strict=True):
            if _holds(text, wanted):
                found.append(Passage(measure, item.organisation, item.period, version, FIELDS[field], text))
    return found


def _in_remarks(plan: LoadedPlan, seq: int, until: Period, wanted: Sequence[str]) -> list[Passage]:
    """A remark stands with the newest version of its return: what that one no longer says was corrected."""
    return [
        Passage("", remark.organisation, remark.period, remark.version_id, FIELDS["remarks"], remark.text)
        for remark in remarks_as_known(plan, seq, until)
        if _holds(remark.text, wanted)
    ]


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)
