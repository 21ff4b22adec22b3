"""An .xls or .ods is read for its values; what cannot be known of it is said or asked."""

from datetime import date

import pytest

from banso.returns.tests.filling import edited, filled, put
from banso.returns.tests.old_format import as_ods, as_xls
from banso.returns.workbook import read

pytestmark = pytest.mark.django_db


FORMATS = {"旧形式（.xls）": as_xls, "OpenDocument形式（.ods）": as_ods}


@pytest.mark.parametrize("name", FORMATS)
def test_a_workbook_of_another_program_is_read_with_a_notice(plan, template, name):
    reading = read(
        plan, FORMATS[name](filled(template, lambda book: put(book, "指標", "待ち日数", "当期の値", 12)))
    )
    assert reading.questions == ()
    assert {n.amount for n in reading.draft.numbers if not n.member} == {7, 70, 120}
    assert any(notice.message.startswith(name) for notice in reading.notices)


@pytest.mark.parametrize("saved", FORMATS.values())
def test_a_fraction_is_asked_because_its_format_is_not_known(plan, template, saved):
    old = saved(filled(template, lambda book: put(book, "指標", "待ち日数", "当期の値", 0.5)))
    [question] = read(plan, old).questions
    assert (question.stored, question.proposal) == ("0.5", "0.5")
    assert read(plan, old, answers={question.key: "0.5"}).questions == ()


@pytest.mark.parametrize("saved", FORMATS.values())
def test_a_date_is_asked(plan, template, saved):
    old = saved(filled(template, lambda book: put(book, "指標", "東事務所", "当期の値", date(2025, 9, 12))))
    [question] = read(plan, old).questions
    assert (question.displayed, question.proposal) == ("2025-09-12", None)


def test_a_comment_in_an_ods_is_not_taken_for_its_value(plan, template):
    note = "<office:annotation><text:p>係長のメモ</text:p></office:annotation>"
    old = as_ods(
        filled(template),
        lambda xml: xml.replace('office:value="7"/>', f'office:value="7">{note}</table:table-cell>', 1),
    )
    assert {n.amount for n in read(plan, old).taken.numbers if not n.member} == {7, 70}


def test_an_ods_with_a_password_is_known_as_such(plan, template):
    locked = edited(
        as_ods(filled(template)), "META-INF/manifest.xml", lambda xml: b"<m><encryption-data/></m>"
    )
    assert "パスワード" in read(plan, locked).refusal.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda xml: xml.replace(
                "<table:table-row>", '<table:table-row table:number-rows-repeated="900000">', 3
            ),
            "展開すると大きくなりすぎるファイルです。安全のため開きませんでした。",
        ),
        (
            lambda xml: xml.replace('repeated="16000"', 'repeated="many"', 1),
            "ファイルの中身が壊れていて読めません。",
        ),
        (lambda xml: xml[: len(xml) // 2], "ファイルの中身が壊れていて読めません。"),
        (
            lambda xml: xml.replace("banso-return/1", "x/1"),
            "様式の版が違います（古い版か、別のシステムの様式です）。",
        ),
        (
            lambda xml: "<!DOCTYPE a>" + xml,
            "Excelが作らない宣言（DTD）を含むファイルです。安全のため開きませんでした。",
        ),
    ],
)
def test_an_ods_is_refused_by_what_is_wrong_with_it(plan, template, change, message):
    reading = read(plan, as_ods(filled(template), change))
    assert reading.refusal.message == message
