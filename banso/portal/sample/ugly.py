"""A folder of files as they really come, for the secretariat of a demonstration to drop into the inbox.

They are templates of the plan, filled in by the sample clerks and then handled as people handle workbooks, and files
that are no templates at all. The same plan gives the same files.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.portal.sample.answers import MARK, Clerk
from banso.portal.sample.filling import fill
from banso.returns.queries import Expected, known_for
from banso.returns.queries.consolidated import consolidated
from banso.returns.workbook import build, layout_of
from banso.returns.workbook.layout import NUMBERS, NumberRow

_KEYS = 1  # the hidden row and column of keys
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Numbers:
    """The sheet of numbers of a filled template, by what its cells are for."""

    sheet: Worksheet

    @property
    def rows(self) -> list[int]:
        return [r for r in range(5, self.sheet.max_row + 1) if self.sheet.cell(r, _KEYS).value]

    def at(self, place: int, column: str = "value") -> Any:
        """The cell of the row at ``place`` (from 0, the last again where there are fewer)."""
        columns = {str(cell.value): int(cell.column or 0) for cell in self.sheet[_KEYS] if cell.value}
        return self.sheet.cell(self.rows[min(place, len(self.rows) - 1)], columns[column])


Change = Callable[[Workbook, Numbers], None]


def _wide(_book: Workbook, numbers: Numbers) -> None:
    for place in range(len(numbers.rows)):
        cell = numbers.at(place)
        if isinstance(cell.value, int):
            cell.value = f"{cell.value:,}".translate(_WIDE) + str(numbers.at(place, "measured_in").value)


def _set(value: object, column: str = "value") -> Change:
    def change(_book: Workbook, numbers: Numbers) -> None:
        numbers.at(0, column).value = value

    return change


def _hidden_digits(_book: Workbook, numbers: Numbers) -> None:
    numbers.at(0).value, numbers.at(0).number_format = Decimal("12.4"), "0"


def _extra_sheet(book: Workbook, _numbers: Numbers) -> None:
    sheet = book.create_sheet("集計用")
    for row in (("月", "件数"), ("4月", 3), ("5月", 4), ("計", "=SUM(B2:B3)")):
        sheet.append(row)


def _comment(_book: Workbook, numbers: Numbers) -> None:
    numbers.at(0).comment = Comment("先月分が1件まじっているかもしれません。要確認。", "担当")


def _column_in(_book: Workbook, numbers: Numbers) -> None:
    numbers.sheet.insert_cols(4)
    numbers.sheet.cell(4, 4).value = "係メモ"
    numbers.sheet.cell(5, 4).value = "山の上の窓口を含む"


def _row_away(_book: Workbook, numbers: Numbers) -> None:
    numbers.sheet.delete_rows(numbers.rows[-1])


def _renamed(_book: Workbook, numbers: Numbers) -> None:
    numbers.sheet.title = "指標（最終版）"


def _merged(_book: Workbook, numbers: Numbers) -> None:
    cell = numbers.at(0)
    numbers.sheet.merge_cells(
        start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
    )


def _hidden_row(_book: Workbook, numbers: Numbers) -> None:
    numbers.sheet.row_dimensions[numbers.rows[0]].hidden = True


# (what it is called, what was done to it), dealt to the bodies by turns
_HANDLED: tuple[tuple[str, Change], ...] = (
    ("全角の数字と単位", _wide),
    ("横棒", _set("―")),
    ("約が付いた数", _set("約12")),
    ("計算式のまま", _set("=5+7")),
    ("端数が隠れている", _hidden_digits),
    ("状態が空", _set(None, "status")),
    ("数の欄に説明", _set("集計中（10日ごろ判明）")),
    ("集計用のシートを足した", _extra_sheet),
    ("コメント付き", _comment),
    ("列を足した", _column_in),
    ("行を消した", _row_away),
    ("シートの名前を変えた", _renamed),
    ("セルを結合した", _merged),
    ("行を隠した", _hidden_row),
)

# What is no workbook at all, or cannot be opened.
_FOREIGN = {
    "会議資料.pdf": b"%PDF-1.7\n% sample\n",
    "実は文字だけ.xlsx": "指標,当期の値\n就職件数,12\n".encode("cp932"),
    "パスワード付き.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(504)
    + "EncryptedPackage".encode("utf-16-le"),
    "空のファイル.xlsx": b"",
}


@dataclass(frozen=True)
class Maker:
    """One who makes files of ``plan``; ``due`` are the returns that could be sent, oldest first."""

    plan: LoadedPlan
    clerk: Clerk
    due: Sequence[Expected]

    def write(self, folder: Path) -> int:
        """Every file into ``folder``; how many."""
        folder.mkdir(parents=True, exist_ok=True)
        files = dict(self.files())
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return len(files)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(name, content) of each."""
        yield from _FOREIGN.items()
        if not self._bodies:
            return
        for place, (what, change) in enumerate(_HANDLED):
            body = self._bodies[place % len(self._bodies)]
            row = self._back(body, place // len(self._bodies))
            name = f"{place + 1:02}_{self._name(row)}_{what}.xlsx"
            yield name, _changed(self._filled(row), change)
        row = self._bodies[0]
        good = self._filled(row)
        yield f"15_{self._name(row)}.xlsx", good
        yield f"16_{self._name(row)}（再送）.xlsx", good
        yield "17_途中で切れた.xlsx", good[: len(good) // 2]
        yield f"18_全機関の取りまとめ_{row.period.key}.xlsx", self._together(row.period)
        yield f"19_{self._name(row)}_月報（独自の様式）.xlsx", self._monthly(row)

    @cached_property
    def _bodies(self) -> list[Expected]:
        """The newest return that is due of each body that has numbers, the shortest first: short files are quick."""
        newest = {row.organisation: row for row in self.due}
        asked = {key: len(layout_of(self.plan, key, row.period).numbers) for key, row in newest.items()}
        return sorted(
            (r for r in newest.values() if asked[r.organisation]), key=lambda r: asked[r.organisation]
        )[:4]

    def _back(self, body: Expected, times: int) -> Expected:
        """An earlier return of the same body; the oldest where there are not so many."""
        own = [row for row in self.due if row.organisation == body.organisation]
        return own[max(0, len(own) - 1 - times)]

    def _filled(self, row: Expected) -> bytes:
        known = known_for(self.plan, row.organisation, row.period)
        template = build(self.plan, row.organisation, row.period, known=known)
        return fill(template, self.clerk.answers(layout_of(self.plan, row.organisation, row.period)))

    def _name(self, row: Expected) -> str:
        return self.plan.document.organisation(row.organisation).short_name

    def _together(self, period: Period) -> bytes:
        """The table of all bodies, as the plan knows them."""
        return consolidated(self.plan, period)

    def _monthly(self, row: Expected) -> bytes:
        """A monthly sheet of a body's own: the year so far and the month, one line for each number."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "月報"
        sheet["A1"] = f"雇用対策 実績月報（{MARK}）"
        sheet["A2"] = f"{row.period.end.label}分"
        sheet.append([])
        sheet.append(["項目", "窓口", "当月", "4月以降累計"])
        numbers = layout_of(self.plan, row.organisation, row.period).numbers
        for number in numbers:
            sheet.append(self._monthly_line(number, row))
        sheet.column_dimensions[get_column_letter(1)].width = 40
        return _saved(book)

    def _monthly_line(self, number: NumberRow, row: Expected) -> list[object]:
        label, unit, *_rest = number.fixed
        periods = [r.period for r in self.due if r.organisation == row.organisation]
        told = [self.clerk.figures.number(number, row.organisation, period).value for period in periods]
        known = [value for value in told if value is not None]
        return [label, unit, known[-1] if known else None, sum(known)]


def _changed(file: bytes, change: Change) -> bytes:
    book = load_workbook(BytesIO(file))
    change(book, Numbers(next(s for s in book.worksheets if s.cell(_KEYS, _KEYS).value == NUMBERS.marker)))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
