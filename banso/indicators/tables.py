"""Results as rows of the tables that pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from banso.indicators import words
from banso.indicators.queries import missing_names
from banso.indicators.results import Figure, FigureStatus, Part, Progress
from banso.indicators.rules.words import break_text
from banso.plan.format import Group, Indicator, PlanDocument


@dataclass(frozen=True)
class Shown:
    """A figure as a cell shows it, with what it lacks by name."""

    text: str
    status: FigureStatus
    missing: tuple[str, ...]
    parts: str = ""
    labels: tuple[tuple[FigureStatus, str], ...] = ()
    lacking: str = ""


@dataclass(frozen=True)
class Row:
    """One indicator in a table of indicators."""

    progress: Progress
    indicator: Indicator
    owners: str
    target: str
    period: Shown
    cumulative: Shown
    achievement: str
    elapsed: str
    compared_elapsed: str
    compared_achievement: str
    until: str
    compared_value: str
    standing: words.Standing
    gap: Decimal
    # Decimals of the compared shares and of the gap, beyond the usual.
    more: int
    is_goal: bool

    @property
    def gap_points(self) -> str:
        """By how many points the achievement lies below the elapsed share."""
        return f"{self.gap * 100:.{1 + self.more}f}"

    @property
    def marks(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
        """(achievement, low, high, elapsed) of the bar: of the day of the comparison where there is one.

        Without a comparison the bar has no mark of the time gone by.
        """
        p = self.progress
        low, high = p.compared_low, p.compared_high
        if not p.comparable or low is None or high is None:
            return p.achievement, p.achievement_low, p.achievement_high, None
        if low == high:
            return low, None, None, p.compared_elapsed
        return None, low, high, p.compared_elapsed


@dataclass(frozen=True)
class GroupRows:
    """The indicators of a group. ``group`` is None for indicators that belong to none."""

    group: Group | None
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return self.group.name if self.group else "区分のない指標"


@dataclass(frozen=True)
class PartRow:
    """One owner or reporting unit of an indicator."""

    part: Part
    period: Shown
    cumulative: Shown
    target: str
    achievement: str


@dataclass(frozen=True)
class PointRow:
    """One period of a series."""

    key: str
    label: str
    period: Shown
    cumulative: Shown
    breaks: tuple[str, ...] = ()


def shown(figure: Figure, indicator: Indicator, document: PlanDocument) -> Shown:
    """A figure with its text, and the raw parts of a ratio."""
    structure, raw = indicator.structure, ""
    if figure.numerator is not None and figure.denominator is not None:
        above, below = words.plain(figure.numerator), words.plain(figure.denominator)
        raw = (
            f"{structure.numerator or '分子'}{above}{structure.numerator_unit or ''} ÷ "
            f"{structure.denominator or '分母'}{below}{structure.denominator_unit or ''}"
        )
    return Shown(
        text=words.figure_text(figure, indicator, document),
        status=figure.status,
        missing=tuple(missing_names(document, figure.missing)),
        parts=raw,
        labels=figure.labels,
        lacking=words.lacking_text(figure.missing),
    )


def row(progress: Progress, document: PlanDocument) -> Row:
    """An indicator as a row."""
    indicator = document.indicator(progress.id)
    low, high = progress.compared_low, progress.compared_high
    more = words.decimals_to_differ(progress, document)
    return Row(
        progress=progress,
        indicator=indicator,
        owners="・".join(document.organisation(key).short_name for key in indicator.holders),
        target=progress.target_text,
        period=shown(progress.figure, indicator, document),
        cumulative=shown(progress.cumulative, indicator, document),
        achievement=words.achievement_text(progress, document),
        elapsed=words.percent_text(progress.elapsed, document),
        compared_elapsed=words.percent_text(progress.compared_elapsed, document, more),
        compared_achievement=words.NOT_COMPUTED
        if low is None or high is None
        else words.share_text(low, high, document, more),
        until=words.until_text(progress),
        compared_value=words.figure_text(progress.compared, indicator, document) if progress.compared else "",
        standing=words.standing(progress),
        gap=progress.gap or Decimal(0),
        more=more,
        is_goal=progress.id in goals(document),
    )


def goals(document: PlanDocument) -> dict[str, str]:
    """The id of every goal that has a number, with the id of its group."""
    return {g.goal.indicator.id: g.id for g in document.groups if g.goal and g.goal.indicator}


def groups_of(indicator: Indicator, document: PlanDocument) -> list[str]:
    """The groups of an indicator; a goal belongs to its group even where it does not say so."""
    goal = goals(document).get(indicator.id)
    return indicator.groups or ([goal] if goal else [])


def by_group(answers: Iterable[Progress], document: PlanDocument) -> list[GroupRows]:
    """The indicators group by group, in the order of the plan. A group without indicators is there, empty."""
    rows = [row(answer, document) for answer in answers]
    found = [
        GroupRows(group, tuple(r for r in rows if group.id in groups_of(r.indicator, document)))
        for group in document.groups
    ]
    loose = tuple(r for r in rows if not groups_of(r.indicator, document))
    return [*found, *([GroupRows(None, loose)] if loose else [])]


def behind(rows: Iterable[Row]) -> list[Row]:
    """The indicators whose achievement lies below the elapsed share, the widest gap first."""
    return sorted((r for r in rows if r.standing is words.Standing.BEHIND), key=lambda r: -r.gap)


def part_rows(parts: Sequence[Part], indicator: Indicator, document: PlanDocument) -> list[PartRow]:
    """Owners or reporting units as rows."""
    return [
        PartRow(
            part=part,
            period=shown(part.period, indicator, document),
            cumulative=shown(part.cumulative, indicator, document),
            target=""
            if part.target is None
            else words.amount(part.target, indicator, document) + indicator.unit,
            achievement=words.percent_text(part.achievement, document),
        )
        for part in parts
    ]


def point_rows(progress: Progress, document: PlanDocument) -> list[PointRow]:
    """The series, one row for each period."""
    indicator = document.indicator(progress.id)
    return [
        PointRow(
            key=point.period.key,
            label=point.period.label,
            period=shown(point.figure, indicator, document),
            cumulative=shown(point.cumulative, indicator, document),
            breaks=tuple(
                break_text(change)
                for change in indicator.definition_changes
                if point.period.first_day <= change.effective_from <= point.period.last_day
            ),
        )
        for point in progress.series
    ]
