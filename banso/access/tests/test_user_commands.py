"""``banso user list``, ``deactivate``, ``activate`` and ``password``: what the secretariat can do for its people."""

import json

import pytest
from click.testing import CliRunner

from banso.access.models import User
from banso.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.urls("banso.access.tests.urls")]
NEW = "aoi-sora-no-shita-77"


def run(*words):
    return CliRunner().invoke(main, ["user", *words])


def test_the_list_tells_who_may_do_what_for_whom(cast, loaded_plan):
    User.objects.filter(pk=cast.reader.pk).update(is_active=False)
    told = run("list").stdout
    lines = {line.split("　")[0]: line for line in told.splitlines()}
    assert set(lines) == {user.username for user in User.objects.all()}
    assert "構成機関" in lines[cast.body.username] and "埼玉県" in lines[cast.body.username]
    assert lines[cast.reader.username].endswith("停止中")
    assert "停止中" not in lines[cast.secretariat.username]


def test_the_list_as_json_holds_no_password(cast, loaded_plan):
    rows = json.loads(run("list", "--json").stdout)
    assert {row["username"]: row["role"] for row in rows}[cast.secretariat.username] == "secretariat"
    assert set(rows[0]) == {
        "username", "name", "role", "role_label", "organisation", "unit", "organisation_name", "active", "last_login", "sample",
    }  # fmt: skip


def test_an_empty_list_says_what_to_do():
    assert "banso user add" in run("list").stdout


def test_who_is_deactivated_is_out_at_once_and_can_come_back(cast):
    client = cast.client(cast.body)
    assert client.get("/").status_code == 200
    assert run("deactivate", cast.body.username).exit_code == 0
    assert client.get("/").status_code == 302
    assert User.objects.filter(pk=cast.body.pk).exists()
    assert run("activate", cast.body.username).exit_code == 0
    assert cast.client(cast.body).get("/").status_code == 200


def test_a_forgotten_password_is_replaced_and_open_pages_end(cast, anonymous):
    client = cast.client(cast.body)
    assert run("password", cast.body.username, "--password", NEW).exit_code == 0
    assert client.get("/").status_code == 302
    assert anonymous.login(username=cast.body.username, password=NEW)


def test_a_weak_password_changes_nothing(cast):
    before = User.objects.get(pk=cast.body.pk).password
    told = run("password", cast.body.username, "--password", "12345")
    assert told.exit_code == 1
    assert "このパスワードは使えません" in told.stderr
    assert User.objects.get(pk=cast.body.pk).password == before


@pytest.mark.parametrize("words", [["deactivate"], ["activate"], ["password", "--password", NEW]])
def test_nobody_of_that_name_is_said(words):
    told = run(words[0], "dareka", *words[1:])
    assert told.exit_code == 1
    assert "利用者「dareka」はいません。" in told.stderr
