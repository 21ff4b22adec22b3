"""What a reading is held against: what was approved or handed in before it. A draft was told to nobody yet."""

from collections.abc import Iterable

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.models.returns import VersionQuerySet
from banso.returns.states import WAITING, State
from banso.returns.workbook import Reading
from banso.returns.workbook.problems import Draft, Question


def versions_for(plan: LoadedPlan, organisation: str, period: Period) -> VersionQuerySet:
    """Every version of one return, without its file."""
    return Version.objects.filter(
        subject__plan=plan.key,
        subject__organisation=organisation,
        subject__fiscal_year=period.year,
        subject__first_month=period.first,
        subject__last_month=period.last,
    ).defer("file")


def told_before(plan: LoadedPlan, organisation: str, period: Period) -> Version | None:
    """The version approved last, else the one that waits for the secretariat; never a draft. One SQL query."""
    standing = _standing(plan, organisation, period)
    return standing[0] if standing else None


def says_the_same(plan: LoadedPlan, reading: Reading) -> bool:
    """Whether every line and the remarks are those of what was approved last, or of what waits. Three SQL queries.

    A changed heading is a question for who has said something under it; for others it is nothing new.
    """
    taken = reading.taken
    if reading.period is None or taken is None or any(not _is_of_heading(q) for q in reading.questions):
        return False
    standing = _standing(plan, reading.organisation, reading.period)
    pks = [version.pk for version in standing]
    numbers = list(IndicatorLine.objects.filter(version__in=pks))
    measures = list(MeasureLine.objects.filter(version__in=pks))
    told = _told(taken)
    return any(
        taken.remarks == version.remarks
        and told
        == _stands(
            [line for line in numbers if line.version_id == version.pk],
            [line for line in measures if line.version_id == version.pk],
        )
        for version in standing
    )


def _is_of_heading(question: Question) -> bool:
    return not question.row and question.column == "title"


def _standing(plan: LoadedPlan, organisation: str, period: Period) -> list[Version]:
    """The version approved last, and the one that waits."""
    versions = list(versions_for(plan, organisation, period).filter(state__in=[State.APPROVED, *WAITING]))
    approved = [v for v in versions if v.state == State.APPROVED]
    newest = sorted(approved, key=lambda v: (v.decided_at, v.number))[-1:]
    return newest + [v for v in versions if v.state != State.APPROVED]


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
