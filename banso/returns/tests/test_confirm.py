"""Where the plan asks for it, a second person of the body confirms before the secretariat approves."""

import pytest

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.access.rules import Refused
from banso.returns import operations
from banso.returns.models import Version
from banso.returns.rules import NotPossible
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.small_plan import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(plan):
    content = document()
    content["reporting"]["steps"] = ["body", "secretariat"]
    return put_in_force(content, "b" * 64)


@pytest.fixture
def colleague(cast):
    return add_user(
        username="kacho", password="x" * 20, role=Role.BODY, organisation="prefecture", display_name="課長"
    )


def test_the_second_person_confirms_and_then_the_secretariat_approves(take, cast, colleague):
    version = take()
    with pytest.raises(NotPossible, match="機関の二人目が確認してから"):
        operations.approve(version=version, by=cast.secretariat)
    operations.confirm(version=version, by=colleague)
    operations.approve(version=version, by=cast.secretariat)
    kept = Version.objects.get()
    assert (kept.state, kept.submitted_by, kept.confirmed_by) == ("approved", cast.body, colleague)


def test_nobody_confirms_what_they_handed_in_themselves(take, cast):
    with pytest.raises(NotPossible, match="出した人とは別の"):
        operations.confirm(version=take(), by=cast.body)


@pytest.mark.parametrize("who", ["elsewhere", "reader"])
def test_nobody_of_another_body_confirms(take, cast, who):
    with pytest.raises(Refused):
        operations.confirm(version=take(), by=getattr(cast, who))


def test_the_secretariat_does_not_confirm_what_a_body_handed_in_itself(take, cast):
    with pytest.raises(NotPossible, match="同じ機関の別の人が確認します"):
        operations.confirm(version=take(), by=cast.secretariat, confirmation="電話")


def test_on_behalf_the_secretariat_writes_who_confirmed(take, cast):
    version = take(by=cast.secretariat)
    with pytest.raises(NotPossible, match="だれがどのように確認したか"):
        operations.confirm(version=version, by=cast.secretariat)
    operations.confirm(version=version, by=cast.secretariat, confirmation="課長に電話で確かめた。")
    assert Version.objects.get().confirmation == "課長に電話で確かめた。"


def test_a_confirmed_version_waits_may_be_withdrawn_and_sent_back(take, cast, colleague):
    first = take()
    operations.confirm(version=first, by=colleague)
    with pytest.raises(operations.AnotherWaits):
        take(value=8)
    operations.withdraw(version=first, by=cast.body)
    second = take(value=9)
    operations.confirm(version=second, by=colleague)
    operations.ask_back(version=second, by=cast.secretariat, question="確かめてください。")
    assert Version.objects.get(pk=second.pk).state == "asked_back"


def test_the_pages_offer_the_step_to_whom_it_belongs(take, cast, colleague):
    version = take()
    address = f"/returns/versions/{version.pk}/"

    def page(user):
        return cast.client(user).get(address).content.decode()

    assert f"{address}confirm/" in page(colleague)
    assert f"{address}confirm/" not in page(cast.body)
    assert f"/approvals/{version.pk}/" not in page(cast.secretariat)
    cast.client(colleague).post(f"{address}confirm/")
    assert f"/approvals/{version.pk}/" in page(cast.secretariat)


def test_nobody_approves_what_they_handed_in_themselves(take, cast):
    version = take(by=cast.secretariat)
    operations.confirm(version=version, by=cast.secretariat, confirmation="課長に電話で確かめた。")

    def page(user):
        return cast.client(user).get(f"/approvals/{version.pk}/").content.decode()

    assert "承認する</button>" not in page(cast.secretariat)
    with pytest.raises(NotPossible, match="事務局の別の人が承認します"):
        operations.approve(version=version, by=cast.secretariat)
    second = add_user(username="kakari", password="x" * 20, role=Role.SECRETARIAT)
    assert "承認する</button>" in page(second)
    assert operations.approve(version=version, by=second).state == "approved"


def test_where_the_plan_asks_no_office_none_is_heard(take, colleague):
    version = take()
    with pytest.raises(NotPossible, match="事務所ごとの確認を求めていません"):
        operations.vouch(version=version, unit="office-east", by=colleague, words="電話")
