"""The template: it asks what the plan asks of this body, and lets nothing else be changed."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from banso.lib.fiscal import Period
from banso.returns.queries import reporters
from banso.returns.tests.filling import at, filled
from banso.returns.workbook import Known, build, layout_of, read
from banso.returns.workbook.known import KnownMeasure, KnownNumber
from banso.returns.workbook.read import periods_of
from tests.plans import load_plan

pytestmark = pytest.mark.django_db
PLANS = Path(settings.PLANS_DIR)
SEPTEMBER = Period.parse("2025-09")


def words(sheet, *titles):
    """The texts of the data rows under some headers."""
    header = [cell.value for cell in sheet[4]]
    return [tuple(row[header.index(title)].value for title in titles) for row in sheet.iter_rows(min_row=5)]


def test_the_prefecture_is_asked_for_each_office_each_part_of_a_rate_and_no_sum(template):
    book = load_workbook(BytesIO(template))
    assert words(book["指標"], "指標", "報告単位", "区分", "記入のしかた", "単位") == [
        ("正社員就職件数", "東事務所", "値", "当期の分", "件"),
        ("正社員就職件数", "西事務所", "値", "当期の分", "件"),
        ("うち正規", "県", "値", "当期の分", "件"),
        ("決定率", "県", "分子：決まった人", "当期の分", "人"),
        ("決定率", "県", "分母：参加者", "当期の分", "人"),
        ("待ち日数", "県", "値", "当期の平均", "日"),
        ("累計登録", "県", "値", "累計で記入", "人"),
        ("在籍者", "県", "値", "期末時点", "人"),
    ]
    assert words(book["取組"], "番号", "取組") == [("ア", "相談会を開く"), ("イ", "-市町村と会議を開く")]
    assert words(book["件数"], "件数の名", "単位") == [("開催回数", "回"), ("来場者数", "人")]


def test_a_coverage_is_asked_for_each_municipality_and_no_ward(template):
    book = load_workbook(BytesIO(template))
    assert words(book["設置状況"], "団体コード", "市町村") == [("111007", "見本市"), ("112011", "例市")]


def test_a_city_is_asked_for_itself_alone(plan):
    book = load_workbook(BytesIO(build(plan, "city-a", Period.parse("2025-04..2025-09"))))
    assert words(book["設置状況"], "市町村") == [("見本市",)]
    assert "指標" not in book.sheetnames
    assert words(book["取組"], "取組") == [("-市町村と会議を開く",)]


def test_only_the_cells_to_fill_in_are_unlocked(template):
    book = load_workbook(BytesIO(template))
    sheet = book["指標"]
    assert sheet.protection.sheet and not sheet.protection.password
    unlocked = {c.column_letter for row in sheet.iter_rows() for c in row if not c.protection.locked}
    header = {cell.column_letter: cell.value for cell in sheet[4]}
    assert {header[letter] for letter in unlocked} == {"当期の値", "状態", "備考"}


def test_whole_numbers_and_decimals_and_words_are_held_by_the_sheet_itself(template):
    sheet = load_workbook(BytesIO(template))["指標"]
    kinds = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    # Only the average has a decimal; the parts of the rate count people.
    assert kinds["I10"] == "decimal"
    assert [kinds[place] for place in kinds if "I5" in place] == ["whole"]
    lists = [r for r in sheet.data_validations.dataValidation if r.type == "list"]
    assert lists[0].formula1 == '"確定,概数,調査中,未公表,該当なし"'


def test_the_definition_is_a_note_on_the_label(template):
    book = load_workbook(BytesIO(template))
    assert at(book, "指標", "うち正規", "指標").comment.text == "うち正規の定義です。"


def test_its_identity_is_hidden_so_that_nobody_edits_it(template):
    book = load_workbook(BytesIO(template))
    assert book["_banso"].sheet_state == "veryHidden"
    assert book["指標"].column_dimensions["A"].hidden and book["指標"].row_dimensions[1].hidden


def test_a_title_that_begins_like_a_formula_stays_text(plan):
    known = Known(measures={"m1": KnownMeasure("ongoing", "=1+1", "@SUM(A1)")})
    book = load_workbook(BytesIO(build(plan, "prefecture", SEPTEMBER, known=known)))
    done = at(book, "取組", "相談会を開く", "実施した内容")
    assert (done.value, done.data_type, done.quotePrefix) == ("=1+1", "s", True)
    assert at(book, "取組", "ア", "次に行うこと").data_type == "s"


def test_what_was_reported_stands_there_to_be_corrected(plan):
    known = Known(
        before={"hires|office-east|value": "1,234"},
        numbers={
            "hires|office-east|value": KnownNumber(56, "approximate", "速報"),
            "waiting||value": KnownNumber(125, "final"),
            "stock||value": KnownNumber(None, "under_survey"),
        },
    )
    book = load_workbook(BytesIO(build(plan, "prefecture", SEPTEMBER, known=known)))
    east = [
        at(book, "指標", "東事務所", title).value
        for title in ("前期まで（参考）", "既に報告した値", "当期の値", "状態", "備考")
    ]
    assert east == ["1,234", "56", 56, "概数", "速報"]
    assert at(book, "指標", "待ち日数", "当期の値").value == 12.5
    assert at(book, "指標", "在籍者", "当期の値").value is None
    assert at(book, "指標", "在籍者", "状態").value == "調査中"


@pytest.mark.parametrize("sample", [True, False])
def test_sample_data_is_marked_on_every_sheet(plan, settings, sample):
    settings.SAMPLE_DATA = sample
    book = load_workbook(BytesIO(build(plan, "prefecture", SEPTEMBER)))
    for name in book.sheetnames[:-1]:
        texts = "".join(str(c.value) for row in book[name].iter_rows(max_row=6) for c in row)
        assert ("見本データ" in texts) is sample, name


@pytest.mark.parametrize("key", sorted(str(p.parent.relative_to(PLANS)) for p in PLANS.glob("*/*/plan.yaml")))
def test_every_template_of_a_real_plan_reads_back_what_is_filled_in(db, key):
    plan = load_plan(key)
    document = plan.document
    seen = set()
    for body, _name in reporters(plan):
        # One member stands for its class: the others are asked the same.
        if document.owner_key(body) in seen:
            continue
        seen.add(document.owner_key(body))
        layout = layout_of(plan, body, periods_of(plan, body)[0])
        reading = read(plan, filled(build(plan, body, layout.period)))
        assert reading.problems == (), body
        assert len(reading.draft.numbers) == len(layout.numbers) + len(layout.coverage)
        assert [m.measure for m in reading.draft.measures] == [m.id for m in document.measures_of(body)]
    assert len(seen) > 3
