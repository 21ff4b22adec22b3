"""Where a measure stands that several bodies carry: one state from what all of them say."""

from collections.abc import Mapping

from banso.ledger.kinds import MeasureState
from banso.lib.codes import Code


class Whole(Code):
    """How a measure as a whole stands, from what all the bodies that carry it say."""

    DONE = ("done", "完了", "担う機関のすべてが報告し、予定のない機関を除いてすべてが今年度の分を終えた取組")
    ONGOING = ("ongoing", "実施中", "一つ以上の機関が実施しているか終えていて、完了に当たらない取組")
    NOT_STARTED = ("not_started", "未着手", "報告した機関がどこもまだ始めていない取組")
    NOT_PLANNED = ("not_planned", "予定なし", "報告した機関のすべてが、今年度は予定がないとした取組")
    UNREPORTED = ("unreported", "未報告", "どの機関からも報告のない取組")


def whole_of(states: Mapping[MeasureState, int], *, silent: int) -> Whole:
    """One state for a measure: ``states`` counts the bodies that reported, ``silent`` those that did not."""
    told = {state for state, bodies in states.items() if bodies}
    if not told:
        return Whole.UNREPORTED
    if told == {MeasureState.NOT_PLANNED}:
        return Whole.NOT_PLANNED
    if told <= {MeasureState.DONE, MeasureState.NOT_PLANNED} and not silent:
        return Whole.DONE
    return Whole.ONGOING if told & {MeasureState.ONGOING, MeasureState.DONE} else Whole.NOT_STARTED
