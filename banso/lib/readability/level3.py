"""Level 3 (L3-01 to L3-09): the data can be joined to other data, years later and elsewhere.

Sources as in level1. What these rules ask to be said about the data may stand in its companions (see companions).
The sample application leaves L3-02, L3-03 and L3-08 undecided; here the companions decide them.
"""

import re
from collections.abc import Callable, Iterator

from banso.lib.codes import is_local_body
from banso.lib.readability.results import Finding, Rule, conforms, fails, not_applicable, unconfirmed, unless
from banso.lib.readability.subject import Subject
from banso.lib.readability.table import CODE_HEADER, NUMBER, SYMBOLS, TIME_HEADER, Table

_ERA = r"(?:明治|大正|昭和|平成|令和)\s*(?:\d{1,2}|元)\s*年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
_WESTERN = r"(?:19|20)\d{2}"
# The forms in which a time may be written; each is told apart so that a column keeps to one.
_TIMES = {
    "年": re.compile(_WESTERN),
    "年（漢字）": re.compile(rf"{_WESTERN}年(?:度)?"),
    "年月日（漢字）": re.compile(rf"{_WESTERN}年\d{{1,2}}月(?:\d{{1,2}}日)?"),
    "年月日（-）": re.compile(rf"{_WESTERN}-\d{{2}}-\d{{2}}"),
    "年月（-）": re.compile(rf"{_WESTERN}-\d{{2}}"),
    "年月日（/）": re.compile(rf"{_WESTERN}/\d{{1,2}}(?:/\d{{1,2}})?"),
    "日時": re.compile(rf"{_WESTERN}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}.*"),
    "e-Statの時間軸コード": re.compile(rf"{_WESTERN}\d{{6}}"),
    "和暦と西暦の併記": re.compile(rf"{_ERA}\s*[（(]\s*{_WESTERN}.*[）)]|{_WESTERN}.*[（(]\s*{_ERA}\s*[）)]"),
    "月か日だけ": re.compile(r"\d{1,2}(?:月|日)?"),
}
_WIDE = re.compile(
    rf"{_WESTERN}\s*(?:年|年度)?(?:\d{{1,2}}月)?|\d{{1,2}}月|{_ERA}|[RHS]\d{{1,2}}|第?[1-4][期四]半?期?|[1-4]Q|Q[1-4]"
)
_REGION_CODE = re.compile(
    r"(?:地方公共団体|都道府県|市区町村|市町村|自治体|地域|区域).*コード|^(?:lg|pref|city)_?code$",
    re.IGNORECASE,
)
_REGION_NAME = re.compile(r"(?:地方公共団体|都道府県|市区町村|市町村|自治体|地域)(?:の)?(?:名|名称)?$")
_FORMAL = re.compile(
    r"(?:北海道|東京都|(?:大阪|京都)府|[^\d\s]{2,3}県)?(?:[^\d\s]{1,10}[市区町村])?(?:[^\d\s]{1,10}区)?|全国|日本"
)
_UNIT_IN_NAME = re.compile(
    r"[（(［\[][^）)］\]]{1,8}[）)］\]]|(?:件数|人数|回数|枚数|箇所数|か所数|日数|年数|者数|数|率|割合|比|比率|構成比|指数|年齢|順位|緯度|経度|人口)$"
)
_ABOUT = {
    "算出方法": "算出|計算",
    "データの出どころ": "出どころ|データソース|出典",
    "更新の頻度": "更新の頻度|更新頻度",
    "更新の履歴": "更新の履歴|更新履歴|最終更新",
    "留意事項": "留意|注意",
    "文字コード": "文字コード",
}
_PHYSICAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
MOST_COLUMNS = 100


def header_first(subject: Subject) -> Finding:
    """L3-01: the first row holds the names, the second the first data."""
    places = []
    for table in subject.tables:
        if not table.main or table.main.start > 0:
            places.append(f"{table.place(0)}が項目名の行ではありません")
        elif not table.body:
            places.append(f"{table.place(0)}の次にデータの行がありません")
        elif table.width and table.used[0][0] != 0:
            places.append(f"{table.place(0)}が左端の列から始まっていません")
        elif any(NUMBER.fullmatch(label) and not re.fullmatch(_WESTERN, label) for label in table.header):
            places.append(f"{table.place(0)}が項目名ではなくデータです")
    return unless(places)


def code_table(subject: Subject) -> Finding:
    """L3-02: every code is explained in a table that comes with the data. Codes of local bodies are public."""
    coded = [pair for table in subject.tables for pair in _coded(subject, table)]
    if not coded:
        return not_applicable("コードで書かれた列がありません。")
    known = subject.companions.words
    places = []
    for table, column in coded:
        missing = dict.fromkeys(t.strip() for _, t in table.filled(column) if t.strip() not in known)
        if missing:
            shown = "、".join(list(missing)[:5])
            places.append(f"{table.column_place(column)}：{shown}")
    note = "" if subject.companions.codes else "コード表が見当たりません。"
    return fails(places, note) if places else conforms()


