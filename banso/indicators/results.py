"""What the indicator engine answers: the same shapes for page, paper, workbook and command."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from banso.lib.codes import Code
from banso.lib.fiscal import Period


class FigureStatus(Code):
    """How far a figure is known."""

    KNOWN = ("known", "確定", "報告がそろい、確定している")
    APPROXIMATE = ("approximate", "概数", "報告に概数がある")
    PARTIAL = ("partial", "一部未報告", "報告していない機関・期間、または調査中の値がある")
    INTERVAL = ("interval", "幅のある値", "同じことを二つの機関が数えうるため、幅で示す")
    UNKNOWN = ("unknown", "未確認", "まだ何も報告されていない")
    NOT_COMPARABLE = ("not_comparable", "比較不能", "期間の中で定義が変わり、通して足せない")
    NOT_APPLICABLE = ("not_applicable", "該当なし", "数える対象がない")


@dataclass(frozen=True)
class Figure:
    """A value in the unit of its indicator. An interval has ``low`` and ``high`` and no ``value``.

    ``numerator`` and ``denominator`` are the raw parts of a ratio; ``members`` the codes of a coverage set.
    ``missing`` names what was expected and is not known (organisation or unit id with period key).
    """

    status: FigureStatus
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    members: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a number came from: the ledger entry, the version of the return and its cell."""

    entry: int
    source: str
    cell: str
    organisation: str
    unit: str
    component: str
    member: str
    period: Period
    amount: Decimal | None
    status: str
    recorded_at: str


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a series: the figure of the period and the cumulative figure up to its end."""

    period: Period
    figure: Figure
    cumulative: Figure


@dataclass(frozen=True)
class Part:
    """The figure of one owner or one reporting unit, with its share of the target where the plan has one."""

    key: str
    name: str
    period: Figure
    cumulative: Figure
    target: Decimal | None = None
    achievement: Decimal | None = None


@dataclass(frozen=True)
class Progress:
    """Everything known of one indicator at a date of knowledge.

    ``achievement``, ``elapsed`` and ``pace`` are unrounded ratios (1 = 100 %): achievement of the target, share
    of the counting window gone by, and achievement ÷ elapsed. ``verdict`` is the mark of the plan's own rule or
    ``None`` where the plan sets none. ``forecast`` is the value at the end of the window at the present pace.
    """

    id: str
    label: str
    unit: str
    comparator: str
    target: Decimal | None
    target_text: str
    period: Period
    figure: Figure
    cumulative: Figure
    achievement: Decimal | None
    achievement_low: Decimal | None
    achievement_high: Decimal | None
    reached: bool | None
    elapsed: Decimal | None
    pace: Decimal | None
    forecast: Decimal | None
    verdict: str | None
    verdict_label: str | None
    last_year: Decimal | None
    last_year_text: str
    window_start: date | None
    window_end: date | None
    by_owner: tuple[Part, ...] = ()
    by_unit: tuple[Part, ...] = ()
    series: tuple[SeriesPoint, ...] = ()
    targets: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Question:
    """What is asked: of a plan, as known at ``seq``, for a period; optionally only some indicators."""

    plan: str
    as_of: date
    seq: int
    period: Period
    indicators: tuple[str, ...] = ()
    organisation: str = ""
    unit: str = ""
