"""The page that tells, rule by rule, how machine-readable the data of a paper are."""

import pytest

from banso.council.models import PaperFile
from banso.council.rules import Form
from banso.lib.readability import check, read

pytestmark = pytest.mark.django_db


def test_every_rule_stands_there_with_what_the_command_says(printed, cast, assert_queries):
    client = cast.client(cast.reader)
    with assert_queries(12):
        page = client.get(f"/papers/{printed.pk}/readability/").content.decode()
    file = PaperFile.objects.get(paper=printed, form=Form.PACKAGE)
    report = check(read(file.name, bytes(file.file), is_first=True))
    assert len(report.results) == 30 and "不適合はありません" in page
    for result in report.results:
        row = page.split(f">{result.rule.id}</th>")[1].split("</tr>")[0]
        assert result.finding.outcome.label in row and result.rule.title in row


def test_a_file_that_breaks_a_rule_says_where_and_what_to_do(printed, cast, monkeypatch):
    from banso.council import queries

    bad = check(read("x.csv", "年,年\r\n令和7年,1\r\n".encode("cp932"), is_first=True))
    monkeypatch.setattr(queries, "check", lambda subject: bad)
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/readability/").content.decode()
    assert "ルールに合わないところがあります" in page and "直し方：" in page


def test_nobody_from_outside_sees_it_and_an_unknown_paper_is_not_found(printed, cast, anonymous):
    assert anonymous.get(f"/papers/{printed.pk}/readability/").status_code in (302, 403)
    assert cast.client(cast.reader).get("/papers/99999/readability/").status_code == 404
