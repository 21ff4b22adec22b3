"""One workbook of all bodies: what it asks, and that each body's rows are read like its own template."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from banso.ledger.kinds import Component
from banso.lib.fiscal import Period
from banso.returns import operations, worker
from banso.returns.models import Version
from banso.returns.operations import inbox
from banso.returns.queries.consolidated import consolidated
from banso.returns.queries.intake import parts_of
from banso.returns.states import BatchState, QuestionKind, Via
from banso.returns.tests.filling import changed, column, fill_all, filled
from banso.returns.workbook import build, nobody
from banso.returns.workbook.book import Sheet, StoredCell

SEPTEMBER = Period.parse("2025-09")


@pytest.fixture
def all_bodies(plan):
    """The consolidated workbook of September, empty."""
    return consolidated(plan, SEPTEMBER)


def only(*bodies):
    """Fill in the rows of these bodies alone, by the name in their column."""

    def change(book):
        fill_all(book)
        for sheet in book.worksheets:
            for cells in sheet.iter_rows(min_row=5):
                if sheet.sheet_state == "visible" and cells[2].value not in bodies:
                    for cell in cells:
                        if cell.fill.fgColor.rgb == "00FFF8D6":
                            cell.value = None

    return change


def by_body(parts):
    return {part.reading.organisation: part for part in parts}


def test_every_body_that_reports_for_the_period_has_its_rows(all_bodies):
    book = load_workbook(BytesIO(all_bodies))
    named = {cells[2].value for cells in book["指標"].iter_rows(min_row=5)}
    assert named == {"県", "労働局"}
    # The municipalities report every half-year, and September ends one.
    assert {cells[2].value for cells in book["取組"].iter_rows(min_row=5)} == {"県", "労働局"}
    assert book["指標"].column_dimensions["B"].hidden


def test_each_body_is_read_like_its_own_template(plan, all_bodies):
    parts = by_body(parts_of(plan, changed(all_bodies, fill_all)))
    assert set(parts) == {"prefecture", "labour-bureau"}
    for part in parts.values():
        assert part.via is Via.CONSOLIDATED
        assert part.reading.problems == ()
        assert part.reading.period == SEPTEMBER
    own = parts["labour-bureau"].reading.draft.numbers
    assert {(n.indicator, n.amount) for n in own} == {("hires", 7), ("conversions", 7)}


def test_a_number_keeps_the_cell_where_it_stands(plan, all_bodies):
    data = changed(all_bodies, fill_all)
    sheet = load_workbook(BytesIO(data))["指標"]
    number = next(
        n for n in parts_of(plan, data)[0].reading.draft.numbers if n.component is Component.NUMERATOR
    )
    name, cell = number.cell.split("!")
    assert (name, sheet[cell].value) == ("指標", 7)
    row = [c.value for c in sheet[sheet[cell].row]]
    assert "rate||numerator" in row


def test_a_body_without_anything_filled_in_is_left_alone(plan, all_bodies):
    parts = by_body(parts_of(plan, changed(all_bodies, only("県"))))
    assert parts["labour-bureau"].is_blank
    assert parts["prefecture"].reading.problems == ()


def test_coverage_that_stands_as_before_is_nothing_filled_in(plan, cast):
    data = filled(build(plan, "prefecture", Period.parse("2025-08")))
    version = operations.take_workbook(plan=plan, file=data, file_name="8月.xlsx", by=cast.body)
    operations.approve(version=version, by=cast.secretariat)
    known = consolidated(plan, SEPTEMBER)
    assert load_workbook(BytesIO(known))["設置状況"]["H5"].value == "設置済"
    assert by_body(parts_of(plan, known))["prefecture"].is_blank


def test_a_doubt_in_the_rows_of_one_body_does_not_hold_the_other(plan, all_bodies):
    def change(book):
        fill_all(book)
        row = next(r for r in book["指標"].iter_rows(min_row=5) if r[2].value == "労働局")
        next(c for c in row if c.value == 7).value = "約7"

    parts = by_body(parts_of(plan, changed(all_bodies, change)))
    assert parts["prefecture"].reading.problems == ()
    (problem,) = parts["labour-bureau"].reading.problems
    assert problem.sheet == "指標"
    assert problem.stored == "約7"


def test_rows_may_be_sorted_and_columns_moved(plan, all_bodies):
    def change(book):
        fill_all(book)
        sheet = book["指標"]
        rows = [[c.value for c in r] for r in sheet.iter_rows(min_row=5)]
        for number, values in enumerate(reversed(rows), start=5):
            for place, value in enumerate(values, start=1):
                sheet.cell(number, place).value = value

    parts = by_body(parts_of(plan, changed(all_bodies, change)))
    assert parts["prefecture"].reading.problems == ()
    assert parts["labour-bureau"].reading.problems == ()


def test_a_filled_row_of_nobody_holds_the_whole_file(plan, all_bodies):
    def change(book):
        fill_all(book)
        book["指標"]["B5"].value = "nobody"

    (part,) = parts_of(plan, changed(all_bodies, change))
    assert "どの機関の行か分からない" in part.reading.refusal.message


def numbers(book):
    """The sheet of the indicators, the letter of its column for values, and the row under its last."""
    sheet = book["指標"]
    return sheet, get_column_letter(column(sheet, "当期の値")), sheet.max_row + 1


def labelled(label, value=12):
    def change(book):
        sheet, letter, end = numbers(book)
        sheet[f"C{end + 1}"], sheet[f"{letter}{end + 1}"] = label, value
        return f"C{end + 1}：{label}、{letter}{end + 1}：{value}"

    return change


def sum_without_a_label(book):
    sheet, letter, end = numbers(book)
    sheet[f"{letter}{end}"] = f"=SUM({letter}5:{letter}{end - 1})"
    return f"{letter}{end}：=SUM({letter}5:{letter}{end - 1})"


def sum_above_the_rows(book):
    sheet, letter, end = numbers(book)
    sheet.insert_rows(5)
    sheet[f"{letter}5"] = f"=SUBTOTAL(9,{letter}6:{letter}{end})"
    return f"{letter}5：=SUBTOTAL(9,{letter}6:{letter}{end})"


@pytest.mark.parametrize(
    "add",
    [labelled("合計"), labelled("合　計（参考）"), labelled("小計"), sum_without_a_label, sum_above_the_rows],
)
def test_a_row_of_sums_is_named_and_left_out(plan, all_bodies, add):
    said = []
    plain = parts_of(plan, changed(all_bodies, fill_all))
    rows = {part.reading.organisation: len(part.reading.draft.numbers) for part in plain}
    data = changed(all_bodies, lambda book: (fill_all(book), said.append(add(book))))
    for part in parts_of(plan, data):
        assert part.reading.problems == ()
        # Seven everywhere, or with one decimal.
        assert {n.amount for n in part.reading.draft.numbers if not n.member} <= {7, 70}
        assert len(part.reading.draft.numbers) == rows[part.reading.organisation]
        (notice,) = [n for n in part.reading.notices if "合計なので" in n.message]
        assert notice.message == f"機関の行の合計なので、読んでいません（{said[0]}）。"
        assert not any("どの機関の行でもない" in n.message for n in part.reading.notices)


def test_every_filled_cell_of_nobodys_rows_is_listed_with_what_is_stored(plan, all_bodies):
    """A label that is only like 合計, a sum over rows that are no body's, another formula, and a row without its id."""
    wanted = []

    def change(book):
        fill_all(book)
        sheet, letter, end = numbers(book)
        rows = (
            (end, "合計欄は未記入", 5),
            (end + 1, "", f"=SUM({letter}90:{letter}99)"),
            (end + 2, "", f"={letter}5*2"),
        )
        for row, label, value in rows:
            sheet[f"C{row}"], sheet[f"{letter}{row}"] = label, value
        sheet["B5"].value = None
        status = get_column_letter(column(sheet, "状態"))
        wanted.extend([("指標", f"{letter}5", "7"), ("指標", f"{status}5", "確定")])
        wanted.extend(("指標", f"{letter}{row}", str(value)) for row, _label, value in rows)
        measures = book["取組"]
        done = f"{get_column_letter(column(measures, '実施した内容'))}{measures.max_row + 1}"
        measures[done] = "どこかの話"
        wanted.append(("取組", done, "どこかの話"))

    (part,) = parts_of(plan, changed(all_bodies, change))
    assert [(p.sheet, p.cell, p.stored) for p in part.reading.problems] == wanted
    assert {p.message for p in part.reading.problems} == {"どの機関の行か分からない行に記入があります。"}


