"""What stands in a cell and what the screen shows of it: where the two differ, the clerk is asked, showing both."""

from datetime import date, datetime, time

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan
from banso.returns.tests.conftest import SEPTEMBER
from banso.returns.tests.filling import at, changed, edited, fill_all, put
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build, read

INSTEAD = ("0", "調査中", "未公表", "該当なし")
EAST = ("指標", "東事務所", "当期の値")
DONE = ("取組", "ア", "実施した内容")


@pytest.fixture(scope="module")
def plan():
    """The small plan, of which nothing stands in the database."""
    return LoadedPlan("mihon/2025", 0, "a" * 64, PlanDocument.model_validate(document()))


@pytest.fixture(scope="module")
def template(plan):
    return changed(build(plan, "prefecture", SEPTEMBER), fill_all)


def written(value, number_format=None, place=EAST, **looks):
    def change(book):
        cell = at(book, *place)
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format
        for name, look in looks.items():
            setattr(cell, name, look)

    return change


def asked(plan, template, change):
    """(stored, displayed, proposal) of the only question, whose proposal settles it."""
    data = changed(template, change)
    [question] = read(plan, data).questions
    if question.proposal is not None:
        assert read(plan, data, answers={question.key: question.proposal}).questions == ()
    return question.stored, question.displayed, question.proposal


def amount(plan, template, change, **more):
    reading = read(plan, changed(template, change), **more)
    assert reading.questions == ()
    return next(n.amount for n in reading.draft.numbers if n.unit == "office-east")


def done(plan, template, value, number_format=None):
    reading = read(plan, changed(template, written(value, number_format, DONE)))
    assert reading.questions == ()
    return reading.draft.measures[0].done


RAISED, LOWERED = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("1", TextBlock(RAISED, "1")), ("11", "1¹", "1")),
        (("12", TextBlock(RAISED, "1)")), ("121)", "12¹⁾", "12")),
        (("12", TextBlock(LOWERED, "3")), ("123", "12₃", "12")),
        (("12", TextBlock(InlineFont(color="FFFFFFFF"), "34")), ("1234", "12", "12")),
        (("12", TextBlock(InlineFont(color="FFFFF8D6"), "34")), ("1234", "12", "12")),
        (("12", TextBlock(InlineFont(sz=1), "34")), ("1234", "12", "12")),
        ((TextBlock(InlineFont(strike=True), "12"), "15"), ("1215", "〔取り消し線：12〕15", "15")),
        ((TextBlock(RAISED, "12"),), ("12", "¹²", None)),
    ],
)
def test_pieces_of_a_number_that_look_unlike_the_rest_are_asked_about(plan, template, pieces, expected):
    assert asked(plan, template, written(CellRichText(*pieces))) == expected


def test_a_number_in_pieces_that_only_differ_in_weight_is_taken(plan, template):
    text = CellRichText(TextBlock(InlineFont(b=True, color="FFCE0000"), "1"), "2")
    assert amount(plan, template, written(text)) == 12


def test_pieces_of_a_text_are_asked_about_as_well(plan, template):
    text = CellRichText("3回", TextBlock(InlineFont(strike=True), "開く予定"), "開いた")
    assert asked(plan, template, written(text, place=DONE))[2] == "3回開いた"


def test_a_raised_piece_of_a_text_stays_raised(plan, template):
    assert done(plan, template, CellRichText("会場は10m", TextBlock(RAISED, "2"), "です")) == "会場は10m²です"


def test_letters_in_the_same_colour_of_the_theme_as_their_ground_are_not_seen(plan, template):
    colour = Color(theme=4, tint=0.4)
    change = written(12, font=Font(color=colour), fill=PatternFill("solid", fgColor=colour))
    assert asked(plan, template, change) == ("12", "（何も表示されない）", "12")
    other = PatternFill("solid", fgColor=Color(theme=5))
    assert amount(plan, template, written(12, font=Font(color=colour), fill=other)) == 12


