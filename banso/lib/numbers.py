"""Numbers in Japanese habits, rounded in Decimal and never in float."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """How a printed figure is rounded; a plan chooses."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


def rounded(value: Decimal, digits: int, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """``value`` with ``digits`` decimals. 小数第2位を四捨五入 is ``digits=1``."""
    step = Decimal(1).scaleb(-digits)
    return value.quantize(step, ROUND_HALF_UP if mode is Rounding.HALF_UP else ROUND_DOWN)


def grouped(value: Decimal | int) -> str:
    """1234 → 1,234; trailing zeros of a decimal are kept."""
    return f"{value:,}"
