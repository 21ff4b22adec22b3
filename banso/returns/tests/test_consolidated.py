"""One workbook of all bodies: what it asks, and that each body's rows are read like its own template."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from banso.ledger.kinds import Component
from banso.lib.fiscal import Period
from banso.returns import operations, worker
from banso.returns.models import Version
from banso.returns.operations import inbox
from banso.returns.queries.consolidated import consolidated
from banso.returns.queries.intake import parts_of
from banso.returns.states import Via
from banso.returns.tests.filling import changed, fill_all, filled
from banso.returns.workbook import build

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
