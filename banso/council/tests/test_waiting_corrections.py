"""A correction that has come in and is not approved: named in every form of the paper, and for ever the same.

The labour bureau's five offices said 40 each in May, 500 with April; the paper of 2025-11-20 prints that.
"""

import csv
import io
import zipfile
from datetime import date

import pytest

from banso.council import queries
from banso.council.content import gather
from banso.council.explaining import explain_number
from banso.council.operations import print_paper
from banso.council.tests import readers
from banso.council.tests.conftest import APRIL, MAY, unchanged, workbook
from banso.ledger.queries import last_known
from banso.lib.fiscal import Period
from banso.returns import operations as returns
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db
CONVERSIONS = "企業内の正社員転換件数"


@pytest.fixture
def send(loaded_plan, cast, clock_at, reported):
    """A workbook of a body with ``value`` in every cell, handed in and not decided."""

    def take(body, period, value, when="2025-11-19T15:00", change=unchanged):
        clock_at(when)
        data = workbook(loaded_plan, body, period, value, change)
        return returns.take_workbook(
            plan=loaded_plan, file=data, file_name="訂正.xlsx", by=cast.secretariat, organisation=body
        )

    return take


@pytest.fixture
def print_at(loaded_plan, cast, clock_at):
    def make(when, as_of=date(2025, 11, 20), period=MAY):
        clock_at(when)
        return print_paper(plan=loaded_plan, as_of=as_of, period=period, by=cast.secretariat)

    return make


def waiting(paper):
    return paper.content["figures"]["waiting_corrections"]


@pytest.fixture
def named_on(loaded_plan):
    """What a paper of the end of a day would name, without making its files."""

    def ask(day, period=MAY):
        figures = gather(loaded_plan, as_of=day, seq=last_known(day), period=period)
        return figures["waiting_corrections"]

    return ask


def test_a_correction_that_waits_is_named_with_body_period_items_and_day(send, print_at, cast, tmp_path):
    version = send("labour-bureau", MAY, 41)
    paper = print_at("2025-11-20T10:00")
    (row,) = waiting(paper)
    assert (row["name"], row["period_label"], row["version"]) == ("埼玉労働局", "令和7年5月", 2)
    assert (row["since"], row["state_label"], row["id"]) == ("2025-11-19", "承認待ち", version.pk)
    assert CONVERSIONS in row["items"]
    # The goal is made of the bureau's and the prefecture's numbers: it would change too, though nobody reports it.
    assert {"regular-conversions", "regular-employment-gain"} <= set(row["indicators"])
    assert "正規雇用での就業の増加" not in row["items"]

    page = cast.client(cast.reader).get(f"/papers/{paper.pk}/").content.decode()
    text = readers.text_of(paper)
    word = readers.word_of(paper)
    # The number is the one before, with a mark at it.
    cells = readers.word_row(word, "前年度", f"{CONVERSIONS}※承認待ちの訂正あり")
    assert cells["累計"] == "500件"
    said = readers.word_row(word, "訂正される項目", "埼玉労働局")
    assert said["届いた日"] == "令和7年11月19日" and CONVERSIONS in said["訂正される項目"]
    note = "埼玉労働局の令和7年5月分の訂正（第2版、令和7年11月19日に届いた、承認待ち）は、この資料の値に入っていません。"
    assert f"{CONVERSIONS}：{note}" in text and f"{CONVERSIONS}：{note}" in page
    assert "承認されていない訂正が1件あります" in page
    assert "令和7年11月19日" in readers.pdf_text(paper, tmp_path)
    archive = zipfile.ZipFile(io.BytesIO(readers.file_of(paper, "package")))
    about = archive.read("R7-001_progress_20251120_about.csv").decode("utf-8-sig")
    notes = [r["内容"] for r in csv.DictReader(io.StringIO(about)) if r["見出し"] == "留意事項"]
    assert any(n.startswith(note) and CONVERSIONS in n for n in notes)
    assert queries.readability_of(paper).passes


