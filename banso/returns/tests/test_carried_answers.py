"""What was answered once is not asked again, and what a correction replaced does not come back by itself."""

import pytest

from banso.returns import operations
from banso.returns.models import IndicatorLine, Question, Version
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db
DOUBTS = {"東事務所": "12か13", "在籍者": "−"}


def doubtful(book, **other):
    for row, value in (DOUBTS | other).items():
        put(book, "指標", row, "当期の値", value)


def asked(version, words):
    return Question.objects.get(version=version, kind="cell", about__contains=words)


def test_a_mended_file_keeps_the_answers_to_what_stands_as_before(take, cast):
    first = take(doubtful)
    operations.answer(version=first, answers={asked(first, "東事務所").pk: "13"}, by=cast.body)
    second = take(doubtful)
    east, stock = asked(second, "東事務所"), asked(second, "在籍者")
    assert (east.answer, east.answered_by, east.carried_from) == ("13", cast.body, 1)
    assert stock.is_open and second.state == "draft"
    assert IndicatorLine.objects.get(version=second, unit="office-east").amount == 13


def test_a_cell_that_says_something_else_is_asked_anew(take, cast):
    first = take(doubtful)
    operations.answer(version=first, answers={asked(first, "東事務所").pk: "13"}, by=cast.body)
    second = take(lambda book: doubtful(book, 東事務所="12か14"))
    assert asked(second, "東事務所").is_open


def test_what_a_colleague_has_not_handed_in_is_not_carried(take, cast):
    first = take(doubtful, by=cast.secretariat)
    operations.answer(version=first, answers={asked(first, "東事務所").pk: "13"}, by=cast.secretariat)
    assert asked(take(doubtful), "東事務所").is_open


def test_a_carried_answer_can_be_changed_and_is_then_no_longer_carried(take, cast):
    first = take(doubtful)
    operations.answer(version=first, answers={asked(first, "東事務所").pk: "13"}, by=cast.body)
    second = take(doubtful)
    operations.answer(version=second, answers={asked(second, "東事務所").pk: "12"}, by=cast.body)
    east = asked(second, "東事務所")
    assert (east.answer, east.carried_from) == ("12", None)
    assert IndicatorLine.objects.get(version=second, unit="office-east").amount == 12


@pytest.fixture
def corrected(take, cast):
    """東事務所 was 5, and a correction made it 8; both are approved."""
    for value in (5, 8):
        version = take(lambda book, value=value: put(book, "指標", "東事務所", "当期の値", value))
        operations.approve(version=version, by=cast.secretariat)
    assert Version.objects.filter(state="approved").count() == 2


def test_an_old_form_does_not_put_a_replaced_value_back_without_a_question(take, cast, corrected):
    version = take(lambda book: put(book, "指標", "東事務所", "当期の値", 5))
    question = Question.objects.get(version=version, rule="reverted")
    assert version.state == "draft" and question.place.startswith("指標!")
    assert all(word in question.message for word in ("第2版", "8件", "5件"))
    operations.answer(version=version, answers={question.pk: "5件が正しい"}, by=cast.body)
    assert operations.submit(version=version, by=cast.body).state == "submitted"


def test_a_value_that_never_stood_is_not_asked_about_so(take, corrected):
    version = take(lambda book: put(book, "指標", "東事務所", "当期の値", 9))
    assert not Question.objects.filter(version=version, rule="reverted").exists()


def test_an_explanation_goes_with_the_number_into_a_correction(take, cast, corrected):
    told = take(lambda book: put(book, "指標", "東事務所", "当期の値", 5))
    question = Question.objects.get(version=told, rule="reverted")
    operations.answer(version=told, answers={question.pk: "5件が正しい"}, by=cast.body)
    again = take(lambda book: put(book, "指標", "東事務所", "当期の値", 5))
    carried = Question.objects.get(version=again, rule="reverted")
    assert (carried.explanation, carried.carried_from) == ("5件が正しい", told.number)
    assert again.state == "submitted"


def test_an_answer_that_settles_nothing_is_shown_where_it_was_typed(take, cast):
    version = take(doubtful)
    east, stock = asked(version, "東事務所"), asked(version, "在籍者")
    page, client = f"/returns/versions/{version.pk}/review/", cast.client(cast.body)
    answer = client.post(
        page, {f"text-{east.pk}": "40.4", f"text-{stock.pk}": "3", "then": f"next-{stock.pk}"}
    )
    assert answer.url == f"{page}#q{east.pk}"
    shown = client.get(page).content.decode()
    assert "決まらなかった答えが1件あります" in shown and 'value="40.4"' in shown
    # The same text comes back with the form and is no new answer.
    answer = client.post(page, {f"text-{east.pk}": "40.4", "then": "stay"})
    assert answer.url == page


def test_next_is_the_question_after_the_one_that_was_pressed(take, cast):
    version = take(lambda book: doubtful(book, 西事務所="六か七"))
    order = list(Question.objects.filter(version=version, kind="cell").order_by("pk"))
    by_place = sorted(order, key=lambda q: int(q.cell[1:]))
    page, client = f"/returns/versions/{version.pk}/review/", cast.client(cast.body)
    answer = client.post(page, {f"text-{by_place[1].pk}": "7", "then": f"next-{by_place[1].pk}"})
    assert answer.url == f"{page}#q{by_place[2].pk}"
    answer = client.post(page, {f"text-{by_place[2].pk}": "3", "then": f"next-{by_place[2].pk}"})
    assert answer.url == f"{page}#q{by_place[0].pk}"
