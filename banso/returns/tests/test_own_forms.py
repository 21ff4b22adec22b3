"""A form of a body's own: mapped once by pointing at cells, and read from then on. Nothing is guessed."""

import pytest

from banso.access.rules import Refused
from banso.ledger.kinds import Status
from banso.ledger.models import Entry
from banso.lib.fiscal import Period
from banso.returns import operations
from banso.returns.models import BodyForm, Version
from banso.returns.operations import own_forms
from banso.returns.own_forms.mapping import Reckoning
from banso.returns.queries.intake import parts_of
from banso.returns.queries.own_form_pages import rows_asked
from banso.returns.rules import NotPossible
from banso.returns.states import State, Via
from banso.returns.tests.filling import filled
from banso.returns.tests.own_sheet import (
    ANCHORS,
    BY_MONTH,
    CONVERSIONS_ROW,
    CONVERSIONS_SO_FAR,
    HIRES,
    HIRES_ROW,
    HIRES_SO_FAR,
    MONTH,
    monthly,
)
from banso.returns.workbook import build

SEPTEMBER = Period.parse("2025-09")
SO_FAR = [
    (HIRES_SO_FAR, HIRES_ROW, Reckoning.CUMULATIVE),
    (CONVERSIONS_SO_FAR, CONVERSIONS_ROW, Reckoning.CUMULATIVE),
]


@pytest.fixture
def read(plan):
    def reading(data, **asked):
        (part,) = parts_of(plan, data, **asked)
        return part.reading

    return reading


@pytest.fixture
def approved(plan, cast):
    """Approve the labour bureau's template with one value everywhere, for each of some months."""

    def done(*months, value=7):
        for month in months:
            data = filled(build(plan, "labour-bureau", Period.parse(month)), value=value)
            version = operations.take_workbook(plan=plan, file=data, file_name="様式.xlsx", by=cast.elsewhere)
            assert version.state == State.SUBMITTED, list(version.questions.values("message"))
            operations.approve(version=version, by=cast.secretariat)

    return done


def amounts(reading):
    return {n.indicator: (n.amount, n.status, n.cell) for n in reading.taken.numbers}


def test_a_file_in_the_form_becomes_a_version_with_the_cells_of_the_original(plan, cast, mapped):
    mapped()
    version = operations.take_workbook(plan=plan, file=monthly(), file_name="9月.xlsx", by=cast.elsewhere)
    assert version.via == Via.OWN_FORM
    assert (version.subject.organisation, version.subject.period) == ("labour-bureau", SEPTEMBER)
    told = {(n.indicator, n.amount, n.status, n.cell) for n in version.indicator_lines.all()}
    assert told == {
        ("hires", 35, "final", "実績!E5"),
        ("conversions", 12, "final", "実績!E9"),
    }


@pytest.mark.parametrize("month", ["令和7年9月", "R7.9", "2025年9月末現在", "2025/9"])
def test_the_month_is_read_in_the_spellings_of_offices(read, mapped, month):
    mapped()
    assert read(monthly(month=month)).period == SEPTEMBER


def test_a_sheet_that_names_no_month_is_not_guessed(read, mapped):
    mapped()
    reading = read(monthly(month="9月分"))
    assert "何年何月" in reading.refusal.message
    assert "9月分" in reading.refusal.message


def test_a_form_without_a_cell_for_its_month_is_read_for_the_period_that_was_chosen(read, mapped):
    mapped(period_cell="")
    assert "いつの報告か分かりません" in read(monthly()).refusal.message
    assert read(monthly(), organisation="labour-bureau", period=SEPTEMBER).problems == ()


def test_the_sheet_of_another_month_is_refused_on_the_page_of_this_one(read, mapped):
    mapped()
    reading = read(monthly(month="R7.8"), organisation="labour-bureau", period=SEPTEMBER)
    assert "別の期間（令和7年8月）" in reading.refusal.message


def test_cumulative_figures_become_those_of_the_month_by_what_was_approved_before(read, mapped, approved):
    approved("2025-04", "2025-05", "2025-06", "2025-07", "2025-08", value=7)
    mapped(SO_FAR)
    reading = read(monthly(hires_so_far=50, conversions_so_far="４１件"))
    # Five months of 7 are 35.
    assert amounts(reading) == {
        "hires": (15, Status.FINAL, "実績!E6"),
        "conversions": (6, Status.FINAL, "実績!E10"),
    }


