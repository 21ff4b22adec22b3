"""Commands on the members of the staff."""

from typing import TYPE_CHECKING, Any

import click

from banso.access.roles import Role
from banso.lib.commands import django_setup, fail, json_option, put_json

if TYPE_CHECKING:
    from banso.access.models import User


@click.group()
def user() -> None:
    """利用者を管理する。"""


@user.command()
@click.argument("username")
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="役割: " + "、".join(f"{role.value}（{role.label}）" for role in Role),
)
@click.option("--organisation", default="", help="所属する組織のid。構成機関（body）には必ず要る。")
@click.option("--unit", default="", help="所属する事務所（報告単位）のid。機関全体の担当者には付けない。")
@click.option("--name", default="", help="画面に出す名前。")
@click.password_option(
    "--password", prompt="パスワード", confirmation_prompt="もう一度", help="省くと尋ねる。"
)
def add(username: str, role: str, organisation: str, unit: str, name: str, password: str) -> None:
    """利用者を一人加える。"""
    django_setup()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from banso.access import operations
    from banso.directory import queries

    if organisation and organisation not in queries.organisation_names():
        fail(
            f"組織「{organisation}」はありません。計画を読み込んだか（banso plan load）、idを確かめてください。"
        )
    if unit:
        _check_unit(unit, organisation)
    try:
        validate_password(password)
        made = operations.add_user(
            username=username,
            password=password,
            role=Role.of(role),
            organisation=organisation,
            unit=unit,
            display_name=name,
        )
    except ValidationError as problem:
        fail("利用者を加えられません。" + " ".join(problem.messages))
    click.echo(f"利用者「{made.username}」を{Role.of(role).label}として加えました。")


def _check_unit(unit: str, organisation: str) -> None:
    from banso.plan.queries import NoPlan, current

    try:
        units = {found.id: found for found in current().document.reporting_units}
    except NoPlan as reason:
        fail(str(reason))
    if unit not in units or units[unit].owner != organisation:
        own = "、".join(f"{u.id}（{u.name}）" for u in units.values() if u.owner == organisation)
        fail(f"事務所「{unit}」は、この機関にありません。" + (f"あるのは {own} です。" if own else ""))


@user.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """利用者の一覧。"""
    django_setup()
    from banso.access.queries import users
    from banso.directory.queries import organisation_names

    names = organisation_names()
    rows = [_row(person, names) for person in users()]
    if as_json:
        put_json(rows)
        return
    for row in rows:
        body = f"　{row['organisation_name']}" if row["organisation"] else ""
        body += f"　{row['unit']}" if row["unit"] else ""
        state = "" if row["active"] else "　停止中"
        sample = "　見本データ" if row["sample"] else ""
        click.echo(f"{row['username']}　{row['name']}　{row['role_label']}{body}{state}{sample}")
    if not rows:
        click.echo("利用者はまだいません。banso user add で加えてください。")


def _row(person: "User", names: dict[str, str]) -> dict[str, Any]:
    return {
        "username": person.username,
        "name": person.display_name,
        "role": person.role,
        "role_label": Role.of(person.role).label,
        "organisation": person.organisation,
        "unit": person.unit,
        "organisation_name": names.get(person.organisation, person.organisation),
        "active": person.is_active,
        "last_login": person.last_login,
        "sample": person.is_sample,
    }


@user.command()
@click.argument("username")
def deactivate(username: str) -> None:
    """利用者を停止する。サインインできなくなり、開いている画面も使えなくなる。記録の名前は残る。"""
    person = _named(username)
    from banso.access.operations import set_active

    set_active(user=person, active=False)
    click.echo(f"利用者「{username}」を停止しました。戻すときは banso user activate {username} です。")


@user.command()
@click.argument("username")
def activate(username: str) -> None:
    """停止した利用者を戻す。"""
    person = _named(username)
    from banso.access.operations import set_active

    set_active(user=person, active=True)
    click.echo(f"利用者「{username}」は、またサインインできます。")


@user.command(name="password")
@click.argument("username")
@click.password_option(
    "--password", prompt="新しいパスワード", confirmation_prompt="もう一度", help="省くと尋ねる。"
)
def password_(username: str, password: str) -> None:
    """パスワードを新しくする（忘れた人のために）。いま開いている画面はサインアウトになる。"""
    person = _named(username)
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from banso.access.operations import set_password

    try:
        validate_password(password, person)
    except ValidationError as problem:
        fail("このパスワードは使えません。" + " ".join(problem.messages))
    set_password(user=person, password=password)
    click.echo(f"利用者「{username}」のパスワードを新しくしました。")


def _named(username: str) -> "User":
    django_setup()
    from banso.access.queries import user_named

    return user_named(username) or fail(
        f"利用者「{username}」はいません。banso user list で確かめてください。"
    )
