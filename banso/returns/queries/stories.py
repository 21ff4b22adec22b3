"""What bodies said of measures over time: states of every period, the reports of one measure, and free text to search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from banso.ledger import queries as ledger
from banso.ledger.kinds import Kind, MeasureState
from banso.lib.fiscal import Period
from banso.lib.text import fold
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine
from banso.returns.queries.known import KnownVersion, versions_as_known
from banso.returns.queries.sources import PREFIX
from banso.returns.queries.wording import municipality_name, names_of

if TYPE_CHECKING:
    from banso.ledger.models import Entry

FIELDS = {
    "done": "実施した内容",
    "next_step": "次に行うこと",
    "remarks": "意見・備考",
    "note": "数値の備考",
    "explanation": "確かめたことへの説明",
}


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
    """One report of one body on a measure, with its words; ``earlier`` are those that it corrected, newest first."""

    told: StateTold
    done: str
    next_step: str
    earlier: tuple["ToldOfMeasure", ...] = ()

    @property
    def said(self) -> tuple[MeasureState, str, str]:
        return self.told.state, self.done, self.next_step


@dataclass(frozen=True)
class Passage:
    """A place of an approved return in which a searched word stands: in what was said of a measure, of a number
    (``about`` names it) or, where both are empty, of the whole return."""

    measure: str
    organisation: str
    period: Period
    version_id: int
    field: str
    text: str
    about: str = ""


def states_told(plan: LoadedPlan, seq: int, until: Period, measure: str = "") -> list[StateTold]:
    """Every state that stood at ``seq`` and is about a period by ``until``, by period. One SQL query."""
    entries = ledger.as_known(plan.key, Kind.MEASURE_STATE, seq)
    if measure:
        entries = entries.filter(subject=measure)
    return _by(until, entries)


def _by(until: Period, entries: "Iterable[Entry]") -> list[StateTold]:
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
    """Every report on one measure as it stood at ``seq``, by period, with what it corrected. Two SQL queries."""
    entries = ledger.entries(plan.key).of_kind(Kind.MEASURE_STATE).filter(subject=measure, seq__lte=seq)
    told = _by(until, entries.order_by("seq"))
    lines = MeasureLine.objects.filter(measure=measure, version__in=[item.version_id for item in told])
    words = {line.version_id: (line.done, line.next_step) for line in lines}
    reports: dict[tuple[Period, str], list[ToldOfMeasure]] = {}
    for item in told:
        report = ToldOfMeasure(item, *words.get(item.version_id, ("", "")))
        known = reports.setdefault((item.period, item.organisation), [])
        # What is said again in the same words takes the place of the first: it corrected nothing.
        if known and known[-1].said == report.said:
            known.pop()
        known.append(report)
    return [replace(last, earlier=tuple(reversed(before))) for *before, last in reports.values()]


def passages(plan: LoadedPlan, seq: int, until: Period, query: str) -> list[Passage]:
    """Where all words of ``query`` stand in what was approved and stood at ``seq``, newest period first.

    Both sides are folded in Python, so that width, case and blanks do not matter and SQLite and PostgreSQL find the
    same. Four SQL queries.
    """
    wanted = fold(query).split()
    if not wanted:
        return []
    told = {(item.version_id, item.measure): item for item in states_told(plan, seq, until)}
    # Beside a number stands what the newest version of its return says: what that one no longer says was corrected.
    versions = [v for v in versions_as_known(plan, seq) if v.newest and v.period.end <= until.end]
    found = [
        *_in_measures(plan, told, wanted),
        *_in_versions(versions, wanted),
        *_in_notes(plan, versions, wanted),
    ]
    order = {measure.id: place for place, measure in enumerate(plan.document.measures)}
    found.sort(key=lambda p: (order.get(p.measure, len(order)), p.organisation))
    return sorted(found, key=lambda p: (p.period.end, p.period.start), reverse=True)


def _in_measures(
    plan: LoadedPlan, told: dict[tuple[int, str], StateTold], wanted: Sequence[str]
) -> list[Passage]:
    versions = {version for version, _measure in told}
    lines = MeasureLine.objects.filter(version__in=versions)
    labels = {(m.id, count.id): count.label for m in plan.document.measures for count in m.counts}
    found = []
    for line in lines:
        item = told.get((line.version_id, line.measure))
        if item is None:
            continue
        texts = [("done", line.done, ""), ("next_step", line.next_step, "")]
        texts += [
            ("note", c.get("note", ""), labels.get((line.measure, key), key))
            for key, c in line.counts.items()
        ]
        found += [
            Passage(line.measure, item.organisation, item.period, line.version_id, FIELDS[field], text, about)
            for field, text, about in texts
            if _holds(text, wanted)
        ]
    return found


def _in_versions(versions: Sequence[KnownVersion], wanted: Sequence[str]) -> list[Passage]:
    found = []
    for v in versions:
        texts = [("remarks", v.remarks, "")]
        texts += [("explanation", told.explanation, told.about) for told in v.explanations]
        found += [
            Passage("", v.organisation, v.period, v.id, FIELDS[field], text, about)
            for field, text, about in texts
            if _holds(text, wanted)
        ]
    return found


def _in_notes(plan: LoadedPlan, versions: Sequence[KnownVersion], wanted: Sequence[str]) -> list[Passage]:
    by_id = {version.id: version for version in versions}
    noted = IndicatorLine.objects.filter(version__in=by_id).exclude(note="")
    found = []
    for line in noted:
        if _holds(line.note, wanted):
            v = by_id[line.version_id]
            place = municipality_name(plan.document, line.member) if line.member else ""
            about = f"{names_of(plan.document, line.indicator, line.unit)} {place}".strip()
            found.append(Passage("", v.organisation, v.period, v.id, FIELDS["note"], line.note, about))
    return found


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)
