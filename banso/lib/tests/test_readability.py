"""The thirty rules of machine readability: a file written by hand that breaks each, and one that keeps them all."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from banso.lib.readability import RULES, Outcome, check, read

HEADER = "市区町村コード,市区町村名,年,取組コード,就職者数（人）\r\n"
GOOD = HEADER + "111007,さいたま市,2024,1,10\r\n112011,川越市,2024,2,0\r\n112020,熊谷市,2024,1,7\r\n"
ITEMS = """項目名,物理名,定義,コードの種類,空欄の意味
市区町村コード,city_code,市区町村の6桁のコード,,
市区町村名,city,市区町村の名,,
年,year,西暦の年,,
取組コード,state,取組の状態,取組,
就職者数（人）,hires,就職した人の数,,調査していない
"""
CODES = "コードの種類,コード,名称\n取組,1,取組済\n取組,2,検討中\n"
ABOUT = """見出し,内容
算出方法,届出を数える
データの出どころ,市区町村の報告
更新の頻度,毎年
更新の履歴,2025年に作成
留意事項,なし
文字コード,UTF-8（BOMなし）
"""
COMPANIONS = {"a_items.csv": ITEMS.encode(), "a_codes.csv": CODES.encode(), "a_about.csv": ABOUT.encode()}
COLUMNS = HEADER.strip().split(",")


def csv_found(text, rule, **more):
    more.setdefault("companions", {})
    return check(read("a.csv", text.encode(), **more)).of(rule)


def book(change=lambda sheet: None, rows=None):
    made = Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in rows or [
        ["市区町村名", "年", "就職者数（人）"],
        ["さいたま市", 2024, 10],
        ["川越市", 2024, 0],
    ]:
        sheet.append(row)
    change(sheet)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def book_found(rule, change=lambda sheet: None, rows=None):
    return check(read("a.xlsx", book(change, rows))).of(rule)


def test_there_are_thirty_rules_and_each_says_what_it_checks_and_what_to_do():
    expected = [f"L{level}-{n:02}" for level, last in ((1, 15), (2, 6), (3, 9)) for n in range(1, last + 1)]
    assert [rule.id for rule in RULES] == expected
    assert [rule.id for rule in RULES if rule.fatal] == [
        "L1-01", "L1-02", "L1-14", "L1-15", "L2-01", "L2-02", "L2-03", "L3-01",
    ]  # fmt: skip
    for rule in RULES:
        assert rule.title and rule.checks and rule.remedy and rule.check.__doc__.startswith(rule.id)


def test_a_file_that_keeps_every_rule_passes():
    report = check(read("a.csv", GOOD.encode(), companions=COMPANIONS, before=COLUMNS))
    assert report.passes
    found = {r.rule.id: r.finding.outcome for r in report.results}
    not_asked = {"L1-10", "L1-11", "L1-12", "L1-13", "L2-06", "L3-03"}
    assert {rule for rule, outcome in found.items() if outcome is Outcome.NOT_APPLICABLE} == not_asked
    assert {o for rule, o in found.items() if rule not in not_asked} == {Outcome.CONFORMS}


def test_a_workbook_that_keeps_every_rule_passes_with_its_companions_as_sheets():
    def explain(sheet):
        for title, text in (("定義", ITEMS), ("コード表", CODES), ("説明", ABOUT)):
            extra = sheet.parent.create_sheet(title)
            for line in text.splitlines():
                extra.append(line.split(","))

    rows = [
        COLUMNS,
        ["111007", "さいたま市", 2024, 1, 10],
        ["112011", "川越市", 2024, 2, 0],
        ["112020", "熊谷市", 2024, 1, 7],
    ]
    report = check(read("a.xlsx", book(explain, rows), before=COLUMNS))
    assert [(r.rule.id, r.finding) for r in report.failing] == []


BAD_CSV = {
    "L1-02": (GOOD + "\r\n年,歳入（円）\r\n2024,5\r\n", "6行目"),
    "L1-03": (GOOD + "\r\n112038,川口市,2024,1,3\r\n", "5行目"),
    "L1-04": ("就職の状況について\r\n" + GOOD, "就職の状況について"),
    "L1-05": (GOOD.replace("市区町村名", ""), "B列"),
    "L1-06": (GOOD.replace("川越市", "川　越　市"), "3行目"),
    "L1-07": (GOOD.replace("川越市", "川越市;熊谷市"), "3行目の「市区町村名」"),
    "L1-08": (GOOD.replace("川越市", "①川越市"), "①"),
    "L1-09": (GOOD.replace(",1,7", ",1,"), "就職者数"),
    "L1-14": (GOOD.replace("川越市", '"川越\r\n市"'), "3～4行目"),
    "L1-15": (GOOD.replace("2,0", "2,1,000"), "3行目"),
    "L2-01": (GOOD.replace("1,10", "1,10人"), "10人"),
    "L2-02": (GOOD.replace("川越市", "〃"), "3行目"),
    "L2-03": (GOOD.replace("市区町村名", "市区町村コード"), "同じ名"),
    "L2-04": (GOOD.replace("さいたま市", "ＡＢＣ").replace("川越市", "abc"), "「ＡＢＣ」と「abc」"),
    "L2-05": (GOOD.replace("川越市", "その他（具体的に：町村会）"), "3行目"),
    "L3-01": (GOOD.removeprefix(HEADER), "1行目"),
    "L3-02": (GOOD, "取組コード"),
    "L3-03": (GOOD.replace("2,0", "2,x"), "「x」"),
    "L3-04": (GOOD.replace("就職者数（人）", "実績"), "実績"),
    "L3-05": (GOOD.replace("2024", "令和6年"), "令和6年"),
    "L3-06": (GOOD.replace("111007", "111001"), "111001"),
    "L3-07": (GOOD.replace("取組コード", "状況コード"), "取組コード"),
    "L3-08": (GOOD, "a.csv"),
    "L3-09": ("市区町村名,2022年,2023年,2024年\r\n川越市,1,2,3\r\n", "2022年"),
}  # fmt: skip
BAD_BOOK = {
    "L1-10": (lambda s: setattr(s["C2"], "comment", Comment("速報", "係")), "コメント"),
    "L1-11": (lambda s: setattr(s["C3"], "fill", PatternFill("solid", fgColor="FFFF0000")), "C3"),
    "L1-12": (lambda s: s.merge_cells("A2:A3"), "A2:A3"),
    "L1-13": (lambda s: setattr(s.row_dimensions[3], "hidden", True), "3行目"),
    "L2-06": (lambda s: setattr(s["C3"], "value", "=C2+1"), "C3"),
}


@pytest.mark.parametrize("rule", BAD_CSV)
def test_a_csv_that_breaks_a_rule_is_told_where(rule):
    text, place = BAD_CSV[rule]
    finding = csv_found(text, rule, before=COLUMNS)
    assert finding.outcome is Outcome.FAILS
    assert any(place in where for where in finding.places), finding.places


@pytest.mark.parametrize("rule", BAD_BOOK)
def test_a_workbook_that_breaks_a_rule_is_told_where(rule):
    change, place = BAD_BOOK[rule]
    finding = book_found(rule, change)
    assert finding.outcome is Outcome.FAILS and "シート「表」" in finding.places[0]
    assert place in finding.places[0]
    assert book_found(rule).outcome is Outcome.CONFORMS


def test_every_rule_has_a_bad_file_here():
    assert {rule.id for rule in RULES} == {*BAD_CSV, *BAD_BOOK, "L1-01"}


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("a.pdf", b"%PDF-1.7", Outcome.FAILS),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1"), Outcome.FAILS),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), Outcome.FAILS),
        ("a.csv", b"PK\x03\x04 renamed", Outcome.FAILS),
        ("a.csv", b"\x00\x01\x02", Outcome.FAILS),
        ("a.xlsx", b"not an archive", Outcome.FAILS),
        ("a.json", b"{}", Outcome.CONFORMS),
        ("a.parquet", b"PAR1", Outcome.UNCONFIRMED),
        ("a.zip", b"PK broken", Outcome.UNCONFIRMED),
    ],
)
def test_a_format_is_judged_by_its_content_too_and_the_rest_stays_unconfirmed(name, content, outcome):
    report = check(read(name, content))
    assert report.of("L1-01").outcome is outcome
    assert {r.finding.outcome for r in report.results[1:]} == {Outcome.UNCONFIRMED}


def test_an_empty_cell_with_a_meaning_or_a_status_is_not_confused_with_zero():
    empty = GOOD.replace(",1,7", ",1,")
    assert csv_found(empty, "L1-09", companions=COMPANIONS).outcome is Outcome.CONFORMS
    with_status = "名,件数,状態\r\nあ,0,確定\r\nい,,調査中\r\nう,3,確定\r\n"
    assert csv_found(with_status, "L1-09").outcome is Outcome.CONFORMS
    assert csv_found(empty.replace("2,0", "2,5"), "L1-09").outcome is Outcome.UNCONFIRMED


def test_a_quoted_comma_and_a_quoted_quote_are_one_value():
    text = '名,件数\r\n"あ,""い""",3\r\nう,4\r\n'
    assert csv_found(text, "L1-15").outcome is Outcome.CONFORMS
    unclosed = '名,件数\r\n"あ,3\r\nう,4\r\n'
    assert csv_found(unclosed, "L1-15").outcome is Outcome.FAILS


