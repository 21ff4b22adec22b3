"""Before a return is approved its effect is shown, and who approves what they handed in themselves does not do it unseen."""

import pytest
from django.db import connection

from banso.ledger.models import Entry
from banso.returns import operations
from banso.returns.models import Question
from banso.returns.tests.conftest import plan, take  # noqa: F401
from banso.returns.tests.filling import put

pytestmark = pytest.mark.django_db


def shown(client, version):
    return client.get(f"/approvals/{version.pk}/").content.decode()


def test_the_figures_before_and_after_are_shown_and_nothing_is_kept(take, cast, assert_queries):  # noqa: F811
    operations.approve(version=take(), by=cast.secretariat)
    known = list(Entry.objects.values_list("seq", "digest"))
    version = take(value=9)
    client = cast.client(cast.secretariat)
    # Twelve of the page's own; on PostgreSQL the lock under which writers queue is a query as well.
    with assert_queries(13 if connection.vendor == "postgresql" else 12):
        page = shown(client, version)
    # Two offices, each told 7 and now 9: the sum goes from 14 to 18, which the engine prints.
    assert "14件" in page and "18件" in page
    replaced = page.split('id="replaced"')[1]
    assert "東事務所" in replaced and replaced.index(">7件<") < replaced.index(">9件<")
    assert list(Entry.objects.values_list("seq", "digest")) == known
    cast.client(cast.secretariat).post(f"/returns/versions/{version.pk}/approve/")
    assert Entry.objects.filter(subject="hires", amount=9).count() == 2


def test_a_version_that_changes_a_remark_or_nothing_says_so(take, cast):  # noqa: F811
    operations.approve(version=take(), by=cast.secretariat)
    client = cast.client(cast.secretariat)
    remark = take(lambda book: put(book, "表紙", "意見・備考", "内容", "ひとこと。"))
    page = shown(client, remark)
    assert "備考だけが変わります" in page and "替わる値はありません" in page
    assert ">承認する<" in page
    operations.withdraw(version=remark, by=cast.body)
    page = shown(client, take())
    assert "承認済みの第1版と違うところがない" in page
    assert ">承認する<" not in page


def test_what_the_body_answered_is_read_before_approving_and_a_closed_period_is_said(plan, take, cast):  # noqa: F811
    version = take()
    Question.objects.create(
        version=version, kind="sense", key="x", about="正社員就職件数", message="最近の値より増えています。",
        explanation="合同面接会を開いたため。", answered_at=version.created_at, answered_by=cast.body,
    )  # fmt: skip
    client = cast.client(cast.secretariat)
    page = shown(client, version)
    answered = page.split('id="answered"')[1].split("</table>")[0]
    for words in ("正社員就職件数", "最近の値より増えています。", "合同面接会を開いたため。", str(cast.body)):
        assert words in answered
    assert ">承認する<" in page
    operations.lock_period(plan=plan, period=version.subject.period, by=cast.secretariat, reason="会議の前")
    page = shown(client, version)
    assert "この期間は締められています" in page and 'href="/returns/2025-09/#locks"' in page
    assert ">承認する<" not in page


def test_a_draft_of_a_colleague_is_told_before_approving(take, cast):  # noqa: F811
    version = take()
    client = cast.client(cast.secretariat)
    assert "ほかに作成中の版があります" not in shown(client, version)
    take(lambda book: put(book, "指標", "東事務所", "当期の値", "12か13"), by=cast.secretariat)
    assert "ほかに作成中の版があります" in shown(client, version)


@pytest.mark.parametrize("who", ["body", "reader"])
def test_only_who_decides_sees_it(take, cast, who):  # noqa: F811
    assert cast.client(getattr(cast, who)).get(f"/approvals/{take().pk}/").status_code == 403


def test_what_does_not_wait_leads_to_its_page(take, cast):  # noqa: F811
    version = take(submit=False)
    answer = cast.client(cast.secretariat).get(f"/approvals/{version.pk}/")
    assert answer["Location"] == f"/returns/versions/{version.pk}/"
    assert cast.client(cast.secretariat).get("/approvals/99999/").status_code == 404


def test_who_approves_their_own_upload_is_told_before_and_it_stays_on_the_page(take, cast):  # noqa: F811
    version = take(by=cast.secretariat)
    assert "自分が代わりに出した報告です" in shown(cast.client(cast.secretariat), version)
    operations.approve(version=version, by=cast.secretariat)
    page = cast.client(cast.body).get(f"/returns/versions/{version.pk}/").content.decode()
    assert "一人で出して承認した版です" in page
    other = take(value=8)
    operations.approve(version=other, by=cast.secretariat)
    page = cast.client(cast.body).get(f"/returns/versions/{other.pk}/").content.decode()
    assert "一人で出して承認した版です" not in page


def test_a_count_of_a_measure_that_moves_is_shown_with_both_numbers(take, cast):  # noqa: F811
    operations.approve(version=take(), by=cast.secretariat)
    version = take(lambda book: put(book, "件数", "来場者数", "当期の値", 4800))
    replaced = shown(cast.client(cast.secretariat), version).split('id="replaced"')[1]
    assert "相談会を開く 来場者数" in replaced and replaced.index(">7人<") < replaced.index(">4,800人<")
    # What stayed is not told: neither the state nor the other count.
    assert "実施状況" not in replaced and "開催回数" not in replaced