def test_a_month_before_that_is_not_known_makes_the_difference_a_question(read, mapped, approved):
    approved("2025-04", "2025-05", "2025-07", "2025-08")
    mapped(SO_FAR)
    reading = read(monthly())
    assert {q.row for q in reading.questions} == {
        "banso:numbers/hires||value",
        "banso:numbers/conversions||value",
    }
    assert "令和7年6月" in reading.questions[0].message
    assert "令和7年5月" not in reading.questions[0].message
    assert reading.taken.numbers == ()


def test_a_cumulative_figure_that_shrinks_is_a_question(read, mapped, approved):
    approved("2025-04", "2025-05", "2025-06", "2025-07", "2025-08")
    mapped(SO_FAR)
    (question, _other) = read(monthly(hires_so_far=34, conversions_so_far=30)).questions
    assert "より小さい" in question.message
    assert question.stored == "34"


def test_month_and_total_that_contradict_each_other_are_a_question(read, mapped, approved):
    approved("2025-04", "2025-05", "2025-06", "2025-07", "2025-08")
    mapped([BY_MONTH[0], SO_FAR[0], BY_MONTH[1]])
    assert read(monthly(hires=10, hires_so_far=45)).problems == ()
    (question,) = read(monthly(hires=10, hires_so_far=44)).questions
    assert "合いません" in question.message


def test_a_month_above_its_own_total_is_a_question_even_where_no_month_before_is_known(read, mapped):
    mapped([BY_MONTH[0], SO_FAR[0], BY_MONTH[1]])
    (question,) = read(monthly(hires=35, hires_so_far=34)).questions
    assert question.message == "当期の値（E5：35）が、累計（E6：34）より大きいです。"
    assert read(monthly(hires=35, hires_so_far=35)).problems == ()


@pytest.mark.parametrize("value", ["約35", "―", "#REF!", None, "35名", -3])
def test_a_cell_that_holds_no_plain_number_is_a_question(read, mapped, value):
    mapped()
    reading = read(monthly(hires=value))
    (question,) = reading.questions
    assert question.place == "実績!E5"
    assert {n.indicator for n in reading.taken.numbers} == {"conversions"}


def test_an_answer_completes_the_version(plan, cast, mapped):
    mapped()
    version = operations.take_workbook(
        plan=plan, file=monthly(hires="約35"), file_name="9月.xlsx", by=cast.elsewhere
    )
    assert version.state == State.DRAFT
    question = version.questions.get(cell="E5")
    operations.answer(version=version, answers={question.pk: "36"}, by=cast.elsewhere)
    assert version.indicator_lines.get(indicator="hires").amount == 36
    assert version.indicator_lines.get(indicator="hires").cell == "実績!E5"


def test_measures_and_what_the_form_does_not_hold_are_carried_over(plan, cast, mapped, approved):
    approved("2025-09", value=5)
    mapped(BY_MONTH[:1])
    version = operations.take_workbook(plan=plan, file=monthly(), file_name="9月.xlsx", by=cast.elsewhere)
    carried = version.indicator_lines.get(indicator="conversions")
    assert carried.amount == 5
    assert carried.cell.startswith("第1版 指標!")
    assert version.measure_lines.get().state == "ongoing"


def test_nothing_is_carried_over_from_a_draft_and_that_is_said(plan, cast, mapped, read, approved):
    approved("2025-09", value=5)
    data = filled(build(plan, "labour-bureau", SEPTEMBER), value=99)
    draft = operations.take_workbook(
        plan=plan, file=data, file_name="書きかけ.xlsx", by=cast.elsewhere, submit=False
    )
    mapped(BY_MONTH[:1])
    reading = read(monthly())
    assert amounts(reading)["conversions"][0] == 5
    notice, *_more = reading.notices
    assert "第2版（作成中）" in notice.message
    assert "引き継いでいません" in notice.message
    # What was handed in is told; where something is approved, that comes first.
    operations.submit(version=draft, by=cast.elsewhere)
    assert amounts(read(monthly()))["conversions"][0] == 5
    assert read(monthly()).notices == ()


