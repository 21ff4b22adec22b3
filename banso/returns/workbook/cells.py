"""One cell: what is stored, what is shown, and what it means. Anything doubtful is asked, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from banso.lib.text import fold

MAX_AMOUNT = 10**12
MAX_TEXT = 4000

_PLAIN = re.compile(r"\d+(\.\d+)?|\d{1,3}(,\d{3})+(\.\d+)?")
_NEGATIVE = re.compile(r"[-−‐▲△(（].*\d")
_DASHES = re.compile(r"[-−‐‑–—―ー〜~・.…]+")
_TELL = "0件なら0を、まだ分からないときは値を空にして状態で「調査中」などを選んでください。"


@dataclass(frozen=True)
class StoredCell:
    """A cell as it stands in the file. ``formula`` where it is computed; then ``value`` is the kept result."""

    ref: str
    value: Any
    formula: str = ""
    number_format: str = "General"
    is_error: bool = False


class Doubt(Exception):
    """What is wrong with one cell, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


def is_blank(cell: StoredCell | None) -> bool:
    if cell is None or cell.formula or cell.is_error:
        return cell is None
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def stored(cell: StoredCell | None) -> str:
    """The stored value as text, for a person."""
    if cell is None:
        return ""
    if cell.formula:
        return cell.formula if cell.value is None else f"{cell.formula} → {cell.value}"
    return "" if cell.value is None else str(cell.value)


def shown(cell: StoredCell | None) -> str:
    """What the spreadsheet displays, where its number format hides digits or multiplies; else empty."""
    if cell is None or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return ""
    pattern = re.fullmatch(r'[#,]*0(?:\.(0+))?(%)?(?:"[^"]*")?(?:_.)*', cell.number_format.split(";")[0])
    if pattern is None:
        return ""
    value = Decimal(str(cell.value)) * (100 if pattern[2] else 1)
    text = f"{value:,.{len(pattern[1] or '')}f}{pattern[2] or ''}"
    return "" if text.replace(",", "") == str(cell.value) else text


def number(cell: StoredCell | None, *, decimals: int, unit: str) -> int | None:
    """The number in a cell, scaled by 10^decimals; ``None`` when blank. Raises :class:`Doubt`."""
    if cell is None or is_blank(cell):
        return None
    _refuse_what_is_no_value(cell)
    value = _from_text(cell.value, unit) if isinstance(cell.value, str) else _from_number(cell, unit)
    if value < 0:
        raise Doubt("負の値です。", "0以上の値を記入してください。訂正は、訂正後の値そのものを記入します。")
    if value >= MAX_AMOUNT:
        raise Doubt("値が大きすぎます。", "桁を確かめて記入し直してください。")
    scaled = value.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        what = f"小数{decimals}桁まで" if decimals else "整数"
        raise Doubt(
            f"{what}で記入する欄に、端数のある値が入っています。", f"{what}の値を記入し直してください。"
        )
    return int(scaled)


def _refuse_what_is_no_value(cell: StoredCell) -> None:
    if cell.is_error:
        raise Doubt("計算式がエラーになっています。", "計算式を消して、値を直接記入してください。")
    if cell.formula and cell.value is None:
        raise Doubt(
            "計算式の結果が保存されていません。", "Excelで開いて保存し直すか、値を直接記入してください。"
        )
    if isinstance(cell.value, bool):
        raise Doubt("数の欄に TRUE／FALSE が入っています。", _TELL)
    if isinstance(cell.value, datetime | date | time | timedelta):
        raise Doubt(
            "数の欄に日付や時刻が入っています。",
            "セルの表示形式を「数値」にして、値を記入し直してください。",
        )


def _from_number(cell: StoredCell, unit: str) -> Decimal:
    value = Decimal(str(cell.value))
    # 55 typed into a cell with a percent format is stored as 0.55: which of the two is meant, only the clerk knows.
    if "%" in cell.number_format and value != 0:
        raise Doubt(
            "セルの表示形式がパーセントなので、記入した値と保存された値が違います。",
            f"表示形式を「数値」にして、{unit}で記入し直してください。",
        )
    return value


def _from_text(text: str, unit: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").strip()
    ending = unicodedata.normalize("NFKC", unit)
    if ending and plain.endswith(ending):
        plain = plain[: -len(ending)]
    if _PLAIN.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _DASHES.fullmatch(plain):
        raise Doubt("横棒などの記号が入っていて、0なのか分からないのかを区別できません。", _TELL)
    if _NEGATIVE.match(plain):
        raise Doubt("負の値です。", "0以上の値を記入してください。訂正は、訂正後の値そのものを記入します。")
    if re.fullmatch(r"[\d,.]+\D{1,6}", plain):
        raise Doubt(
            f"単位が様式と違います（様式は「{unit}」）。",
            f"「{unit}」で数えた値を、数だけで記入してください。",
        )
    raise Doubt("数の欄に文字が入っています。", f"数だけを記入してください。説明は備考に書きます。{_TELL}")


def text(cell: StoredCell | None, *, limit: int = MAX_TEXT) -> str:
    """The text in a cell, "" when blank. Raises :class:`Doubt`."""
    if cell is None or is_blank(cell):
        return ""
    if cell.is_error or (cell.formula and cell.value is None):
        _refuse_what_is_no_value(cell)
    value = cell.value
    if isinstance(value, datetime | date):
        value = value.strftime("%Y-%m-%d")
    # A few control characters pass through XML but not through databases.
    plain = "".join(c for c in str(value) if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    if len(plain) > limit:
        raise Doubt(f"文が長すぎます（{len(plain)}字）。", f"{limit}字までにまとめてください。")
    return plain


def choice(cell: StoredCell | None, labels: dict[str, Any], name: str) -> Any:
    """The member whose label stands in a cell; ``None`` when blank. Raises :class:`Doubt`."""
    word = text(cell)
    if not word:
        return None
    for label, member in labels.items():
        if fold(word) == fold(label):
            return member
    raise Doubt(f"「{word}」という{name}はありません。", f"{'、'.join(labels)}のどれかを選んでください。")