@pytest.mark.parametrize("colour", ["FFFFFFFF", "FFFFF9DB"])
def test_letters_in_nearly_the_colour_of_their_ground_are_not_seen(plan, template, colour):
    assert asked(plan, template, written(12, font=Font(color=colour))) == ("12", "（何も表示されない）", "12")


def test_letters_too_small_to_read_are_not_seen(plan, template):
    assert asked(plan, template, written(12, font=Font(size=1))) == ("12", "（何も表示されない）", "12")


HIDING = ["#", "#,###", "0;-0;;@", ";;;", "#,##0;-#,##0;", "[White]0", "0;-0;[White]0"]


def questions_down(plan, template, cases):
    """The questions about values written one under the other, from the first row on."""

    def change(book):
        first = at(book, *EAST)
        for down, (value, number_format, *_rest) in enumerate(cases):
            cell = first.offset(down)
            cell.value, cell.number_format = value, number_format

    questions = read(plan, changed(template, change)).questions
    assert [q.place for q in questions] == [f"指標!I{5 + down}" for down in range(len(cases))]
    return questions


def test_a_zero_that_its_format_hides_is_asked_about(plan, template):
    for question in questions_down(plan, template, [(0, number_format) for number_format in HIDING]):
        assert (question.stored, question.displayed) == ("0", "（何も表示されない）")
        assert question.choices == INSTEAD


def test_a_zero_on_a_sheet_that_shows_no_zeros_is_asked_about(plan, template):
    def change(book):
        book["指標"].sheet_view.showZeros = False
        put(book, *EAST, 0)

    [question] = read(plan, changed(template, change)).questions
    assert (question.place, question.displayed, question.choices) == (
        "指標!I5",
        "（何も表示されない）",
        INSTEAD,
    )


@pytest.mark.parametrize(
    ("value", "number_format"), [(12, "#"), (12, "0;-0;[White]0"), (0, "0"), (0, '0"件"')]
)
def test_a_number_that_such_formats_show_is_taken(plan, template, value, number_format):
    assert amount(plan, template, written(value, number_format)) == value


@pytest.mark.parametrize(
    "cases",
    [
        [
            (-5, "0;0", "5"),
            (-5, '#,##0;"▲"#,##0', "▲5"),
            (-5, "▲0", "-▲5"),
            (-5, "0.0", ""),
            (12.5, "0.0#", ""),
        ],
        [
            (12, "m/d", "1/12"),
            (12, "h:mm", "0:00"),
            (0.5, "h:mm AM/PM", "12:00 PM"),
            (1.5, "[h]:mm", "36:00"),
        ],
        [
            (45912, '[$-411]ggge"年"m"月"d"日"', "令和7年9月12日"),
            (45912, "ge.m.d", "R7.9.12"),
            (45912, 'yyyy"年"mm"月"(aaa)', "2025年09月(金)"),
            (12, "0.00E+00", "1.20E+01"),
            (123456, "0E+0", "1E+5"),
        ],
        [
            (12, '0"%"', "12%"),
            (12, "0%", "1200%"),
            (1234567, "#,##0.0,", "1,234.6"),
        ],
    ],
    ids=["negative", "times", "days", "numbers"],
)
def test_what_is_displayed_is_what_the_program_shows(plan, template, cases):
    displayed = [question.displayed for question in questions_down(plan, template, cases)]
    assert displayed == [case[2] for case in cases]


@pytest.mark.parametrize(
    ("value", "number_format", "stored", "displayed"),
    [
        (0.5, "0%", "0.5", "50%"),
        (1234, '#,##0"人に周知"', "1234", "1,234人に周知"),
        (-1, '0;"▲"0;0', "-1", "▲1"),
        (3, '"（見込）"0', "3", "（見込）3"),
    ],
)
def test_a_number_in_a_text_that_shows_as_another_text_is_asked_about(
    plan, template, value, number_format, stored, displayed
):
    change = written(value, number_format, DONE)
    assert asked(plan, template, change) == (stored, displayed, displayed)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2025, 10, 12), '[$-411]ggge"年"m"月"d"日"', "令和7年10月12日"),
        (date(2025, 10, 12), 'm"月"d"日"', "10月12日"),
        (datetime(2025, 10, 12, 13, 5), "yyyy/m/d h:mm", "2025/10/12 13:05"),
        (time(9, 30), "h:mm", "9:30"),
        (1234, "#,##0", "1234"),
        (45, "General", "45"),
    ],
)
def test_a_day_in_a_text_is_taken_as_it_is_shown(plan, template, value, number_format, text):
    assert done(plan, template, value, number_format) == text


