"""The small progress bar beside a figure: its lengths, and the sentence that says the same."""

from decimal import Decimal
from typing import Any

from banso.design.figures import UNKNOWN, percent
from banso.lib.numbers import rounded

# The bar ends at 120 %, so that the mark of the target always has room to its right and rows compare.
FULL_SCALE = Decimal("1.2")


def _length(ratio: Decimal) -> Decimal:
    """Where ``ratio`` lies on the bar, in percent of its width."""
    return rounded(min(max(ratio, Decimal(0)), FULL_SCALE) / FULL_SCALE * 100, 2)


def meter(
    achievement: Decimal | None,
    elapsed: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> dict[str, Any]:
    """Context of ``design/parts/meter.html`` for ratios (1 = 100 %)."""
    interval = achievement is None and low is not None and high is not None
    if interval:
        said = f"目標の{percent(low)}から{percent(high)}"
    else:
        said = f"目標の{percent(achievement)}" if achievement is not None else f"目標に対する割合は{UNKNOWN}"
    if elapsed is not None:
        said += f"、期間の経過は{percent(elapsed)}"
    base = low if interval else achievement
    return {
        "bar": _length(base) if base is not None else None,
        "span": (_length(low), _length(high) - _length(low))
        if interval and low is not None and high is not None
        else None,
        "elapsed": _length(elapsed) if elapsed is not None else None,
        "target": _length(Decimal(1)),
        "sentence": said,
    }
