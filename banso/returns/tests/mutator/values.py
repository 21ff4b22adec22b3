"""Damage to what is written in one cell."""

import datetime
import random
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from banso.returns.tests.mutator.truth import Allowed, Row, in_cell

ASK: Allowed = set()
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_DASHES = [
    "-",
    "－",
    "―",
    "ー",
    "‐",
    "−",
    "–",
    "—",
    "～",
    "〜",
    "・",
    "…",
    "---",
    "－　－",
    "*",
    "／",
    "─",
    "━━",
    "⁃",
]

Written = tuple[Any, Allowed]


def some(rng: random.Random) -> int:
    return rng.choice([0, 3, 12, 48, 999, 1234, 20567])


def number(name: str) -> Any:
    def register(write: Any) -> Any:
        in_cell(name, "number", "value", write)
        return write

    return register


def texts(name: str, pattern: str, *, taken: bool) -> None:
    """A number written by ``pattern``: {n} plain, {g} with separators, {w} in wide digits, {u} its unit."""

    def write(row: Row, rng: random.Random) -> Written:
        n = some(rng)
        grouped = f"{n:,}"
        text = pattern.format(
            n=n, g=grouped, w=str(n).translate(_WIDE), W=grouped.translate(_WIDE), u=row.unit
        )
        return text, {Decimal(n)} if taken else set()

    in_cell(name, "number", "value", write)


for _name, _pattern in {
    "wide_digits": "{w}", "wide_digits_with_separators": "{W}", "separators_in_text": "{g}", "digits_as_text": "{n}",
    "own_unit": "{n}{u}", "own_unit_after_a_blank": "{w} {u}", "blanks_around": "  {n} ", "wide_blanks_around": "　{n}　",
    "leading_zeros": "00{n}", "separators_and_unit": "{W}　{u}", "a_tab_behind": "{n}\t",
}.items():  # fmt: skip
    texts(_name, _pattern, taken=True)

for _name, _pattern in {
    "another_unit": "{n}社", "a_note_in_the_number": "{n}（うち電話3）", "about": "約{n}", "or_more": "{n}以上", "a_range": "{n}～{n}5",
    "a_sum_in_text": "{n}+4", "a_minus_in_text": "▲{n}", "brackets": "({n})", "wrong_separators": "{n},23", "a_slash": "{n}/3",
    "an_arrow": "{n}→15", "two_lines": "{n}\n15", "a_blank_inside": "1 {n}", "a_reference_mark": "{n}※", "circled": "①②",
    "raised_digits": "{n}²", "indian_digits": "१२", "kanji_digits": "二十三", "a_word": "別紙のとおり", "under_survey": "調査中",
    "thousands_in_words": "{n}千", "a_question_mark": "{n}?", "an_exponent": "{n}e3", "a_plus": "+{n}", "a_trailing_point": "{n}.",
    "an_error_in_text": "#N/A", "a_roman_number": "Ⅻ", "a_japanese_comma": "{n}、234", "none_in_words": "なし",
    "said_politely": "{n}{u}です", "a_percentage": "{n}%", "a_zero_width_space": "{n}\u200b", "a_byte_order_mark": "\ufeff{n}",
}.items():  # fmt: skip
    texts(_name, _pattern, taken=False)


@number("a_dash")
def _dash(row: Row, rng: random.Random) -> Written:
    return rng.choice(_DASHES), ASK.copy()


@number("emptied")
def _emptied(row: Row, rng: random.Random) -> Written:
    return None, {None}


@number("only_blanks")
def _only_blanks(row: Row, rng: random.Random) -> Written:
    return rng.choice([" ", "　", "\n", "   "]), {None}


@number("another_number")
def _another(row: Row, rng: random.Random) -> Written:
    n = some(rng)
    return n, {Decimal(n)}


@number("a_float_that_is_whole")
def _whole_float(row: Row, rng: random.Random) -> Written:
    n = some(rng)
    return float(n), {Decimal(n)}