def test_a_day_whose_format_is_not_understood_is_asked_about(plan, template):
    change = written(date(2025, 10, 12), "[$-F800]dddd, mmmm dd, yyyy", DONE)
    assert asked(plan, template, change)[2] == "2025-10-12"


def computed(template, formula, value="12", names=()):
    """The first value as a formula with a kept result, in a workbook with defined names."""

    def change(book):
        for name, text in names:
            book.defined_names[name] = DefinedName(name, attr_text=text)
        put(book, *EAST, f"={formula}")

    def keep(xml):
        empty = f"<f>{formula}</f><v".encode()
        head, found, rest = xml.partition(empty)
        assert found
        tail = rest.split(b">", 1)[1].removeprefix(b"</v>")
        return head + f"<f>{formula}</f><v>{value}</v>".encode() + tail

    return edited(changed(template, change), "xl/worksheets/sheet2.xml", keep)


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("[1]Sheet1!A1", ()),
        ("Ext", [("Ext", "'[1]Sheet1'!$A$1")]),
        ("SUM(ext,1)", [("Far", "[1]Sheet1!$A$1"), ("Ext", "Far*2")]),
        ("INDIRECT(B2)", ()),
        ("_xlfn.WEBSERVICE(B2)", ()),
        ("cmd|'/c calc'!A0", ()),
    ],
)
def test_a_formula_that_looks_outside_the_workbook_is_asked_about(plan, template, formula, names):
    reading = read(plan, computed(template, formula, names=names))
    [question] = reading.questions
    assert (question.stored, question.proposal) == (f"={formula} → 12", "12")
    assert not any("計算式の結果" in notice.message for notice in reading.notices)


def test_a_formula_that_stays_inside_is_taken_and_said(plan, template):
    data = computed(template, "Here+1", names=[("Here", "指標!$I$6"), ("Ext", "[1]Sheet1!$A$1")])
    reading = read(plan, data)
    assert reading.questions == ()
    assert [n.message for n in reading.notices] == ["計算式の結果を値として読みました（1個：I5）。"]


def test_cells_that_share_a_formula_share_where_it_looks(plan, template):
    def share(xml):
        first = b'<f t="shared" ref="I5:I6" si="0">[1]Sheet1!A1</f><v>12</v>'
        return xml.replace(b"<f>1+1</f><v></v>", first, 1).replace(b"<f>1+1</f><v />", first, 1).replace(
            b"<f>1+2</f><v></v>", b'<f t="shared" si="0"/><v>13</v>'
        ).replace(b"<f>1+2</f><v />", b'<f t="shared" si="0"/><v>13</v>')  # fmt: skip

    def change(book):
        put(book, *EAST, "=1+1")
        put(book, "指標", "西事務所", "当期の値", "=1+2")

    data = edited(changed(template, change), "xl/worksheets/sheet2.xml", share)
    assert [(q.place, q.proposal) for q in read(plan, data).questions] == [
        ("指標!I5", "12"),
        ("指標!I6", "13"),
    ]


def test_an_error_is_asked_about_and_not_said_to_be_read(plan, template):
    reading = read(plan, changed(template, written("#REF!")))
    assert len(reading.questions) == 1
    assert reading.notices == ()


def test_what_is_typed_over_one_cell_for_reference_is_said_of_that_cell_alone(plan, template):
    data = changed(template, written(99, place=("指標", "東事務所", "既に報告した値")))
    assert [(q.place, q.stored) for q in read(plan, data).questions] == [("指標!H5", "99")]
