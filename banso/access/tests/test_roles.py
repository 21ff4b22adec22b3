"""Who may do what, written by hand from the plan of roles and not from the table in the code."""

import pytest

from banso.access.roles import Act, Role
from banso.access.rules import Member, Refused, may, require

# What each role may do to its own organisation (or where no organisation is meant).
ALLOWED = {
    "secretariat": (
        "see_progress see_returns submit_return vouch_lines decide_return lock_period take_many map_form"
        " print_paper publish load_plan manage_notices edit_directory import_directory answer_requests watch_requests"
    ),
    "body": "see_progress see_returns submit_return vouch_lines map_form edit_directory answer_requests",
    "reader": "see_progress",
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(Act))
def test_the_table_of_roles_is_as_agreed(role, act):
    member = Member("人", role, "prefecture")
    assert may(member, act) is (act.value in ALLOWED[role.value].split())


@pytest.mark.parametrize("act", list(Act))
def test_nobody_may_do_nothing(act):
    assert not may(Member("", None), act)


@pytest.mark.parametrize("act", [Act.SEE_RETURNS, Act.SUBMIT_RETURN, Act.VOUCH_LINES, Act.MAP_FORM])
def test_a_body_reaches_its_own_returns_and_no_others(act):
    body = Member("県の人", Role.BODY, "prefecture")
    assert may(body, act, "prefecture")
    assert not may(body, act, "labour-bureau")


@pytest.mark.parametrize("act", [Act.SEE_RETURNS, Act.SUBMIT_RETURN, Act.VOUCH_LINES, Act.MAP_FORM])
def test_the_secretariat_reaches_the_returns_of_every_body(act):
    assert may(Member("事務局", Role.SECRETARIAT, "labour-bureau"), act, "prefecture")


@pytest.mark.parametrize(
    ("act", "allowed"),
    [(Act.SEE_RETURNS, True), (Act.VOUCH_LINES, True), (Act.SUBMIT_RETURN, False), (Act.MAP_FORM, False)],
)
def test_an_office_speaks_for_itself_and_not_for_its_organisation(act, allowed):
    office = Member("東事務所の人", Role.BODY, "prefecture", "office-east")
    assert may(office, act, "prefecture") is allowed
    assert not may(office, act, "labour-bureau")


def test_not_even_the_secretariat_reads_what_a_person_asked_of_another_body():
    secretariat = Member("事務局", Role.SECRETARIAT, "labour-bureau")
    assert may(secretariat, Act.ANSWER_REQUESTS, "labour-bureau")
    assert not may(secretariat, Act.ANSWER_REQUESTS, "prefecture")


def test_a_body_does_not_approve_even_its_own_return():
    assert not may(Member("県の人", Role.BODY, "prefecture"), Act.DECIDE_RETURN, "prefecture")


def test_a_refusal_says_in_japanese_what_is_missing_and_whom_to_ask():
    with pytest.raises(Refused) as refusal:
        require(Member("閲覧", Role.READER), Act.SUBMIT_RETURN, "prefecture")
    assert str(refusal.value) == "「報告を出す」の権限がありません。必要なときは事務局に相談してください。"
    assert (refusal.value.act, refusal.value.organisation) == (Act.SUBMIT_RETURN, "prefecture")
