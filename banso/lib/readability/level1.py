"""Level 1 (L1-01 to L1-15): the file can be taken by a machine at all.

Source of every rule: 行政データにおける機械可読性に関するルール (各府省庁DX推進連絡会議・デジタル社会推進会議幹事会,
2026-03-31), as published in machine-readability-rules.json of github.com/digital-go-jp/machine_readability_rule (PDL 1.0).
Which faults are fatal is of the sample application there (sample_app/docs/rules_with_severity.json). How a fault is
recognised is ours; where a file alone cannot tell, the finding is 未確認.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from banso.lib.readability.letters import MADE_BY_MAKERS, in_jis
from banso.lib.readability.results import (
    Finding,
    Rule,
    conforms,
    fails,
    not_applicable,
    unconfirmed,
    unless,
)
from banso.lib.readability.subject import FOR_EYES, MACHINE, Subject
from banso.lib.readability.table import FREE_HEADER, NUMBER, Table

_CJK = r"[ぁ-んァ-ヶー一-鿿々]"
_SPACED = re.compile(rf"{_CJK}(?:[ \u3000]+{_CJK})+")
_NO_MEANING = re.compile(
    r"[A-Za-zＡ-Ｚ]?\d*|[\W_]+|unnamed.*|(?:列|項目|column|field|col|var)[ _]?\d+", re.IGNORECASE
)
_TWO_FIGURES = re.compile(r"\s*[\d,.]+\s*[^\d\s（(]{0,3}\s*[（(][^）)\d]*[\d,.]+[^）)]*[）)]\s*")
_LISTED = re.compile(r"[;；]|(?<!\d)[,，]|[,，](?!\d)")


def file_format(subject: Subject) -> Finding:
    """L1-01: a format that a machine takes as it is: Excel (.xlsx), CSV, XML, ODS, JSON; not PDF or Word."""
    if subject.problem and subject.suffix in (MACHINE - {".csv", ".xlsx"}):
        return conforms("この形式は認められていますが、中身はここでは確かめられません。")
    known = subject.suffix in MACHINE or subject.suffix in FOR_EYES
    if subject.problem and not known:
        return unconfirmed(f"ルールの例にない形式です。{subject.problem}")
    return fails([subject.name], subject.problem) if subject.problem else conforms()


def one_table(subject: Subject) -> Finding:
    """L1-02: one table a sheet, and a CSV is one sheet."""
    return unless([place for table in subject.tables for place in _further_tables(table)])


def _further_tables(table: Table) -> Iterator[str]:
    for block in table.blocks:
        if block.start < table.main.stop and block.stop > table.main.start:
            continue
        if _is_table(table, block):
            yield f"{table.place(block.start)}から、別の表があります"
    for start in _beside(table):
        yield f"{table.place(table.main.start, start)}から右に、別の表があります"


def _is_table(table: Table, block: range) -> bool:
    """A block with a header of its own: two rows and columns at least, and words, not figures, in its first row."""
    first = [table.text(block.start, c).strip() for c in table.used[block.start]]
    rows = sum(len(table.used[row]) > 1 for row in block)
    return rows > 1 and len(first) > 1 and not any(NUMBER.fullmatch(text) for text in first)


def _beside(table: Table) -> Iterator[int]:
    """The columns behind an empty one from which names of the header come again."""
    seen: set[str] = set()
    gap = False
    for column, label in enumerate(table.header):
        if not label and not table.filled(column):
            gap = True
        elif gap and label in seen:
            yield column
            return
        seen.add(label)


def not_divided(subject: Subject) -> Finding:
    """L1-03: no empty rows or columns inside the data, no header in the middle of it."""
    return unless([place for table in subject.tables for place in _divisions(table)])


def _divisions(table: Table) -> Iterator[str]:
    for block in table.blocks:
        below = block.start >= table.main.stop and not _is_table(table, block)
        if below and any(len(table.used[row]) > 1 for row in block):
            yield f"{table.place(block.start - 1)}が空いています"
    last = max((c for c, label in enumerate(table.header) if label or table.filled(c)), default=-1)
    for column in range(last):
        if not table.header[column] and not table.filled(column):
            yield f"{table.column_place(column)}が空いています"
    for row in table.body:
        cells = [table.text(row, c).strip() for c in range(table.width)]
        if cells == table.header:
            yield f"{table.place(row)}に項目名が繰り返されています"


def nothing_beside(subject: Subject) -> Finding:
    """L1-04: no notes and no titles around the table."""
    places = []
    for table in subject.tables:
        for row, columns in enumerate(table.used):
            if columns and row not in table.main and len(columns) == 1 and table.width > 1:
                places.append(f"{table.place(row, columns[0])}：{_short(table.text(row, columns[0]))}")
    return unless(places)


def named_columns(subject: Subject) -> Finding:
    """L1-05: every column has a name from which its content can be guessed."""
    places = []
    for table in subject.tables:
        for column, label in enumerate(table.header):
            if not label and table.filled(column):
                places.append(f"{table.column_place(column)}に項目名がありません")
            elif label and _NO_MEANING.fullmatch(unicodedata.normalize("NFKC", label)):
                places.append(f"{table.column_place(column)}の項目名から内容が分かりません")
        if not table.header:
            places.append("表がありません")
    return unless(places)


def no_layout_by_blanks(subject: Subject) -> Finding:
    """L1-06: no spaces or line breaks that are there for looks."""
    return unless([place for table in subject.tables for place in _blanks(table)])


def _blanks(table: Table) -> Iterator[str]:
    for row in table.main:
        for column in table.used[row]:
            text = table.text(row, column)
            spread = _SPACED.fullmatch(text) and all(len(part) == 1 for part in text.split())
            if text != text.strip() or re.search(r"[ \u3000]{2,}|[\r\n\t]", text) or spread:
                yield f"{table.place(row, column)}：{_short(text)}"


def one_datum(subject: Subject) -> Finding:
    """L1-07: one datum a cell: no lists, no second figure in brackets. A word of the table of codes is one datum."""
    known = subject.companions.words
    return unless([place for table in subject.tables for place in _many(table, known)])


def _many(table: Table, known: frozenset[str]) -> Iterator[str]:
    for column, label in enumerate(table.header):
        cells = table.filled(column)
        alone = {text.strip() for _, text in cells}
        free = FREE_HEADER.search(label) is not None
        for row, text in cells:
            value = text.strip()
            if value not in known and _holds_many(value, alone, free):
                yield f"{table.place(row, column)}：{_short(value)}"


def _holds_many(value: str, alone: set[str], free: bool) -> bool:
    if _TWO_FIGURES.fullmatch(value) or len([line for line in value.splitlines() if line.strip()]) > 1:
        return True
    if free or "。" in value:
        return False
    parts = [part.strip() for part in re.split(r"[、・/／]", value)]
    if len(parts) > 1 and all(part in alone for part in parts):
        return True
    return _LISTED.search(value) is not None


def common_letters(subject: Subject) -> Finding:
    """L1-08: no letters that only some machines have. Kanji beyond JIS X 0208 may stand in proper names."""
    wrong, doubtful = [], []
    for table in subject.tables:
        for row in range(len(table.grid)):
            for column in table.used[row]:
                text = table.text(row, column)
                if found := MADE_BY_MAKERS.findall(text):
                    wrong.append(f"{table.place(row, column)}：{''.join(dict.fromkeys(found))}")
                elif found := [c for c in text if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"]:
                    rare = [c for c in found if not in_jis(c)]
                    doubtful += [f"{table.place(row, column)}：{''.join(rare)}"] if rare else []
    if wrong:
        return fails(wrong)
    return unconfirmed("固有名詞のほかでは使えない漢字があります。", doubtful) if doubtful else conforms()


def blank_is_not_zero(subject: Subject) -> Finding:
    """L1-09: a value that is missing and a zero can be told apart.

    An empty cell is explained by a definition of what it means, or by a column of the status that is filled there.
    """
    mixed: list[str] = []
    open_: list[str] = []
    for table in subject.tables:
        stated = [c for c, label in enumerate(table.header) if re.search(r"状態|状況|区分|理由", label)]
        for column in table.numeric:
            definition = subject.companions.defined(table.header[column])
            empty = [row for row in table.body if not table.text(row, column).strip()]
            told = [row for row in empty if any(table.text(row, c).strip() for c in stated)]
            if not empty or (definition and definition.blank) or len(told) == len(empty):
                continue
            zero = any(NUMBER.fullmatch(text) and not text.strip("+-0.") for _, text in table.filled(column))
            (mixed if zero else open_).append(table.column_place(column))
    if mixed:
        return fails(mixed, "空欄と0の両方があり、空欄の意味が示されていません。")
    return unconfirmed("空欄が何を表すかは、このファイルからは分かりません。", open_) if open_ else conforms()


def no_objects(subject: Subject) -> Finding:
    """L1-10 (Excel): nothing that floats above the cells."""
    if not subject.is_book:
        return not_applicable("Excelだけのルールです。")
    return unless([place for sheet in subject.sheets for place in sheet.objects])


def no_meaning_by_looks(subject: Subject) -> Finding:
    """L1-11 (Excel): cells of one column do not differ by colour or weight. Stripes of every other row mean nothing."""
    if not subject.is_book:
        return not_applicable("Excelだけのルールです。")
    places = []
    for sheet in subject.sheets:
        table = sheet.table
        stripes = _stripes(table, sheet.looks)
        for column in range(table.width):
            cells = [(row, sheet.looks.get((row, column), "")) for row, _ in table.filled(column)]
            plain = Counter(look for _, look in cells)
            if len(plain) < 2 or stripes:
                continue
            usual = plain.most_common(1)[0][0]
            places += [
                f"{table.place(r, column)}：{look or '書式なし'}" for r, look in cells if look != usual
            ]
    return unless(places)


def _stripes(table: Table, looks: dict[tuple[int, int], str]) -> bool:
    """Whether each row has one look, and it follows from the row being odd or even."""
    by_parity: dict[int, set[str]] = {0: set(), 1: set()}
    for row in table.body:
        by_parity[row % 2] |= {looks.get((row, column), "") for column in table.used[row]}
    return all(len(seen) == 1 for seen in by_parity.values())


def no_merged_cells(subject: Subject) -> Finding:
    """L1-12 (Excel): no merged cells."""
    if not subject.is_book:
        return not_applicable("Excelだけのルールです。")
    return unless([place for sheet in subject.sheets for place in sheet.merged])


def nothing_hidden(subject: Subject) -> Finding:
    """L1-13 (Excel): no hidden rows or columns, folded groups among them."""
    if not subject.is_book:
        return not_applicable("Excelだけのルールです。")
    return unless([place for sheet in subject.sheets for place in sheet.hidden])


def one_line_a_record(subject: Subject) -> Finding:
    """L1-14 (CSV): a record ends where its line ends."""
    if not subject.is_csv:
        return not_applicable("CSVだけのルールです。")
    width = len(subject.tables[0].header)
    main = subject.tables[0].main
    broken = [f"{r.line}～{r.last_line}行目" for r in subject.records if r.last_line > r.line]
    short = [
        f"{r.line}行目（項目が{len(r.fields)}個）"
        for number, r in enumerate(subject.records)
        if number in main and len(r.fields) < width
    ]
    return unless(broken + short)


def quoted_commas(subject: Subject) -> Finding:
    """L1-15 (CSV): a value with a comma is quoted, and quotes are closed."""
    if not subject.is_csv:
        return not_applicable("CSVだけのルールです。")
    main = subject.tables[0].main
    width = len(subject.records[main.start].fields) if main else 0
    places = []
    for number, record in enumerate(subject.records):
        if record.fault:
            places.append(f"{record.line}行目（{record.fault}）")
        elif number in main and len(record.fields) > width:
            places.append(f"{record.line}行目（項目が{len(record.fields)}個。項目名は{width}個）")
    return unless(places)


def _short(text: str) -> str:
    line = text.replace("\n", "⏎").replace("\r", "")
    return f"「{line[:30]}{'…' if len(line) > 30 else ''}」"


RULES = (
    Rule("L1-01", True, "機械が直接読める形式である", "ファイルの形式", "CSVかExcel（.xlsx）にします。", file_format),
    Rule("L1-02", True, "1シートに一つの表である", "表の数", "表ごとにシートかファイルを分けます。", one_table),
    Rule("L1-03", False, "データが分断されていない", "表の中の空白の行・列、途中の項目名", "空白の行・列と、途中の項目名を消します。", not_divided),
    Rule("L1-04", False, "データと関係のない情報がない", "表の外のメモや題名", "表の外の文字を、別の説明ファイルへ移します。", nothing_beside),
    Rule("L1-05", False, "すべての列に、内容の分かる項目名がある", "項目名", "内容の分かる項目名を付けます。", named_columns),
    Rule("L1-06", False, "空白や改行で体裁を整えていない", "前後・連続・字間の空白、セルの中の改行", "体裁のための空白と改行を消します。", no_layout_by_blanks),
    Rule("L1-07", False, "1セルに一つのデータである", "一つのセルの中の並べ書き、かっこ書きの別の数値", "列か行を分けます。", one_datum),
    Rule("L1-08", False, "機種依存文字を使っていない", "丸数字、ローマ数字、組文字、外字、絵文字", "普通の文字に置き換えます。", common_letters),
    Rule("L1-09", False, "空白とゼロが区別されている", "数値の列の空欄", "空欄の意味を項目の定義に書くか、状態の列を加えます。", blank_is_not_zero),
    Rule("L1-10", False, "【Excel】図などを載せていない", "図、グラフ、テキストボックス、メモ", "必要なことはセルに書き、図は消します。", no_objects),
    Rule("L1-11", False, "【Excel】書式でデータの違いを表していない", "同じ列の中の色、太字、取消線の違い", "違いを表す列を加え、書式をそろえます。", no_meaning_by_looks),
    Rule("L1-12", False, "【Excel】セルを結合していない", "結合されたセル", "結合を解き、同じ値を各セルに入れます。", no_merged_cells),
    Rule("L1-13", False, "【Excel】行や列を非表示にしていない", "非表示の行・列・シート", "不要なら消し、必要なら表示します。", nothing_hidden),
    Rule("L1-14", True, "【CSV】1行に一つのデータである", "データの途中の改行、項目の足りない行", "改行を消し、1件を1行にします。", one_line_a_record),
    Rule("L1-15", True, "【CSV】コンマのある値を引用符で囲んでいる", "項目の多すぎる行、引用符の誤り", "コンマのある値を \" で囲みます。", quoted_commas),
)  # fmt: skip
