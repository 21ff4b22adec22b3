"""The pages of papers: who sees them, who prints, what a download is, how many queries they need."""

from datetime import date

import pytest

from banso.access.models import Refusal
from banso.council.models import Paper
from banso.council.tests import readers
from banso.council.tests.conftest import MAY

pytestmark = pytest.mark.django_db


def test_without_papers_the_list_says_so(loaded_plan, cast):
    page = cast.client(cast.reader).get("/papers/").content.decode()
    assert "まだ資料はありません。" in page and 'href="/papers/print/"' not in page
    assert 'href="/papers/print/"' in cast.client(cast.secretariat).get("/papers/").content.decode()


def test_a_stranger_is_asked_to_sign_in(printed, anonymous):
    for address in ("", "print/", f"{printed.pk}/", f"{printed.pk}/check/", f"{printed.pk}/pdf/"):
        response = anonymous.get(f"/papers/{address}")
        assert response.status_code == 302 and "login" in response["Location"]


@pytest.mark.parametrize("who", ["secretariat", "body", "elsewhere", "reader"])
def test_every_role_reads_a_paper(who, printed, cast, assert_queries):
    client = cast.client(getattr(cast, who))
    pages = {}
    for address in ("", f"{printed.pk}/", f"{printed.pk}/check/"):
        with assert_queries(12):
            pages[address] = client.get(f"/papers/{address}").content.decode()
    page = pages[f"{printed.pk}/"]
    assert (
        "500～530件" in page
        and "46.4%" in page
        and f"令和7年11月20日10時00分現在（台帳{printed.known_seq}番まで）" in page
    )
    assert page.count("<h1") == 1 and page.count(' alt="横棒グラフ。') == 3
    assert "いまの台帳から、この資料と同じ数字が再現できます。" in pages[f"{printed.pk}/check/"]


def test_long_tables_wait_to_be_opened_and_short_ones_stand(printed, cast):
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/").content.decode()
    opened = [part.partition("</summary>")[0] for part in page.split("<summary>")[1:]]
    # 28 measures of the first group, by far more than twelve lines; 3 measures that cut across, carried by few.
    assert any(summary.startswith("不安定な就労") and "の取組" in summary for summary in opened)
    assert not any("の指標（当期は" in summary for summary in opened)
    assert page.count("<details") == page.count("</details>")


def test_more_papers_need_no_more_queries(printed, loaded_plan, cast, assert_queries):
    from banso.council.operations import print_paper

    print_paper(plan=loaded_plan, as_of=date(2025, 11, 20), period=MAY, by=cast.secretariat)
    client = cast.client(cast.reader)
    with assert_queries(6):
        assert "R7-002" in client.get("/papers/").content.decode()


def test_a_download_is_the_kept_file(printed, cast):
    client = cast.client(cast.reader)
    for form, suffix, kind in (
        ("word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", "pdf", "application/pdf"),
        ("text", "txt", "text/plain; charset=utf-8"),
        ("data", "csv", "text/csv; charset=utf-8"),
    ):
        response = client.get(f"/papers/{printed.pk}/{form}/")
        assert response.content == readers.file_of(printed, form)
        assert response["Content-Type"] == kind and response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"] == f'attachment; filename="R7-001_progress_20251120.{suffix}"'


def test_a_chart_is_the_printed_drawing(printed, cast):
    response = cast.client(cast.reader).get(f"/papers/{printed.pk}/charts/unstable-work.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.decode() == printed.content["charts"]["unstable-work"]


@pytest.mark.parametrize("address", ["99999/", "99999/check/", "99999/pdf/", "1/exe/", "1/charts/none.svg"])
def test_what_does_not_exist_is_not_found(address, loaded_plan, cast):
    assert cast.client(cast.reader).get(f"/papers/{address}").status_code == 404


def test_the_secretariat_prints_by_the_form(reported, loaded_plan, cast):
    client = cast.client(cast.secretariat)
    assert "作成しています" in client.get("/papers/print/").content.decode()
    response = client.post(
        "/papers/print/", {"as_of": "2025-11-20", "period": "2025-05", "title": "第2回協議会資料"}
    )
    paper = Paper.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/papers/{paper.pk}/"
    assert (paper.title, paper.period.key, paper.printed_by) == (
        "第2回協議会資料",
        "2025-05",
        cast.secretariat,
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"as_of": "2025-11-21"}, "今日までの日を選んでください。"),
        ({"as_of": "きのう"}, "日付"),
        ({"as_of": "2025-11-20", "period": "2031-01"}, "選択"),
        ({"as_of": "2025-11-20", "title": "長" * 201}, "200"),
    ],
)
def test_a_wrong_entry_is_answered_on_the_form(asked, sentence, loaded_plan, cast, clock_at):
    clock_at("2025-11-20T10:00")
    response = cast.client(cast.secretariat).post("/papers/print/", asked)
    assert response.status_code == 400 and sentence in response.content.decode()
    assert not Paper.objects.exists()


@pytest.mark.parametrize("who", ["body", "elsewhere", "reader"])
def test_nobody_else_prints_and_the_attempt_is_logged(who, loaded_plan, cast):
    client = cast.client(getattr(cast, who))
    assert client.get("/papers/print/").status_code == 403
    response = client.post("/papers/print/", {"as_of": "2025-06-01"})
    assert response.status_code == 403 and "資料を作る" in response.content.decode()
    assert Refusal.objects.filter(act="print_paper").count() == 2 and not Paper.objects.exists()