@number("a_hidden_fraction")
def _hidden_fraction(row: Row, rng: random.Random) -> Written:
    # 12.44 has too many digits everywhere, whatever its format shows.
    return 12.44, ASK.copy()


@number("one_decimal")
def _one_decimal(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.number_format = 12.4, "0"

    return write, ASK.copy()


@number("a_format_of_any_signs")
def _any_format(row: Row, rng: random.Random) -> Written:
    signs = [
        "0",
        "#",
        ",",
        ".",
        "%",
        ";",
        '"',
        "\\",
        "_",
        "*",
        "[",
        "]",
        "人",
        "E+",
        "/",
        "?",
        "General",
        "@",
        "-",
        " ",
    ]
    n, code = some(rng), "".join(rng.choice(signs) for _ in range(rng.randint(1, 40)))

    def write(cell: Any) -> None:
        cell.value, cell.number_format = n, code

    return write, {Decimal(n)}


@number("a_number_beyond_measure")
def _beyond(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.number_format = rng.choice([1e300, 1e-300, 1e15, 123456789012345680]), "0.00%"

    return write, ASK.copy()


@number("a_fraction_with_many_digits")
def _many_digits(row: Row, rng: random.Random) -> Written:
    return "12." + "0" * 40 + "1", ASK.copy()


@number("negative")
def _negative(row: Row, rng: random.Random) -> Written:
    return -3, ASK.copy()


@number("too_large")
def _too_large(row: Row, rng: random.Random) -> Written:
    return 10**13, ASK.copy()


@number("true")
def _true(row: Row, rng: random.Random) -> Written:
    return True, ASK.copy()


@number("a_day")
def _day(row: Row, rng: random.Random) -> Written:
    return datetime.datetime(2025, 9, 12), ASK.copy()


@number("a_time")
def _time(row: Row, rng: random.Random) -> Written:
    return datetime.time(12, 30), ASK.copy()


@number("a_formula_without_result")
def _formula(row: Row, rng: random.Random) -> Written:
    return "=1+2", ASK.copy()


@number("a_formula_from_another_file")
def _formula_elsewhere(row: Row, rng: random.Random) -> Written:
    return "=[1]Sheet1!A1", ASK.copy()


def formatted(name: str, number_format: str, value: float | None, *, taken: bool) -> None:
    def write(row: Row, rng: random.Random) -> Written:
        n = some(rng) or 5 if value is None else value

        def act(cell: Any) -> None:
            cell.value, cell.number_format = n, number_format.replace("{u}", row.unit)

        return act, {Decimal(n)} if taken else set()

    in_cell(name, "number", "value", write)


formatted("percent_format", "0%", 0.55, taken=False)
formatted("date_format", "yyyy/m/d", 12, taken=False)
formatted("japanese_date_format", '[$-411]ggge"年"m"月"d"日"', 12, taken=False)
formatted("nothing_shown", ";;;", None, taken=False)
formatted("shown_in_thousands", "#,##0,", 1234, taken=False)
formatted("another_unit_shown", '0"千件"', None, taken=False)
formatted("about_shown", '"約"0', None, taken=False)
formatted("own_unit_shown", '#,##0"{u}"', None, taken=True)
formatted("two_decimals_shown", "0.00", None, taken=True)
formatted("red_format", "[Red]#,##0_ ", None, taken=True)
formatted("minus_format", "#,##0;▲#,##0", None, taken=True)
formatted("fraction_format", "# ?/?", 12, taken=False)
formatted("exponent_format", "0.00E+00", 1234, taken=False)
formatted("zero_hidden", "0;0;", 0, taken=False)
formatted("zero_without_digits", "#,###", 0, taken=False)
formatted("zero_as_a_dash", '0;-0;"-"', 0, taken=False)
formatted("white_format", "[White]0", None, taken=False)
formatted("percent_word_shown", '0"%"', None, taken=False)


@number("crossed_out")
def _crossed_out(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.font = 15, Font(strike=True)

    return write, ASK.copy()


@number("partly_crossed_out")
def _partly(row: Row, rng: random.Random) -> Written:
    return CellRichText(TextBlock(InlineFont(strike=True), "12"), "15"), ASK.copy()


def in_pieces(name: str, **look: Any) -> None:
    def write(row: Row, rng: random.Random) -> Written:
        return CellRichText(str(some(rng)), TextBlock(InlineFont(**look), "1")), ASK.copy()

    in_cell(name, "number", "value", write)


in_pieces("a_raised_footnote", vertAlign="superscript")
in_pieces("a_lowered_piece", vertAlign="subscript")
in_pieces("a_white_piece", color="FFFFFFFF")
in_pieces("a_tiny_piece", sz=1)


@number("a_zero_on_a_sheet_without_zeros")
def _no_zeros(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.parent.sheet_view.showZeros = 0, False

    return write, ASK.copy()


@number("another_name_of_the_unit")
def _counter(row: Row, rng: random.Random) -> Written:
    n = some(rng)
    return f"{n}名", {Decimal(n)} if row.unit == "人" else ASK.copy()


@number("white_on_white")
def _white(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.font, cell.fill = 15, Font(color="FFFFFFFF"), PatternFill()

    return write, ASK.copy()


@number("another_colour")
def _colour(row: Row, rng: random.Random) -> Written:
    def write(cell: Any) -> None:
        cell.value, cell.font = 15, Font(color="FFCE0000", bold=True)
        cell.fill = PatternFill("solid", fgColor="FFFFFF00")

    return write, {Decimal(15)}


def _shown(value: Any, number_format: str) -> Any:
    def write(cell: Any) -> None:
        cell.value, cell.number_format = value, number_format

    return write


def word(name: str, marker: str, column: str, written: Any, *allowed: str) -> None:
    in_cell(name, marker, column, lambda row, rng: (written, set(allowed)))


word("status_emptied", "number", "status", None)
word("status_unknown", "number", "status", "たぶん")
word("status_with_blanks", "number", "status", "　確定 ", "確定")
word("status_approximate", "number", "status", "概数", "概数")
word("status_without_number", "number", "status", "調査中", "調査中")
word("status_with_more_words", "number", "status", "確定（9月末）")
word("a_note_with_a_number", "number", "note", 12, "12")
word("a_note_in_lines", "number", "note", "一行目\n二行目", "一行目\n二行目")
word("a_note_with_a_hash", "number", "note", "#1 の件", "#1 の件")
word("a_long_note", "number", "note", "あ" * 5000)
word("a_note_as_formula", "number", "note", "=A1")
word("coverage_mark", "banso:coverage", "value", "○")
word("coverage_emptied", "banso:coverage", "value", None)
word("coverage_changed", "banso:coverage", "value", "未設置", "未設置")
word("coverage_number", "banso:coverage", "value", 1)
word("state_unknown", "banso:measures", "state", "がんばっている")
word("state_emptied", "banso:measures", "state", None)
word("state_as_number", "banso:measures", "state", 3)
word("done_rewritten", "banso:measures", "done", "会社を回った。", "会社を回った。")
word("done_as_day", "banso:measures", "done", datetime.date(2025, 9, 12), "2025-09-12")
in_cell("done_as_percentage", "banso:measures", "done", lambda row, rng: (_shown(0.5, "0%"), set()))
in_cell("done_as_words_shown", "banso:measures", "done", lambda row, rng: (_shown(12, '0"人に周知"'), set()))
in_cell(
    "done_as_japanese_day", "banso:measures", "done",
    lambda row, rng: (_shown(45912, '[$-411]ggge"年"m"月"d"日"'), {"令和7年9月12日"}),
)  # fmt: skip
word("coverage_to_come", "banso:coverage", "value", "設置済（予定）")
word("done_too_long", "banso:measures", "done", "い" * 4001)
word("next_step_emptied", "banso:measures", "next_step", None, "")
word("remarks_emptied", "banso:cover", "value", None, "")
word("remarks_as_formula", "banso:cover", "value", "=B1")
