"""Does a number make sense beside the others? One function for each rule; what is found is asked, never refused. Pure.

A number is one of an indicator or a count of a measure (件数): the rules take both alike.

The thresholds are constants of these files, because no plan sets any. They are wide on purpose: a question that is asked
every month is answered without reading. Counts of events scatter by about the square root of their size (Poisson), so a
difference is worth a question when it is several times that and also at least a doubling or a halving.
"""

from collections.abc import Callable, Iterator

from banso.returns.sense import bounds, history
from banso.returns.sense.case import Case, Finding, Goal, Key, Line, Shape, StateSaid, key_of

__all__ = ["Case", "Finding", "Goal", "Key", "Line", "Shape", "StateSaid", "findings", "key_of"]

RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    history.shrinking_series,
    history.unusual_total,
    history.unlike_last_year,
    history.digits_slip,
    history.zero_after_many,
    bounds.part_above_whole,
    bounds.ratio_above_one,
    bounds.beyond_goal,
    bounds.beyond_people,
    bounds.counted_while_idle,
    history.nothing_changed,
    history.unset,
    history.state_goes_back,
)


def findings(case: Case) -> list[Finding]:
    """Everything that is worth asking about ``case``, in the order of the table."""
    return [finding for rule in RULES for finding in rule(case)]
