"""Before a return is approved its effect is shown, and who approves what they handed in themselves does not do it unseen."""

import pytest
from django.db import connection

from banso.ledger.models import Entry
from banso.returns import operations
from banso.returns.tests.conftest import plan, take  # noqa: F401

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


def test_a_version_that_changes_no_figure_says_so(take, cast):  # noqa: F811
    operations.approve(version=take(), by=cast.secretariat)
    page = shown(
        cast.client(cast.secretariat), take(lambda book: setattr(book["表紙"]["C16"], "value", None))
    )
    assert "累計が変わる指標はありません" in page


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
