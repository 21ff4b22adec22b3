"""What stands in a body's own form beside what was pointed at, and the way on from a file that no longer fits."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banso.returns import operations
from banso.returns.models import BodyForm, Rejected, Version
from banso.returns.queries.intake import parts_of
from banso.returns.states import State
from banso.returns.tests.own_sheet import monthly


def test_what_was_empty_in_the_example_is_asked_about_and_answered_by_having_seen_it(plan, cast, mapped):
    mapped()

    def change(sheet):
        sheet["F5"], sheet["A14"] = "+3", "担当：山田"
        # What stood there before may differ, and what only looks like nothing is nothing.
        sheet["C5"], sheet["F6"], sheet["A2"] = 21, "  ", "報告の月"

    version = operations.take_workbook(
        plan=plan, file=monthly(change=change), file_name="9月.xlsx", by=cast.elsewhere
    )
    assert version.state == State.DRAFT
    asked = list(version.questions.blocking())
    assert [(q.place, q.stored, q.asks) for q in asked] == [
        ("実績!F5", "+3", "confirm"),
        ("実績!A14", "担当：山田", "confirm"),
    ]
    version = operations.answer(
        version=version, answers={q.pk: "確認しました" for q in asked}, by=cast.elsewhere
    )
    assert not version.questions.blocking().exists()
    assert {n.status for n in version.indicator_lines.all()} == {"final"}


@pytest.mark.parametrize(
    ("cell", "note", "proposal", "hires", "conversions"),
    [
        ("A14", "備考：９月は速報値", "概数", "approximate", "approximate"),
        ("F5", "概数", "概数", "approximate", "final"),
        ("F9", "一部調査中", "", "final", "approximate"),
        # A text that stood there without the word.
        ("A2", "報告月（暫定）", "概数", "approximate", "approximate"),
    ],
)
def test_a_note_that_numbers_are_not_final_is_asked_as_their_status(
    plan, cast, mapped, cell, note, proposal, hires, conversions
):
    mapped()
    data = monthly(change=lambda sheet: sheet.__setitem__(cell, note))
    version = operations.take_workbook(plan=plan, file=data, file_name="9月.xlsx", by=cast.elsewhere)
    assert version.state == State.DRAFT
    (question,) = version.questions.blocking()
    assert (question.place, question.proposal, question.choices) == (
        f"実績!{cell}",
        proposal,
        ["確定", "概数"],
    )
    operations.answer(version=version, answers={question.pk: "見ました"}, by=cast.elsewhere)
    assert "では決まりません" in version.questions.blocking().get().fault
    operations.answer(version=version, answers={question.pk: "概数"}, by=cast.elsewhere)
    told = dict(version.indicator_lines.values_list("indicator", "status"))
    assert told == {"hires": hires, "conversions": conversions}
    assert dict(version.indicator_lines.values_list("indicator", "amount")) == {
        "hires": 35,
        "conversions": 12,
    }
    version = operations.submit(version=version, by=cast.elsewhere)
    # The same note in a mended file is not asked about again.
    again = monthly(hires=36, change=lambda sheet: sheet.__setitem__(cell, note))
    with pytest.raises(operations.AnotherWaits):
        operations.take_workbook(plan=plan, file=again, file_name="9月.xlsx", by=cast.elsewhere)
    newest = Version.objects.latest("number")
    assert dict(newest.indicator_lines.values_list("indicator", "status")) == told


def test_very_many_notes_are_few_questions(plan, mapped):
    mapped()

    def change(sheet):
        for row in range(20, 60):
            sheet.cell(row, 1, f"注{row}")

    (part,) = parts_of(plan, monthly(change=change))
    *each, rest = part.reading.questions
    assert [q.cell for q in each] == [f"A{row}" for row in range(20, 50)]
    assert rest.message == "例のファイルでは空だったセルが、ほかに10個記入されています。"
    assert rest.stored.startswith("A50：注50、") and rest.stored.endswith("A59：注59")


def test_the_page_of_a_refused_form_leads_to_pointing_anew(plan, cast, mapped, assert_queries):
    old = mapped()
    changed = monthly(change=lambda sheet: sheet.insert_rows(3))
    for data in (changed, b"%PDF-1.7"):
        with pytest.raises(operations.Unreadable):
            operations.take_workbook(
                plan=plan, file=data, file_name="9月.xlsx", by=cast.elsewhere, organisation="labour-bureau"
            )
    pdf, misfit = Rejected.objects.order_by("-pk")
    client = cast.client(cast.elsewhere)
    with assert_queries(12):
        page = client.get(f"/returns/rejected/{misfit.pk}/").content.decode()
    assert 'href="/returns/forms/"' in page and f'href="/returns/forms/{old.pk}/"' in page
    (form,) = re.findall(r'<form method="post" action="/returns/forms/new/".*?</form>', page, re.S)
    assert 'value="月報"' in form and re.search(r'value="labour-bureau"\s+selected', form)
    # What the form sends makes the next version, which is pointed at anew.
    sent = client.post(
        "/returns/forms/new/",
        {"organisation": "labour-bureau", "name": "月報", "file": SimpleUploadedFile("9月.xlsx", changed)},
    )
    newest = BodyForm.objects.latest("pk")
    assert (newest.number, sent.headers["Location"]) == (2, f"/returns/forms/{newest.pk}/anchors/")
    # Nothing of it where the file is no form, and for who may not map it.
    assert "/returns/forms/new/" not in client.get(f"/returns/rejected/{pdf.pk}/").content.decode()
    assert cast.client(cast.body).get(f"/returns/rejected/{misfit.pk}/").status_code == 403
