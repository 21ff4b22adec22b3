"""Results in words: how a figure, a share and the standing of an indicator read on a page. Pure, no Django."""

from contextlib import suppress
from decimal import Decimal

from banso.indicators.results import Figure, FigureStatus, Progress
from banso.lib.codes import Code
from banso.lib.numbers import Rounding, grouped, rounded
from banso.plan.format import Indicator, PlanDocument, StructureKind

NOT_COMPUTED = "－"


class Standing(Code):
    """How an indicator stands, as far as this can be said without a scale of our own."""

    REACHED = ("reached", "目標に達した", "累計が目標に達している")
    ON_PACE = ("on_pace", "経過率以上", "達成率が、期間の経過率以上である")
    BEHIND = ("behind", "経過率を下回る", "達成率が、期間の経過率より低い")
    NOT_COMPARED = ("not_compared", "経過率と比べない", "期間の経過と比べられない指標である")
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


def plain(value: Decimal) -> str:
    """147 for 147.0: a number without needless zeros, grouped by thousands."""
    whole = value == value.to_integral_value()
    return grouped(value.quantize(Decimal(1)) if whole else value.normalize())


def percent_text(ratio: Decimal | None, document: PlanDocument) -> str:
    """48.1%, rounded as the plan or its secretariat says."""
    if ratio is None:
        return NOT_COMPUTED
    rule = document.rounding
    return f"{grouped(rounded(ratio * 100, rule.percent_digits, rule.mode))}%"


def achievement_text(progress: Progress, document: PlanDocument) -> str:
    """48.1%, or 45.2～48.1% where the figure is an interval."""
    low, high = progress.achievement_low, progress.achievement_high
    if progress.achievement is None and low is not None and high is not None:
        return f"{percent_text(low, document).removesuffix('%')}～{percent_text(high, document)}"
    return percent_text(progress.achievement, document)


def ends(progress: Progress) -> tuple[Decimal, Decimal] | None:
    """The least and the most that the achievement may be."""
    if progress.achievement is not None:
        return progress.achievement, progress.achievement
    if progress.achievement_low is None or progress.achievement_high is None:
        return None
    return progress.achievement_low, progress.achievement_high


def standing(progress: Progress) -> Standing:
    """Where an indicator stands. An interval is ahead or behind only when all of it is."""
    if not has_number(progress.cumulative):
        return Standing.UNKNOWN
    if progress.reached:
        return Standing.REACHED
    if progress.pace is not None:
        return Standing.ON_PACE if progress.pace >= 1 else Standing.BEHIND
    known = ends(progress)
    if progress.achievement is not None or known is None or progress.elapsed is None:
        return Standing.NOT_COMPARED
    if known[0] >= progress.elapsed:
        return Standing.ON_PACE
    return Standing.BEHIND if known[1] < progress.elapsed else Standing.UNDECIDED


def gap(progress: Progress) -> Decimal:
    """By how much the achievement lies below the elapsed share (1 = 100 points); 0 where they are not compared."""
    known = ends(progress)
    if known is None or progress.elapsed is None:
        return Decimal(0)
    return progress.elapsed - known[1]


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
    said = (
        f"{progress.period.end.label}末までに期間の{percent_text(progress.elapsed, document)}が過ぎ、"
        f"達成率は{achievement_text(progress, document)}です。"
    )
    if where is Standing.REACHED:
        said += "目標に達しています。"
    elif where is Standing.ON_PACE:
        said += "達成率は経過率以上です。"
    elif where is Standing.BEHIND:
        said += "達成率は経過率を下回っています。"
    elif where is Standing.UNDECIDED:
        said += "幅があるため、経過率を下回るかどうかは言えません。"
    if progress.forecast is not None:
        at_end = amount(progress.forecast, indicator, document) + indicator.unit
        said += f"この調子が続くと、期間の終わりに{at_end}になる計算です。"
    return said
