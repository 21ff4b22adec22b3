"""``banso user add``: a member of the staff, or a plain reason why not."""

import pytest
from click.testing import CliRunner

from banso.access.models import User
from banso.cli import main

pytestmark = pytest.mark.django_db
GOOD = "midori-no-oka-2025"


def add(*arguments, password=GOOD):
    return CliRunner().invoke(main, ["user", "add", *arguments, "--password", password])


def test_a_body_member_is_added_and_can_sign_in(loaded_plan, anonymous):
    result = add("tanaka", "--role", "body", "--organisation", "prefecture", "--name", "県 担当")
    assert result.exit_code == 0, result.output
    user = User.objects.get(username="tanaka")
    assert (user.role, user.organisation, user.display_name) == ("body", "prefecture", "県 担当")
    assert anonymous.login(username="tanaka", password=GOOD)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["tanaka", "--role", "body"], "所属する組織が要ります"),
        (["tanaka", "--role", "reader", "--organisation", "nowhere"], "nowhere"),
        (
            ["tanaka", "--role", "body", "--organisation", "prefecture", "--unit", "nowhere"],
            "この機関にありません",
        ),
        (["jimukyoku", "--role", "reader"], "既に登録"),
        (["bad name", "--role", "reader"], "ユーザー名"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast, loaded_plan, arguments, reason):
    result = add(*arguments)
    assert result.exit_code == 1
    assert reason in result.output
    assert User.objects.count() == 4


def test_a_weak_password_is_refused(loaded_plan):
    result = add("tanaka", "--role", "reader", password="12345")
    assert result.exit_code == 1
    assert not User.objects.exists()


def test_an_unknown_role_is_a_mistake_of_use():
    assert add("tanaka", "--role", "boss").exit_code == 2
