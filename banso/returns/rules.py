"""What may happen to a version, when a return is due, and what is worth a question. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from banso.access.roles import Act
from banso.lib.fiscal import Period
from banso.returns.states import TRANSITIONS, WAITING, State, Transition


class NotPossible(Exception):
    """The version does not stand where this can be done. The sentence is for the member."""


def act_of(verb: str) -> Act:
    """The permission that a verb needs."""
    return next(t.act for t in TRANSITIONS if t.verb == verb)


def possible(state: str, steps: Sequence[str] | None = None) -> list[Transition]:
    """What can be done with a version in ``state``, in the order of the table; ``steps`` where a plan's are known."""
    found = [t for t in TRANSITIONS if t.source == state]
    return found if steps is None else [t for t in found if _asked(t, steps)]


def _asked(transition: Transition, steps: Sequence[str]) -> bool:
    step, is_asked = transition.where
    return not step or (step in steps) is is_asked


def asks_body(steps: Iterable[str]) -> bool:
    """Whether the steps of a plan ask for a second person of the body before the secretariat."""
    return "body" in steps


def transition(state: str, verb: str) -> Transition:
    """The transition from ``state`` by ``verb``. Raises :class:`NotPossible`."""
    for candidate in possible(state):
        if candidate.verb == verb:
            return candidate
    label = next(t.label for t in TRANSITIONS if t.verb == verb)
    raise NotPossible(
        f"この版は今「{State.of(state).label}」なので、「{label}」ことはできません。"
        "画面を開き直して、今の状態を確かめてください。"
    )


def due_on(period: Period, due_day: int) -> date:
    """The day by which a return of ``period`` is due: ``due_day`` of the month after its end."""
    return period.end.plus(1).first_day.replace(day=due_day)


def is_late(*, state: State | None, is_approved: bool, due: date, until: date) -> bool:
    """Whether the secretariat still waits for a return although its day has gone by."""
    return until > due and not is_approved and state not in WAITING
