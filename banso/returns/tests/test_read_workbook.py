"""Reading what comes back: every value is taken as stored, or asked about by sheet and cell."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from banso.lib.fiscal import Period
from banso.returns.tests.filling import at, changed, column, edited, filled, put, row
from banso.returns.workbook import build, read

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


def problems(plan, data, **more):
    """(place, stored, message) of each problem; a draft never comes together with one."""
    reading = read(plan, data, **more)
    assert (reading.draft is None) is bool(reading.problems)
    assert all(problem.remedy for problem in reading.problems)
    return [(p.place, p.stored, p.message) for p in reading.problems]


def amounts(plan, data):
    reading = read(plan, data)
    assert reading.problems == ()
    return {(n.indicator, n.unit, n.component.value): n.amount for n in reading.draft.numbers if not n.member}


def one_cell(template, value, words="東事務所", title="当期の値"):
    return filled(template, lambda book: put(book, "指標", words, title, value))


def test_a_whole_workbook_is_read(plan, template):
    def words(book):
        put(book, "表紙", "意見・備考", "内容", "来月から人が増えます。")
        put(book, "指標", "西事務所", "当期の値", None)
        put(book, "指標", "西事務所", "状態", "調査中")
        put(book, "設置状況", "例市", "設置状況", "調査中")
        put(book, "件数", "来場者数", "当期の値", 1250)
        put(book, "取組", "ア", "次に行うこと", "秋にも開く。")

    draft = read(plan, filled(template, words)).draft
    assert draft.remarks == "来月から人が増えます。"
    by_key = {(n.indicator, n.unit or n.member, n.component.value): n for n in draft.numbers}
    assert (by_key["hires", "office-east", "value"].amount, by_key["hires", "office-east", "value"].cell) == (
        7,
        "指標!I5",
    )
    west = by_key["hires", "office-west", "value"]
    assert (west.amount, west.status.value) == (None, "under_survey")
    assert by_key["networks", "111007", "value"].amount == 1
    assert by_key["networks", "112011", "value"].status.value == "under_survey"
    first = draft.measures[0]
    assert (first.measure, first.state.value, first.next_step) == ("m1", "ongoing", "秋にも開く。")
    assert first.counts["visitors"]["amount"] == 1250


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (0, 0),
        (12, 12),
        (12.0, 12),
        ("１２", 12),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("12件", 12),
        ("１２ 件", 12),
        (" 12 ", 12),
        ("12.0", 12),
    ],
)
def test_numbers_as_clerks_write_them_are_accepted(plan, template, typed, taken):
    assert amounts(plan, one_cell(template, typed))["hires", "office-east", "value"] == taken


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("約十二", "数の欄に文字が入っています。"),
        ("12人", "単位が様式と違います（様式は「件」）。"),
        (-3, "負の値です。"),
        ("▲3", "負の値です。"),
        (12.4, "整数で記入する欄に、端数のある値が入っています。"),
        ("12.4", "整数で記入する欄に、端数のある値が入っています。"),
        ("－", "横棒などの記号が入っていて、0なのか分からないのかを区別できません。"),
        ("―", "横棒などの記号が入っていて、0なのか分からないのかを区別できません。"),
        ("1,23", "数の欄に文字が入っています。"),
        (True, "数の欄に TRUE／FALSE が入っています。"),
        (datetime(2025, 9, 1), "数の欄に日付や時刻が入っています。"),
        (10**13, "値が大きすぎます。"),
        ("=1/3", "計算式の結果が保存されていません。"),
        ("#REF!", "計算式がエラーになっています。"),
        (None, "状態が「確定」なのに値が空です。"),
        ("  ", "状態が「確定」なのに値が空です。"),
    ],
)
def test_a_doubtful_number_is_asked_by_cell(plan, template, typed, message):
    found = problems(plan, one_cell(template, typed))
    assert [(place, text) for place, _stored, text in found] == [("指標!I5", message)]


def test_a_hidden_decimal_is_asked_showing_both_what_is_stored_and_what_is_shown(plan, template):
    [problem] = read(plan, one_cell(template, 12.4)).problems
    assert (problem.stored, problem.shown) == ("12.4", "12")


def test_a_percent_format_is_asked_showing_both(plan, template):
    def percent(book):
        cell = at(book, "指標", "待ち日数", "当期の値")
        cell.value, cell.number_format = 0.55, "0%"

    [problem] = read(plan, filled(template, percent)).problems
    assert (problem.stored, problem.shown) == ("0.55", "55%")


def test_one_decimal_is_taken_where_the_plan_has_one_and_a_second_is_asked(plan, template):
    assert amounts(plan, one_cell(template, 12.5, "待ち日数"))["waiting", "", "value"] == 125
    assert amounts(plan, one_cell(template, "１２．５日", "待ち日数"))["waiting", "", "value"] == 125
    assert problems(plan, one_cell(template, 12.55, "待ち日数"))[0][0] == "指標!I10"
    # People behind a rate are whole, whatever the rate has.
    assert len(problems(plan, one_cell(template, 12.5, "分子：決まった人"))) == 1


@pytest.mark.parametrize(
    ("value", "status", "place", "message"),
    [
        (None, None, "指標!I5", "値が空です。"),
        (3, None, "指標!J5", "状態が選ばれていません。"),
        (3, "調査中", "指標!I5", "状態が「調査中」なのに値があります。"),
        (0, "該当なし", "指標!I5", "状態が「該当なし」なのに値があります。"),
        (None, "概数", "指標!I5", "状態が「概数」なのに値が空です。"),
        (3, "たぶん", "指標!J5", "「たぶん」という状態はありません。"),
    ],
)
def test_value_and_status_must_go_together(plan, template, value, status, place, message):
    def both(book):
        put(book, "指標", "東事務所", "当期の値", value)
        put(book, "指標", "東事務所", "状態", status)

    assert [(p, m) for p, _s, m in problems(plan, filled(template, both))] == [(place, message)]


def test_an_unfilled_template_is_asked_cell_by_cell_and_in_the_order_of_the_sheets(plan, template):
    found = problems(plan, template)
    assert [place.split("!")[0] for place, *_ in found] == ["指標"] * 8 + ["設置状況"] * 2 + ["取組"] * 2 + [
        "件数"
    ] * 2
    assert len({place for place, *_ in found}) == 14


def test_a_formula_with_its_result_is_taken_as_the_result(plan, template):
    data = one_cell(template, "=3+4")
    # What a spreadsheet program writes beside the formula when it saves.
    data = edited(
        data,
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b"<f>3+4</f><v></v>", b"<f>3+4</f><v>7</v>").replace(
            b"<f>3+4</f><v />", b"<f>3+4</f><v>7</v>"
        ),
    )
    assert amounts(plan, data)["hires", "office-east", "value"] == 7


def test_rows_are_known_by_their_key_wherever_they_stand(plan, template):
    def swap(book):
        sheet = book["指標"]
        put(book, "指標", "東事務所", "当期の値", 11)
        put(book, "指標", "西事務所", "当期の値", 22)
        for place in range(1, sheet.max_column + 1):
            east, west = sheet.cell(5, place), sheet.cell(6, place)
            east.value, west.value = west.value, east.value
        sheet.title = "しひょう"

    taken = amounts(plan, filled(template, swap))
    assert (taken["hires", "office-east", "value"], taken["hires", "office-west", "value"]) == (11, 22)


def test_values_that_slid_beside_another_label_are_asked(plan, template):
    def slide(book):
        sheet = book["指標"]
        for place in range(2, sheet.max_column + 1):
            sheet.cell(6, place).value = sheet.cell(5, place).value

    assert (
        "指標!C6",
        "東事務所",
        "「報告単位」が様式（西事務所）と違います。セルがずれていることがあります。",
    ) in problems(plan, filled(template, slide))


def delete_row(book):
    book["指標"].delete_rows(row(book["指標"], "西事務所"))


def double_row(book):
    sheet = book["指標"]
    for place in range(1, sheet.max_column + 1):
        sheet.cell(13, place).value = sheet.cell(5, place).value


def unknown_row(book):
    book["指標"].cell(13, 1).value = "hires|office-north|value"


def stray_value(book):
    book["指標"].cell(14, column(book["指標"], "当期の値")).value = 5


def delete_sheet(book):
    del book["取組"]


def double_sheet(book):
    at(book, "指標", "東事務所", "当期の値").value = 8
    book.copy_worksheet(book["指標"])
    at(book, "指標", "東事務所", "当期の値").value = 9


def delete_column(book):
    book["指標"].delete_cols(column(book["指標"], "状態"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (delete_row, "行がありません：正社員就職件数 西事務所 値。"),
        (double_row, "同じ行が二つあります（13行目と5行目）。"),
        (unknown_row, "様式にない行があります。"),
        (stray_value, "様式にない行に記入があります。"),
        (delete_sheet, "シート「取組」がありません。"),
        (double_sheet, "シート「指標」が二つ以上あります（指標、指標 Copy）。"),
        (delete_column, "列「状態」がありません。"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_damaged_frame_is_named(plan, template, change, message):
    assert message in [text for *_, text in problems(plan, filled(template, change))]


def test_the_file_survives_being_saved_by_another_program(plan, template):
    again = changed(filled(template), lambda book: None)
    assert read(plan, again).problems == ()
    assert load_workbook(io.BytesIO(again))["_banso"].sheet_state == "veryHidden"


def test_every_template_of_the_small_plan_reads_back_what_is_filled_in(plan):
    for body, key in (("labour-bureau", "2025-09"), ("city-a", "2025-04..2025-09")):
        assert read(plan, filled(build(plan, body, Period.parse(key)))).problems == ()