def _coded(subject: Subject, table: Table) -> Iterator[tuple[Table, int]]:
    """The columns of codes: named so or defined so, with values that come again; not those that number the rows."""
    for column, label in enumerate(table.header):
        definition = subject.companions.defined(label)
        values = [text.strip() for _, text in table.filled(column)]
        if _REGION_CODE.search(label) or not values:
            continue
        if definition is not None:
            if definition.codes:
                yield table, column
        elif CODE_HEADER.search(label) and len(set(values)) < len(values):
            yield table, column


def symbols_defined(subject: Subject) -> Finding:
    """L3-03: a symbol among figures (kept secret, not surveyed) is explained."""
    used = {
        text.strip(): table.place(row, column)
        for table in subject.tables
        for column in table.numeric
        for row, text in table.filled(column)
        if text.strip() in SYMBOLS
    }
    if not used:
        return not_applicable("数値の列に記号がありません。")
    told = subject.companions.words
    return unless([f"{place}：「{symbol}」" for symbol, place in used.items() if symbol not in told])


def units_stated(subject: Subject) -> Finding:
    """L3-04: the unit of every figure is said: in the name, in a column of units, or in the definition."""
    columns = [(table, column) for table in subject.tables for column in table.numeric]
    if not columns:
        return not_applicable("数値の列がありません。")
    return unless([place for table, column in columns for place in _without_unit(subject, table, column)])


def _without_unit(subject: Subject, table: Table, column: int) -> Iterator[str]:
    label = table.header[column]
    definition = subject.companions.defined(label)
    if definition and (definition.unit or definition.codes) or _UNIT_IN_NAME.search(label):
        return
    units = [c for c, name in enumerate(table.header) if name.startswith("単位") or name.endswith("単位")]
    units = [c for c in units if c not in table.numeric and table.header[c] in ("単位", f"{label}の単位")]
    if not units:
        yield f"{table.column_place(column)}に単位がありません"
        return
    for row, _ in table.filled(column):
        if not any(table.text(row, c).strip() for c in units):
            yield f"{table.place(row, column)}に単位がありません"


def western_years(subject: Subject) -> Finding:
    """L3-05: times in the western calendar, or the Japanese one beside it, or as e-Stat codes them; one form a column."""
    columns = [
        (table, column)
        for table in subject.tables
        for column, label in enumerate(table.header)
        if re.fullmatch(_ERA, label) or (TIME_HEADER.search(label) and _tells_times(table, column))
    ]
    if not columns:
        return not_applicable("時を表す列がありません。")
    return unless([place for table, column in columns for place in _times(table, column)])


def _tells_times(table: Table, column: int) -> bool:
    """Whether any value looks like a time: a column 前年度 may hold the numbers of that year."""
    bare = table.header[column].strip()[-1:] in ("月", "日")
    return any(_looks_like_time(text.strip(), bare=bare) for _row, text in table.filled(column))


def _looks_like_time(value: str, *, bare: bool) -> bool:
    """``bare``: the name of the column makes a time of a mere number."""
    value = value.removesuffix("T00:00:00")
    forms = [name for name, pattern in _TIMES.items() if pattern.fullmatch(value)]
    return bool(re.search(_ERA, value) or _WIDE.fullmatch(value)) or any(
        bare or not value.isdigit() or form != "月か日だけ" for form in forms
    )


def _times(table: Table, column: int) -> Iterator[str]:
    if re.fullmatch(_ERA, table.header[column]):
        yield f"{table.column_place(column)}の項目名が和暦です"
        return
    forms: dict[str, int] = {}
    for row, text in table.filled(column):
        value = text.strip().removesuffix("T00:00:00")
        form = next((name for name, pattern in _TIMES.items() if pattern.fullmatch(value)), "")
        if not form:
            yield f"{table.place(row, column)}：「{value[:30]}」"
        else:
            forms.setdefault(form, row)
    if len(forms) > 1:
        row = max(forms.values())
        yield f"{table.place(row, column)}：書き方がそろっていません（{'、'.join(forms)}）"


def formal_regions(subject: Subject) -> Finding:
    """L3-06: regions by their standard code (5 digits, or 6 with the check digit) or their formal name."""
    places: list[str] = []
    found = False
    for table in subject.tables:
        for column, label in enumerate(table.header):
            if _REGION_CODE.search(label):
                found = True
                places += _places(table, column, _is_region_code)
            elif _REGION_NAME.search(label):
                found = True
                places += _places(table, column, _is_formal)
    return unless(places) if found else not_applicable("地域を表す列がありません。")


