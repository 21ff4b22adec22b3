"""Handing in: versions are numbered, one waits at a time, nothing is lost and nothing is half-saved."""

import hashlib

import pytest

from banso.access.rules import Refused
from banso.lib.fiscal import Period
from banso.returns import operations
from banso.returns.models import IndicatorLine, Rejected, Version
from banso.returns.rules import NotPossible
from banso.returns.tests.filling import filled, put
from banso.returns.workbook import build

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


def test_the_file_is_kept_as_it_came(plan, template, cast):
    data = filled(template)
    version = operations.take_workbook(plan=plan, file=data, file_name="C:\\報告\\県9月.xlsx", by=cast.body)
    kept = Version.objects.get(pk=version.pk)
    assert bytes(kept.file) == data
    assert kept.file_digest == hashlib.sha256(data).hexdigest()
    assert (kept.file_name, kept.number, kept.via, kept.edition_id) == (
        "県9月.xlsx",
        1,
        "workbook",
        plan.edition_id,
    )


def test_a_file_that_cannot_be_taken_is_kept_with_its_problems_and_nothing_else_is(plan, cast):
    with pytest.raises(operations.Unreadable) as caught:
        operations.take_workbook(plan=plan, file=b"%PDF-1.7 report", file_name="報告.xlsx", by=cast.body)
    kept = Rejected.objects.get()
    assert kept == caught.value.rejected
    assert bytes(kept.file) == b"%PDF-1.7 report"
    assert (kept.organisation, kept.received_by, kept.problems[0]["place"]) == (
        "prefecture",
        cast.body,
        "ファイル全体",
    )
    assert Version.objects.count() == IndicatorLine.objects.count() == 0


def test_a_cut_in_the_middle_of_taking_leaves_nothing(plan, template, cast, monkeypatch):
    def cut(*arguments, **more):
        raise OSError("no space left on device")

    monkeypatch.setattr("banso.returns.operations.asking.MeasureLine.objects.bulk_create", cut)
    with pytest.raises(operations.NotSaved, match="何も保存していません"):
        operations.take_workbook(plan=plan, file=filled(template), file_name="x.xlsx", by=cast.body)
    assert Version.objects.count() == IndicatorLine.objects.count() == Rejected.objects.count() == 0


def test_one_click_takes_the_waiting_version_back_and_hands_the_other_in(take, cast):
    take()
    with pytest.raises(operations.AnotherWaits) as kept:
        take(value=8)
    client = cast.client(cast.body)
    page = client.get(f"/returns/versions/{kept.value.version.pk}/").content.decode()
    assert page.index("第1版を取り下げて差し替える") < page.index("受け取り方")
    assert (
        cast.client(cast.elsewhere).post(f"/returns/versions/{kept.value.version.pk}/replace/").status_code
        == 403
    )
    client.post(f"/returns/versions/{kept.value.version.pk}/replace/")
    assert list(Version.objects.order_by("number").values_list("state", flat=True)) == [
        "withdrawn",
        "submitted",
    ]


def test_a_draft_that_a_newer_file_replaced_says_so_and_asks_nothing_more(take, cast):
    take(lambda book: put(book, "指標", "東事務所", "当期の値", "約7"))
    take(value=8, submit=False)
    first = Version.objects.get(number=1)
    client = cast.client(cast.body)
    for page in (
        f"/returns/versions/{first.pk}/",
        f"/returns/versions/{first.pk}/review/",
        "/returns/2025-09/prefecture/",
    ):
        text = client.get(page).content.decode()
        assert "第2版に替わったため取下げ" in text, page
        assert "答えていない質問があります" not in text and "未回答" not in text, page


def test_the_newest_decided_version_is_shown_and_open_ones_are_named(take, cast):
    operations.approve(version=take(), by=cast.secretariat)
    draft = take(value=8, submit=False)
    page = cast.client(cast.secretariat).get("/returns/2025-09/prefecture/").content.decode()
    assert "第1版の内容" in page
    named = page.split("ほかに開いている版があります")[1].split("</ul>")[0]
    assert f"/returns/versions/{draft.pk}/" in named and "作成中" in named