def test_a_result_kept_beside_a_formula_is_shown_with_it():
    stand = StoredCell("K9", 24, formula="=K5*2")
    sheet = Sheet("指標", grid={(5, 11): StoredCell("K5", 12), (9, 11): stand})
    (problem,) = nobody.problems([nobody.look(sheet, {5}, 1, {11}, 5)])
    assert (problem.place, problem.stored) == ("指標!K9", "=K5*2 → 24")


def test_a_note_among_the_headings_and_another_sheet_make_no_version(plan, cast, all_bodies):
    """Both bodies say what they said before; one of them has a note in its own row, which it alone is asked about."""

    def drop(change):
        file = SimpleUploadedFile("all.xlsx", changed(all_bodies, change))
        (item,) = inbox.drop(plan=plan, files=[file], by=cast.secretariat).items.all()
        worker.work(until_empty=True)
        return {r.organisation: r for r in item.results.all()}

    def noted(book):
        fill_all(book)
        sheet = book["指標"]
        sheet.cell(4, sheet.max_column + 1, "メモ")
        sheet["G3"] = "速報あり"
        sheet.cell(4, column(sheet, "備考")).value = "備考など"
        book.create_sheet("控え")["A1"] = "控え"

    def noted_in_a_row(book):
        noted(book)
        sheet = book["指標"]
        where = next(r[0].row for r in sheet.iter_rows(min_row=5) if r[2].value == "労働局")
        sheet.cell(where, sheet.max_column, "川口は速報")

    drop(fill_all)
    assert {r.state for r in drop(noted).values()} == {BatchState.SAME}
    states = drop(noted_in_a_row)
    assert states["prefecture"].state == BatchState.SAME
    asked = states["labour-bureau"].version.questions.blocking()
    assert [q.stored for q in asked if q.column != "title"] == ["川口は速報"]
    notices = [q.message for q in states["labour-bureau"].version.questions.filter(kind=QuestionKind.NOTICE)]
    assert "見出しのところに記入があります（メモ）。" in notices
    assert "見出しのところに記入があります（速報あり）。" in notices
    assert Version.objects.count() == 3

    empty = changed(
        consolidated(plan, Period.parse("2025-08")), lambda book: book["指標"].cell(4, 20, "メモ")
    )
    assert all(part.is_blank for part in parts_of(plan, empty))


