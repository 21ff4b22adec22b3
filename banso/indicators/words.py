"""Results in words: how a figure, a share and the standing of an indicator read on a page. Pure, no Django."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal

from banso.indicators.results import REASONS, Figure, FigureStatus, Progress
from banso.lib.codes import Code
from banso.lib.fiscal import FiscalMonth
from banso.lib.numbers import Rounding, grouped, rounded
from banso.plan.format import Indicator, PlanDocument, StructureKind

NOT_COMPUTED = "－"
# Of a share, beyond those of the plan.
_MOST_DECIMALS = 4


class Standing(Code):
    """How an indicator stands, as far as this can be said without a scale of our own."""

    REACHED = ("reached", "目標に達した", "累計が目標に達している")
    ON_PACE = ("on_pace", "経過率以上", "達成率が、期間の経過率以上である")
    BEHIND = ("behind", "経過率を下回る", "達成率が、期間の経過率より低い")
    NOT_COMPARED = (
        "not_compared",
        "経過率と比べない",
        "期間の経過とともに増える数でないなど、経過率と比べない",
    )
    INCOMPLETE = ("incomplete", "未報告があり比べない", "途中に分からない期間があり、経過率と比べられない")
    UNDECIDED = ("undecided", "幅があるため言えない", "値に幅があり、経過率を下回るかどうかが決まらない")
    UNKNOWN = ("unknown", "未確認", "値が分からない")


def figure_text(figure: Figure, indicator: Indicator, document: PlanDocument) -> str:
    """1,234件, 1,234～1,567件, or in words what is not known. Unknown is never a number."""
    if figure.value is not None:
        return amount(figure.value, indicator, document) + indicator.unit
    if figure.low is not None and figure.high is not None:
        low, high = amount(figure.low, indicator, document), amount(figure.high, indicator, document)
        return f"{low}～{high}{indicator.unit}"
    if figure.status in (FigureStatus.NOT_COMPARABLE, FigureStatus.NOT_APPLICABLE):
        return figure.status.label
    return FigureStatus.UNKNOWN.label


def amount(value: Decimal, indicator: Indicator, document: PlanDocument) -> str:
    """A number with the decimals of its indicator, grouped by thousands."""
    mode = document.rounding.mode if indicator.structure.kind is StructureKind.RATIO else Rounding.HALF_UP
    return grouped(rounded(value, indicator.decimals, mode))


def value_text(value: Decimal | None, indicator: Indicator, document: PlanDocument) -> str:
    """1,234件; nothing while unknown."""
    return "" if value is None else amount(value, indicator, document) + indicator.unit


def plain(value: Decimal) -> str:
    """147 for 147.0: a number without needless zeros, grouped by thousands."""
    whole = value == value.to_integral_value()
    return grouped(value.quantize(Decimal(1)) if whole else value.normalize())


def percent_text(ratio: Decimal | None, document: PlanDocument, more: int = 0) -> str:
    """48.1%, rounded as the plan or its secretariat says; with ``more`` decimals where asked."""
    if ratio is None:
        return NOT_COMPUTED
    rule = document.rounding
    return f"{grouped(rounded(ratio * 100, rule.percent_digits + more, rule.mode))}%"


def achievement_text(progress: Progress, document: PlanDocument) -> str:
    """48.1%, or 45.2～48.1% where the figure is an interval."""
    found = ends(progress)
    return NOT_COMPUTED if found is None else share_text(*found, document)


def share_text(low: Decimal, high: Decimal, document: PlanDocument, more: int = 0) -> str:
    """48.1%, or 45.2～48.1%."""
    if low == high:
        return percent_text(low, document, more)
    return f"{percent_text(low, document, more).removesuffix('%')}～{percent_text(high, document, more)}"


def decimals_to_differ(progress: Progress, document: PlanDocument) -> int:
    """How many more decimals it takes until what is behind also reads as behind: 58.56% against 58.63%."""
    high, gone = progress.compared_high, progress.compared_elapsed
    if standing(progress) is not Standing.BEHIND or high is None or gone is None:
        return 0

    def differ(more: int) -> bool:
        texts = {percent_text(share, document, more) for share in (high, gone)}
        return len(texts) > 1 and bool(rounded((gone - high) * 100, 1 + more))

    return next((more for more in range(_MOST_DECIMALS) if differ(more)), _MOST_DECIMALS)


def until_text(progress: Progress) -> str:
    """9月末までの報告で比較, where the comparison does not stand on the end of the asked period; else nothing."""
    until = progress.compared_until
    compared = standing(progress) in (Standing.ON_PACE, Standing.BEHIND, Standing.UNDECIDED)
    if until is None or not progress.compared_earlier or not compared:
        return ""
    return f"{until.month}月末までの報告で比較"


def lacking_text(missing: Iterable[str]) -> str:
    """未報告 2件、調査中 1件: what lacks, by why it does. ``missing`` is that of a figure."""
    counted = Counter(name.partition(" ")[2].partition(" ")[2] for name in missing)
    kinds = {"": "未報告", **REASONS}
    return "、".join(f"{label} {counted[reason]}件" for reason, label in kinds.items() if counted[reason])


def ends(progress: Progress) -> tuple[Decimal, Decimal] | None:
    """The least and the most that the achievement may be."""
    if progress.achievement is not None:
        return progress.achievement, progress.achievement
    if progress.achievement_low is None or progress.achievement_high is None:
        return None
    return progress.achievement_low, progress.achievement_high


def standing(progress: Progress) -> Standing:
    """Where an indicator stands at the day up to which everybody has reported.

    An interval is ahead or behind only when all of it is.
    """
    if not has_number(progress.cumulative):
        return Standing.UNKNOWN
    if progress.reached:
        return Standing.REACHED
    if not progress.comparable:
        return Standing.NOT_COMPARED
    low, high, gone = progress.compared_low, progress.compared_high, progress.compared_elapsed
    if low is None or high is None or gone is None:
        return Standing.INCOMPLETE
    if low >= gone:
        return Standing.ON_PACE
    return Standing.BEHIND if high < gone else Standing.UNDECIDED


def has_number(figure: Figure) -> bool:
    return figure.value is not None or figure.low is not None


def name_of(key: str, document: PlanDocument) -> str:
    """What a reader calls an organisation or a reporting unit; an id that the plan has dropped stays as it is."""
    for find in (document.organisation, document.unit):
        with suppress(KeyError):
            return str(find(key).name)
    return key


def pace_sentence(progress: Progress, document: PlanDocument) -> str:
    """Pace and forecast in a sentence, without a judgement that the plan does not make."""
    indicator = document.indicator(progress.id)
    where = standing(progress)
    if where is Standing.UNKNOWN:
        return "まだ値が分からないため、期間の経過と比べられません。"
    if progress.elapsed is None or ends(progress) is None:
        return "この指標は、期間の経過と比べません。"
    if where is Standing.INCOMPLETE:
        return "途中に分からない期間があるため、期間の経過と比べられません。"
    said = _compared(progress, document)
    if where is Standing.REACHED:
        said += "目標に達しています。"
    elif where is Standing.ON_PACE:
        said += "達成率は経過率以上です。"
    elif where is Standing.BEHIND:
        said += "達成率は経過率を下回っています。"
    elif where is Standing.UNDECIDED:
        said += "幅があるため、経過率を下回るかどうかは言えません。"
    if progress.forecast is not None:
        if not progress.comparable:
            said += _as_of(progress)
        at_end = amount(progress.forecast, indicator, document) + indicator.unit
        said += f"この調子が続くと、期間の終わりに{at_end}になる計算です。"
    return said


def _compared(progress: Progress, document: PlanDocument) -> str:
    """How far time and figure are, on the day on which they are compared."""
    low, high, until = progress.compared_low, progress.compared_high, progress.compared_until
    if low is None or high is None or until is None or not progress.compared_earlier:
        return (
            f"{progress.period.end.label}末までに期間の{percent_text(progress.elapsed, document)}が過ぎ、"
            f"達成率は{achievement_text(progress, document)}です。"
        )
    return (
        f"報告がそろっている{FiscalMonth.of(until).label}末までで比べています。期間の"
        f"{percent_text(progress.compared_elapsed, document)}が過ぎ、達成率は{share_text(low, high, document)}です。"
    )


def _as_of(progress: Progress) -> str:
    """令和7年9月末までの報告によると、 where a forecast does not rest on the whole asked period."""
    until = progress.compared_until
    if until is None or not progress.compared_earlier:
        return ""
    return f"{FiscalMonth.of(until).label}末までの報告によると、"
