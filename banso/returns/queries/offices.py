"""Where the offices of a body stand with their own lines of a return."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from banso.ledger.kinds import Status
from banso.lib.fiscal import Period
from banso.plan.format.reporting import Step
from banso.plan.queries import LoadedPlan, of_edition
from banso.returns.models import IndicatorLine, OfficeWord, Version
from banso.returns.queries.known import approved_for, known_for
from banso.returns.queries.wording import amount_text
from banso.returns.workbook.known import Known, KnownNumber
from banso.returns.workbook.layout import NUMBERS, NumberRow, layout_of

# The note of a line may be completed by the body; these make the figure.
_FIGURE = 4


@dataclass(frozen=True)
class Office:
    """An office with lines in a version. ``word``: the last that it said; ``agrees``: that it said just these lines."""

    unit: str
    name: str
    lines: list[list[object]]
    word: OfficeWord | None
    cells: dict[tuple[str, str], str]

    @property
    def agrees(self) -> bool:
        return self.word is not None and _figures(self.word.lines) == _figures(self.lines)


def asks_offices(plan: LoadedPlan) -> bool:
    """Whether the plan asks each office for its word."""
    return Step.OFFICE in plan.document.reporting.steps


def rows_of_unit(plan: LoadedPlan, organisation: str, period: Period, unit: str) -> list[NumberRow]:
    """What is asked of one office."""
    return [row for row in layout_of(plan, organisation, period).numbers if row.unit == unit]


def offices_of(
    plan: LoadedPlan, version: Version, lines: Iterable[IndicatorLine] | None = None
) -> list[Office]:
    """The offices in the order of the plan. ``lines`` where the caller holds them. At most two SQL queries."""
    held = IndicatorLine.objects.filter(version=version) if lines is None else lines
    own: dict[str, list[list[object]]] = {}
    cells: dict[str, dict[tuple[str, str], str]] = {}
    for line in held:
        if line.unit and line.version_id == version.pk:
            told: list[object] = [line.indicator, line.component, line.amount, line.status, line.note]
            own.setdefault(line.unit, []).append(told)
            cells.setdefault(line.unit, {})[line.indicator, line.component] = line.cell
    words: dict[str, OfficeWord] = {}
    if own:
        said = OfficeWord.objects.filter(subject_id=version.subject_id).select_related("said_by")
        words = {word.unit: word for word in said}
    units = [unit for unit in plan.document.reporting_units if unit.id in own]
    return [Office(unit.id, unit.name, own[unit.id], words.get(unit.id), cells[unit.id]) for unit in units]


@dataclass(frozen=True)
class Overwritten:
    """A value that an office told and that its body has in another way."""

    key: str
    label: str
    office: str
    told: str
    stands: str
    cell: str


def overwritten(
    plan: LoadedPlan, version: Version, offices: Iterable[Office], since: datetime | None = None
) -> list[Overwritten]:
    """Where ``version`` says another thing than an office's last word, if that was said after ``since``. No SQL query."""
    subject = version.subject
    rows = {row.key: row for row in layout_of(plan, subject.organisation, subject.period).numbers}
    found = []
    for office in offices:
        if office.word is None or (since is not None and office.word.said_at <= since):
            continue
        told = {(line[0], line[1]): line for line in office.word.lines}
        for indicator, component, amount, status, *_note in office.lines:
            was, key = told.get((indicator, component)), f"{indicator}|{office.unit}|{component}"
            if was is not None and key in rows and was[2:_FIGURE] != [amount, status]:
                row = rows[key]
                found.append(
                    Overwritten(
                        key,
                        NUMBERS.name_of(row.fixed),
                        office.name,
                        _text(row, was[2], was[3]),
                        _text(row, amount, status),
                        office.cells[str(indicator), str(component)],
                    )
                )
    return found


