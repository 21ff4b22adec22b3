"""The home of each role."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from banso.access.rules import Member
from banso.council.queries import newest
from banso.indicators import pages, tables
from banso.indicators import queries as indicators
from banso.indicators.pages import BodyRow, GroupPart, MeasureRow
from banso.indicators.results import Question
from banso.indicators.tables import Row
from banso.lib import clock
from banso.plan.queries import LoadedPlan, last_attempt
from banso.portal.queries.changes import Changes, changes
from banso.returns.queries import Expected, Task, expected, questions_asked, tasks_of
from banso.returns.states import WAITING, State

if TYPE_CHECKING:
    from banso.council.models import Paper
    from banso.plan.models import LoadAttempt

DAYS = 14
PAPERS = 5


@dataclass(frozen=True)
class Late:
    """A body with the returns that are late, the oldest first."""

    organisation: str
    name: str
    returns: tuple[Expected, ...]

    @property
    def oldest(self) -> date:
        return min(row.due for row in self.returns)


@dataclass(frozen=True)
class SecretariatHome:
    """What the secretariat has to do, what is late, what changed."""

    question: Question
    waiting: list[Expected]
    at_offices: list[Expected]
    asked_back: list[Expected]
    late: list[Late]
    behind: list[Row]
    changes: Changes
    since: date
    papers: "list[Paper]"
    failed_load: "LoadAttempt | None"

    @property
    def late_count(self) -> int:
        return sum(len(body.returns) for body in self.late)


@dataclass(frozen=True)
class Todo:
    """A return that a body has to send, and what the secretariat asked about it."""

    row: Expected
    question: str


@dataclass(frozen=True)
class BodyHome:
    """What a body has to do, and how its part of the plan stands."""

    question: Question
    tasks: list[Task]
    todo: list[Todo]
    sent: list[Expected]
    rows: list[BodyRow]
    measures: list[MeasureRow]
    papers: "list[Paper]"


@dataclass(frozen=True)
class ReaderHome:
    """How the plan stands, and the papers."""

    question: Question
    groups: list[GroupPart]
    papers: "list[Paper]"


def secretariat_home(plan: LoadedPlan) -> SecretariatHome:
    """At most eight SQL queries, whatever the number of bodies and periods."""
    question = indicators.question(plan)
    rows = expected(plan, question.as_of)
    answers = [tables.row(answer, plan.document) for answer in indicators.progress(plan, question)]
    since = question.as_of - timedelta(days=DAYS)
    attempt = last_attempt(plan.key)
    return SecretariatHome(
        question=question,
        waiting=[row for row in rows if row.state in WAITING and not row.silent],
        at_offices=[row for row in rows if row.silent],
        asked_back=[row for row in rows if row.state is State.ASKED_BACK],
        late=_by_body([row for row in rows if row.late]),
        behind=tables.behind(answers),
        changes=changes(plan, _start_of(since)),
        since=since,
        papers=newest(plan.key, PAPERS),
        failed_load=attempt if attempt and attempt.edition_id is None else None,
    )


def is_in_plan(plan: LoadedPlan, organisation: str) -> bool:
    """Whether the plan still names the organisation of a member."""
    return any(organisation == o.id for o in (*plan.document.organisations, *plan.document.members))


def body_home(plan: LoadedPlan, member: Member, user: int) -> BodyHome:
    """At most ten SQL queries."""
    organisation = member.organisation
    held = tuple(i.id for i in plan.document.indicators_of(organisation))
    question = indicators.question(plan, indicators=held)
    own = [row for row in expected(plan, question.as_of) if row.organisation == organisation]
    asked = questions_asked(row.version for row in own if row.version and row.state is State.ASKED_BACK)
    open_states = (None, State.DRAFT, State.ASKED_BACK)
    return BodyHome(
        question=question,
        tasks=tasks_of(plan, member, user, own),
        # A body can do nothing about what waits for its period to be opened, and an office hands nothing in.
        todo=[
            Todo(row, asked.get(row.version or 0, ""))
            for row in own
            if row.state in open_states and not row.is_held and not member.unit
        ],
        sent=[row for row in own if row.state not in open_states or row.is_held][::-1],
        rows=pages.indicators_of_body(plan, question, organisation) if held else [],
        measures=pages.measures_of_body(plan, question, organisation),
        papers=newest(plan.key, PAPERS),
    )


def reader_home(plan: LoadedPlan) -> ReaderHome:
    """At most four SQL queries."""
    question = indicators.question(plan)
    answers = indicators.progress(plan, question)
    return ReaderHome(
        question=question,
        groups=pages.with_charts(tables.by_group(answers, plan.document)),
        papers=newest(plan.key, PAPERS),
    )


def _by_body(rows: list[Expected]) -> list[Late]:
    """The bodies that are late, the longest waited for first."""
    found: dict[str, list[Expected]] = defaultdict(list)
    for row in rows:
        found[row.organisation].append(row)
    late = [Late(key, own[0].name, tuple(own)) for key, own in found.items()]
    return sorted(late, key=lambda body: (body.oldest, -len(body.returns)))


def _start_of(day: date) -> datetime:
    """The first moment of ``day`` in Japan."""
    return clock.end_of_day(day - timedelta(days=1))
