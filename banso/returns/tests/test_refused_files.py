"""Files that are no template of this plan: each is refused by its own name, whatever it is."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from banso.lib.fiscal import Period
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.filling import edited, filled, put
from banso.returns.tests.small_plan import document
from banso.returns.tests.test_read_workbook import problems
from banso.returns.workbook import read

pytestmark = pytest.mark.django_db


def added(data, part, content):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return out.getvalue()


def lying(data):
    """The archive whose largest part states a size of 1000 bytes, in both places where a size is stated."""
    return data.replace((61 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def a_zip(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def other_workbook():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"

NOT_TEMPLATES = {
    "empty": (lambda t: b"", "ファイルが空（0バイト）です。"),
    "text": (
        lambda t: "正社員就職件数は12件です".encode(),
        "テキストファイルです。どの行の値かを確かめられないので受け取れません。",
    ),
    "csv": (
        lambda t: "指標,値\n就職,12\n".encode("cp932"),
        "CSVファイルです。どの行の値かを確かめられないので受け取れません。",
    ),
    "html": (
        lambda t: b"<html><table><tr><td>12</table>",
        "HTMLファイルです（拡張子だけが変わっていることがあります）。",
    ),
    "png": (lambda t: b"\x89PNG\r\n\x1a\n\x00\x00", "画像（PNG）です。Excelの様式ではありません。"),
    "pdf": (lambda t: b"%PDF-1.7\n", "PDFファイルです。Excelの様式ではありません。"),
    "binary": (lambda t: b"\x00\x01\x02\x03" * 9, "Excelの様式（.xlsx）ではないファイルです。"),
    "broken xls": (
        lambda t: OLE + b"\x00" * 512,
        "Excelファイルの中身が壊れていて読めません。",
    ),
    "password": (
        lambda t: OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"),
        "パスワードで保護されたExcelファイルです。",
    ),
    "cut off": (lambda t: t[: len(t) // 2], "Excelファイルとして開けません（圧縮が壊れています）。"),
    "flipped": (
        lambda t: t[:200] + bytes(255 - b for b in t[200:260]) + t[260:],
        "Excelファイルとして開けません（圧縮が壊れています）。",
    ),
    "plain zip": (lambda t: a_zip(memo="12"), "Excelの様式ではない圧縮ファイル（ZIPなど）です。"),
    "word": (lambda t: a_zip(word__document_xml="<w/>"), "Wordファイルです。Excelの様式ではありません。"),
    "opendocument": (
        lambda t: a_zip(content_xml="<o/>"),
        "OpenDocument形式のファイルです。表計算の様式ではありません。",
    ),
    "zip bomb": (
        lambda t: added(t, "xl/media/big.bin", b"\x00" * (61 * 1024 * 1024)),
        "展開すると大きくなりすぎるファイルです。安全のため開きませんでした。",
    ),
    "zip bomb that lies about its size": (
        lambda t: lying(added(t, "xl/media/big.bin", b"\x00" * (61 * 1024 * 1024))),
        "Excelファイルとして開けません（圧縮が壊れています）。",
    ),
    "a part that stands twice": (
        lambda t: added(t, "xl/workbook.xml", b"<x/>"),
        "Excelファイルとして開けません（圧縮が壊れています）。",
    ),
    "entities": (
        lambda t: edited(t, "xl/styles.xml", lambda xml: BOMB + xml),
        "Excelが作らない宣言（DTD）を含むファイルです。安全のため開きませんでした。",
    ),
    "macros": (lambda t: added(t, "xl/vbaProject.bin", b"x"), "マクロを含むファイルです。"),
    "broken xml": (
        lambda t: edited(t, "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2]),
        "Excelファイルの中身が壊れていて読めません。",
    ),
    "broken workbook": (
        lambda t: edited(t, "xl/workbook.xml", lambda xml: b"<nothing/>"),
        "この計画の報告様式ではありません。",
    ),
    "another workbook": (lambda t: other_workbook(), "この計画の報告様式ではありません。"),
}


# Python's own zip writer warns of the name that a test writes twice.
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", NOT_TEMPLATES)
def test_what_is_no_template_is_refused_by_name(plan, template, kind):
    make, message = NOT_TEMPLATES[kind]
    assert problems(plan, make(filled(template))) == [("ファイル全体", "", message)]


def test_a_file_above_the_limit_is_not_opened(plan, template):
    assert "ファイルが大きすぎます" in problems(plan, template + b"\x00" * (11 * 1024 * 1024))[0][2]


def identity(key, value):
    def change(book):
        for cells in book["_banso"].iter_rows():
            if cells[0].value == key:
                cells[1].value = value

    return change


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("format", "banso-return/0", "様式の版が違います（古い版か、別のシステムの様式です）。"),
        ("plan", "yoso/2025", "別の計画の様式です（yoso/2025）。"),
        ("organisation", "nobody", "この計画にない機関の様式です。"),
        ("period", "2024-09", "この計画の報告の期間ではない様式です。"),
        ("period", "いつか", "この計画の報告の期間ではない様式です。"),
        ("period", "2025-04..2025-09", "この計画の報告の期間ではない様式です。"),
        (
            "organisation",
            "labour-bureau",
            "「表紙」には「見本県」とありますが、見本労働局の様式です。どちらの報告か分かりません。",
        ),
        ("plan", "mihon/2024", "昨年度（令和6年度）の様式です。"),
        ("plan", "mihon/2023", "令和5年度の様式です。"),
        ("plan", "mihon/昨年", "別の計画の様式です（mihon/昨年）。"),
    ],
)
def test_another_identity_is_refused(plan, template, key, value, message):
    assert problems(plan, filled(template, identity(key, value))) == [("ファイル全体", "", message)]


def over(*changes):
    """The same text typed over another, wherever it stands as a whole or behind the body's name."""

    def change(book):
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
                for old, new in changes:
                    if cell.value == old or cell.value.endswith(f"　{old}"):
                        cell.value = cell.value.replace(old, new)

    return change


