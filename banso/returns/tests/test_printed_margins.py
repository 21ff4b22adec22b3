"""Texts above and below the printed pages are read: the template's are known, a clerk's are asked about."""

from xml.sax.saxutils import escape

import pytest

from banso.lib.fiscal import Period
from banso.returns.queries import known_for
from banso.returns.tests.conftest import SEPTEMBER
from banso.returns.tests.filling import changed, edited, fill_all, filled
from banso.returns.workbook import read
from banso.returns.workbook.consolidated import build_all, read_all

pytestmark = pytest.mark.django_db


def on_all(text):
    def change(book):
        for sheet in book.worksheets:
            sheet.oddHeader.center.text = text

    return change


def test_what_the_template_prints_is_not_asked(plan, template):
    assert read(plan, filled(template)).questions == ()


def test_a_text_of_the_clerk_is_asked_once_however_many_sheets_carry_it(plan, template):
    data = filled(template, on_all("9月分は速報です（西事務所は未集計）"))
    [question] = read(plan, data).questions
    assert (question.sheet, question.cell, question.asks.value) == ("表紙", "", "confirm")
    assert question.stored == "ヘッダーの中央：9月分は速報です（西事務所は未集計）"
    assert "指標" in question.message and "取組" in question.message
    assert read(plan, data, answers={question.key: "確認した"}).questions == ()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("&P / &N ページ", None),
        ("&L&D&CPage &P of &N&R&F", None),
        ('&L&"游ゴシック,太字"&14&KFF0000速報&R&P', "ヘッダーの左：速報"),
        ("訂正&&追加", "ヘッダーの中央：訂正&追加"),
        ("&R&G", "ヘッダーの右：（画像）"),
        ("&K01+000あと3件", "ヘッダーの中央：あと3件"),
    ],
)
def test_codes_of_the_program_are_not_text(plan, template, written, asked):
    header = f"<headerFooter><oddHeader>{escape(written)}</oddHeader>".encode()
    sheet = "xl/worksheets/sheet2.xml"
    data = edited(filled(template), sheet, lambda xml: xml.replace(b"<headerFooter>", header))
    assert [question.stored for question in read(plan, data).questions] == ([asked] if asked else [])


def test_what_belongs_to_no_body_of_a_consolidated_workbook_is_said_to_each(plan):
    def change(book):
        fill_all(book)
        book["指標"].oddHeader.left.text = "速報"
        book["指標"].cell(book["指標"].max_row + 2, 3).value = "下の書き込み"
        book.create_sheet("メモ")["B2"] = "別紙の話"

    bodies = ("prefecture", "labour-bureau")
    known = {body: known_for(plan, body, SEPTEMBER) for body in bodies}
    data = changed(build_all(plan, Period.parse("2025-09"), known), change)
    for part in read_all(plan, data):
        said = " ".join(notice.message for notice in part.reading.notices)
        assert "印刷のヘッダーの左に記入があります（速報）" in said
        assert "下の書き込み" in said
        assert "別紙の話" in said
