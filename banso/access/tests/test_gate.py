"""The gate before the pages, and the pages that say no."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client

from banso.access.models import Refusal
from banso.access.operations import add_user
from banso.access.roles import Role
from banso.access.views import forbidden

pytestmark = [pytest.mark.django_db, pytest.mark.urls("banso.access.tests.urls")]


def test_a_visitor_is_sent_to_sign_in_and_back_to_the_page(anonymous):
    answer = anonymous.get("/papers/new/?a=1")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/papers/new/%3Fa%3D1"
    assert not Refusal.objects.exists()


def test_who_may_gets_the_page(cast):
    assert cast.client(cast.secretariat).get("/papers/new/").status_code == 200
    assert cast.client(cast.body).get("/returns/prefecture/").status_code == 200
    assert cast.client(cast.secretariat).get("/returns/prefecture/").status_code == 200


def test_a_missing_role_is_refused_with_a_plain_sentence(cast):
    answer = cast.client(cast.reader).get("/papers/new/")
    assert answer.status_code == 403
    assert "「資料を作る」の権限がありません。" in answer.content.decode()


def test_another_bodys_return_is_refused_and_the_attempt_is_kept(cast, clock_at):
    clock_at("2025-11-20T10:00")
    answer = cast.client(cast.elsewhere).get("/returns/prefecture/")
    assert answer.status_code == 403
    kept = Refusal.objects.get()
    assert (kept.user, kept.act, kept.organisation) == (cast.elsewhere, "see_returns", "prefecture")
    assert kept.path == "/returns/prefecture/"
    assert kept.at.isoformat().startswith("2025-11-20T01:00")


def test_a_body_is_told_that_only_its_own_is_open_to_it(cast):
    """It does have the right to see returns, so the sentence must not say that it has not."""
    told = cast.client(cast.elsewhere).get("/returns/prefecture/").content.decode()
    assert "「報告を見る」ことができるのは、自分の機関についてだけです。" in told
    assert "権限がありません。" not in told
    assert (
        "「報告を見る」の権限がありません。"
        in cast.client(cast.reader).get("/returns/prefecture/").content.decode()
    )


def test_the_log_of_refusals_tells_the_local_time_with_its_offset(cast, clock_at, caplog):
    clock_at("2025-11-20T09:12")
    cast.client(cast.reader).get("/papers/new/")
    assert "2025-11-20 09:12+0900" in caplog.text


def test_a_form_without_its_token_is_answered_in_japanese_and_kept(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.body)
    answer = client.post("/returns/prefecture/parts/submit/")
    assert answer.status_code == 403
    assert "前の画面に戻り、読み込み直してから" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()
    assert Refusal.objects.get().path == "/returns/prefecture/parts/submit/"


def test_the_address_of_a_button_leads_to_the_page_above_it(cast):
    """/returns/prefecture/parts/ is nobody's address; /returns/prefecture/ is the page with the button."""
    answer = cast.client(cast.body).get("/returns/prefecture/parts/submit/")
    assert (answer.status_code, answer.url) == (302, "/returns/prefecture/")


def test_another_method_is_refused_in_japanese(cast):
    answer = cast.client(cast.body).put("/returns/prefecture/parts/submit/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "この開き方はできません" in answer.content.decode()


def test_a_refusal_by_django_itself_is_kept_too(cast, rf):
    request = rf.get("/somewhere/")
    request.user = cast.reader
    answer = forbidden(request, PermissionDenied("CSRF"))
    assert answer.status_code == 403
    assert "事務局に相談してください" in answer.content.decode()
    assert Refusal.objects.get().path == "/somewhere/"


def test_a_missing_page_is_said_in_japanese(anonymous):
    answer = anonymous.get("/no/such/page/")
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.content.decode()


def test_a_failure_is_said_without_the_database():
    client = Client(raise_request_exception=False)

    def unreachable(*_):
        raise AssertionError("the page of a failure asked the database")

    with connection.execute_wrapper(unreachable):
        answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "エラーが起きました" in answer.content.decode()


@pytest.mark.parametrize("path", ["/accounts/login/", "/no/such/page/", "/papers/new/"])
def test_every_answer_bears_the_policy_without_inline_code(cast, path):
    policy = cast.client(cast.reader).get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy and "style-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_a_member_of_a_body_needs_an_organisation():
    with pytest.raises(ValidationError):
        add_user(username="nobody", password="a-long-word", role=Role.BODY)