def _text(row: NumberRow, amount: Any, status: Any) -> str:
    """12件, 12件（概数） or 調査中."""
    known = Status.of(status)
    if amount is None:
        return known.label
    text = f"{amount_text(amount, row.decimals, row.precision)}{row.measured_in}"
    return text if known is Status.FINAL else f"{text}（{known.label}）"


def silent_offices(version: Version) -> list[str]:
    """The names of the offices whose word the plan asks for and that have not said just these lines."""
    plan = of_edition(version.edition_id)
    return [o.name for o in offices_of(plan, version) if not o.agrees] if asks_offices(plan) else []


def silent_units(plan: LoadedPlan, versions: Iterable[int]) -> dict[int, list[str]]:
    """By version, the offices that have not said just its lines. Two SQL queries, none where the plan asks no office."""
    pks = list(versions)
    if not pks or not asks_offices(plan):
        return {}
    own: dict[tuple[int, int], dict[str, list[list[object]]]] = {}
    for line in (
        IndicatorLine.objects.filter(version__in=pks)
        .exclude(unit="")
        .select_related("version")
        .defer("version__file")
    ):
        told: list[object] = [line.indicator, line.component, line.amount, line.status, line.note]
        units = own.setdefault((line.version_id, line.version.subject_id), {})
        units.setdefault(line.unit, []).append(told)
    said = OfficeWord.objects.filter(subject__in={subject for _version, subject in own})
    words = {(word.subject_id, word.unit): word.lines for word in said}
    return {
        version: [
            unit
            for unit, lines in units.items()
            if (subject, unit) not in words or _figures(words[subject, unit]) != _figures(lines)
        ]
        for (version, subject), units in own.items()
    }


def words_for(plan: LoadedPlan, organisation: str, period: Period) -> dict[str, OfficeWord]:
    """The last word of each office on a return. One SQL query."""
    words = OfficeWord.objects.filter(
        subject__plan=plan.key,
        subject__organisation=organisation,
        subject__fiscal_year=period.year,
        subject__first_month=period.first,
        subject__last_month=period.last,
    )
    return {word.unit: word for word in words.select_related("said_by")}


def told_by_offices(
    plan: LoadedPlan, organisation: str, period: Period
) -> list[tuple[str, OfficeWord | None]]:
    """(name, last word) of each office that the plan asks for this return. One SQL query, none where it asks none."""
    if not asks_offices(plan):
        return []
    asked = {row.unit for row in layout_of(plan, organisation, period).numbers}
    units = [unit for unit in plan.document.reporting_units if unit.id in asked]
    words = words_for(plan, organisation, period) if units else {}
    return [(unit.name, words.get(unit.id)) for unit in units]


def told_by_unit(
    plan: LoadedPlan, organisation: str, period: Period, unit: str, rows: Iterable[NumberRow]
) -> dict[str, tuple[str, str, str]]:
    """What an office last said, as it would type it: row key → (value, status, note). One SQL query."""
    word = words_for(plan, organisation, period).get(unit)
    told = {f"{line[0]}|{unit}|{line[1]}": line[2:] for line in word.lines} if word else {}
    return {
        row.key: (amount_text(amount, row.decimals, row.precision), Status.of(status).label, note)
        for row in rows
        if row.key in told
        for amount, status, note in [told[row.key]]
    }


def start_for(plan: LoadedPlan, organisation: str, period: Period) -> Known:
    """What a template starts from: what is known, and what the offices have told since. Six SQL queries at most."""
    known = known_for(plan, organisation, period)
    if not asks_offices(plan):
        return known
    approved = approved_for(plan, organisation, period)
    since = approved.decided_at if approved else None
    told = {
        f"{indicator}|{unit}|{component}": KnownNumber(amount, status, note)
        for unit, word in words_for(plan, organisation, period).items()
        if since is None or word.said_at > since
        for indicator, component, amount, status, note in word.lines
    }
    return replace(known, numbers={**known.numbers, **told})


def _figures(lines: list[list[object]]) -> list[str]:
    return sorted(str(line[:_FIGURE]) for line in lines)