def test_a_number_that_is_text_in_a_workbook_is_no_number():
    rows = [["名", "件数"], ["あ", 3], ["い", "4"], ["う", 5]]
    assert book_found("L2-01", rows=rows).places == ("シート「表」のB3：「4」（文字として入った数値）",)


def test_bold_headers_and_stripes_mean_nothing():
    def dress(sheet):
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for cell in sheet[2]:
            cell.fill = PatternFill("solid", fgColor="FFEEEEEE")

    assert book_found("L1-11", dress).outcome is Outcome.CONFORMS


def test_dates_of_a_workbook_are_western_and_an_era_may_stand_beside_the_year():
    rows = [["名", "公開日"], ["あ", date(2025, 4, 1)], ["い", date(2025, 5, 1)]]
    assert book_found("L3-05", rows=rows).outcome is Outcome.CONFORMS
    both = "名,年,件数\r\nあ,令和6年（2024年）,3\r\n"
    assert csv_found(both, "L3-05").outcome is Outcome.CONFORMS
    mixed = "名,公開日,件数\r\nあ,2024-04-01,3\r\nい,2024/04/01,3\r\n"
    assert csv_found(mixed, "L3-05").outcome is Outcome.FAILS


def test_a_column_named_after_a_year_that_holds_numbers_tells_no_time():
    rows = [["名", "前年度"], ["あ", "未確認"], ["い", "528件"], ["う", "12"]]
    assert book_found("L3-05", rows=rows).outcome is Outcome.NOT_APPLICABLE
    assert book_found("L3-05", rows=[*rows, ["え", "令和6年"]]).outcome is Outcome.FAILS