def test_the_table_of_another_plan_is_refused(plan, all_bodies):
    def change(book):
        for cells in book["_banso_all"].iter_rows():
            if cells[0].value == "plan":
                cells[1].value = "elsewhere/2025"

    (part,) = parts_of(plan, changed(all_bodies, change))
    assert "別の計画" in part.reading.refusal.message


def test_only_the_rows_of_a_body_are_read_when_it_is_named(plan, all_bodies):
    (part,) = parts_of(plan, changed(all_bodies, fill_all), organisation="labour-bureau", period=SEPTEMBER)
    assert part.reading.organisation == "labour-bureau"
    (other,) = parts_of(plan, changed(all_bodies, fill_all), period=Period.parse("2025-08"))
    assert "別の期間" in other.reading.refusal.message


@pytest.fixture
def sent_together(plan, cast, all_bodies):
    """September of both bodies in one file from the secretariat, with a row of sums and a note that are nobody's."""

    def fill(book):
        fill_all(book)
        sheet = book["指標"]
        for cells in sheet.iter_rows(min_row=5):
            cells[-1].value = {"県": "県だけの話", "労働局": "局の話"}[cells[2].value]
        sheet.cell(sheet.max_row + 2, 3, "合計のようなもの")
        book.create_sheet("控え")["A1"] = "県の控え"

    file = SimpleUploadedFile("all.xlsx", changed(all_bodies, fill))
    inbox.drop(plan=plan, files=[file], by=cast.secretariat)
    worker.work(until_empty=True)
    return {v.subject.organisation: v for v in Version.objects.select_related("subject")}


def test_a_body_sees_its_own_rows_of_it_and_no_others(sent_together, cast):
    bureau = sent_together["labour-bureau"]
    page = cast.client(cast.elsewhere).get(f"/returns/versions/{bureau.pk}/review/").content.decode()
    assert "局の話" in page
    assert not any(word in page for word in ("県だけの話", "合計のようなもの", "県の控え"))
    answer = cast.client(cast.elsewhere).get(f"/returns/versions/{bureau.pk}/file/", follow=True)
    assert "事務局だけが開けます" in answer.content.decode()
    assert (
        cast.client(cast.elsewhere)
        .get(f"/returns/versions/{sent_together['prefecture'].pk}/review/")
        .status_code
        == 403
    )
    everything = cast.client(cast.secretariat).get(f"/returns/versions/{bureau.pk}/review/").content.decode()
    assert all(word in everything for word in ("県だけの話", "合計のようなもの", "県の控え"))
    assert cast.client(cast.secretariat).get(f"/returns/versions/{bureau.pk}/file/").content[:2] == b"PK"