def test_what_becomes_of_it_later_does_not_change_what_the_paper_says(
    send, print_at, named_on, cast, clock_at
):
    version = send("labour-bureau", MAY, 41)
    paper = print_at("2025-11-20T10:00")
    clock_at("2025-11-21T09:00")
    returns.approve(version=version, by=cast.secretariat)
    assert queries.verify(queries.paper(paper.pk)).holds
    assert named_on(date(2025, 11, 21)) == []
    # Asked again of the day before its approval, it waits.
    assert [row["id"] for row in named_on(date(2025, 11, 20))] == [version.pk]


def test_one_that_was_taken_back_later_was_waiting_then(send, named_on, cast, clock_at):
    version = send("prefecture", APRIL, 11)
    before = named_on(date(2025, 11, 20))
    clock_at("2025-11-21T09:00")
    returns.withdraw(version=version, by=cast.secretariat)
    assert named_on(date(2025, 11, 20)) == before and [row["name"] for row in before] == ["埼玉県"]
    assert named_on(date(2025, 11, 18)) == named_on(date(2025, 11, 21)) == []


def test_one_that_was_sent_back_is_still_named_until_another_comes(send, named_on, cast, clock_at):
    version = send("prefecture", MAY, 21)
    clock_at("2025-11-20T09:00")
    returns.ask_back(version=version, by=cast.secretariat, question="20ではありませんか。")
    assert [row["state_label"] for row in named_on(date(2025, 11, 20))] == ["差戻し中"]
    again = send("prefecture", MAY, 22, "2025-11-21T09:00")
    (row,) = named_on(date(2025, 11, 21))
    assert (row["id"], row["state_label"]) == (again.pk, "承認待ち")


def test_one_that_came_after_the_closing_is_named_without_items(send, named_on, cast, clock_at, loaded_plan):
    clock_at("2025-11-18T09:00")
    lock = returns.lock_period(
        plan=loaded_plan, period=MAY, by=cast.secretariat, reason="協議会に報告したため"
    )
    with pytest.raises(returns.PeriodClosed):
        send("labour-bureau", MAY, 41)
    before = named_on(date(2025, 11, 20))
    (row,) = before
    assert (row["state_label"], row["indicators"]) == ("締め後・保留", [])
    assert row["items"] == ["提出前のため、まだ決まっていません"]
    clock_at("2025-11-21T09:00")
    returns.reopen_period(lock=lock, by=cast.secretariat, reason="訂正を受け取るため")
    assert named_on(date(2025, 11, 20)) == before
    assert named_on(date(2025, 11, 21)) == [], "an unfinished draft of an open period was told to nobody"


@pytest.mark.parametrize(
    ("body", "period", "value"),
    [
        ("labour-bureau", Period.parse("2025-06"), 41),  # a period that the paper does not print
        ("saitama-city", MAY, 9),  # a first return: it is missing, and said so among the missing
        ("prefecture", APRIL, 10),  # it says what was approved
    ],
)
def test_what_corrects_nothing_printed_is_not_named(send, named_on, body, period, value):
    send(body, period, value)
    assert named_on(date(2025, 11, 20)) == []


def test_a_remark_alone_changes_no_number_and_stands_in_the_next_paper(
    printed, approve, loaded_plan, clock_at
):
    def remark(book):
        put(book, "表紙", "意見・備考", "内容", "五月は合同面接会がありました。")

    clock_at("2025-11-21T09:00")
    second = approve("labour-bureau", MAY, 40, remark)
    assert queries.verify(queries.paper(printed.pk)).holds
    assert explain_number(printed, "regular-conversions")["steps"] == []
    figures = gather(loaded_plan, as_of=date(2025, 11, 21), seq=last_known(), period=MAY)
    before = printed.content["figures"]
    assert figures["indicators"] == before["indicators"]
    assert [r["text"] for r in figures["remarks"] if r["organisation"] == "labour-bureau"] == [
        "五月は合同面接会がありました。"
    ]
    used = {(r["organisation"], r["period"], r["version"]) for r in figures["returns"]}
    # The figures came from the first version, the remark from the second.
    assert {("labour-bureau", "2025-05", 1), ("labour-bureau", "2025-05", 2)} <= used
    assert second.number == 2


def test_a_paper_from_before_this_was_asked_still_holds(printed):
    del printed.content["figures"]["waiting_corrections"]
    assert queries.verify_figures(printed).holds
