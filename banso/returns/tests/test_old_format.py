"""An .xls, .xlsb or .ods is read for its values; what cannot be known of it is said or asked."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from banso.returns.tests.filling import edited, filled, put
from banso.returns.tests.old_format import as_ods, as_xls, as_xlsb
from banso.returns.workbook import apart, read, values

pytestmark = pytest.mark.django_db


FORMATS = {
    "旧形式（.xls）": as_xls,
    "OpenDocument形式（.ods）": as_ods,
    "Excelのバイナリ形式（.xlsb）": as_xlsb,
}


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


@pytest.mark.parametrize("saved", [as_xls, as_ods])
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


def test_a_cell_that_stands_far_away_ends_the_process_that_reads_and_not_ours(plan, template):
    """The parser makes room for all that lies between before anybody can ask how much that is."""
    refusal = read(plan, as_xlsb(filled(template), far=(1_048_575, 16_383))).refusal
    assert "展開すると大きくなりすぎるか" in refusal.message
    assert "Excel ブック（.xlsx）" in refusal.remedy


def test_a_reader_that_does_not_end_is_given_up(plan, template, monkeypatch, tmp_path):
    asleep = tmp_path / "asleep.py"
    asleep.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(apart, "__file__", str(asleep))
    monkeypatch.setattr(values, "_PATIENCE", 0.2)
    assert "時間がかかりすぎます" in read(plan, as_xls(filled(template))).refusal.message


def test_a_text_that_is_used_again_and_again_is_bounded(monkeypatch, template):
    monkeypatch.setattr(apart, "MAX_LETTERS", 1000)
    with pytest.raises(apart.TooLarge):
        apart.sheets_of(as_xls(filled(template)))


@pytest.mark.parametrize("saved", [as_xls, as_xlsb])
def test_a_file_cut_short_is_broken_and_nothing_worse(plan, template, saved):
    whole = saved(filled(template))
    for share in (3, 2):
        refusal = read(plan, whole[: len(whole) // share]).refusal
        assert "壊れて" in refusal.message or "様式" in refusal.message


def test_a_binary_workbook_with_macros_is_refused_as_any_other(plan, template):
    data = BytesIO(as_xlsb(filled(template)))
    with ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert read(plan, data.getvalue()).refusal.message == "マクロを含むファイルです。"
