"""One cell: what is stored, what is shown, and what it means. Anything doubtful is asked, never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from banso.lib.text import fold
from banso.returns.workbook import dates, display, units
from banso.returns.workbook.book import Oddity, StoredCell
from banso.returns.workbook.doubts import TELL, Doubt, doubt_of

MAX_AMOUNT = 10**12
MAX_TEXT = 4000

# Only these are another way to write a digit; ①, ² and 十 are something else and are asked.
_WIDE = str.maketrans("０１２３４５６７８９，．　\u00a0", "0123456789,.  ")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
# Categories of letters that take no place: a zero-width space, the mark of a file's beginning, controls.
_UNSEEN = ("Cf", "Cc", "Cn", "Co")
# What sets a word aside that stands beside it: "設置済（予定）" is not yet.
_UNSETTLES = re.compile(r"予定|見込|未|なし|無|ない|一部|ほぼ|準備|検討|計画|以外|途中|まだ|不|[?？→]")
# Beyond this many characters a Decimal would be rounded on its way.
_LONGEST = 25
_ODD = {
    Oddity.STRUCK: "取り消し線の付いた文字があります。",
    Oddity.RAISED: "上付きか下付きの文字（注の番号など）があります。",
    Oddity.UNSEEN: "色や大きさのため、画面では見えない文字があります。",
}


def is_blank(cell: StoredCell | None) -> bool:
    if cell is None or cell.formula or cell.is_error:
        return cell is None
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def stored(cell: StoredCell | None) -> str:
    """The stored value as text, for a person."""
    if cell is None:
        return ""
    value = value_text(cell)
    if cell.formula:
        return cell.formula if cell.value is None else f"{cell.formula} → {value}"
    return value


def value_text(cell: StoredCell) -> str:
    """The stored value alone, without the formula that it comes from."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return "TRUE" if cell.value else "FALSE"
    if isinstance(cell.value, str):
        return cell.value
    return display.plain(cell.value)


def shown(cell: StoredCell | None) -> str:
    """What the spreadsheet displays, where that differs from what is stored; else empty."""
    if cell is None or cell.value is None or isinstance(cell.value, bool):
        return ""
    if cell.invisible:
        return display.NOTHING
    if cell.mixed is not None:
        return cell.mixed.looks
    if cell.is_date:
        return dates.shown(cell)
    if isinstance(cell.value, str):
        return ""
    seen = display.shown(cell.value, cell.number_format)
    if seen is None:
        return f"（表示形式：{cell.number_format}）"
    if seen.number == cell.value and not seen.words and not seen.is_percent:
        return ""
    return seen.text


def number(
    cell: StoredCell | None,
    *,
    decimals: int,
    unit: str,
    formats_known: bool = True,
    words: tuple[str, ...] = (),
) -> int | None:
    """The number in a cell, scaled by 10^decimals; ``None`` when blank. Raises :class:`Doubt`.

    ``words`` are the statuses that stand for having no number: worth offering where a mark could mean either.
    """
    if cell is None or is_blank(cell):
        return None
    _refuse_what_is_no_value(cell, words)
    is_text = isinstance(cell.value, str)
    value = _from_text(str(cell.value), unit, words) if is_text else _from_number(cell, unit)
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
    if not is_text:
        _refuse_what_shows_otherwise(cell, unit, formats_known, words)
    return int(scaled)


def _refuse_what_is_no_value(cell: StoredCell, words: tuple[str, ...] = ()) -> None:
    if cell.is_error:
        raise Doubt("計算式がエラーになっています。", "計算式を消して、値を直接記入してください。")
    if cell.formula and cell.value is None:
        raise Doubt(
            "計算式の結果が保存されていません。", "Excelで開いて保存し直すか、値を直接記入してください。"
        )
    if cell.formula and isinstance(cell.value, str) and not cell.value.strip():
        raise Doubt("計算式の結果が空です。", TELL, None, ("0", *words))
    _refuse_what_is_not_all_there(cell)
    if cell.invisible:
        raise _unseen(cell, words)
    if isinstance(cell.value, bool):
        raise Doubt("数の欄に TRUE／FALSE が入っています。", TELL)
    if cell.is_date:
        raise Doubt(
            "数の欄に日付や時刻が入っています。",
            "セルの表示形式を「数値」にして、値を記入し直してください。",
            _count_behind_date(cell),
        )


def _refuse_what_is_not_all_there(cell: StoredCell) -> None:
    """What comes from outside the workbook, and texts of which some was crossed out or does not count like the rest."""
    if cell.is_from_elsewhere:
        raise Doubt(
            "計算式が別のファイルや外のデータを参照しているか、参照先が分かりません。その値が今も正しいかを確かめられません。",
            "値を確かめて、計算式でなく値を直接記入してください。",
            value_text(cell),
        )
    if cell.struck:
        raise Doubt(_ODD[Oddity.STRUCK], "残すものだけを記入し直してください。")
    if cell.mixed is not None:
        raise Doubt(_ODD[cell.mixed.oddity], "残すものだけを記入し直してください。", cell.mixed.rest or None)


def _unseen(cell: StoredCell, words: tuple[str, ...]) -> Doubt:
    if cell.value == 0 and not isinstance(cell.value, bool):
        return Doubt("0が保存されていますが、画面には0と表示されません。", TELL, None, ("0", *words))
    return Doubt(
        "画面では見えない値が入っています（文字の色や表示形式など）。",
        "値が正しければそのまま、いらなければ空にしてください。",
        value_text(cell),
    )


