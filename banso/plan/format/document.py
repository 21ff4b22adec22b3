"""The whole plan document."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from banso.plan.format.annex import Amendment, Annex, Campaign, Platforms
from banso.plan.format.base import Day, Footnote, Id, PlanModel, Term, Text, Window
from banso.plan.format.body import Area, Body, Organisation, ReportingUnit, ServiceWindow
from banso.plan.format.group import Group
from banso.plan.format.indicator import Indicator
from banso.plan.format.measure import Measure
from banso.plan.format.reporting import Cadence, Reporting, Rounding, VerdictRules


class Edition(PlanModel):
    """Which wording of the plan this is."""

    number: int = Field(ge=1)
    adopted_on: Day | None = None
    note: Text | None = None


class Section(PlanModel):
    """A chapter, section or heading of the plan, in its order."""

    id: Id
    number: Text | None = None
    title: Text
    parent: Id | None = None
    description: Text | None = None
    official_text: Text | None = None
    footnotes: list[Id] = Field(default_factory=list)


class PlanDocument(PlanModel):
    """A plan, whole. Spread over the YAML files of one folder."""

    format: Literal["banso-plan/1"]
    title: Text
    fictitious: bool = Field(False, description="実在しない計画（見本）か。")
    fiscal_year: int = Field(ge=2000, le=2100)
    edition: Edition
    validity: Window
    counting_window: Window = Field(description="指標を数える期間。個々の指標で変えられる。")
    body: Body
    area: Area
    sections: list[Section] = Field(min_length=1)
    organisations: list[Organisation] = Field(min_length=1)
    members: list[Organisation] = Field(
        default_factory=list, description="「種類」に属する組織。団体のデータ。"
    )
    reporting_units: list[ReportingUnit] = Field(default_factory=list)
    windows: list[ServiceWindow] = Field(default_factory=list)
    groups: list[Group] = Field(min_length=1)
    measures: list[Measure]
    indicators: list[Indicator]
    reporting: Reporting
    rounding: Rounding
    verdicts: VerdictRules | None = None
    annexes: list[Annex] = Field(default_factory=list)
    campaigns: list[Campaign] = Field(default_factory=list)
    platforms: Platforms | None = None
    amendments: list[Amendment] = Field(default_factory=list)
    footnotes: list[Footnote] = Field(default_factory=list)
    data_licence: Text | None = Field(
        None, description="公開する数値データの利用条件（例: 政府標準利用規約に準じる）。"
    )
    terms: list[Term] = Field(default_factory=list, description="条件で使う符号の言葉。")

    @cached_property
    def all_indicators(self) -> tuple[Indicator, ...]:
        """The goals that have a number, each before the indicators of its group, then the rest."""
        goals = [g.goal.indicator for g in self.groups if g.goal and g.goal.indicator]
        return (*goals, *self.indicators)

    @cached_property
    def _by_id(self) -> dict[str, dict[str, PlanModel]]:
        return {
            "organisation": {o.id: o for o in (*self.organisations, *self.members)},
            "indicator": {i.id: i for i in self.all_indicators},
            "measure": {m.id: m for m in self.measures},
            "group": {g.id: g for g in self.groups},
            "section": {s.id: s for s in self.sections},
            "unit": {u.id: u for u in self.reporting_units},
            "window": {w.id: w for w in self.windows},
            "footnote": {f.id: f for f in self.footnotes},
        }

    # Each raises KeyError for an unknown id.
    def organisation(self, key: str) -> Organisation:
        return self._by_id["organisation"][key]  # type: ignore[return-value]

    def indicator(self, key: str) -> Indicator:
        return self._by_id["indicator"][key]  # type: ignore[return-value]

    def measure(self, key: str) -> Measure:
        return self._by_id["measure"][key]  # type: ignore[return-value]

    def group(self, key: str) -> Group:
        return self._by_id["group"][key]  # type: ignore[return-value]

    def section(self, key: str) -> Section:
        return self._by_id["section"][key]  # type: ignore[return-value]

    def unit(self, key: str) -> ReportingUnit:
        return self._by_id["unit"][key]  # type: ignore[return-value]

    def window(self, key: str) -> ServiceWindow:
        return self._by_id["window"][key]  # type: ignore[return-value]

    def footnote(self, key: str) -> Footnote:
        return self._by_id["footnote"][key]  # type: ignore[return-value]

    def members_of(self, owner: str) -> list[Organisation]:
        """The organisations that answer for ``owner``: itself, or the members of the class."""
        return [m for m in self.members if m.member_of == owner] or [self.organisation(owner)]

    def reporters(self) -> Iterator[Organisation]:
        """Every organisation that sends returns: owners that are single, and the members of owner classes."""
        for owner in self.organisations:
            yield from self.members_of(owner.id)

    def owner_key(self, organisation: str) -> str:
        """The owner for which an organisation answers: the class of a member, else itself."""
        return self.organisation(organisation).member_of or organisation

    def measures_of(self, owner: str) -> list[Measure]:
        """The measures that an owner (or the class of a member) carries."""
        key = self.owner_key(owner)
        return [m for m in self.measures if key in self.carriers_of(m)]

    def carriers_of(self, measure: Measure) -> list[str]:
        """The owners of a measure; of one that every member of the council carries, the members that the plan names."""
        return self.body.members if measure.all_members else measure.owners

    def indicators_of(self, owner: str) -> list[Indicator]:
        """The indicators that an owner (or the class of a member) holds."""
        key = self.owner_key(owner)
        return [i for i in self.all_indicators if key in i.holders]

    def units_of(self, indicator: Indicator, owner: str) -> list[ReportingUnit]:
        """The reporting units of an indicator that belong to an owner; none means the owner itself reports."""
        return [self.unit(u) for u in indicator.reporting_units if self.unit(u).owner == owner]

    def cadence_of(self, organisation: str) -> Cadence:
        """How often an organisation reports."""
        keys = {organisation, self.owner_key(organisation)}
        return next((e.cadence for e in self.reporting.exceptions if e.owner in keys), self.reporting.cadence)

    def window_of(self, indicator: Indicator) -> Window:
        """The span in which an indicator counts."""
        return indicator.window or self.counting_window
