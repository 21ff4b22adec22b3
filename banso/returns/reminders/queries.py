"""Who is late, where mail reaches them, and when they were reminded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from banso.lib import clock
from banso.lib.fiscal import Period
from banso.notices.queries import about, contacts_of
from banso.notices.rules import NoticeState
from banso.plan.queries import LoadedPlan
from banso.returns.queries import expected, questions_asked
from banso.returns.states import State

if TYPE_CHECKING:
    from banso.notices.models import Contact, Notice

# What is told first of several mails: the worst.
_WORST_FIRST = (NoticeState.FAILED, NoticeState.WAITING, NoticeState.SENT, NoticeState.CANCELLED)


@dataclass(frozen=True)
class Reminded:
    """The last time a body was reminded, and the worst state of what was sent then."""

    at: datetime
    by: str
    state: NoticeState


@dataclass(frozen=True)
class Late:
    """A body whose return is late. ``contacts`` may be none; ``question``: what it was asked when it was sent back."""

    organisation: str
    name: str
    due: date
    contacts: "tuple[Contact, ...]"
    last: Reminded | None
    question: str = ""

    @property
    def was_reminded_today(self) -> bool:
        return self.last is not None and clock.local(self.last.at).date() == clock.today()


def related(plan: LoadedPlan, period: Period) -> str:
    """How notices name the reminders of a period."""
    return f"reminder:{plan.key}:{period.key}"


def late_bodies(plan: LoadedPlan, period: Period) -> list[Late]:
    """The bodies that are late for a period, in the plan's order. Four SQL queries."""
    rows = [row for row in expected(plan, clock.today()) if row.period == period and row.late]
    contacts = contacts_of(row.organisation for row in rows)
    last = last_reminders(plan, period)
    asked = questions_asked(r.version for r in rows if r.version and r.state is State.ASKED_BACK)
    return [
        Late(
            r.organisation,
            r.name,
            r.due,
            tuple(contacts[r.organisation]),
            last.get(r.organisation),
            asked.get(r.version or 0, ""),
        )
        for r in rows
    ]


def last_reminders(plan: LoadedPlan, period: Period) -> dict[str, Reminded]:
    """By organisation, the last reminder for a period. One SQL query."""
    return {key: _last(notices) for key, notices in about(related(plan, period)).items()}


def _last(notices: "list[Notice]") -> Reminded:
    """Of the notices to one body, those of the last time: they share their key up to the address."""
    newest = notices[-1]
    beginning = newest.key.rpartition(":")[0]
    states = [NoticeState.of(n.state) for n in notices if n.key.rpartition(":")[0] == beginning]
    return Reminded(newest.created_at, str(newest.created_by or ""), min(states, key=_WORST_FIRST.index))
