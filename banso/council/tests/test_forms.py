"""The five forms of a paper, opened by readers of their own: the same figures, worked out by hand, in all."""

import csv
import io
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from banso.council.operations import print_paper
from banso.council.tests import readers
from banso.council.tests.conftest import MAY
from banso.indicators.rules.wholes import Whole, whole_of
from banso.ledger.kinds import MeasureState
from banso.lib.fiscal import Period
from tests.saitama_tables import EVERYBODY, KEN, LB, MEASURES

pytestmark = pytest.mark.django_db
CONVERSIONS = "企業内の正社員転換件数"
HIRES = "正社員就職件数"


def test_every_form_says_the_figures_that_a_hand_works_out(printed, tmp_path):
    # Five offices with 60 in April and 40 in May: 200 in May, 500 in all; 500 ÷ 1,077 = 46.43 %.
    # 61 of the 365 days from April to March had gone by on 31 May: 16.71 %. 46.43 ÷ 16.71 = 277.8 %.
    row = readers.word_row(readers.word_of(printed), "前年度", CONVERSIONS)
    said = [row[name] for name in ("目標", "当期", "累計", "達成率", "経過率", "ペース", "状態")]
    assert said == ["1,077件以上", "200件", "500件", "46.4%", "16.7%", "277.8%", "確定"]

    cells = readers.sheet_row(readers.workbook_of(printed)["指標"], CONVERSIONS)
    assert [cells[name].value for name in ("当期", "累計", "達成率", "経過率", "ペース")] == [
        200,
        500,
        46.4,
        16.7,
        277.8,
    ]
    assert cells["累計"].number_format == '#,##0"件"'

    lines = [line.split() for line in readers.pdf_text(printed, tmp_path).splitlines() if CONVERSIONS in line]
    assert [CONVERSIONS, "労働局", *said, "未確認"] in lines

    spoken = next(line for line in readers.text_of(printed).splitlines() if f"指標：{CONVERSIONS}" in line)
    assert (
        "目標：1,077件以上、当期：200件、累計：500件、達成率：46.4%、経過率：16.7%、ペース：277.8%" in spoken
    )

    data = [
        r
        for r in readers.data_of(printed)
        if r["指標ID"] == "regular-conversions" and r["集計の単位"] == "全体"
    ]
    found = {(r["期間の種類"], r["期間の終了日"], r["要素コード"]): (r["値"], r["単位"]) for r in data}
    assert found["当期", "2025-05-31", "value"] == ("200", "件")
    assert found["累計", "2025-05-31", "value"] == ("500", "件")
    assert found["累計", "2025-04-30", "value"] == ("300", "件")
    assert found["累計", "2025-05-31", "achievement"] == ("46.4", "%")
    assert found["目標の期間", "2026-03-31", "target"] == ("1077", "件")


def test_what_two_bodies_may_both_have_counted_is_printed_as_an_interval(printed, tmp_path):
    # The bureau counts 500, the prefecture 30: at least 500, at most 530; of 4,371 that is 11.4 to 12.1 %.
    row = readers.word_row(readers.word_of(printed), "前年度", HIRES)
    assert (row["累計"], row["達成率"], row["ペース"]) == ("500～530件", "11.4～12.1%", "－")
    assert readers.sheet_row(readers.workbook_of(printed)["指標"], HIRES)["累計"].value == "500～530件"
    assert "500～530件" in readers.pdf_text(printed, tmp_path)
    assert "累計：500～530件" in readers.text_of(printed)
    data = {
        r["要素コード"]: r["値"]
        for r in readers.data_of(printed)
        if r["指標ID"] == "regular-hires" and r["集計の単位"] == "全体" and r["期間の終了日"] == "2025-05-31"
        if r["期間の種類"] == "累計"
    }
    assert (data["low"], data["high"]) == ("500", "530")
    assert "value" not in data


def test_an_interval_in_which_a_report_lacks_says_both_in_the_data_file(reported, loaded_plan, cast):
    """Nobody has reported June: up to May the sum is whole, up to June it lacks a month."""
    june = print_paper(
        plan=loaded_plan, as_of=date(2025, 11, 20), period=Period.parse("2025-06"), by=cast.secretariat
    )
    found = {
        r["期間の終了日"]: (r["状態コード"], r["値"], r["不足を含む"], r["概数を含む"])
        for r in readers.data_of(june)
        if r["指標ID"] == "regular-hires" and r["集計の単位"] == "全体"
        if r["期間の種類"] == "累計" and r["要素コード"] == "low"
    }
    assert found["2025-05-31"] == ("interval", "500", "0", "0")
    assert found["2025-06-30"] == ("interval", "500", "1", "0")