def test_what_the_form_does_not_hold_and_nobody_told_is_not_reported_and_asked_for(plan, cast, mapped):
    """The bureau owes two numbers and one measure; its form holds one number."""
    mapped(BY_MONTH[:1])
    version = operations.take_workbook(plan=plan, file=monthly(), file_name="9月.xlsx", by=cast.elsewhere)
    assert version.state == State.SUBMITTED
    operations.approve(version=version, by=cast.secretariat)
    assert list(Entry.objects.values_list("subject", "amount")) == [("hires", 35)]
    figures = cast.client(cast.reader).get("/progress/conversions/?period=2025-09").content.decode()
    assert "未報告" in figures and ">0件" not in figures

    asked = "この様式にない2項目は、まだ報告されていません（0ではなく未報告です）：正社員転換件数 労働局 値、ウ 企業を回る。"
    for who in (cast.elsewhere, cast.secretariat):
        assert asked in cast.client(who).get(f"/returns/versions/{version.pk}/").content.decode()
    home = cast.client(cast.elsewhere).get("/").content.decode()
    assert "令和7年9月分の、機関の様式にない項目を報告する" in home and asked in home
    assert "機関の様式にない項目" not in cast.client(cast.body).get("/").content.decode()

    # Reported otherwise, in the template, it is asked for no longer.
    rest = filled(build(plan, "labour-bureau", SEPTEMBER), value=4)
    operations.take_workbook(plan=plan, file=rest, file_name="様式.xlsx", by=cast.elsewhere)
    assert "機関の様式にない項目" not in cast.client(cast.elsewhere).get("/").content.decode()


def test_a_form_is_used_only_once_every_item_is_decided(plan, cast):
    form = own_forms.begin(
        plan=plan,
        organisation="labour-bureau",
        name="月報",
        file=monthly(),
        file_name="月報.xlsx",
        by=cast.elsewhere,
    )
    own_forms.point_at_anchors(form=form, sheet="実績", cells=ANCHORS, by=cast.elsewhere)
    rows = rows_asked(plan, "labour-bureau")
    own_forms.point_at_cells(form=form, cells=BY_MONTH[:1], rows=rows, period_cell=MONTH, by=cast.elsewhere)
    client, address = cast.client(cast.elsewhere), f"/returns/forms/{form.pk}/"
    page = client.get(address).content.decode()
    assert "1件について、値のセルを指すか" in page and "この様式を使い始める" not in page
    assert "E5（当期の値）" in page and "残りの1件は、どれもこの様式にない" in page
    assert "取組ごとの実施状況（1件）は、どの機関の様式でも読み取りません" in page
    refused = client.post(f"{address}adopt/", follow=True).content.decode()
    assert "求められている項目のうち1件が決まっていません" in refused
    for row, words in ((HIRES_ROW, "値のセルを選んだ項目"), ("stock||value", "求められていない値")):
        assert words in client.post(f"{address}leave_out/", {"row": row}, follow=True).content.decode()
    page = client.post(f"{address}leave_out/", {"row": CONVERSIONS_ROW}, follow=True).content.decode()
    assert page.count("この様式にない（別に報告する）") == 2, "in the message and in the row"
    assert "この様式を使い始める" in page
    assert cast.client(cast.body).post(f"{address}leave_out/", {"row": CONVERSIONS_ROW}).status_code == 403
    client.post(f"{address}adopt/")
    assert BodyForm.objects.in_use().get().not_carried == [CONVERSIONS_ROW]


def test_an_inserted_row_is_reported_with_the_place_where_the_texts_stand_now(read, mapped):
    mapped()
    reading = read(monthly(change=lambda sheet: sheet.insert_rows(3)))
    message = reading.refusal.message
    assert "「合計」はE4にあるはずですが、いまはE5にあります" in message
    assert "月報" in message


def test_a_changed_heading_is_reported(read, mapped):
    mapped()

    def change(sheet):
        sheet["E4"] = "総計"

    assert "「合計」はE4にあるはずですが、見つかりません" in read(monthly(change=change)).refusal.message


