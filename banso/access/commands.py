"""Commands on the members of the staff."""

import click

from banso.access.roles import Role
from banso.lib.commands import django_setup, fail


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
@click.option("--name", default="", help="画面に出す名前。")
@click.password_option(
    "--password", prompt="パスワード", confirmation_prompt="もう一度", help="省くと尋ねる。"
)
def add(username: str, role: str, organisation: str, name: str, password: str) -> None:
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
    try:
        validate_password(password)
        made = operations.add_user(
            username=username,
            password=password,
            role=Role.of(role),
            organisation=organisation,
            display_name=name,
        )
    except ValidationError as problem:
        fail("利用者を加えられません。" + " ".join(problem.messages))
    click.echo(f"利用者「{made.username}」を{Role.of(role).label}として加えました。")
