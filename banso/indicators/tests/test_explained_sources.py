"""What a body said of a number that looked odd stands beside the number among the sources, on page and command."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main
from banso.returns import operations
from banso.returns.models import Question
from banso.returns.tests.conftest import plan, take  # noqa: F401
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db
WORDS = "夜間の説明会で一度に受け付けたためです。"


@pytest.fixture
def odd(take, cast):  # noqa: F811
    """うち正規 is 99, above its whole of 14; the body explains, and the secretariat approves."""
    version = take(lambda book: put(book, "指標", "うち正規", "当期の値", 99))
    [question] = Question.objects.blocking()
    operations.answer(version=version, answers={question.pk: WORDS}, by=cast.body)
    operations.approve(version=operations.submit(version=version, by=cast.body), by=cast.secretariat)
    return question


def test_the_page_shows_the_explanation_beside_its_number(odd, cast, assert_queries):
    client = cast.client(cast.reader)
    with assert_queries(12):
        page = client.get("/progress/regular/").content.decode()
    assert WORDS in page and odd.message in page
    assert WORDS not in client.get("/progress/hires/").content.decode()


def test_the_command_gives_it_with_the_source(odd):
    told = CliRunner().invoke(main, ["kpi", "--plan", "mihon/2025", "--indicator", "regular", "--json"])
    [indicator] = json.loads(told.stdout)
    [source] = indicator["sources"]
    assert source["explanations"] == [{"asked": odd.message, "explanation": WORDS}]