def test_a_renamed_sheet_is_still_the_form_but_two_of_them_are_not_chosen_between(read, mapped):
    mapped()
    assert read(monthly(change=lambda s: setattr(s, "title", "9月"))).problems == ()

    def twice(sheet):
        sheet.title = "8月"
        sheet.parent.copy_worksheet(sheet).title = "9月"

    assert "決まりません" in read(monthly(change=twice)).refusal.message


def test_a_workbook_that_is_no_registered_form_is_refused_as_before(read, mapped):
    mapped()

    def other(sheet):
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = None
        sheet["A1"] = "会議の出欠"

    assert "この計画の報告様式ではありません" in read(monthly(change=other)).refusal.message


def test_a_newer_version_starts_from_the_old_one_and_replaces_it(plan, cast, mapped):
    old = mapped()
    form = own_forms.begin(
        plan=plan,
        organisation="labour-bureau",
        name="月報",
        file=monthly(change=lambda s: setattr(s["E4"], "value", "総計")),
        file_name="新.xlsx",
        by=cast.elsewhere,
    )
    assert form.number == 2
    assert {a["cell"] for a in form.anchors} == set(ANCHORS) - {"E4"}
    assert form.cells == old.cells
    own_forms.adopt(form=form, rows=rows_asked(plan, "labour-bureau"), by=cast.elsewhere)
    assert list(BodyForm.objects.in_use()) == [form]


def test_a_form_in_use_is_never_changed(cast, mapped):
    form = mapped()
    with pytest.raises(NotPossible, match="新しい版"):
        own_forms.point_at_anchors(form=form, sheet="実績", cells=ANCHORS, by=cast.elsewhere)


def test_a_form_that_is_no_longer_used_reads_nothing(plan, cast, read, mapped):
    own_forms.retire(form=mapped(), by=cast.elsewhere)
    assert "報告様式ではありません" in read(monthly()).refusal.message


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], "少なくとも一つ"),
        ([("A5", HIRES_ROW, Reckoning.PERIOD)], "数が入っていません"),
        ([("ZZZ99", HIRES_ROW, Reckoning.PERIOD)], "数が入っていません"),
        ([("壊", HIRES_ROW, Reckoning.PERIOD)], "数が入っていません"),
        ([(HIRES, "stock||value", Reckoning.PERIOD)], "求められていない"),
        ([(HIRES, HIRES_ROW, Reckoning.PERIOD), (HIRES, CONVERSIONS_ROW, Reckoning.PERIOD)], "二つの値"),
    ],
)
def test_what_cannot_be_pointed_at_is_said(mapped, cells, words):
    with pytest.raises(NotPossible, match=words):
        mapped(cells)


def test_a_text_with_a_month_in_it_is_no_anchor(mapped):
    dated = monthly(change=lambda sheet: sheet.__setitem__("A1", "令和7年9月分 実績報告"))
    for cells in (["A1", "E4", "A5"], [MONTH, "E4", "A5"]):
        with pytest.raises(NotPossible, match="年月が入っている"):
            mapped(anchors=cells, example=dated)


def test_too_few_anchors_are_not_enough(mapped):
    with pytest.raises(NotPossible, match="3か所以上"):
        mapped(anchors=["A1", "E4"])


def test_another_body_may_not_map_or_read_with_it(plan, cast, mapped):
    form = mapped()
    with pytest.raises(Refused):
        own_forms.retire(form=form, by=cast.body)
    with pytest.raises(Refused):
        own_forms.begin(
            plan=plan, organisation="labour-bureau", name="x", file=monthly(), file_name="x", by=cast.body
        )
    with pytest.raises(Refused):
        operations.take_workbook(plan=plan, file=monthly(), file_name="9月.xlsx", by=cast.body)
    assert not Version.objects.exists()


def test_a_file_that_is_no_workbook_cannot_be_mapped(plan, cast):
    with pytest.raises(NotPossible, match="PDF"):
        own_forms.begin(
            plan=plan,
            organisation="labour-bureau",
            name="月報",
            file=b"%PDF-1.7",
            file_name="月報.xlsx",
            by=cast.elsewhere,
        )
