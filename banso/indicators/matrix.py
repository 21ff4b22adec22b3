"""The state of every measure in every month: measure × month, with what nobody reported in plain sight."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms

from banso.indicators.forms import months_of
from banso.indicators.results import Question
from banso.ledger.kinds import MeasureState
from banso.lib.fiscal import FiscalMonth, periods
from banso.plan.format import Measure, Organisation, PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.queries.stories import StateTold, states_told

UNREPORTED, UNREPORTED_LABEL = "unreported", "未報告"


class MatrixForm(forms.Form):
    """Which measures are shown: of a group, of an owner, in a state."""

    group = forms.ChoiceField(label="区分", required=False)
    owner = forms.ChoiceField(label="担い手", required=False)
    state = forms.ChoiceField(label="最新の月の実施状況", required=False)

    def __init__(self, data: Any, *, document: PlanDocument) -> None:
        super().__init__(data)
        choices = {
            "group": [(group.id, group.short_name) for group in document.groups],
            "owner": [(owner.id, owner.short_name) for owner in document.organisations],
            "state": [*MeasureState.choices(), (UNREPORTED, UNREPORTED_LABEL)],
        }
        for name, options in choices.items():
            self.fields[name].widget = forms.Select(choices=[("", "すべて"), *options])
            self.fields[name].choices = [("", "すべて"), *options]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class MatrixCell:
    """One measure in one month: how many of its ``bodies`` said what, and how many of them are ``early``: they said
    nothing, and nothing is due of them yet."""

    counts: tuple[tuple[str, str, int], ...]
    bodies: int
    early: int = 0

    @property
    def only(self) -> tuple[str, str] | None:
        """(code, label) where one body alone carries the measure, so that there is nothing to count."""
        return self.counts[0][:2] if len(self.counts) == 1 and self.bodies == 1 else None

    @property
    def text(self) -> str:
        """実施中 12・未着手 3・未報告 5・62機関は期限前"""
        if self.only:
            return self.only[1]
        words = [f"{label} {count}" for _code, label, count in self.counts]
        words += [f"{self.early}機関は期限前"] if self.early and self.bodies > 1 else []
        return "・".join(words) or "－"

    @property
    def states(self) -> set[str]:
        return {code for code, _label, _count in self.counts}


@dataclass(frozen=True)
class MatrixRow:
    """One measure: its bodies and its cells, month by month."""

    measure: Measure
    owners: str
    bodies: int
    cells: tuple[MatrixCell, ...]

    @property
    def is_silent(self) -> bool:
        """Whether nobody has ever reported it."""
        return all(cell.states <= {UNREPORTED} for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    months: tuple[FiscalMonth, ...]
    rows: tuple[MatrixRow, ...]
    hidden: int

    @property
    def silent(self) -> int:
        return sum(row.is_silent for row in self.rows)


def matrix(plan: LoadedPlan, question: Question, wanted: Mapping[str, str]) -> Matrix:
    """The measures that ``wanted`` (group, owner, state) lets through, up to the asked period. One SQL query."""
    document = plan.document
    months = tuple(m for m in months_of(document, question.as_of) if m <= question.period.end)
    told: dict[str, list[StateTold]] = defaultdict(list)
    for item in states_told(plan, question.seq, question.period):
        told[item.measure].append(item)
    rows = []
    for measure in document.measures:
        if wanted.get("group") and measure.group != wanted["group"]:
            continue
        if wanted.get("owner") and not (measure.all_members or wanted["owner"] in measure.owners):
            continue
        row = _row(document, measure, months, told[measure.id], wanted.get("owner", ""))
        if wanted.get("state") and not (row.cells and wanted["state"] in row.cells[-1].states):
            continue
        rows.append(row)
    return Matrix(months, tuple(rows), len(document.measures) - len(rows))


def _row(
    document: PlanDocument,
    measure: Measure,
    months: Sequence[FiscalMonth],
    told: Iterable[StateTold],
    owner: str,
) -> MatrixRow:
    """``owner`` narrows the bodies to those of one owner."""
    owners = [o.id for o in document.organisations] if measure.all_members else measure.owners
    chosen = [key for key in owners if not owner or key == owner]
    bodies = [body for key in chosen for body in document.members_of(key)]
    said: dict[tuple[str, FiscalMonth], MeasureState] = {}
    for item in told:
        for month in item.period.months():
            said[item.organisation, month] = item.state
    # A body that a later edition took the measure from still said what it said.
    known = {body.id for body in bodies}
    others = sorted({body for body, _month in said if body not in known}) if not owner else []
    cells = tuple(_cell(document, bodies, others, month, months[-1], said) for month in months)
    names = (
        "構成員すべて"
        if measure.all_members
        else "・".join(document.organisation(key).short_name for key in owners)
    )
    return MatrixRow(measure, names or "計画に定めなし", len(bodies), cells)


def _cell(
    document: PlanDocument,
    bodies: Sequence[Organisation],
    others: Sequence[str],
    month: FiscalMonth,
    until: FiscalMonth,
    said: Mapping[tuple[str, FiscalMonth], MeasureState],
) -> MatrixCell:
    counts: Counter[str] = Counter()
    for body in bodies:
        state = said.get((body.id, month))
        if state is not None:
            counts[state.value] += 1
        elif _has_ended(month, document.cadence_of(body.id).months, until):
            counts[UNREPORTED] += 1
    counts.update(said[body, month].value for body in others if (body, month) in said)
    labels = {**{state.value: state.label for state in MeasureState}, UNREPORTED: UNREPORTED_LABEL}
    told = tuple((code, label, counts[code]) for code, label in labels.items() if counts[code])
    total = len(bodies) + sum((body, month) in said for body in others)
    return MatrixCell(told, len(bodies) + len(others), total - counts.total())


@lru_cache(maxsize=1024)
def _has_ended(month: FiscalMonth, cadence: int, until: FiscalMonth) -> bool:
    """Whether the period of the body in which ``month`` lies has ended by ``until``: nothing was due before."""
    return any(month in p.months() and p.end <= until for p in periods(month.year, cadence))


HEADER = ("取組id", "取組", "区分", "担い手", "月", "実施状況コード", "実施状況", "機関の数")


def matrix_csv(found: Matrix, document: PlanDocument) -> bytes:
    """One line for each measure, month and state, with a byte-order mark for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in found.rows:
        about = (row.measure.id, row.measure.title, document.group(row.measure.group).name, row.owners)
        for month, cell in zip(found.months, row.cells, strict=True):
            when = f"{month.calendar[0]}-{month.calendar[1]:02}"
            writer.writerows((*about, when, code, label, count) for code, label, count in cell.counts)
    return text.getvalue().encode("utf-8-sig")
