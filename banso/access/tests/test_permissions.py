"""Who may do what, and what happens to those who may not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from banso.access.models import Refusal
from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import Member, Refused, may, require
from banso.access.views import needs

SECRETARIAT = Member("事務局", Role.SECRETARIAT, "office")
BODY = Member("機関", Role.BODY, "prefecture")
READER = Member("閲覧", Role.READER)
NOBODY = Member("", None)

# Written from the description of the roles, not from the table: (act, secretariat, own body, other body, reader).
EXPECTED = [
    (Act.SEE_PROGRESS, True, True, True, True),
    (Act.SEE_RETURNS, True, True, False, False),
    (Act.SUBMIT_RETURN, True, True, False, False),
    (Act.DECIDE_RETURN, True, False, False, False),
    (Act.PRINT_PAPER, True, False, False, False),
    (Act.LOAD_PLAN, True, False, False, False),
]


def test_every_act_is_decided():
    assert {row[0] for row in EXPECTED} == set(Act)


@pytest.mark.parametrize(("act", "secretariat", "own", "other", "reader"), EXPECTED)
def test_each_role_may_what_its_description_says(act, secretariat, own, other, reader):
    assert may(SECRETARIAT, act, "prefecture") is secretariat
    assert may(BODY, act, "prefecture") is own
    assert may(BODY, act, "labour-bureau") is other
    assert may(READER, act, "prefecture") is reader
    assert not may(NOBODY, act, "prefecture")


def test_a_refusal_says_plainly_what_is_missing():
    with pytest.raises(Refused, match="承認・差戻しする」の権限がありません。必要なときは事務局に"):
        require(BODY, Act.DECIDE_RETURN, "prefecture")


@needs(Act.SUBMIT_RETURN, organisation="organisation")
def page(request, organisation):
    return HttpResponse("ok")


def visit(rf, user, organisation="prefecture"):
    request = rf.get(f"/returns/2025-09/{organisation}/")
    request.user = user
    return page(request, organisation=organisation)


@pytest.mark.django_db
def test_the_gate_lets_in_whom_it_may(rf, cast):
    assert visit(rf, cast.body).status_code == 200
    assert visit(rf, cast.secretariat).status_code == 200
    assert not Refusal.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["elsewhere", "reader"])
def test_the_gate_refuses_the_others_with_a_sentence_and_keeps_a_record(rf, cast, who):
    user = getattr(cast, who)
    response = visit(rf, user)
    assert response.status_code == 403
    assert "権限がありません" in response.content.decode()
    refusal = Refusal.objects.get()
    assert (refusal.user, refusal.act, refusal.organisation) == (user, Act.SUBMIT_RETURN, "prefecture")
    assert refusal.path == "/returns/2025-09/prefecture/"


@pytest.mark.django_db
def test_whoever_has_not_signed_in_is_asked_to(rf):
    response = visit(rf, AnonymousUser())
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/returns/2025-09/prefecture/"
    assert not Refusal.objects.exists()


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_answered_in_japanese(anonymous):
    response = anonymous.get("/no/such/page/")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(anonymous):
    response = anonymous.post(
        "/accounts/signup/", {"username": "x", "password1": "long-word-2025", "password2": "long-word-2025"}
    )
    assert (
        "閉鎖" in response.content.decode()
        or "受け付けていません" in response.content.decode()
        or response.status_code in (302, 403)
    )
    from banso.access.models import User

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_user_without_a_role_list_is_a_member_with_that_users_role(cast):
    assert member_of(cast.body) == Member("県の人", Role.BODY, "prefecture")
    assert member_of(AnonymousUser()) == NOBODY
