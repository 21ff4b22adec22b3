"""``banso notices``: send what waits, and look at the outbox."""

import click

from banso.lib.commands import django_setup, fail, json_option, put_json


@click.group()
def notices() -> None:
    """お知らせ（メール）を送る・見る。"""


@notices.command()
@click.option(
    "--timeout",
    type=click.IntRange(1, 600),
    default=60,
    show_default=True,
    help="メールサーバーの返事を待つ秒数。",
)
@json_option
def send(timeout: int, as_json: bool) -> None:
    """送信待ちのメールを送る。何度動かしても、同じメールを二度送らない。数分おきに動かす。

    送れないメールが残ったときは終了コード1。
    """
    django_setup()
    from dataclasses import asdict

    from banso.notices.sending import send_due

    done = send_due(timeout=timeout)
    if as_json:
        put_json(asdict(done))
    else:
        click.echo(f"送信 {done.sent}件、失敗 {done.failed}件、送信待ち {done.waiting}件")
    # A worker without anything to send has nothing to complain of.
    if done.problem and done.waiting:
        fail(done.problem)
    if done.failed:
        raise SystemExit(1)


@notices.command(name="list")
@click.option(
    "--state",
    type=click.Choice(["waiting", "sent", "failed", "cancelled"]),
    help="この状態のものだけ。",
)
@json_option
def list_(state: str | None, as_json: bool) -> None:
    """お知らせの一覧（新しい順に50件まで）。"""
    django_setup()
    from banso.lib import clock
    from banso.notices.queries import outbox

    found = list(outbox(state or ""))
    if as_json:
        fields = (
            "pk",
            "channel",
            "state",
            "to",
            "organisation",
            "subject",
            "attempts",
            "last_error",
            "related",
        )
        put_json([{name: getattr(item, name) for name in fields} for item in found])
        return
    if not found:
        click.echo("お知らせはありません。")
    for item in found:
        when = clock.local(item.created_at).strftime("%Y-%m-%d %H:%M")
        click.echo(f"{item.pk}　{when}　{item.state_label}　{item.to}　{item.subject}")
        if item.last_error:
            click.echo(f"    {item.last_error}")
