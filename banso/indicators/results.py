"""What the indicator engine answers: the same shapes for page, paper, workbook and command."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from banso.lib.codes import Code
from banso.lib.fiscal import Period
from banso.lib.numbers import Rounding, rounded


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

    ``caveats`` is what else holds beside ``status``: an interval may be PARTIAL too, and then its upper end is no
    bound; a PARTIAL figure may be APPROXIMATE. ``numerator`` and ``denominator`` are the raw parts of a ratio; ``members`` the codes of a coverage set.
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
    caveats: tuple[FigureStatus, ...] = ()

    @property
    def statuses(self) -> tuple[FigureStatus, ...]:
        """Everything that holds of the figure, the status first."""
        return (self.status, *self.caveats)

    @property
    def partial(self) -> bool:
        return FigureStatus.PARTIAL in self.statuses

    @property
    def labels(self) -> tuple[tuple[FigureStatus, str], ...]:
        """Each status with its word. What lacks is called unreported only where somebody did not report."""
        return tuple(
            (s, self._partial_label if s is FigureStatus.PARTIAL else s.label) for s in self.statuses
        )

    @property
    def status_label(self) -> str:
        """幅のある値・一部未報告: every status in one text."""
        return "・".join(label for _status, label in self.labels)

    @property
    def _partial_label(self) -> str:
        reasons = {name.partition(" ")[2].partition(" ")[2] for name in self.missing}
        said = "・".join(label for reason, label in REASONS.items() if reason in reasons)
        return f"一部{said}" if said and reasons <= set(REASONS) else FigureStatus.PARTIAL.label


# Why an answer has no number, as ``Figure.missing`` says it. Without a reason nobody has answered.
REASONS = {"under_survey": "調査中", "unpublished": "未公表"}


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

    def as_json(self) -> dict[str, Any]:
        """Keys as the fields; the amount as a JSON number, null where the answer was not a number."""
        amount = self.amount
        return {
            "entry": self.entry,
            "source": self.source,
            "cell": self.cell,
            "organisation": self.organisation,
            "unit": self.unit,
            "component": self.component,
            "member": self.member,
            "period": self.period.key,
            "amount": None if amount is None else int(amount) if _whole(amount) else float(amount),
            "status": self.status,
            "recorded_at": self.recorded_at,
        }


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
    of the counting window gone by at the end of the period, and achievement ÷ share gone by. ``verdict`` is the
    mark of the plan's own rule or ``None`` where the plan sets none. ``forecast`` is the value at the end of the
    window at the present pace.

    Achievement is held against time only where both end on the same day: ``compared_until``, the last day up to
    which everybody has reported, with the share ``compared_elapsed`` of the window and the achievement of that
    day (``compared_low`` to ``compared_high``), that of the figure ``compared``. ``pace`` and ``forecast`` are those of that day. All are None where
    nothing is settled or a report lacks in the middle. ``comparable`` says whether the indicator is one that is held
    against time at all: it adds up, more is better, its window has both ends and its target is known.
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
    # How the plan prints: decimals of a value, decimals of a percentage, and the way of rounding.
    digits: int = 0
    percent_digits: int = 1
    rounding: Rounding = Rounding.HALF_UP
    comparable: bool = False
    compared_until: date | None = None
    compared_elapsed: Decimal | None = None
    compared_low: Decimal | None = None
    compared_high: Decimal | None = None
    compared: Figure | None = None
    # Last year's value for the same months; None while unknown or not comparable.
    last_year_to_date: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        """By how much the achievement lies below the share gone by (1 = 100 points), at best; None: not compared."""
        if self.compared_elapsed is None or self.compared_high is None:
            return None
        return self.compared_elapsed - self.compared_high

    @property
    def compared_earlier(self) -> bool:
        """Whether the comparison stands on an earlier day than the end of the asked period."""
        return self.compared_until is not None and self.compared_until < self.period.last_day

    def as_json(self) -> dict[str, Any]:
        """For ``--json`` and files: ids as they are, dates as ISO text, figures as JSON numbers.

        A whole number is an integer. Any other is rounded as the plan prints it (a value to ``digits``; a ratio
        to ``percent_digits`` of its percentage, so 0.774 is 77.4 %), and stands unrounded, as text, under
        ``exact``. ``value`` is the cumulative figure, ``period_value`` that of the asked period; both are null
        while unknown, and an interval has ``low`` and ``high`` instead.
        """
        c, p = self.cumulative, self.figure
        values = {
            "target": self.target,
            "value": c.value,
            "low": c.low,
            "high": c.high,
            "numerator": c.numerator,
            "denominator": c.denominator,
            "period_value": p.value,
            "period_low": p.low,
            "period_high": p.high,
            "forecast": self.forecast,
            "last_year": self.last_year,
            "last_year_to_date": self.last_year_to_date,
        }
        ratios = {
            "achievement": self.achievement,
            "achievement_low": self.achievement_low,
            "achievement_high": self.achievement_high,
            "elapsed": self.elapsed,
            "compared_elapsed": self.compared_elapsed,
            "pace": self.pace,
        }
        return {
            "id": self.id,
            "label": self.label,
            "unit": self.unit,
            "period": self.period.key,
            "comparator": self.comparator,
            "target_text": self.target_text,
            **{key: self._value(value) for key, value in values.items()},
            "status": c.status.value,
            "caveats": [caveat.value for caveat in c.caveats],
            "status_label": c.status_label,
            "period_status": p.status.value,
            "period_caveats": [caveat.value for caveat in p.caveats],
            "compared_until": _iso(self.compared_until),
            **{key: self._ratio(value) for key, value in ratios.items()},
            "reached": self.reached,
            "verdict": self.verdict,
            "verdict_label": self.verdict_label,
            "last_year_text": self.last_year_text,
            "window_start": _iso(self.window_start),
            "window_end": _iso(self.window_end),
            "missing": list(c.missing),
            "members": list(c.members),
            "notes": list(self.notes),
            "targets": [self._target(target) for target in self.targets],
            "by_owner": [self._part(part) for part in self.by_owner],
            "by_unit": [self._part(part) for part in self.by_unit],
            "series": [
                {"period": s.period.key, **self._figure(s.figure), "cumulative": self._figure(s.cumulative)}
                for s in self.series
            ],
            "sources": [source.as_json() for source in self.sources],
            "exact": {k: str(v) for k, v in {**values, **ratios}.items() if not _whole(v)},
        }

    def _value(self, value: Decimal | None) -> int | float | None:
        return _json_number(value, self.digits, self.rounding)

    def _ratio(self, value: Decimal | None) -> int | float | None:
        return _json_number(value, self.percent_digits + 2, self.rounding)

    def _figure(self, figure: Figure) -> dict[str, Any]:
        ends = {"value": figure.value, "low": figure.low, "high": figure.high}
        said = {"status": figure.status.value, "caveats": [caveat.value for caveat in figure.caveats]}
        return {**said, **{key: self._value(end) for key, end in ends.items()}}

    def _part(self, part: Part) -> dict[str, Any]:
        return {
            "id": part.key,
            "name": part.name,
            **self._figure(part.cumulative),
            "period": self._figure(part.period),
            "target": self._value(part.target),
            "achievement": self._ratio(part.achievement),
            "missing": list(part.cumulative.missing),
        }

    def _target(self, target: dict[str, Any]) -> dict[str, Any]:
        return {
            key: (self._ratio if key.startswith("achievement") else self._value)(value)
            if isinstance(value, Decimal)
            else _iso(value)
            if isinstance(value, date)
            else value
            for key, value in target.items()
        }


def _json_number(value: Decimal | None, digits: int, mode: Rounding) -> int | float | None:
    """A figure at the edge of the program, where JSON knows only such numbers."""
    if value is None:
        return None
    return int(value) if _whole(value) else float(rounded(value, digits, mode))


def _whole(value: Decimal | None) -> bool:
    return value is None or value == value.to_integral_value()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


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
