"""Whether a reading says anything that the version before it does not."""

from collections.abc import Iterable

from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.states import State
from banso.returns.workbook import Reading
from banso.returns.workbook.problems import Draft


def newest_of(plan: LoadedPlan, reading: Reading) -> Version | None:
    """The newest version of the return that a reading is for, if any was not withdrawn or asked back."""
    if reading.period is None:
        return None
    period = reading.period
    return (
        Version.objects.filter(
            subject__plan=plan.key,
            subject__organisation=reading.organisation,
            subject__fiscal_year=period.year,
            subject__first_month=period.first,
            subject__last_month=period.last,
        )
        .exclude(state__in=[State.WITHDRAWN, State.ASKED_BACK])
        .defer("file")
        .order_by("-number")
        .first()
    )


def says_the_same(plan: LoadedPlan, reading: Reading) -> bool:
    """Whether every line and the remarks are those of the newest version. Three SQL queries."""
    version = newest_of(plan, reading)
    if version is None or reading.draft is None or reading.draft.remarks != version.remarks:
        return False
    return _told(reading.draft) == _stands(
        IndicatorLine.objects.filter(version=version), MeasureLine.objects.filter(version=version)
    )


def _told(draft: Draft) -> set[tuple[object, ...]]:
    numbers = {
        (n.indicator, n.unit, n.member, n.component.value, n.amount, n.status.value, n.note)
        for n in draft.numbers
    }
    measures = {(m.measure, m.state.value, m.done, m.next_step, _counts(m.counts)) for m in draft.measures}
    return numbers | measures


def _stands(numbers: Iterable[IndicatorLine], measures: Iterable[MeasureLine]) -> set[tuple[object, ...]]:
    told = {(n.indicator, n.unit, n.member, n.component, n.amount, n.status, n.note) for n in numbers}
    return told | {(m.measure, m.state, m.done, m.next_step, _counts(m.counts)) for m in measures}


def _counts(counts: dict[str, dict[str, object]]) -> tuple[tuple[object, ...], ...]:
    # The cell may move without the count changing.
    return tuple(sorted((key, c["amount"], str(c["status"]), c.get("note", "")) for key, c in counts.items()))