def _count_behind_date(cell: StoredCell) -> str | None:
    """A count typed into a cell with a date format shows a day of long ago; a day typed shows one of our time."""
    is_small = isinstance(cell.value, int) and not isinstance(cell.value, bool) and cell.value < 30_000
    return str(cell.value) if is_small else None


def _from_number(cell: StoredCell, unit: str) -> Decimal:
    value = cell.value
    assert isinstance(value, int | Decimal)
    seen = display.shown(value, cell.number_format) if value > 0 else None
    # 55 typed into a cell with a percent format is stored as 0.55: which of the two is meant, only the clerk knows.
    if seen and seen.is_percent:
        is_typed = seen.number == Decimal(value) * 100 and value < 1
        raise Doubt(
            "セルの表示形式がパーセントなので、記入した値と保存された値が違うことがあります。",
            f"表示形式を「数値」にして、{unit}で記入し直してください。",
            display.plain(seen.number.normalize()) if is_typed and seen.number is not None else None,
        )
    return Decimal(value)


def _refuse_what_shows_otherwise(
    cell: StoredCell, unit: str, formats_known: bool, words: tuple[str, ...] = ()
) -> None:
    assert isinstance(cell.value, int | Decimal)
    written = display.plain(cell.value)
    if not formats_known:
        if unit in ("%", "％") or cell.value != int(cell.value):
            raise Doubt(
                "このファイルの形式では、画面の表示（パーセントや丸め）を確かめられません。",
                f"{unit}で数えた値を記入してください。",
                written,
            )
        return
    seen = display.shown(cell.value, cell.number_format)
    if seen is None:
        raise Doubt(
            "特別な表示形式のため、画面の表示と保存された値が同じかを確かめられません。",
            "正しい値を記入してください。",
            written,
        )
    if seen.number != cell.value:
        if cell.value == 0 or seen.text == display.NOTHING:
            raise _unseen(cell, words)
        raise Doubt(
            "画面の表示と、保存された値が違います。", "報告する値をそのまま記入し直してください。", written
        )
    if seen.words and not units.are_same(seen.words, unit) and fold(seen.words) not in ("\\", "¥", "円"):
        raise Doubt(
            f"セルの表示形式が、値に「{seen.words}」という語を付けています（様式の単位は「{unit}」）。",
            f"「{unit}」で数えた値を、数だけで記入してください。",
        )


def _from_text(written: str, unit: str, words: tuple[str, ...]) -> Decimal:
    plain = written.translate(_WIDE).strip()
    found = _plain_number(plain, unit)
    if found is not None:
        return found
    visible = "".join(c for c in plain if unicodedata.category(c) not in _UNSEEN or c in "\n\r\t")
    hidden = sorted({f"U+{ord(c):04X}" for c in plain if c not in visible})
    found = _plain_number(visible.strip(), unit) if hidden else None
    if found is not None:
        raise Doubt(
            f"見えない文字（{'、'.join(hidden)}）が入っています。",
            "数だけを記入し直してください。",
            f"{found:f}",
        )
    raise doubt_of(plain, unit, words)


def _plain_number(plain: str, unit: str) -> Decimal | None:
    """The number that a text is, with its unit or without."""
    plain = units.without(plain, unit)
    if _PLAIN.fullmatch(plain) and len(plain) <= _LONGEST:
        return Decimal(plain.replace(",", ""))
    return None


def text(cell: StoredCell | None, *, limit: int = MAX_TEXT) -> str:
    """The text in a cell, "" when blank. Raises :class:`Doubt`."""
    if cell is None or is_blank(cell):
        return ""
    if cell.is_error or (cell.formula and cell.value is None):
        _refuse_what_is_no_value(cell)
    if cell.mixed is not None and cell.mixed.oddity is Oddity.RAISED:
        # m² is that in a text; only in a number a raised digit would become another one.
        cell = cell._replace(value=cell.mixed.looks, mixed=None)
    _refuse_what_is_not_all_there(cell)
    if cell.invisible:
        raise Doubt(
            "画面では見えない文が入っています（文字の色や表示形式など）。",
            "残す文を記入し、いらなければ空にしてください。",
            value_text(cell),
        )
    value = _as_seen(cell)
    # A few control characters pass through XML but not through databases.
    plain = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    if len(plain) > limit:
        raise Doubt(f"文が長すぎます（{len(plain)}字）。", f"{limit}字までにまとめてください。")
    return plain


def _as_seen(cell: StoredCell) -> str:
    """A day as it is displayed; a number that is displayed like no other text is asked about."""
    if cell.is_date and dates.is_understood(cell):
        return dates.shown(cell)
    if isinstance(cell.value, str):
        return cell.value
    seen = shown(cell)
    if not seen or cell.value is None or isinstance(cell.value, bool):
        return value_text(cell)
    number = None if cell.is_date else display.shown(cell.value, cell.number_format)
    is_text = cell.is_date or (number is not None and number.text != display.NOTHING)
    raise Doubt(
        "数や日付として保存されているので、画面の表示と保存された値が違います。",
        "報告する文をそのまま記入し直してください。",
        seen if is_text else value_text(cell),
    )


def choice(cell: StoredCell | None, labels: Mapping[str, Any], name: str) -> Any:
    """The member whose label stands in a cell; ``None`` when blank. Raises :class:`Doubt`."""
    word = text(cell)
    if not word:
        return None
    for label, member in labels.items():
        if fold(word) == fold(label):
            return member
    inside = [label for label in labels if label in word]
    is_settled = len(inside) == 1 and not _UNSETTLES.search(word.replace(inside[0], "", 1))
    raise Doubt(
        f"「{word[:40]}」という{name}はありません。",
        f"{'、'.join(labels)}のどれかを選んでください。",
        inside[0] if is_settled else None,
        tuple(labels),
    )
