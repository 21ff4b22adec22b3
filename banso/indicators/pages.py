"""Reads shaped for the progress pages: results joined with measures, returns and sources."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banso.access.roles import Act
from banso.access.rules import Member, may
from banso.design import charts
from banso.indicators import drawings, queries, tables, words
from banso.indicators.results import Progress, Question, Source
from banso.indicators.rules.wholes import Whole, whole_of
from banso.indicators.rules.words import amended_texts, break_text
from banso.indicators.tables import GroupRows, PartRow, PointRow, Row
from banso.ledger.kinds import Component, MeasureState, Status
from banso.lib import clock
from banso.lib.numbers import grouped
from banso.plan.format import (
    Footnote,
    Group,
    Indicator,
    Measure,
    Municipality,
    Organisation,
    PlanDocument,
    StructureKind,
)
from banso.plan.format.body import MunicipalityKind
from banso.plan.queries import LoadedPlan
from banso.returns.queries import (
    Expected,
    Explained,
    MeasureReport,
    SourceLink,
    expected,
    explained,
    measures_as_known,
    source_links,
)

_STATES = (StructureKind.STOCK, StructureKind.COVERAGE, StructureKind.RATIO, StructureKind.AVERAGE)


@dataclass(frozen=True)
class GroupPart:
    """A group's indicators with the words of its chart. ``alt`` is empty where there is nothing to draw."""

    rows: GroupRows
    alt: str


@dataclass(frozen=True)
class MeasureCount:
    """How many measures of a group stand where, each measure counted once; and how many words bodies gave."""

    group: Group
    measures: int
    states: tuple[tuple[Whole, int], ...]
    reports: int


@dataclass(frozen=True)
class MeasureRow:
    """A measure with what the bodies last said of it."""

    measure: Measure
    owners: str
    reports: tuple[tuple[str, MeasureReport], ...]

    @property
    def states(self) -> list[tuple[MeasureState, int]]:
        counted = Counter(report.state for _name, report in self.reports)
        return [(state, counted[state]) for state in MeasureState if counted[state]]


@dataclass(frozen=True)
class BodyRow:
    """An indicator of a body, with the part of it that is the body's own where others hold it too."""

    row: Row
    own: PartRow | None


