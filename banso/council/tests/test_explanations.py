"""What a body explained of a number that looked odd stands in the notes of the paper, and stays there."""

from datetime import date

import pytest

from banso.council.content import gather
from banso.ledger.queries import last_known
from banso.lib.fiscal import Period
from banso.returns import operations
from banso.returns.queries import open_questions
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.filling import filled, put
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build


@pytest.mark.django_db
def test_the_paper_prints_the_explanation_from_the_approval_on(cast, clock_at, settings):
    settings.PLAN = "mihon/2025"
    clock_at("2025-11-20T12:00")
    plan, september = put_in_force(document(), "e" * 64), Period.parse("2025-09")
    data = filled(
        build(plan, "prefecture", september), lambda b: put(b, "指標", "分子：決まった人", "当期の値", 70)
    )
    version = operations.take_workbook(plan=plan, file=data, file_name="県.xlsx", by=cast.body)
    words = "前月の参加者が決まったため。"
    answers = {question.pk: words for question in open_questions(version)}
    operations.answer(version=version, answers=answers, by=cast.body)
    operations.submit(version=version, by=cast.body)

    def notes(seq):
        paper = gather(plan, as_of=date(2025, 11, 20), seq=seq, period=september)
        return [note for note in paper["notes"] if words in note]

    before = last_known()
    operations.approve(version=version, by=cast.secretariat)
    assert notes(before) == []
    assert notes(last_known()) == [
        "機関の説明：見本県、令和7年9月分、決定率。分子が分母より大きい値です。分子は70人、分母は7人です。"
        "これについて「前月の参加者が決まったため。」と説明しています。"
    ]
