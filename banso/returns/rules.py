"""What may happen to a version, when a return is due, and what is worth a question. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from banso.access.roles import Act
from banso.lib.fiscal import Period
from banso.returns.states import TRANSITIONS, State, Transition


class NotPossible(Exception):
    """The version does not stand where this can be done. The sentence is for the member."""


def act_of(verb: str) -> Act:
    """The permission that a verb needs."""
    return next(t.act for t in TRANSITIONS if t.verb == verb)


def possible(state: str) -> list[Transition]:
    """What can be done with a version in ``state``, in the order of the table."""
    return [t for t in TRANSITIONS if t.source == state]


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
    return until > due and not is_approved and state is not State.SUBMITTED


class Number(Protocol):
    """What the questions look at: one number of a version."""

    indicator: str
    unit: str
    component: str
    amount: int | None
    cell: str


def shares_above_one(lines: Iterable[Number], percentages: Iterable[str]) -> list[Number]:
    """The numerators of percentages that exceed their denominators: possible, but worth asking."""
    wanted = set(percentages)
    parts = {(n.indicator, n.unit, str(n.component)): n for n in lines if n.indicator in wanted}
    odd = []
    for (indicator, unit, component), above in parts.items():
        below = parts.get((indicator, unit, "denominator"))
        if component != "numerator" or below is None:
            continue
        if above.amount is not None and below.amount is not None and above.amount > below.amount:
            odd.append(above)
    return odd