@pytest.mark.parametrize(
    ("old", "new", "really"),
    [
        ("令和7年9月", "令和7年10月", "令和7年9月"),
        ("令和7年9月", "R6.9", "令和7年9月"),
        ("見本県", "見本労働局", "見本県"),
    ],
)
def test_a_file_whose_cover_names_another_month_or_body_is_refused_with_both(
    plan, template, old, new, really
):
    refusal = read(plan, filled(template, over((old, new)))).refusal
    assert refusal.message.startswith(f"「表紙」には「{new}」とありますが、{really}の様式です。")
    assert new in refusal.remedy and really in refusal.remedy


def test_a_heading_that_names_another_month_is_enough(plan, template):
    def heading(book):
        book["指標"]["B3"] = "見本県　令和7年10月"

    assert "「令和7年10月」とありますが" in read(plan, filled(template, heading)).refusal.message


@pytest.mark.parametrize("words", ["令和7年9月分", "令和7年10月提出", "令和7年9月（10月に訂正）"])
def test_the_same_month_in_other_words_on_the_cover_is_only_asked_about(plan, template, words):
    reading = read(plan, filled(template, over(("令和7年9月", words))))
    assert reading.refusal is None
    assert words in {question.stored for question in reading.questions}


def test_another_month_in_an_answer_is_no_contradiction(plan, template):
    def change(book):
        put(book, "取組", "ア", "実施した内容", "見本県　令和7年8月")

    assert read(plan, filled(template, change)).draft.measures[0].done == "見本県　令和7年8月"


def test_the_template_of_another_body_or_period_is_refused_where_one_is_asked_for(plan, template):
    data = filled(template)
    assert problems(plan, data, organisation="labour-bureau")[0][2] == "別の機関（見本県）の様式です。"
    assert problems(plan, data, period=Period.parse("2025-08"))[0][2] == "別の期間（令和7年9月）の様式です。"


def test_an_amendment_that_asks_the_same_keeps_the_template_valid(plan, template):
    content = document()
    content["title"] = "改めた題"
    same = put_in_force(content, "b" * 64)
    assert read(same, filled(template)).problems == ()


def test_a_template_of_before_an_amendment_is_read_where_rows_are_still_asked_and_asked_about_elsewhere(
    plan, template
):
    content = document()
    content["indicators"][0]["unit"] = "人"
    content["indicators"].append({**content["indicators"][3], "id": "fresh", "label": "新しい件数"})
    reading = read(put_in_force(content, "c" * 64), filled(template))
    assert "計画が改定される前の様式です" in reading.notices[0].message
    assert [(q.row.split("/")[1], q.column, q.stored) for q in reading.questions] == [
        ("fresh||value", "value", ""),
        ("fresh||value", "status", ""),
        ("hires|office-east|value", "measured_in", "件"),
        ("hires|office-west|value", "measured_in", "件"),
    ]
    assert len(reading.taken.numbers) == 8
