"""Which returns are expected, where each stands, and which are late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns import rules
from banso.returns.models import Version
from banso.returns.queries.locks import locks_over_version
from banso.returns.queries.offices import silent_units
from banso.returns.states import AT_OFFICES, HELD, WAITING, State
from banso.returns.workbook.layout import layout_of
from banso.returns.workbook.read import periods_of


@dataclass(frozen=True)
class Expected:
    """One return that is expected. ``state`` and ``version`` are of the version that waits, else of the newest that was
    not withdrawn. ``silent``: the offices whose word it still needs; ``is_held``: it came after its period was closed."""

    organisation: str
    name: str
    period: Period
    due: date
    state: State | None
    version: int | None
    number: int | None
    approved: int | None
    late: bool
    is_held: bool = False
    silent: tuple[str, ...] = ()

    @property
    def state_code(self) -> str:
        """The code of the state, ``missing`` where nothing has come."""
        return self.state.value if self.state else "missing"

    @property
    def state_label(self) -> str:
        if self.state is None:
            return "未提出"
        if self.is_held:
            return HELD
        if self.silent:
            return AT_OFFICES
        if self.approved is not None and self.state is not State.APPROVED:
            return f"{self.state.label}（訂正）"
        return self.state.label


@dataclass(frozen=True)
class Due:
    """One return that the plan asks for, wherever it stands."""

    organisation: str
    period: Period
    due: date


@dataclass(frozen=True)
class PeriodCount:
    """One period with the number of bodies in each situation."""

    period: Period
    due: date
    bodies: int
    submitted: int
    at_offices: int
    asked_back: int
    approved: int
    late: int


@dataclass(frozen=True)
class _Standing:
    state: State
    version: int
    number: int
    approved: int | None
    is_held: bool


def expected(plan: LoadedPlan, until: date) -> list[Expected]:
    """Every return whose period has ended by ``until``, by period and in the plan's order of bodies.

    One SQL query, two more where the plan asks offices for their word.
    """
    standing = _standing(plan)
    rows = []
    for place, (organisation, name) in enumerate(reporters(plan)):
        for period in periods_of(plan, organisation):
            if period.last_day <= until:
                key = (organisation, period)
                row = _expected(plan, organisation, name, period, until, standing.get(key))
                rows.append((period.end, period.start, place, row))
    found = [row for *_order, row in sorted(rows, key=lambda r: r[:3])]
    silent = silent_units(
        plan, [row.version for row in found if row.version and row.state is State.SUBMITTED]
    )
    return [replace(row, silent=tuple(silent.get(row.version or 0, ()))) for row in found]


def due(plan: LoadedPlan, until: date) -> list[Due]:
    """Every return whose period has ended by ``until``, in the order of :func:`expected`. No SQL query."""
    rows = [
        (
            period.end,
            period.start,
            place,
            Due(body, period, rules.due_on(period, plan.document.reporting.due_day)),
        )
        for place, (body, _name) in enumerate(reporters(plan))
        for period in periods_of(plan, body)
        if period.last_day <= until
    ]
    return [row for *_order, row in sorted(rows, key=lambda r: r[:3])]


def expected_of(plan: LoadedPlan, organisation: str, period: Period, until: date) -> Expected:
    """Where the return of one body for one period stands. One SQL query. Raises KeyError."""
    name = plan.document.organisation(organisation).name
    standing = _standing(plan, organisation=organisation).get((organisation, period))
    return _expected(plan, organisation, name, period, until, standing)


def reporters(plan: LoadedPlan) -> list[tuple[str, str]]:
    """(id, name) of the bodies from which the plan asks anything."""
    document = plan.document
    return [
        (body.id, body.name)
        for body in document.reporters()
        if not layout_of(plan, body.id, Period(document.fiscal_year, 1, 12)).is_empty
    ]


def per_period(rows: Iterable[Expected]) -> list[PeriodCount]:
    """The periods of ``rows``, newest first, with their counts."""
    grouped: dict[Period, list[Expected]] = {}
    for row in rows:
        grouped.setdefault(row.period, []).append(row)
    counts = []
    for period, members in grouped.items():
        states = Counter(row.state for row in members)
        counts.append(
            PeriodCount(
                period=period,
                due=members[0].due,
                bodies=len(members),
                submitted=sum(row.state in WAITING and not row.silent for row in members),
                at_offices=sum(bool(row.silent) for row in members),
                asked_back=states[State.ASKED_BACK],
                approved=sum(row.approved is not None for row in members),
                late=sum(row.late for row in members),
            )
        )
    return sorted(counts, key=lambda c: (c.period.end, c.period.start), reverse=True)


def _expected(
    plan: LoadedPlan, organisation: str, name: str, period: Period, until: date, standing: _Standing | None
) -> Expected:
    due = rules.due_on(period, plan.document.reporting.due_day)
    state = standing.state if standing else None
    approved = standing.approved if standing else None
    return Expected(
        organisation=organisation,
        name=name,
        period=period,
        due=due,
        state=state,
        version=standing.version if standing else None,
        number=standing.number if standing else None,
        approved=approved,
        # What came after the closing waits for the secretariat to open the period: nobody is to be reminded of it.
        late=not (standing and standing.is_held)
        and rules.is_late(state=state, is_approved=approved is not None, due=due, until=until),
        is_held=bool(standing and standing.is_held),
    )


def _standing(plan: LoadedPlan, organisation: str | None = None) -> dict[tuple[str, Period], _Standing]:
    """The version that waits, else the newest, and the approved one, of every return."""
    versions = Version.objects.filter(subject__plan=plan.key).exclude(state=State.WITHDRAWN)
    if organisation is not None:
        versions = versions.filter(subject__organisation=organisation)
    marked: Any = versions.annotate(is_locked=Exists(locks_over_version()))
    rows = marked.order_by("subject_id", "number").values_list(
        "pk",
        "number",
        "state",
        "subject__organisation",
        "subject__fiscal_year",
        "subject__first_month",
        "subject__last_month",
        "is_locked",
    )
    standing: dict[tuple[str, Period], _Standing] = {}
    for pk, number, state, body, year, first, last, is_locked in rows:
        key = (body, Period(year, first, last))
        before = standing.get(key)
        approved = pk if state == State.APPROVED else before.approved if before else None
        if before and before.state in WAITING:
            # A draft that was handed in meanwhile does not hide the version that waits.
            standing[key] = replace(before, approved=approved)
        else:
            is_held = is_locked and state == State.DRAFT
            standing[key] = _Standing(State.of(state), pk, number, approved, is_held)
    return standing