def test_what_nobody_reported_is_unknown_in_every_form_and_never_zero(printed, tmp_path):
    label = "就職等進路決定者数（若年者等職業的自立支援事業）"
    row = readers.word_row(readers.word_of(printed), "前年度", label)
    assert (row["当期"], row["累計"], row["達成率"], row["状態"]) == ("未確認", "未確認", "－", "未確認")
    assert readers.sheet_row(readers.workbook_of(printed)["指標"], label)["累計"].value == "未確認"
    assert (
        f"指標：{label}、担い手：さいたま市、目標：114人以上、当期：未確認、累計：未確認"
        in readers.text_of(printed)
    )
    rows = [
        r for r in readers.data_of(printed) if r["指標ID"] == "city-outcomes" and r["要素コード"] == "value"
    ]
    assert {(r["値"], r["状態コード"]) for r in rows} == {("", "unknown")}


def test_the_goal_stands_first_in_its_group_and_has_no_owner_of_its_own(printed):
    tables = [t for t in readers.word_of(printed).tables if t.rows[0].cells[-1].text == "前年度"]
    first = [[cell.text for cell in t.rows[1].cells][:2] for t in tables]
    assert len(tables) == 3, "the cross-cutting part has no indicator"
    assert first[0] == ["正規雇用での就業の増加（目標）", "計画になし（労働局・県の指標から集計）"]
    # 14 indicators and the goal, each once.
    labels = [row.cells[0].text for t in tables for row in t.rows[1:]]
    assert len(labels) == len(set(labels)) == 15
    data = [
        r
        for r in readers.data_of(printed)
        if r["指標ID"] == "regular-employment-gain" and r["集計の単位"] == "全体"
    ]
    assert {(r["担い手ID"], r["担い手名"]) for r in data} == {("none", "計画に定めなし")}
    assert printed.content["figures"]["indicators"][0]["owners"] == []


def test_an_excel_sheet_holds_all_indicators_in_one_table_with_their_group(printed):
    sheet = readers.workbook_of(printed)["指標"]
    cells = readers.sheet_row(sheet, CONVERSIONS)
    assert cells["区分"].value == "不安定就労"


def test_the_summary_counts_measures_and_not_reports(printed):
    """Two of the bodies reported 実施中 for all of theirs; so every measure that one of them carries runs, and what
    neither carries was reported by nobody. Worked out from the owners that the plan prints."""
    carried = [owners for _key, _heading, _letter, owners in MEASURES]
    running = sum(owners is EVERYBODY or bool({LB, KEN} & set(owners)) for owners in carried)
    table = next(
        t for t in readers.word_of(printed).tables if t.rows[0].cells[-1].text == "うち一部の機関が未報告"
    )
    head = [cell.text for cell in table.rows[0].cells]
    total = dict(zip(head, (cell.text for cell in table.rows[-1].cells), strict=True))
    assert (total["取組の数"], total["実施中"], total["未報告"]) == ("47", str(running), str(47 - running))
    partly = sum(
        owners is EVERYBODY or bool({LB, KEN} & set(owners) and set(owners) - {LB, KEN}) for owners in carried
    )
    assert total["うち一部の機関が未報告"] == str(partly)


@pytest.mark.parametrize(
    ("states", "silent", "whole"),
    [
        ({}, 3, Whole.UNREPORTED),
        ({MeasureState.DONE: 3}, 0, Whole.DONE),
        ({MeasureState.DONE: 3}, 1, Whole.ONGOING),
        ({MeasureState.DONE: 2, MeasureState.NOT_PLANNED: 60}, 0, Whole.DONE),
        ({MeasureState.ONGOING: 1, MeasureState.NOT_STARTED: 60}, 0, Whole.ONGOING),
        ({MeasureState.DONE: 1, MeasureState.NOT_STARTED: 61}, 0, Whole.ONGOING),
        ({MeasureState.NOT_STARTED: 1, MeasureState.NOT_PLANNED: 1}, 60, Whole.NOT_STARTED),
        ({MeasureState.NOT_PLANNED: 2}, 60, Whole.NOT_PLANNED),
    ],
)
def test_a_measure_of_many_bodies_has_one_state(states, silent, whole):
    assert whole_of(states, silent=silent) is whole


def test_every_measure_stands_in_the_paper_and_silence_is_said(printed):
    states = {}
    for table in readers.word_of(printed).tables:
        head = [cell.text for cell in table.rows[0].cells]
        if "次に行うこと" in head:
            for row in table.rows[1:]:
                cells = dict(zip(head, (cell.text for cell in row.cells), strict=True))
                states.setdefault((cells["取組の位置"], cells["取組"]), {})[cells["機関"]] = cells["状況"]
    assert len(states) == 47
    # Two bodies reported: what the city alone carries was told by nobody.
    alone = [by for by in states.values() if set(by) == {"さいたま市"}]
    assert alone and all(by == {"さいたま市": "未報告"} for by in alone)
    assert {by["労働局"] for by in states.values() if "労働局" in by} == {"実施中"}
    # 62 municipalities are one line.
    assert {by["市町村（62団体）"] for by in states.values() if "市町村（62団体）" in by} == {"未報告"}