def _places(table: Table, column: int, holds: Callable[[str], bool]) -> Iterator[str]:
    for row, text in table.filled(column):
        if not holds(text.strip()):
            yield f"{table.place(row, column)}：「{text.strip()[:30]}」"


def _is_region_code(value: str) -> bool:
    if re.fullmatch(r"\d{2}|\d{5}", value):
        return True
    return is_local_body(value)


def _is_formal(value: str) -> bool:
    return bool(value) and _FORMAL.fullmatch(value) is not None


def same_form_as_before(subject: Subject) -> Finding:
    """L3-07: the columns are those of the file before; a change is told in the history."""
    if subject.is_first:
        return not_applicable("前に公表したファイルがありません。")
    if subject.before is None:
        return unconfirmed("前に公表したファイルと比べていません（--before で渡します）。")
    now = subject.tables[0].header if subject.tables else []
    gone = [f"前にあった「{label}」がありません" for label in subject.before if label not in now]
    new = [f"「{label}」が加わりました" for label in now if label not in subject.before]
    if not gone and not new:
        return conforms()
    history = subject.companions.about.get("更新の履歴", "")
    untold = [place for place in gone + new if place.split("「")[1].split("」")[0] not in history]
    return unless(untold, "項目が変わり、更新の履歴に書かれていません。" if untold else "")


def described(subject: Subject) -> Finding:
    """L3-08: definitions of all columns with names for programs, how the figures are made, history, encoding and BOM."""
    companions = subject.companions
    if not companions.definitions and not companions.about:
        return fails([subject.name], "項目の定義と、データの説明が見当たりません。")
    places = []
    for table in subject.tables:
        for label in filter(None, table.header):
            definition = companions.defined(label)
            if definition is None or not definition.meaning:
                places.append(f"「{label}」の定義がありません")
            elif not _PHYSICAL.fullmatch(definition.physical):
                places.append(f"「{label}」の英数字の名（物理名）がありません")
    for what, pattern in _ABOUT.items():
        if not any(re.search(pattern, key) and text for key, text in companions.about.items()):
            places.append(f"{what}の説明がありません")
    encoding = " ".join(text for key, text in companions.about.items() if "文字コード" in key or "BOM" in key)
    if subject.is_csv and encoding and "BOM" not in encoding:
        places.append("BOMの有無の説明がありません")
    return unless(places)


def long_form(subject: Subject) -> Finding:
    """L3-09: one observation a row: no years, months or numbered items side by side."""
    places = []
    for table in subject.tables:
        wide = [c for c, label in enumerate(table.header) if _WIDE.fullmatch(label)]
        stems = [re.sub(r"[\s_\-]?[0-9０-９]+$", "", label) for label in table.header]
        numbered = [
            c for c, stem in enumerate(stems) if stem and stem != table.header[c] and stems.count(stem) > 3
        ]
        for columns in (wide if len(wide) > 2 else [], numbered):
            if columns:
                first, last = table.column_place(columns[0]), table.column_place(columns[-1])
                places.append(f"{first}から{last}まで")
        if table.width > MOST_COLUMNS:
            places.append(f"列が{table.width}あります")
    return unless(places)


RULES = (
    Rule("L3-01", True, "1行目が項目名、2行目からデータである", "題名や空白の行、項目名のないデータ", "表の前の行を消します。", header_first),
    Rule("L3-02", False, "コード表が付いている", "コードの列と、付いているコード表", "コード・名称の表（CSVかシート）を付けます。", code_table),
    Rule("L3-03", False, "数値の列の記号の意味が書かれている", "数値の列の「－」「x」「…」など", "記号の意味をコード表に書くか、状態の列に分けます。", symbols_defined),
    Rule("L3-04", False, "単位が書かれている", "数値の列の単位", "項目名、単位の列、項目の定義のどれかに単位を書きます。", units_stated),
    Rule("L3-05", False, "時の書き方が西暦でそろっている", "年月日の列", "西暦にするか、西暦を並べて書きます。", western_years),
    Rule("L3-06", False, "地域のコードか正式な名称がある", "地域の列", "全国地方公共団体コードか正式な名称を書きます。", formal_regions),
    Rule("L3-07", False, "前のファイルと同じ形である", "前に公表したファイルとの項目の違い", "項目をそろえるか、変えたことを更新の履歴に書きます。", same_form_as_before),
    Rule("L3-08", False, "定義、更新の履歴、文字コードが書かれている", "項目の定義と、データの説明", "項目の定義と、データの説明（CSVかシート）を付けます。", described),
    Rule("L3-09", False, "縦に長い形である", "横に並んだ年や月、番号の付いた項目", "一つの値を一つの行にします。", long_form),
)  # fmt: skip
