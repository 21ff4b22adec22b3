"""Level 2 (L2-01 to L2-06): the values can be worked with.

Sources as in level1. An exemption of L2-01 is kept: a number that a format shows with a sign is still a number.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from banso.lib.readability.companions import Companions
from banso.lib.readability.results import Finding, Rule, not_applicable, unless
from banso.lib.readability.subject import Subject
from banso.lib.readability.table import FREE_HEADER, NUMBER, SYMBOLS, TIME_HEADER, Table

_SAME = frozenset(["〃", "同上", "同左", "同右", "仝", "ゝ", "ヽ", "〻", "々", "″"])
_OTHER = re.compile(r"その他\s*[（(:：].*")
# A column with more different words than this is a text, not a choice.
MOST_CHOICES = 30


def pure_numbers(subject: Subject) -> Finding:
    """L2-01: figures are numbers, without units, separators or marks of footnotes."""
    return unless([place for table in subject.tables for place in _impure(subject, table)])


def _impure(subject: Subject, table: Table) -> Iterator[str]:
    for column in table.numeric:
        for row, text in table.filled(column):
            value = text.strip()
            stored_as_text = subject.is_book and isinstance(table.value(row, column), str)
            is_number = NUMBER.fullmatch(value) is not None
            if value in SYMBOLS or (is_number and not stored_as_text) or value.startswith("="):
                continue
            what = "文字として入った数値" if is_number else "数値のほかの文字"
            yield f"{table.place(row, column)}：「{value[:30]}」（{what}）"


def nothing_left_out(subject: Subject) -> Finding:
    """L2-02: no value is left out because it is that of the row above.

    Marks of repetition anywhere; empty cells below filled ones in the columns that stand before the figures, unless
    the definition of the column says what an empty cell means.
    """
    return unless([place for table in subject.tables for place in _left_out(subject.companions, table)])


def _left_out(companions: Companions, table: Table) -> Iterator[str]:
    labels = range(min(table.numeric, default=0))
    for column in range(table.width):
        definition = companions.defined(table.header[column])
        told = definition is not None and definition.blank
        seen = False
        for row in table.body:
            value = table.text(row, column).strip()
            if value in _SAME:
                yield f"{table.place(row, column)}：「{value}」"
            elif column in labels and not value and seen and not told and not _is_free(table, column):
                yield f"{table.place(row, column)}：空欄"
            seen = seen or bool(value)


def _is_free(table: Table, column: int) -> bool:
    return FREE_HEADER.search(table.header[column]) is not None


def unique_headers(subject: Subject) -> Finding:
    """L2-03: one row of names, and no name twice."""
    places = []
    for table in subject.tables:
        first: dict[str, int] = {}
        for column, label in enumerate(table.header):
            key = unicodedata.normalize("NFKC", label).casefold()
            if label and key in first:
                places.append(f"{table.column_place(column)}と{table.column_place(first[key])}が同じ名です")
            first.setdefault(key, column)
        if _second_row_of_names(table):
            places.append(f"{table.place(table.body.start)}に項目名の続きがあります")
    return unless(places)


def _second_row_of_names(table: Table) -> bool:
    """Names are missing in the first row where the second has words, and figures begin only after it."""
    if len(table.body) < 2 or not table.numeric:
        return False
    second = table.body.start
    gaps = [c for c, label in enumerate(table.header) if not label and table.text(second, c).strip()]
    return bool(gaps) and not any(NUMBER.fullmatch(table.text(second, c).strip()) for c in range(table.width))


def one_spelling(subject: Subject) -> Finding:
    """L2-04: a choice is written one way. Two spellings that differ by width, case, blanks or brackets are one choice."""
    known = subject.companions.words
    return unless([place for table in subject.tables for place in _spellings(table, known)])


def _spellings(table: Table, known: frozenset[str]) -> Iterator[str]:
    for column, label in enumerate(table.header):
        if column in table.numeric or TIME_HEADER.search(label) or FREE_HEADER.search(label):
            continue
        first: dict[str, int] = {}
        for row, text in table.filled(column):
            first.setdefault(text.strip(), row)
        if len(first) > MOST_CHOICES:
            continue
        for one, other in combinations(first, 2):
            if _folded(one) == _folded(other) and not {one, other} <= known:
                yield f"{table.place(first[other], column)}：「{one}」と「{other}」"


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s・,、。.()\[\]「」〇○◯ー\-]", lambda found: "○" if found[0] in "〇○◯" else "", folded)


def other_apart(subject: Subject) -> Finding:
    """L2-05: what 「その他」 is stands in a column of its own. A word of the table of codes is a choice as it stands."""
    known = subject.companions.words
    places = []
    for table in subject.tables:
        for column in range(table.width):
            places += [
                f"{table.place(row, column)}：「{text.strip()[:30]}」"
                for row, text in table.filled(column)
                if _OTHER.fullmatch(text.strip()) and text.strip() not in known
            ]
    return unless(places)


def no_formulas(subject: Subject) -> Finding:
    """L2-06 (Excel): values, not formulas."""
    if not subject.is_book:
        return not_applicable("Excelだけのルールです。")
    return unless([place for sheet in subject.sheets for place in sheet.formulas])


RULES = (
    Rule("L2-01", True, "数値の列に文字がない", "数値の列の単位、桁区切り、注の印、文字として入った数値", "数値だけを入れ、単位と注は別の列に分けます。", pure_numbers),
    Rule("L2-02", True, "同じ値を省略していない", "「〃」「同上」や、上と同じための空欄", "すべての行に値を入れます。空欄に意味があるときは、項目の定義に書きます。", nothing_left_out),
    Rule("L2-03", True, "項目名が重ならず、1行である", "同じ項目名、2行に分かれた項目名", "一つの行で、列ごとに違う名にします。", unique_headers),
    Rule("L2-04", False, "選択肢の書き方がそろっている", "全角と半角などの表記のゆれ", "コードか、そろえた言葉にします。", one_spelling),
    Rule("L2-05", False, "「その他」の内容が別の列にある", "「その他（…）」のような値", "「その他」と内容を別の列に分けます。", other_apart),
    Rule("L2-06", False, "【Excel】数式が残っていない", "数式のセル", "値だけを貼り付けます。", no_formulas),
)  # fmt: skip
