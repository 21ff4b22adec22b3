"""Workbooks of plain values, read back by openpyxl as a spreadsheet reads them."""

import io
import zipfile

from openpyxl import load_workbook

from banso.directory.exchange.books import book_of

HEADER = [f"列{number}" for number in range(28)]
ROW = [
    "<名> & \"引用\" 'と' ]]>", "=1+1", "改行\nと\u200b見えない字", 35.123456789, -3, 0, "", "  ", "\x00\x1f", *["間"] * 17, "①㈱", 1.0,
]  # fmt: skip


def sheets(book):
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_what_goes_into_a_workbook_comes_out_of_it_in_its_place():
    made = book_of(
        [("一", HEADER, [ROW, ROW]), ("二", ["だけ"], []), ("三", ["a"], iter([["1"], [""], [2]]))]
    )
    found = sheets(load_workbook(io.BytesIO(made)))
    row = [
        "<名> & \"引用\" 'と' ]]>", "'=1+1", "改行 と見えない字", 35.123456789, -3, 0, None, None, None, *["間"] * 17,
        "1(株)", 1,
    ]  # fmt: skip
    assert found == {"一": [HEADER, row, row], "二": [["だけ"]], "三": [["a"], ["1"], [None], [2]]}


def test_a_workbook_has_no_formula_and_no_part_twice():
    made = book_of([("一", ["a"], [["=A1"], ["+1"], ["@x"]])])
    assert all(cell.data_type == "s" for row in load_workbook(io.BytesIO(made))["一"] for cell in row)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)) and archive.testzip() is None
