"""Numbers in Japanese habits, rounded in Decimal and never in float."""

import re
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


_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_KANJI = re.compile(
    r"(?=.)(?:[一二三四五六七八九]?千)?(?:[一二三四五六七八九]?百)?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?"
)


def kanji_number(text: str) -> int | None:
    """五十二, 五二 and 二〇〇〇 as 52, 52 and 2000; ``None`` for what is no number below ten thousand."""
    if len(text) <= 4 and text and set(text) <= _DIGITS.keys():
        return int("".join(str(_DIGITS[letter]) for letter in text))
    if not _KANJI.fullmatch(text):
        return None
    total, digit = 0, None
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        else:
            total += (1 if digit is None else digit) * _PLACES[letter]
            digit = None
    return total + (digit or 0)
