"""What a spreadsheet shows for a stored number, so far as its number format can be understood."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from banso.returns.workbook.book import StoredCell

NOTHING = "（何も表示されない）"

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[#0?,.]*[#0?][#0?,.]*)|(?P<percent>%)|(?P<general>General|@|標準)|(?P<other>.)"
)
_PLAIN_CHARACTERS = set(" ¥￥$()（）-−:円")


@dataclass(frozen=True)
class Shown:
    """``text`` is what is displayed; ``number`` the number that a reader sees in it; ``words`` what stands around it."""

    text: str
    number: Decimal | None
    words: str
    is_percent: bool = False


def shown(value: int | Decimal, number_format: str) -> Shown | None:
    """What is displayed for a number that is not negative; ``None`` when the format is not understood."""
    with localcontext() as context:
        # A format has at most 255 characters and a stored number at most 309 digits: enough for any of both.
        context.prec = 2000
        return _shown(value, number_format[:255])


def _shown(value: int | Decimal, number_format: str) -> Shown | None:
    if number_format in ("General", "@", "標準", ""):
        return Shown(plain(value), Decimal(value), "")
    sections = _sections(number_format)
    section = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if not section.strip():
        return Shown(NOTHING, None, "")
    before, digits, after = "", None, ""
    percent = 0
    for token in _TOKEN.finditer(section):
        kind = token.lastgroup
        if kind in ("digits", "general"):
            if digits is not None:
                return None
            digits = token[0]
            continue
        percent += kind == "percent"
        literal = _literal(token)
        if literal is None:
            return None
        before, after = (before + literal, after) if digits is None else (before, after + literal)
    if digits is None:
        return Shown((before + after).strip() or NOTHING, None, (before + after).strip())
    number, text = _rounded(Decimal(value).scaleb(2 * percent), digits)
    words = (before + after).replace("%", "").strip()
    return Shown(f"{before}{text}{after}".strip(), number, words, bool(percent))


def _sections(number_format: str) -> list[str]:
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
    return text if text in _PLAIN_CHARACTERS or ord(text) > 0x3000 else None


def _rounded(value: Decimal, digits: str) -> tuple[Decimal, str]:
    """(the number that is seen, its text); a comma after the last digit divides by a thousand."""
    if digits in ("General", "@", "標準"):
        return value, plain(value)
    whole, _point, part = digits.partition(".")
    thousands = len(digits) - len(digits.rstrip(","))
    places = sum(c in "0?#" for c in part)
    scaled = value.scaleb(-3 * thousands)
    seen = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    grouped = "," in whole.rstrip(",")
    return seen, f"{seen:,f}" if grouped else f"{seen:f}"


def plain(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else f"{value:f}"


def date_text(cell: StoredCell) -> str:
    """2025-09-01, with the time where there is one."""
    if isinstance(cell.value, str):
        return cell.value
    if not isinstance(cell.value, int | Decimal) or isinstance(cell.value, bool) or cell.value < 0:
        return ""
    days = int(cell.value)
    try:
        # The calendar of spreadsheets has a 29 February 1900, so days before it count one less.
        moment = datetime(1899, 12, 30) + timedelta(days=days + (0 < days < 60))
    except OverflowError:
        return ""
    clock = datetime.min + timedelta(seconds=round((Decimal(cell.value) - days) * 86400))
    if not days:
        return f"{clock:%H:%M}"
    return f"{moment:%Y-%m-%d}" + (f" {clock:%H:%M}" if clock != datetime.min else "")
