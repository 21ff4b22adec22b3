"""An .xls is read for its values; what cannot be known of it is said or asked."""

from datetime import date

import pytest

from banso.returns.tests.filling import filled, put
from banso.returns.tests.old_format import as_xls
from banso.returns.workbook import read

pytestmark = pytest.mark.django_db


def test_an_old_workbook_is_read_with_a_notice(plan, template):
    reading = read(plan, as_xls(filled(template, lambda book: put(book, "指標", "待ち日数", "当期の値", 12))))
    assert reading.questions == ()
    assert {n.amount for n in reading.draft.numbers if not n.member} == {7, 70, 120}
    assert any("旧形式（.xls）" in notice.message for notice in reading.notices)


def test_a_fraction_is_asked_because_its_format_is_not_known(plan, template):
    old = as_xls(filled(template, lambda book: put(book, "指標", "待ち日数", "当期の値", 0.5)))
    [question] = read(plan, old).questions
    assert (question.stored, question.proposal) == ("0.5", "0.5")
    assert read(plan, old, answers={question.key: "0.5"}).questions == ()


def test_a_date_is_asked(plan, template):
    old = as_xls(filled(template, lambda book: put(book, "指標", "東事務所", "当期の値", date(2025, 9, 12))))
    [question] = read(plan, old).questions
    assert (question.displayed, question.proposal) == ("2025-09-12", None)
