"""The review page brings the row of a questioned cell to its question, and opens a sheet that is asked about whole."""

import pytest

from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db


def review(client, version):
    return client.get(f"/returns/versions/{version.pk}/review/").content.decode()


def box(page, message):
    """The question box that holds ``message``."""
    return next(part.split("</fieldset>")[0] for part in page.split("<fieldset")[1:] if message in part)


def test_the_row_of_the_cell_stands_in_the_question(take, cast):
    version = take(lambda book: put(book, "指標", "東事務所", "当期の値", "約7"))
    told = box(review(cast.client(cast.body), version), "約7")
    for heading, value in (
        ("指標", "正社員就職件数"),
        ("報告単位", "東事務所"),
        ("当期の値", "約7"),
        ("状態", "確定"),
    ):
        assert f"<dt>{heading}</dt><dd>{value}</dd>" in told


def test_an_extra_sheet_is_asked_about_with_its_range_and_lies_open(take, cast):
    def add(book):
        sheet = book.create_sheet("メモ")
        sheet["B2"], sheet["D9"] = "面接会", 33

    page = review(cast.client(cast.body), take(add))
    assert "様式にないシートに記入があります（B2:D9、2個のセル）" in page
    section = page.split("シート「メモ」</h2>")[1].split("</section>")[0]
    assert "B2:D9" in section and "面接会" in section
    assert "<details" not in section and "<fieldset" in section


def test_a_plan_name_that_is_written_over_on_the_cover_is_asked(take):
    def over(book):
        for cells in book["表紙"].iter_rows():
            for cell in cells:
                if cell.value == "見本県中高年支援計画":
                    cell.value = "別の計画"

    question = take(over).questions.get()
    assert (question.sheet, question.stored) == ("表紙", "別の計画")
