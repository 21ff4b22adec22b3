"""Questions about cells: what is doubtful is asked, an answer counts as if typed, the file stays as it came."""

import pytest

from banso.access.rules import Refused
from banso.ledger.models import Entry
from banso.returns import operations
from banso.returns.models import IndicatorLine, Question, Version
from banso.returns.rules import NotPossible
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db


def doubtful(book):
    """Two cells that only the clerk can read."""
    put(book, "指標", "東事務所", "当期の値", "12か13")
    put(book, "指標", "在籍者", "当期の値", "−")


def asked(version, words):
    return Question.objects.get(version=version, kind="cell", about__contains=words)


def line(version, indicator, unit=""):
    return IndicatorLine.objects.filter(version=version, indicator=indicator, unit=unit).first()


def test_a_doubtful_cell_is_asked_and_the_good_lines_are_kept(take):
    version = take(doubtful)
    assert version.state == "draft"
    question = asked(version, "東事務所")
    assert (question.place, question.stored, question.is_open) == ("指標!I5", "12か13", True)
    assert line(version, "hires", "office-east") is None
    assert line(version, "hires", "office-west").amount == 7


def test_a_version_with_open_questions_is_not_handed_in(take, cast):
    version = take(doubtful)
    with pytest.raises(NotPossible, match="答えていない質問が2件あります"):
        operations.submit(version=version, by=cast.body)


def test_an_answer_becomes_the_value_with_its_trace_and_the_file_stays(take, cast):
    version = take(doubtful)
    before = bytes(Version.objects.get(pk=version.pk).file)
    east, stock = asked(version, "東事務所"), asked(version, "在籍者")
    operations.answer(version=version, answers={east.pk: "１３件", stock.pk: "調査中"}, by=cast.body)
    operations.submit(version=version, by=cast.body)
    operations.approve(version=version, by=cast.secretariat)
    east.refresh_from_db()
    assert (east.stored, east.answer, east.answered_by) == ("12か13", "１３件", cast.body)
    assert east.answered_at is not None
    assert Entry.objects.get(subject="hires", unit="office-east").amount == 13
    stood = Entry.objects.get(subject="stock")
    assert (stood.amount, stood.status) == (None, "under_survey")
    assert bytes(Version.objects.get(pk=version.pk).file) == before


def test_an_answer_that_does_not_read_stays_open_and_says_why(take, cast):
    version = take(doubtful)
    east = asked(version, "東事務所")
    operations.answer(version=version, answers={east.pk: "たくさん"}, by=cast.body)
    east.refresh_from_db()
    assert east.is_open
    assert "「たくさん」では決まりません" in east.fault
    assert line(version, "hires", "office-east") is None


def test_an_answer_can_be_changed_until_the_version_is_handed_in(take, cast):
    version = take(lambda book: put(book, "指標", "東事務所", "当期の値", "12か13"))
    east = asked(version, "東事務所")
    for text, amount in (("12", 12), ("13", 13)):
        operations.answer(version=version, answers={east.pk: text}, by=cast.body)
        assert line(version, "hires", "office-east").amount == amount
    operations.submit(version=version, by=cast.body)
    with pytest.raises(NotPossible, match="提出済み"):
        operations.answer(version=version, answers={east.pk: "14"}, by=cast.body)


def test_a_question_of_another_version_is_not_answered(take, cast):
    version = take(doubtful)
    other = take(doubtful, by=cast.secretariat)
    east = asked(other, "東事務所")
    operations.answer(version=version, answers={east.pk: "12"}, by=cast.body)
    east.refresh_from_db()
    assert east.is_open


@pytest.mark.parametrize("who", ["elsewhere", "reader"])
def test_nobody_else_answers(take, cast, who):
    version = take(doubtful)
    with pytest.raises(Refused):
        operations.answer(version=version, answers={}, by=getattr(cast, who))


def test_the_secretariat_answers_on_behalf_and_it_is_recorded(take, cast):
    version = take(doubtful)
    east = asked(version, "東事務所")
    operations.answer(version=version, answers={east.pk: "12"}, by=cast.secretariat)
    east.refresh_from_db()
    assert east.answered_by == cast.secretariat


def test_a_new_file_replaces_the_clerks_own_draft_and_leaves_a_colleagues(take, cast):
    first, colleagues = take(doubtful), take(doubtful, by=cast.secretariat)
    second = take()
    states = dict(Version.objects.values_list("pk", "state"))
    assert (states[first.pk], states[colleagues.pk], states[second.pk]) == ("withdrawn", "draft", "submitted")


def test_a_number_that_was_only_about_is_not_final_without_a_word(take, cast):
    version = take(lambda book: put(book, "指標", "東事務所", "当期の値", "約12"))
    operations.answer(version=version, answers={asked(version, "東事務所").pk: "12"}, by=cast.body)
    status = Question.objects.get(version=version, column="status")
    assert status.is_open and status.proposal == "概数" and status.choices == ["概数", "確定"]
    operations.answer(version=version, answers={status.pk: "概数"}, by=cast.body)
    told = line(version, "hires", "office-east")
    assert (told.amount, told.status) == (12, "approximate")
    operations.answer(version=version, answers={status.pk: "確定"}, by=cast.body)
    assert line(version, "hires", "office-east").status == "final"
    assert operations.submit(version=version, by=cast.body).state == "submitted"