def test_a_second_version_does_not_push_the_waiting_one_aside(take, cast):
    first = take()
    with pytest.raises(operations.AnotherWaits, match="第1版が事務局の確認を待っています") as caught:
        take(value=8)
    second = caught.value.version
    assert (second.number, Version.objects.get(pk=second.pk).state) == (2, "draft")
    with pytest.raises(NotPossible, match="先に第1版を取り下げてください"):
        operations.submit(version=second, by=cast.body)
    operations.withdraw(version=first, by=cast.body)
    operations.submit(version=second, by=cast.body)
    assert [v.state for v in Version.objects.order_by("number")] == ["withdrawn", "submitted"]


def test_an_old_draft_cannot_overtake_a_newer_approved_version(take, cast):
    draft = take(submit=False, by=cast.secretariat)
    newer = take(value=8)
    operations.approve(version=newer, by=cast.secretariat)
    with pytest.raises(NotPossible, match="新しい版が承認されています"):
        operations.submit(version=draft, by=cast.body)


def test_the_secretariat_submits_on_behalf_and_it_shows(take, cast):
    version = take(by=cast.secretariat)
    assert (version.via, version.subject.organisation) == ("on_behalf", "prefecture")


@pytest.mark.parametrize("who", ["elsewhere", "reader"])
def test_nobody_else_submits_for_the_prefecture(plan, template, cast, who):
    data = filled(template)
    for organisation in (None, "prefecture"):
        with pytest.raises(Refused):
            operations.take_workbook(
                plan=plan, file=data, file_name="x.xlsx", by=getattr(cast, who), organisation=organisation
            )
    assert Version.objects.count() == Rejected.objects.count() == 0


def test_another_body_cannot_withdraw(take, cast):
    version = take()
    with pytest.raises(Refused):
        operations.withdraw(version=version, by=cast.elsewhere)


def test_a_correction_starts_from_what_was_approved(plan, take, cast):
    from banso.returns.queries import known_for

    def words(book):
        put(book, "表紙", "意見・備考", "内容", "ひとこと。")
        put(book, "指標", "在籍者", "当期の値", None)
        put(book, "指標", "在籍者", "状態", "未公表")

    version = take(words)
    operations.approve(version=version, by=cast.secretariat)
    again = build(plan, "prefecture", SEPTEMBER, known=known_for(plan, "prefecture", SEPTEMBER))
    second = operations.take_workbook(plan=plan, file=again, file_name="訂正.xlsx", by=cast.body)
    from banso.returns.queries import difference

    assert difference(plan, second) == []


def test_the_next_template_shows_what_was_told_before(plan, take, cast):
    from io import BytesIO

    from openpyxl import load_workbook

    from banso.returns.queries import known_for
    from banso.returns.tests.filling import at

    version = take(value=1234)
    # More than the plan wants in the whole year: asked, and explained.
    odd = {question.pk: "大きな催しがありました。" for question in version.questions.filter(kind="sense")}
    operations.answer(version=version, answers=odd, by=cast.body)
    operations.approve(version=operations.submit(version=version, by=cast.body), by=cast.secretariat)
    october = Period.parse("2025-10")
    data = build(plan, "prefecture", october, known=known_for(plan, "prefecture", october))
    book = load_workbook(BytesIO(data))
    assert at(book, "指標", "東事務所", "前期まで（参考）").value == "1,234"
    assert at(book, "指標", "東事務所", "当期の値").value is None
    # A municipality that was covered stays covered until somebody says otherwise.
    assert at(book, "設置状況", "例市", "設置状況").value == "設置済"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_in_the_same_moment_get_two_versions_of_which_one_waits(plan, template, cast):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from django.db import connection

    together = Barrier(2)

    def hand_in(value):
        together.wait()
        try:
            data = filled(template, value=value)
            return operations.take_workbook(plan=plan, file=data, file_name="x.xlsx", by=cast.body).state
        except operations.AnotherWaits as waits:
            return f"{waits.version.number} is kept as {waits.version.state}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(hand_in, [7, 8]))
    assert outcomes == ["2 is kept as draft", "submitted"]
    assert [(v.number, v.state) for v in Version.objects.order_by("number")] == [
        (1, "submitted"),
        (2, "draft"),
    ]
