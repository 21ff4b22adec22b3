"""What a spreadsheet shows for a stored number, so far as its number format can be understood."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

NOTHING = "（何も表示されない）"

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[#0?](?:\.[#0?]*)?E[+-]0+|[#0?,.]*[#0?][#0?,.]*|General|@|標準)|(?P<percent>%)|(?P<other>.)"
)
_PLAIN_CHARACTERS = set(" $()-:")
_MINUS = "-−－▲△(（"


@dataclass(frozen=True)
class Shown:
    """``text`` is what is displayed; ``number`` the number that a reader sees in it; ``words`` what stands around it."""

    text: str
    number: Decimal | None
    words: str
    is_percent: bool = False


def shown(value: int | Decimal, number_format: str) -> Shown | None:
    """What is displayed for a number; ``None`` when the format is not understood."""
    with localcontext() as context:
        # A format has at most 255 characters and a stored number at most 309 digits: enough for any of both.
        context.prec = 2000
        return _shown(value, number_format[:255])


def _shown(value: int | Decimal, number_format: str) -> Shown | None:
    if number_format in ("General", "@", "標準", ""):
        return Shown(plain(value), Decimal(value), "")
    part = _parsed(section(value, number_format))
    if part is None:
        return None
    if not part.digits:
        text = (part.before + part.after).strip()
        return Shown(text or NOTHING, None, text)
    # A part of its own for negative numbers writes their sign itself, if at all.
    own = value < 0 and len(sections(number_format)) > 1
    amount = Decimal(-value if own else value)
    seen, text = _written(amount.scaleb(2 * part.percent), part.digits)
    minus = "-" if text.startswith("-") else ""
    whole = f"{minus}{part.before}{text.removeprefix('-')}{part.after}".strip()
    is_minus = own and any(sign in part.before + part.after for sign in _MINUS)
    number = -seen if seen is not None and is_minus else seen
    return Shown(whole or NOTHING, number, part.words.strip(), bool(part.percent))


class _Part(NamedTuple):
    """A part of a number format: what stands before and after its digits; ``words``: both, without signs of percentages."""

    before: str
    digits: str
    after: str
    words: str
    percent: int


def _parsed(part: str) -> _Part | None:
    before = digits = after = words = ""
    percent = 0
    for token in _TOKEN.finditer(part):
        if token.lastgroup == "digits":
            if digits:
                return None
            digits = token[0]
            continue
        literal = _literal(token)
        if literal is None:
            return None
        if token.lastgroup == "percent":
            percent += 1
        else:
            words += literal
        before, after = (before, after + literal) if digits else (before + literal, after)
    return _Part(before, digits, after, words, percent)


def section(value: int | Decimal, number_format: str) -> str:
    """The part of a number format that shows ``value``."""
    parts = sections(number_format)
    if value == 0 and len(parts) > 2:
        return parts[2]
    return parts[1] if value < 0 and len(parts) > 1 else parts[0]


def sections(number_format: str) -> list[str]:
    """Parts for positive, negative, zero and text, split at semicolons outside quotes."""
    parts, quoted, last = [""], False, ""
    for character in number_format:
        quoted ^= character == '"'
        if character == ";" and not quoted and last != "\\":
            parts.append("")
        else:
            parts[-1] += character
        last = character
    return parts


def _literal(token: re.Match[str]) -> str | None:
    """What a token shows; ``None`` for one that is not understood (a condition, an exponent, a fraction)."""
    kind, text = token.lastgroup, token[0]
    if kind in ("quoted", "escaped"):
        return token[kind] or ""
    if kind == "blank":
        return ""
    if kind == "percent":
        return "%"
    if kind == "bracket":
        inside = token["bracket"]
        if inside.startswith("$"):
            return inside[1:].split("-")[0]
        return None if inside[:1] in ("<", ">", "=", "h", "m", "s") else ""
    return text if text in _PLAIN_CHARACTERS or not text.isascii() else None


def _written(value: Decimal, digits: str) -> tuple[Decimal | None, str]:
    """(the number that is seen, its text); ``None`` where what is seen is no plain number."""
    if digits in ("General", "@", "標準"):
        return value, plain(value)
    digits, _e, exponent = digits.partition("E")
    if exponent:
        return None, _scientific(value, digits, exponent)
    whole, point, part = digits.partition(".")
    # A comma after the last digit divides by a thousand.
    thousands = len(digits) - len(digits.rstrip(","))
    places = [c for c in part if c in "0?#"]
    seen = value.scaleb(-3 * thousands).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    before, _point, after = f"{abs(seen):f}".partition(".")
    # A # shows no zero that is not needed; a 0 always shows a digit.
    least = sum(c in "0?" for c in whole)
    before = before.lstrip("0").zfill(least)
    if "," in whole.rstrip(",") and before:
        before = f"{int(before):0{least + max(least - 1, 0) // 3},}"
    while places and places.pop() == "#" and after.endswith("0"):
        after = after[:-1]
    text = f"{before}{point}{after}"
    is_seen = text not in ("", ".")
    return (seen if is_seen else None), f"-{text}" if seen < 0 and is_seen else text


def _scientific(value: Decimal, digits: str, exponent: str) -> str:
    """1.20E+01; with more digits before the point programs count the exponent in steps, which is not understood here."""
    power = value.adjusted() if value else 0
    _seen, text = _written(value.scaleb(-power), digits)
    if text.removeprefix("-").startswith("10"):
        power += 1
        _seen, text = _written(value.scaleb(-power), digits)
    sign = "-" if power < 0 else exponent[0].replace("-", "")
    return f"{text}E{sign}{abs(power):0{len(exponent) - 1}}"


def plain(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else f"{value:f}"
