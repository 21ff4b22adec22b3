"""Approval: what goes into the ledger, what a correction replaces, and that it is all or nothing."""

from datetime import date

import pytest

from banso.access.rules import Refused
from banso.ledger import operations as ledger
from banso.ledger.models import Entry
from banso.ledger.queries import last_known
from banso.lib.fiscal import Period
from banso.returns import operations, queries
from banso.returns.models import Version
from banso.returns.rules import NotPossible
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.filling import filled, put
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


def test_an_approved_return_stands_in_the_ledger_line_by_line(take, cast):
    version = take()
    assert version.state == "submitted"
    assert Entry.objects.count() == 0
    operations.approve(version=version, by=cast.secretariat)
    entries = Entry.objects.all()
    # 2 offices; うち正規; numerator and denominator; average, cumulative, stock; 2 municipalities; 2 measures.
    assert [e.kind for e in entries].count("indicator_value") == 8
    assert [e.kind for e in entries].count("coverage_member") == 2
    assert [e.kind for e in entries].count("measure_state") == 2
    east = entries.get(subject="hires", unit="office-east")
    assert (east.amount, east.status, east.occurred_on) == (7, "final", date(2025, 9, 30))
    assert (east.source, east.cell) == (f"return-version:{version.pk}", "指標!I5")
    # One decimal: the ledger counts in tenths, for the average as for both parts of the rate.
    assert [e.amount for e in entries.filter(subject__in=["rate", "waiting"])] == [70, 70, 70]
    assert {e.organisation for e in entries} == {"prefecture"}


def test_a_correction_records_only_what_it_changes_and_names_what_it_replaces(take, cast):
    first = take()
    operations.approve(version=first, by=cast.secretariat)
    before = last_known()

    def correct(book):
        put(book, "指標", "東事務所", "当期の値", 9)
        put(book, "取組", "ア", "実施した内容", "相談会を二回開いた。")

    second = take(correct)
    operations.approve(version=second, by=cast.secretariat)
    new = Entry.objects.filter(seq__gt=before)
    assert [(e.kind, e.subject, e.amount, e.state) for e in new] == [
        ("indicator_value", "hires", 9, ""),
        ("measure_state", "m1", None, "ongoing"),
    ]
    assert [e.replaces.source for e in new] == [first.source, first.source]
    standing = Entry.objects.known_by(last_known())
    assert standing.get(subject="hires", unit="office-east").source == second.source
    # What did not change stays traceable to the return that told it first.
    assert standing.get(subject="hires", unit="office-west").source == first.source
    assert Entry.objects.known_by(before).get(subject="hires", unit="office-east").amount == 7


def test_a_correction_shows_its_difference_line_by_line(plan, take, cast):
    operations.approve(version=take(), by=cast.secretariat)

    def correct(book):
        put(book, "指標", "東事務所", "当期の値", 1234)
        put(book, "指標", "在籍者", "当期の値", None)
        put(book, "指標", "在籍者", "状態", "調査中")
        put(book, "設置状況", "例市", "設置状況", "未設置")
        put(book, "件数", "来場者数", "当期の値", 12)
        put(book, "指標", "累計登録", "当期の値", "七か八")
        put(book, "表紙", "意見・備考", "内容", "数え直しました。")

    changes = queries.difference(plan, take(correct))
    assert [(c.label, c.before, c.after, c.cell) for c in changes] == [
        ("正社員就職件数 東事務所", "7", "1,234", "指標!I5"),
        ("在籍者", "7", "調査中", "指標!I12"),
        ("会議の設置 例市", "設置済", "未設置", "設置状況!F6"),
        ("累計登録", "7", "質問中", ""),
        ("ア 相談会を開く 来場者数", "7人", "12人", "件数!F6"),
        ("意見・備考", "", "数え直しました。", ""),
    ]


def test_a_correction_that_changes_only_a_remark_is_known_from_its_approval_on(plan, take, cast):
    operations.approve(version=take(), by=cast.secretariat)
    before = last_known()
    second = take(lambda book: put(book, "表紙", "意見・備考", "内容", "ひとこと。"))
    operations.approve(version=second, by=cast.secretariat)
    (entry,) = Entry.objects.filter(seq__gt=before)
    assert (entry.kind, entry.source, entry.amount, entry.replaces) == ("remark", second.source, None, None)
    assert not Entry.objects.exclude(pk=entry.pk).filter(source=second.source).exists(), (
        "no figure is repeated"
    )
    assert queries.remarks_as_known(plan, before) == []
    assert [(r.organisation, r.text) for r in queries.remarks_as_known(plan, last_known())] == [
        ("prefecture", "ひとこと。")
    ]


def test_a_version_that_differs_in_nothing_is_not_approved(take, cast):
    operations.approve(version=take(), by=cast.secretariat)
    again = take()
    with pytest.raises(NotPossible, match="第1版と違うところがない"):
        operations.approve(version=again, by=cast.secretariat)
    assert Entry.objects.count() == 12
    assert Version.objects.get(pk=again.pk).state == "submitted"


def test_what_an_amendment_no_longer_asks_stops_counting(take, cast):
    operations.approve(version=take(), by=cast.secretariat)
    content = document()
    content["indicators"][0]["reporting_units"] = ["office-east"]
    amended = put_in_force(content, "d" * 64)
    data = filled(build(amended, "prefecture", SEPTEMBER), value=14)
    version = operations.take_workbook(plan=amended, file=data, file_name="x.xlsx", by=cast.body)
    operations.approve(version=version, by=cast.secretariat)
    standing = Entry.objects.known_by(last_known())
    assert standing.get(subject="hires", unit="office-east").amount == 14
    west = standing.get(subject="hires", unit="office-west")
    assert (west.amount, west.status) == (None, "not_applicable")


def test_a_cut_in_the_middle_of_an_approval_leaves_nothing(take, cast, monkeypatch):
    version = take()
    record = ledger.record

    def cut(facts):
        record(facts)
        raise OSError("no space left on device")

    monkeypatch.setattr(ledger, "record", cut)
    with pytest.raises(operations.NotSaved):
        operations.approve(version=version, by=cast.secretariat)
    version = Version.objects.get(pk=version.pk)
    assert (version.state, version.decided_at, Entry.objects.count()) == ("submitted", None, 0)


def test_a_version_is_decided_once(take, cast):
    version = take()
    stale = Version.objects.select_related("subject").get(pk=version.pk)
    operations.approve(version=version, by=cast.secretariat)
    with pytest.raises(NotPossible, match="この版は今「承認済み」なので、「差し戻す」ことはできません"):
        operations.ask_back(version=stale, by=cast.secretariat, question="本当ですか。")
    with pytest.raises(NotPossible):
        operations.approve(version=stale, by=cast.secretariat)
    assert Entry.objects.count() == 12


@pytest.mark.parametrize("who", ["body", "elsewhere", "reader"])
def test_only_the_secretariat_decides(take, cast, who):
    version = take()
    with pytest.raises(Refused):
        operations.approve(version=version, by=getattr(cast, who))
    with pytest.raises(Refused):
        operations.ask_back(version=version, by=getattr(cast, who), question="なぜですか。")
    assert Version.objects.get(pk=version.pk).state == "submitted"


def test_asking_back_needs_a_question(take, cast):
    version = take()
    with pytest.raises(NotPossible, match="何を確かめてほしいか"):
        operations.ask_back(version=version, by=cast.secretariat, question="　")
    asked = operations.ask_back(version=version, by=cast.secretariat, question="指標!I5を確かめてください。")
    assert (asked.state, asked.question) == ("asked_back", "指標!I5を確かめてください。")
