"""Closed periods stand still until they are opened again, with a reason; the history stays."""

from datetime import date

import pytest

from banso.access.rules import Refused
from banso.lib.fiscal import Period
from banso.returns import operations
from banso.returns.models import PeriodLock, Version
from banso.returns.queries import expected_of
from banso.returns.rules import NotPossible

pytestmark = pytest.mark.django_db
SEPTEMBER = Period.parse("2025-09")


@pytest.fixture
def lock(plan, cast):
    def locked(period="2025-09", organisation=""):
        return operations.lock_period(
            plan=plan,
            period=Period.parse(period),
            by=cast.secretariat,
            reason="資料を作ったため",
            organisation=organisation,
        )

    return locked


@pytest.mark.parametrize(
    ("period", "organisation", "holds"),
    [
        ("2025-09", "", True),
        ("2025-09", "prefecture", True),
        ("2025-04..2025-09", "", True),
        ("2025-09", "labour-bureau", False),
        ("2025-10", "", False),
        ("2025-04..2025-08", "", False),
    ],
)
def test_a_lock_holds_the_returns_that_lie_in_it(take, lock, cast, period, organisation, holds):
    version = take()
    lock(period, organisation)
    if holds:
        with pytest.raises(NotPossible, match="締められています（理由：資料を作ったため）"):
            operations.approve(version=version, by=cast.secretariat)
    else:
        operations.approve(version=version, by=cast.secretariat)


def test_a_file_for_a_closed_period_is_kept_as_a_draft_and_handed_in_after_reopening(take, lock, cast):
    closed = lock()
    with pytest.raises(operations.PeriodClosed, match="締め後・保留）として保存しました") as kept:
        take()
    with pytest.raises(NotPossible, match="開け直すように頼んでください"):
        operations.submit(version=kept.value.version, by=cast.body)
    operations.reopen_period(lock=closed, by=cast.secretariat, reason="県の訂正を受けるため")
    operations.submit(version=kept.value.version, by=cast.body)
    assert Version.objects.get().state == "submitted"
    history = PeriodLock.objects.get()
    assert (history.reason, history.reopen_reason) == ("資料を作ったため", "県の訂正を受けるため")


def test_what_came_after_the_closing_is_told_before_named_and_not_reminded_of(plan, take, lock, cast):
    lock()
    with pytest.raises(operations.PeriodClosed):
        take()
    client = cast.client(cast.body)
    page = client.get("/returns/2025-09/prefecture/").content.decode()
    assert page.index("この期間は締められています") < page.index('type="file"')
    assert "締め後・保留" in page and "この版を提出する" not in page
    row = expected_of(plan, "prefecture", SEPTEMBER, date(2025, 11, 20))
    assert (row.state_label, row.late) == ("締め後・保留", False)
    review = client.get(f"/returns/versions/{Version.objects.get().pk}/review/").content.decode()
    assert "この期間は締められています" in review
    office = cast.client(cast.secretariat).get("/returns/2025-09/prefecture/").content.decode()
    assert 'href="/returns/2025-09/#locks"' in office and "開け直すように頼んで" not in office


def test_what_waits_may_still_be_withdrawn_or_sent_back(take, lock, cast):
    version = take()
    lock()
    operations.ask_back(version=version, by=cast.secretariat, question="確かめてください。")
    assert Version.objects.get().state == "asked_back"


def test_closing_and_opening_need_a_reason_and_happen_once(plan, lock, cast):
    with pytest.raises(NotPossible, match="理由を書いてください"):
        operations.lock_period(plan=plan, period=SEPTEMBER, by=cast.secretariat, reason=" ")
    closed = lock()
    with pytest.raises(NotPossible, match="もう締められています"):
        lock()
    with pytest.raises(NotPossible, match="理由を書いてください"):
        operations.reopen_period(lock=closed, by=cast.secretariat, reason="")
    operations.reopen_period(lock=closed, by=cast.secretariat, reason="誤り")
    with pytest.raises(NotPossible, match="もう開け直されています"):
        operations.reopen_period(lock=closed, by=cast.secretariat, reason="誤り")
    lock()
    assert PeriodLock.objects.count() == 2


def test_a_period_that_has_not_ended_and_an_unknown_body_are_refused(plan, lock):
    with pytest.raises(NotPossible, match="まだ終わっていない"):
        lock("2025-11")
    with pytest.raises(NotPossible, match="計画にない機関"):
        lock("2025-09", "nobody")


@pytest.mark.parametrize("who", ["body", "reader"])
def test_only_the_secretariat_closes_and_opens(plan, lock, cast, who):
    closed = lock()
    user = getattr(cast, who)
    with pytest.raises(Refused):
        operations.lock_period(plan=plan, period=SEPTEMBER, by=user, reason="理由")
    with pytest.raises(Refused):
        operations.reopen_period(lock=closed, by=user, reason="理由")
    client = cast.client(user)
    assert client.post("/returns/2025-09/lock/", {"reason": "理由"}).status_code == 403
    assert client.post(f"/returns/2025-09/lock/{closed.pk}/reopen/", {"reason": "理由"}).status_code == 403


def test_the_page_of_the_period_closes_opens_and_keeps_the_history(plan, cast):
    client = cast.client(cast.secretariat)
    assert "締められています" not in client.get("/returns/2025-09/").content.decode()
    page = client.post("/returns/2025-09/lock/", {"reason": "会議の前"}, follow=True).content.decode()
    assert "この期間は締められています" in page
    pk = PeriodLock.objects.get().pk
    page = client.post(
        f"/returns/2025-09/lock/{pk}/reopen/", {"reason": "訂正"}, follow=True
    ).content.decode()
    assert "この期間は締められています" not in page
    for words in ("会議の前", "訂正", "に開け直しました"):
        assert words in page
    assert "会議の前" in cast.client(cast.body).get("/returns/2025-09/").content.decode()
    assert client.post("/returns/2025-09/lock/999/reopen/", {"reason": "訂正"}).status_code == 404
