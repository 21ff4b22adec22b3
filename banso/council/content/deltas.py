"""The difference of two printed figures, said with its sign, never guessed where one of them is no number."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from banso.lib.numbers import grouped

NOT_SAID = "－"
SAME = "変わりなし"


def ends(figure: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest value of a figure of a paper; None where it is no number."""
    if figure["value"] is not None:
        return Decimal(figure["value"]), Decimal(figure["value"])
    if figure["low"] is not None and figure["high"] is not None:
        return Decimal(figure["low"]), Decimal(figure["high"])
    return None


def delta(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """By how much the lower and the upper end moved; None where there is nothing to subtract."""
    old, new = ends(before), ends(after)
    return None if old is None or new is None else (new[0] - old[0], new[1] - old[1])


def delta_text(moved: tuple[Decimal, Decimal] | None, unit: str) -> str:
    """＋5件, －3件, ±0件; 下限＋5件・上限＋10件 where the ends moved apart; － where it cannot be said.

    The difference of two percentages is said in points: 5 % more of 50 % would be 52.5 %.
    """
    if moved is None:
        return NOT_SAID
    unit = "ポイント" if unit == "%" else unit
    low, high = moved
    if low == high:
        return f"{signed(low)}{unit}"
    return f"下限{signed(low)}{unit}・上限{signed(high)}{unit}"


def signed(value: Decimal) -> str:
    if not value:
        return "±0"
    return f"{'＋' if value > 0 else '－'}{grouped(abs(value))}"


def change_text(before: Mapping[str, Any], after: Mapping[str, Any], unit: str) -> str:
    """The difference in numbers, or from what word to what number where one was no number."""
    moved = delta(before, after)
    if moved is not None:
        return delta_text(moved, unit)
    return SAME if before["text"] == after["text"] else f"{before['text']}→{after['text']}"