def test_the_returns_behind_the_figures_are_listed_and_so_are_those_not_there(printed):
    used = next(t for t in readers.word_of(printed).tables if t.rows[0].cells[-1].text == "承認した日")
    rows = [[cell.text for cell in row.cells] for row in used.rows[1:]]
    assert rows == [
        ["埼玉労働局", "令和7年4月", "第1版", "令和7年6月10日"],
        ["埼玉労働局", "令和7年5月", "第1版", "令和7年6月10日"],
        ["埼玉県", "令和7年4月", "第1版", "令和7年6月10日"],
        ["埼玉県", "令和7年5月", "第1版", "令和7年6月10日"],
    ]
    late = next(t for t in readers.word_of(printed).tables if t.rows[0].cells[-1].text == "提出期限")
    assert ["さいたま市", "令和7年4月", "令和7年5月10日"] in [
        [c.text for c in row.cells] for row in late.rows
    ]


def test_a_remark_that_looks_like_a_formula_stays_text(printed):
    remark = "=広報を増やしたいと考えています。"
    sheet = readers.workbook_of(printed)["意見"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == remark)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    formulas = [
        c for s in readers.workbook_of(printed) for row in s.iter_rows() for c in row if c.data_type == "f"
    ]
    assert formulas == []
    assert readers.word_row(readers.word_of(printed), "意見・備考", remark)["機関"] == "埼玉県"
    assert f"意見・備考：{remark}" in readers.text_of(printed)


def test_a_remark_stands_until_the_body_reports_again(printed, approve, loaded_plan, cast):
    approve("prefecture", Period.parse("2025-06"), 5)
    approve("saitama-city", MAY, 5)
    june = print_paper(
        plan=loaded_plan, as_of=date(2025, 11, 20), period=Period.parse("2025-06"), by=cast.secretariat
    )
    assert "=広報を増やしたい" in readers.text_of(printed)
    assert "=広報を増やしたい" not in readers.text_of(june)
    assert "意見・備考は寄せられていません。" in readers.text_of(june)


def test_word_is_accessible(printed):
    document = readers.word_of(printed)
    assert document.core_properties.title == "R7-001 令和7年度　計画の進み具合について（令和7年5月）"
    assert document.core_properties.language == "ja-JP"
    xml = document.element.xml
    assert all("descr=" in picture for picture in xml.split("<wp:docPr")[1:])
    assert xml.count("<wp:docPr") == 3
    headers = [
        t.rows[0]._tr.trPr is not None and "tblHeader" in t.rows[0]._tr.trPr.xml for t in document.tables
    ]
    assert all(headers)
    fonts = document.styles["Normal"].element.rPr.rFonts.xml
    assert 'w:eastAsia="BIZ UDPゴシック"' in fonts and "Theme" not in fonts
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert titles[0] == "1　区分ごとのまとめ" and len(titles) == 9
    assert "R7-001" in document.sections[0].header.paragraphs[0].text
    assert "PAGE" in document.sections[0].footer._element.xml


def test_excel_is_ready_to_print_and_its_charts_have_words(printed):
    book = readers.workbook_of(printed)
    assert book.sheetnames == ["概要", "指標", "グラフ", "取組", "前回から", "意見", "内訳", "注", "出典"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.merged_cells.ranges
        assert "R7-001" in sheet.oddHeader.right.text
    assert book["取組"].print_title_rows and book["取組"].freeze_panes
    archive = zipfile.ZipFile(io.BytesIO(readers.file_of(printed, "excel")))
    drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count('descr="横棒グラフ。') == 3
    assert "企業内の正社員転換件数 46.4%" in drawing


def test_pdf_is_tagged_japanese_and_has_its_font_in_it(printed, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(readers.file_of(printed, "pdf"))
    information = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True).stdout
    assert "R7-001 令和7年度" in information
    assert "Tagged:          yes" in information
    assert "Page size:       841.89 x 595.276 pts (A4)" in information
    content = path.read_bytes()
    assert b"/Lang" in content and b"pdfuaid" in content
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts and all("NotoSansCJKjp" in line and " yes yes yes " in line for line in fonts)


def test_the_text_form_reads_aloud_without_drawn_lines(printed):
    content = readers.file_of(printed, "text")
    assert content.startswith("\ufeff資料番号：R7-001\r\n".encode())
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    assert not set(text) & set("│┃─━┌┐└┘├┤|")
    assert "図：横棒グラフ。" in text
    assert "・状態コード：値がどこまで分かっているかの符号。" in text


def test_the_data_file_is_tidy(printed):
    raw = readers.file_of(printed, "data").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(raw)))
    head, rows = lines[0], lines[1:]
    assert len(set(head)) == len(head) and all(len(row) == len(head) for row in rows)
    assert raw.count("\r\n") == len(lines), "a record holds a line break"
    for row in readers.data_of(printed):
        assert row["値"] == "" or Decimal(row["値"]).is_finite()
        assert row["単位"] and row["状態"] and row["指標名"] and row["期間の種類"]
        assert all(part.isdigit() for part in row["期間の終了日"].split("-"))
        assert (row["全国地方公共団体コード"], row["地方公共団体名"]) == ("110001", "埼玉県")
    keys = [
        tuple(
            row[name]
            for name in head
            if name not in ("値", "状態コード", "状態", "単位", "不足を含む", "概数を含む")
        )
        for row in readers.data_of(printed)
    ]
    assert len(set(keys)) == len(keys)