def test_a_change_of_columns_that_the_history_tells_is_right():
    changed = GOOD.replace("取組コード", "状況コード")
    history = ABOUT.replace("2025年に作成", "2026年に「取組コード」を「状況コード」に改めた")
    told = COMPANIONS | {"a_about.csv": history.encode()}
    assert csv_found(changed, "L3-07", companions=told, before=COLUMNS).outcome is Outcome.CONFORMS
    assert csv_found(changed, "L3-07").outcome is Outcome.UNCONFIRMED
    assert csv_found(changed, "L3-07", is_first=True).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("missing", ["算出方法", "更新の履歴", "文字コード", "留意事項"])
def test_what_the_description_leaves_out_is_named(missing):
    about = "\n".join(line for line in ABOUT.splitlines() if not line.startswith(missing))
    finding = csv_found(GOOD, "L3-08", companions=COMPANIONS | {"a_about.csv": about.encode()})
    assert finding.places == (f"{missing}の説明がありません",)


def test_shift_jis_is_read_too_and_a_rare_kanji_is_left_to_a_person():
    content = GOOD.replace("川越市", "髙崎市").encode("cp932")
    finding = check(read("a.csv", content)).of("L1-08")
    assert finding.outcome is Outcome.UNCONFIRMED and "髙" in finding.places[0]


def test_a_zip_is_its_one_data_file_with_what_explains_it():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", GOOD)
        for name, content in COMPANIONS.items():
            archive.writestr(name, content)
    report = check(read("all.zip", stream.getvalue(), is_first=True))
    assert report.name == "a.csv" and report.passes


def test_many_places_are_counted_and_the_first_shown():
    text = "名,件数\r\n" + "".join(f"あ{n},{n}件\r\n" for n in range(50))
    result = next(r for r in check(read("a.csv", text.encode())).results if r.rule.id == "L2-01")
    told = result.as_json()
    assert len(told["places"]) == 20 and told["places_total"] == 50


PIECES = st.lists(
    st.sampled_from(['"', ",", "\r\n", "\n", "\r", "名", "1", "１，２３４人", "〃", "①", "", "令和7年", "=A1", " ", "x", "\ufeff"])
)  # fmt: skip


@given(PIECES)
def test_no_text_breaks_the_check(pieces):
    report = check(read("a.csv", "".join(pieces).encode()))
    assert len(report.results) == 30
    assert "管理者" not in "".join(r.finding.note for r in report.results)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.zip", "a"]))
def test_no_bytes_break_the_check(content, name):
    assert len(check(read(name, content)).results) == 30


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_workbook_that_ends_in_the_middle_is_told_not_raised(cut):
    assert check(read("a.xlsx", book()[:cut])).of("L1-01").outcome is Outcome.FAILS


def test_an_empty_file_has_no_table():
    report = check(read("a.csv", b""))
    assert report.of("L1-05").outcome is Outcome.FAILS and not report.passes
