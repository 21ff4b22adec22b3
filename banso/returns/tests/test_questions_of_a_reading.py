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


INSTEAD = ("0", "調査中", "未公表", "該当なし")


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


def visitors(written, title="当期の値"):
    """A count of persons."""
    return lambda book: put(book, "件数", "来場者数", title, written)


@pytest.mark.parametrize("written", ["12名", "１２ 名", "12人"])
def test_another_name_of_the_same_unit_is_taken(plan, template, written):
    reading = read(plan, filled(template, visitors(written)))
    assert reading.draft.measures[0].counts["visitors"]["amount"] == 12


@pytest.mark.parametrize(
    ("written", "message", "proposal", "choices"),
    [
        ("12人です", "数の欄に文字が入っています。", "12", ()),
        ("12人人", "数の欄に文字が入っています。", "12", ()),
        ("12件", "単位が様式と違います（様式は「人」）。", None, ()),
        ("12%", "単位が様式と違います（様式は「人」）。", None, ()),
        ("12\u200b", "見えない文字（U+200B）が入っています。", "12", ()),
        ("\ufeff１２人", "見えない文字（U+FEFF）が入っています。", "12", ()),
        ("なし", "「なし」は、0なのか、分からないのか、該当しないのかを区別できません。", None, INSTEAD),
        ("無し", "「無し」は、0なのか、分からないのか、該当しないのかを区別できません。", None, INSTEAD),
        ("該当なし", "数の欄に「該当なし」と書かれています。", "該当なし", INSTEAD[1:]),
        ("─", "横棒などの記号が入っていて、0なのか分からないのかを区別できません。", None, INSTEAD),
        ("━━", "横棒などの記号が入っていて、0なのか分からないのかを区別できません。", None, INSTEAD),
        ("⁃", "横棒などの記号が入っていて、0なのか分からないのかを区別できません。", None, INSTEAD),
    ],
)
def test_what_clerks_write_instead_of_a_number_is_asked_in_its_own_words(
    plan, template, written, message, proposal, choices
):
    [question] = read(plan, filled(template, visitors(written))).questions
    assert (question.message, question.proposal, question.choices) == (message, proposal, choices)


@pytest.mark.parametrize(
    ("written", "proposal"),
    [("設置済（予定）", None), ("設置済ではない", None), ("設置済（9月から）", "設置済"), ("設置", None)],
)
def test_a_word_that_is_set_aside_by_what_stands_beside_it_is_not_proposed(plan, template, written, proposal):
    data = filled(template, lambda book: put(book, "設置状況", "例市", "設置状況", written))
    [question] = read(plan, data).questions
    assert question.proposal == proposal