@dataclass(frozen=True)
class SourceRow:
    """One number of the ledger with the return and the cell it came from. Only those who may open it get a link."""

    source: Source
    name: str
    amount: str
    status: str
    link: SourceLink | None
    may_open: bool
    explained: tuple[Explained, ...]


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that the page of one indicator shows."""

    row: Row
    indicator: Indicator
    groups: tuple[Group, ...]
    targets: tuple[str, ...]
    amended: tuple[str, ...]
    breaks: tuple[str, ...]
    places: tuple[str, ...]
    owners_of: tuple[Organisation, ...]
    footnotes: tuple[Footnote, ...]
    related: tuple[tuple[str, Indicator], ...]
    pace: str
    points: list[PointRow]
    alt: str
    owners: list[PartRow]
    units: list[PartRow]
    coverage: tuple[tuple[str, tuple[Municipality, ...]], ...]
    sources: list[SourceRow]
    last_year_to_date: str
    notes: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Whether "cumulative" is the word for the figure: a rate, a state or a set is not added up."""
        return self.indicator.structure.kind not in _STATES

    @property
    def unknown_towns(self) -> int:
        """How many municipalities of a coverage are not known."""
        return len(self.coverage[-1][1]) if self.coverage else 0

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not known yet, by name; of a coverage only the bodies, whose towns stand in a list of their own."""
        towns = {town.name for _name, found in self.coverage for town in found}
        return tuple(name for name in self.row.cumulative.missing if name.partition("（")[0] not in towns)

    @property
    def sources_summary(self) -> str:
        versions = {line.source.source for line in self.sources}
        return f"{len(versions)}件の報告から{len(self.sources)}個の数（開いて見る）"


def with_charts(groups: Iterable[GroupRows]) -> list[GroupPart]:
    """Each group with the sentence that its chart needs."""
    return [GroupPart(rows, _sentence(rows.rows)) for rows in groups]


def indicators_of_group(document: PlanDocument, group: str) -> tuple[str, ...]:
    """The ids of the indicators of a group, its goal first."""
    return tuple(i.id for i in document.all_indicators if group in tables.groups_of(i, document))


def group_part(plan: LoadedPlan, question: Question, group: Group) -> GroupPart:
    """The indicators of one group. ``question`` asks for these alone; a group may have none."""
    answers = queries.progress(plan, question) if question.indicators else []
    rows = tuple(tables.row(answer, plan.document) for answer in answers)
    return GroupPart(GroupRows(group, rows), _sentence(rows))


def _sentence(rows: Sequence[Row]) -> str:
    drawn = drawings.bars(rows)
    if not drawn:
        return ""
    rule = rows[0].progress
    return charts.achievement_sentence(drawn, digits=rule.percent_digits, mode=rule.rounding)


def measure_summary(plan: LoadedPlan, question: Question) -> list[MeasureCount]:
    """The measures of each group by where they stand as wholes. Two SQL queries."""
    document = plan.document
    said: dict[str, dict[str, MeasureState]] = defaultdict(dict)
    for report in measures_as_known(plan, question.seq, question.period):
        said[report.measure][report.organisation] = report.state
    found = []
    for group in document.groups:
        own = [measure for measure in document.measures if measure.group == group.id]
        counted = Counter(_whole(document, measure, said[measure.id]) for measure in own)
        found.append(
            MeasureCount(
                group=group,
                measures=len(own),
                states=tuple((state, counted[state]) for state in Whole),
                reports=sum(len(said[measure.id]) for measure in own),
            )
        )
    return found


def _whole(document: PlanDocument, measure: Measure, said: dict[str, MeasureState]) -> Whole:
    bodies = {body.id for owner in document.carriers_of(measure) for body in document.members_of(owner)}
    return whole_of(Counter(said.values()), silent=len(bodies - set(said)))


def measures_of_group(plan: LoadedPlan, question: Question, group: str) -> list[MeasureRow]:
    """The measures of a group with the last word of every body."""
    return _measure_rows(plan, question, [m for m in plan.document.measures if m.group == group])


def measures_of_body(plan: LoadedPlan, question: Question, organisation: str) -> list[MeasureRow]:
    """The measures of a body with its own last word; for a class, the words of its members."""
    bodies = {organisation, *(m.id for m in plan.document.members if m.member_of == organisation)}
    return _measure_rows(plan, question, plan.document.measures_of(organisation), bodies)


def _measure_rows(
    plan: LoadedPlan, question: Question, measures: Sequence[Measure], bodies: set[str] | None = None
) -> list[MeasureRow]:
    document = plan.document
    reports = defaultdict(list)
    for report in measures_as_known(plan, question.seq, question.period):
        if bodies is None or report.organisation in bodies:
            name = words.name_of(report.organisation, document)
            reports[report.measure].append((name, report))
    return [
        MeasureRow(
            measure=measure,
            owners="構成員すべて"
            if measure.all_members
            else "・".join(document.organisation(key).short_name for key in measure.owners),
            reports=tuple(reports[measure.id]),
        )
        for measure in measures
    ]


def indicators_of_body(plan: LoadedPlan, question: Question, organisation: str) -> list[BodyRow]:
    """The indicators that a body holds; where it holds one with others, its own part too."""
    document, keys = plan.document, {organisation, plan.document.owner_key(organisation)}
    rows = []
    for answer in queries.progress(plan, question):
        indicator = document.indicator(answer.id)
        own = [part for part in answer.by_owner if part.key in keys] if len(answer.by_owner) > 1 else []
        parts = tables.part_rows(own, indicator, document)
        rows.append(BodyRow(tables.row(answer, document), parts[0] if parts else None))
    return rows


def returns_of_body(plan: LoadedPlan, member: Member, organisation: str) -> list[Expected] | None:
    """The returns of a body, newest first; None for those who may not see them."""
    if not may(member, Act.SEE_RETURNS, organisation):
        return None
    rows = [row for row in expected(plan, clock.today()) if row.organisation == organisation]
    return rows[::-1]


def indicator_page(plan: LoadedPlan, progress: Progress, member: Member) -> IndicatorPage:
    """One indicator, whole."""
    document, indicator = plan.document, plan.document.indicator(progress.id)
    structure = indicator.structure
    related = {
        "この指標を合わせる元": list(structure.of) if structure.kind is not StructureKind.SUBSET else [],
        "全体の指標": list(structure.of) if structure.kind is StructureKind.SUBSET else [],
        "分子・分母の指標": [i for i in (structure.numerator_of, structure.denominator_of) if i],
        "この指標を含む指標": [i.id for i in document.all_indicators if progress.id in i.structure.of],
    }
    drawn = drawings.points(progress, document)
    has_number = any(point.cumulative is not None or point.low is not None for point in drawn)
    return IndicatorPage(
        row=tables.row(progress, document),
        indicator=indicator,
        groups=tuple(document.group(key) for key in tables.groups_of(indicator, document)),
        targets=tuple(dict.fromkeys(target["text"] for target in progress.targets)),
        amended=tuple(amended_texts(indicator, document, progress.period.last_day)),
        breaks=tuple(break_text(change) for change in indicator.definition_changes),
        places=tuple(r.label or document.section(r.section).title for r in indicator.references),
        owners_of=tuple(document.organisation(key) for key in indicator.owners),
        footnotes=tuple(document.footnote(key) for key in indicator.footnotes),
        related=tuple((name, document.indicator(key)) for name, keys in related.items() for key in keys),
        pace=words.pace_sentence(progress, document),
        points=tables.point_rows(progress, document),
        alt=charts.series_sentence(drawn, **drawings.manner(progress)) if has_number else "",
        owners=tables.part_rows(progress.by_owner, indicator, document),
        units=tables.part_rows(progress.by_unit, indicator, document),
        coverage=_coverage(progress, document),
        sources=_sources(progress, document, member),
        last_year_to_date=words.value_text(progress.last_year_to_date, indicator, document),
        notes=progress.notes,
    )


def _coverage(progress: Progress, document: PlanDocument) -> tuple[tuple[str, tuple[Municipality, ...]], ...]:
    """The municipalities that are covered, not covered, and not known, by name. A ward is part of its city."""
    if document.indicator(progress.id).structure.kind is not StructureKind.COVERAGE:
        return ()
    towns = [m for m in document.area.municipalities if m.kind is not MunicipalityKind.WARD]
    covered = set(progress.cumulative.members)
    unknown = {item.split()[0] for item in progress.cumulative.missing if item} - covered
    if progress.cumulative.value is None:
        unknown = {town.code for town in towns}
    return (
        ("満たしている", tuple(t for t in towns if t.code in covered)),
        ("満たしていない", tuple(t for t in towns if t.code not in covered | unknown)),
        ("未確認", tuple(t for t in towns if t.code in unknown)),
    )


def _sources(progress: Progress, document: PlanDocument, member: Member) -> list[SourceRow]:
    named = {source.source for source in progress.sources}
    links, told = source_links(named), explained(named)
    towns = {m.code: m.name for m in document.area.municipalities}
    rows = []
    for source in progress.sources:
        names = [words.name_of(source.organisation, document)]
        names += [words.name_of(source.unit, document)] if source.unit else []
        names += [towns.get(source.member, source.member)] if source.member else []
        if source.component != Component.VALUE:
            names.append(Component.of(source.component).label)
        status = Status.of(source.status)
        rows.append(
            SourceRow(
                source=source,
                name=" ".join(names),
                amount=_said(source, status),
                status=status.label,
                link=links.get(source.source),
                may_open=may(member, Act.SEE_RETURNS, source.organisation),
                explained=tuple(told.get((source.source, source.cell), ())),
            )
        )
    return rows


def _said(source: Source, status: Status) -> str:
    if source.amount is None:
        return status.label
    if source.member:
        return "満たしている" if source.amount else "満たしていない"
    return grouped(source.amount)
