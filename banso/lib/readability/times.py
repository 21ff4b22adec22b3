"""L3-05: how a time may be written. Sources as in level1."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator

from banso.lib.readability.results import Finding, not_applicable, unless
from banso.lib.readability.subject import Subject
from banso.lib.readability.table import TIME_HEADER, Table

ERA = r"(?:明治|大正|昭和|平成|令和)\s*(?:\d{1,2}|元)\s*年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
WESTERN = r"(?:19|20)[0-9]{2}"
# The forms in which a time may be written; each is told apart so that a column keeps to one.
_TIMES = {
    "年": re.compile(WESTERN),
    "年（漢字）": re.compile(rf"{WESTERN}年(?:度)?"),
    "年月日（漢字）": re.compile(rf"{WESTERN}年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?"),
    "年月日（-）": re.compile(rf"{WESTERN}-[0-9]{{2}}-[0-9]{{2}}"),
    "年月（-）": re.compile(rf"{WESTERN}-[0-9]{{2}}"),
    "年月日（/）": re.compile(rf"{WESTERN}/[0-9]{{1,2}}(?:/[0-9]{{1,2}})?"),
    "日時": re.compile(rf"{WESTERN}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}.*"),
    "e-Statの時間軸コード": re.compile(rf"{WESTERN}[0-9]{{6}}"),
    "和暦と西暦の併記": re.compile(rf"{ERA}\s*[（(]\s*{WESTERN}.*[）)]|{WESTERN}.*[（(]\s*{ERA}\s*[）)]"),
    "月か日だけ": re.compile(r"[0-9]{1,2}(?:月|日)?"),
}
WIDE = re.compile(
    rf"{WESTERN}\s*(?:年|年度)?(?:\d{{1,2}}月)?|\d{{1,2}}月|{ERA}|[RHS]\d{{1,2}}|第?[1-4][期四]半?期?|[1-4]Q|Q[1-4]"
)


def western_years(subject: Subject) -> Finding:
    """L3-05: times in the western calendar, or the Japanese one beside it, or as e-Stat codes them; one form a column."""
    columns = [
        (table, column)
        for table in subject.tables
        for column, label in enumerate(table.header)
        if re.fullmatch(ERA, label) or (TIME_HEADER.search(label) and _tells_times(table, column))
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
    value = unicodedata.normalize("NFKC", value).removesuffix("T00:00:00")
    forms = [name for name, pattern in _TIMES.items() if pattern.fullmatch(value)]
    return bool(re.search(ERA, value) or WIDE.fullmatch(value)) or any(
        bare or not value.isdigit() or form != "月か日だけ" for form in forms
    )


def _times(table: Table, column: int) -> Iterator[str]:
    if re.fullmatch(ERA, table.header[column]):
        yield f"{table.column_place(column)}の項目名が和暦です"
        return
    forms: dict[str, int] = {}
    for row, text in table.filled(column):
        value = text.strip().removesuffix("T00:00:00")
        form = next((name for name, pattern in _TIMES.items() if pattern.fullmatch(value)), "")
        if not form or not _exists(value):
            yield f"{table.place(row, column)}：「{value[:30]}」"
        else:
            forms.setdefault(form, row)
    if len(forms) > 1:
        row = max(forms.values())
        yield f"{table.place(row, column)}：書き方がそろっていません（{'、'.join(forms)}）"


def _exists(value: str) -> bool:
    """Whether the month and the day that a time names are in the calendar: there is no 2025-04-31."""
    found = re.match(rf"({WESTERN})[-/年](\d{{1,2}})(?:[-/月](\d{{1,2}}))?", value)
    if not found:
        return True
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
