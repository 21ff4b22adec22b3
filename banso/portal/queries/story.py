"""The history of one measure as a story: period by period who said what, what was to come, and what came of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from banso.access.roles import Act
from banso.access.rules import Member, may
from banso.indicators import words
from banso.indicators.results import Question
from banso.ledger.kinds import MeasureState
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.queries.stories import ToldOfMeasure, reports_of_measure

# The bodies of one period that stand open on the page; the others fold away below them.
SHOWN = 5


@dataclass(frozen=True)
class Scene:
    """What one body told for one period. ``came`` is what it did in its following report, where there is one."""

    name: str
    state: MeasureState
    before: MeasureState | None
    done: str
    next_step: str
    came: str
    came_in: str
    version_id: int
    may_open: bool
    corrected_at: datetime | None = None
    earlier: tuple[ToldOfMeasure, ...] = ()

    @property
    def earlier_summary(self) -> str:
        return f"訂正の前の報告（{len(self.earlier)}件）"

    @property
    def change(self) -> str:
        """未着手から実施中へ, はじめての報告, 引き続き実施中."""
        if self.before is None:
            return f"はじめての報告：{self.state.label}"
        if self.before is self.state:
            return f"引き続き{self.state.label}"
        return f"{self.before.label}から{self.state.label}へ"


@dataclass(frozen=True)
class Chapter:
    """One period: the bodies that told, those whose state moved first."""

    period: Period
    scenes: tuple[Scene, ...]

    @property
    def shown(self) -> tuple[Scene, ...]:
        return self.scenes[:SHOWN]

    @property
    def more(self) -> tuple[Scene, ...]:
        return self.scenes[SHOWN:]

    @property
    def more_summary(self) -> str:
        return f"{self.period.label}のほかの{len(self.more)}機関"

    @property
    def counts(self) -> str:
        """実施中 12・未着手 3, where several bodies told."""
        states = Counter(scene.state for scene in self.scenes)
        return "・".join(f"{state.label} {states[state]}" for state in MeasureState if states[state])


def measure_story(plan: LoadedPlan, question: Question, key: str, member: Member) -> list[Chapter]:
    """The periods of a measure up to the asked one, oldest first. Two SQL queries."""
    by_body: dict[str, list[ToldOfMeasure]] = defaultdict(list)
    for report in reports_of_measure(plan, question.seq, question.period, key):
        by_body[report.told.organisation].append(report)
    chapters: dict[Period, list[Scene]] = defaultdict(list)
    for body, reports in by_body.items():
        for place, report in enumerate(reports):
            after = reports[place + 1] if place + 1 < len(reports) else None
            scene = Scene(
                name=words.name_of(body, plan.document),
                state=report.told.state,
                before=reports[place - 1].told.state if place else None,
                done=report.done,
                next_step=report.next_step,
                came=after.done if after else "",
                came_in=after.told.period.label if after else "",
                version_id=report.told.version_id,
                may_open=may(member, Act.SEE_RETURNS, body),
                corrected_at=report.told.recorded_at if report.earlier else None,
                earlier=report.earlier,
            )
            chapters[report.told.period].append(scene)
    return [
        Chapter(period, tuple(sorted(chapters[period], key=lambda scene: scene.before is scene.state)))
        for period in sorted(chapters, key=lambda p: (p.end, p.start))
    ]
