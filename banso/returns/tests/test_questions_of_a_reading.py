"""What a reading asks: by sheet and cell, with what is stored and what is shown; and what an answer does."""

import pytest
from openpyxl.comments import Comment

from banso.returns.tests.filling import at, filled, put, row
from banso.returns.workbook import read

pytestmark = pytest.mark.django_db
EAST = "banso:numbers/hires|office-east|value"


def east(value, number_format=None):
    def change(book):
        cell = at(book, "指標", "東事務所", "当期の値")
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def test_only_the_row_in_doubt_waits_and_the_rest_is_taken(plan, template):
    reading = read(plan, filled(template, east("12（うち電話3）")))
    [question] = reading.questions
    assert (question.sheet, question.cell, question.row, question.column) == ("指標", "I5", EAST, "value")
    assert (question.stored, question.proposal, question.about) == (
        "12（うち電話3）",
        "12",
        "正社員就職件数 東事務所 値",
    )
    assert reading.draft is None
    assert {line.indicator for line in reading.taken.numbers if line.unit != "office-east"} >= {
        "hires",
        "total",
    }
    assert all(line.unit != "office-east" for line in reading.taken.numbers)


@pytest.mark.parametrize(
    ("written", "number_format", "stored", "displayed", "proposal"),
    [
        (12, "yyyy/m/d", "12", "1900/1/12", "12"),
        (0.55, "0%", "0.55", "55%", "55"),
        (1234, "#,##0,", "1234", "1", "1234"),
        (7, ";;;", "7", "（何も表示されない）", "7"),
        (7, '0"千件"', "7", "7千件", None),
        ("二十三件", None, "二十三件", "", "23"),
        ("約12", None, "約12", "", "12"),
        ("12（速報値）", None, "12（速報値）", "", "12"),
        ("集計中（10日ごろ判明）", None, "集計中（10日ごろ判明）", "", "調査中"),
        ("未定", None, "未定", "", "調査中"),
        ("10日確認", None, "10日確認", "", None),
        ("10月分まで", None, "10月分まで", "", None),
        ("10 頃", None, "10 頃", "", None),
        ("先月は12", None, "先月は12", "", None),
        ("12 3", None, "12 3", "", None),
        ("①②", None, "①②", "", None),
        ("10～15", None, "10～15", "", None),
        ("12,34", None, "12,34", "", None),
    ],
)
def test_both_what_is_stored_and_what_is_shown_are_said(
    plan, template, written, number_format, stored, displayed, proposal
):
    [question] = read(plan, filled(template, east(written, number_format))).questions
    assert (question.stored, question.displayed, question.proposal) == (stored, displayed, proposal)


def test_an_answer_stands_for_the_cell_and_is_checked_like_it(plan, template):
    data = filled(template, east("－"))
    [question] = read(plan, data).questions
    assert question.choices == ("0", "調査中", "未公表", "該当なし")

    def amount(answer):
        reading = read(plan, data, answers={question.key: answer})
        return [
            (n.amount, n.status.value, n.cell) for n in reading.taken.numbers if n.unit == "office-east"
        ], [q.message for q in reading.questions]

    assert amount("0") == ([(0, "final", "指標!I5")], [])
    assert amount("１２件") == ([(12, "final", "指標!I5")], [])
    assert amount("調査中") == ([(None, "under_survey", "指標!I5")], [])
    assert amount("12人") == ([], ["単位が様式と違います（様式は「件」）。"])


def test_a_row_that_was_removed_can_be_answered(plan, template):
    data = filled(template, lambda book: book["指標"].delete_rows(row(book["指標"], "東事務所")))
    questions = read(plan, data).questions
    assert [(q.row, q.column, q.place) for q in questions] == [
        (EAST, "value", "指標"),
        (EAST, "status", "指標"),
    ]
    answered = read(plan, data, answers={questions[0].key: "5", questions[1].key: "概数"})
    assert answered.questions == ()
    [line] = [n for n in answered.draft.numbers if n.unit == "office-east"]
    assert (line.amount, line.status.value, line.cell) == (5, "approximate", "指標")


def test_a_row_beside_another_label_is_taken_only_when_it_is_confirmed(plan, template):
    data = filled(template, lambda book: put(book, "指標", "東事務所", "報告単位", "北事務所"))
    [question] = read(plan, data).questions
    assert (question.row, question.column, question.asks) == (EAST, "unit", "confirm")
    assert read(plan, data, answers={question.key: "はい"}).questions == ()


def test_what_stands_outside_the_template_is_asked_and_left_aside_when_confirmed(plan, template):
    def scribble(book):
        book["指標"]["N3"] = "9月分は暫定です"
        book["指標"]["I5"].comment = Comment("電話3件を除く", "係長")
        book.create_sheet("内訳")["B2"] = 48

    data = filled(template, scribble)
    questions = read(plan, data).questions
    assert {(q.place, q.stored) for q in questions} == {
        ("指標!N3", "9月分は暫定です"),
        ("指標!I5", "電話3件を除く"),
        ("内訳", "48"),
    }
    done = read(plan, data, answers={q.key: "はい" for q in questions})
    assert done.questions == () and done.draft is not None


def test_what_changes_no_value_is_only_listed(plan, template):
    def hide(book):
        book["指標"].row_dimensions[5].hidden = True
        book["指標"].column_dimensions["K"].hidden = True
        book["取組"].sheet_state = "hidden"
        book["件数"].auto_filter.ref = "B4:H6"
        book["件数"].auto_filter.add_filter_column(1, ["開催回数"])

    reading = read(plan, filled(template, hide))
    assert reading.draft is not None
    assert [notice.place for notice in reading.notices] == ["指標", "指標", "取組", "件数"]
