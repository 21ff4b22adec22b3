"""Why a published series was revised: the returns that were approved between two publications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from banso.indicators import words
from banso.indicators.replay import replay
from banso.indicators.results import Question
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.queries import source_links


@dataclass(frozen=True)
class Reason:
    """One return that told something new of an indicator for one period: who, which, approved on which ISO day."""

    seq: int
    period: str
    name: str
    told: str
    approved_on: str

    @property
    def text(self) -> str:
        return f"{self.name} {self.told}（{self.approved_on}承認）"

    def explains(self, period: str, after: int, by: int) -> bool:
        """Whether it came after entry ``after``, by entry ``by``, and counts in what is told of ``period``."""
        return after < self.seq <= by and Period.parse(self.period).end <= Period.parse(period).end


def reasons(
    plan: LoadedPlan, indicator: str, *, since: int, seq: int, as_of: date, period: Period
) -> list[Reason]:
    """What was approved of ``indicator`` after entry ``since`` and by ``seq``. Two SQL queries at most.

    None where the plan has dropped the indicator, and on a face that holds no ledger.
    """
    if since >= seq:
        return []
    try:
        _start, steps = replay(plan, Question(plan.key, as_of, seq, period), indicator, since)
    except KeyError:
        return []
    links = source_links(step.source for step in steps)
    found = {
        Reason(
            seq=step.last_seq,
            period=new.period.key,
            name=words.name_of(new.organisation, plan.document),
            told=links[step.source].label if step.source in links else step.source,
            approved_on=clock.local(step.recorded_at).date().isoformat(),
        ): None
        for step in steps
        for _old, new in step.lines
    }
    return list(found)


def texts(found: Sequence[Reason], period: str, after: int, by: int) -> tuple[str, ...]:
    """The returns that explain what is told otherwise of ``period``, each once."""
    return tuple(dict.fromkeys(r.text for r in found if r.explains(period, after, by)))
