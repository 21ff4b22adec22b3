"""Commands that cross rooms: management, serving, the demonstration."""

import os
import socket
import sys
from pathlib import Path

import click

from banso.lib.commands import django_setup, fail
from banso.portal import serving

DEFAULT_PORT = 8000
_PORTS_TO_TRY = 20


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Djangoの管理コマンドをそのまま実行する。"""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["banso manage", *arguments])


@click.command()
@click.option("--plan", "key", envvar="BANSO_PLAN", help="計画のフォルダ（例: mihon/2025）。")
@click.option("--port", type=click.IntRange(1, 65535), help="使うポート（なければ8000から空きを探す）。")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="見本データを置くフォルダ。",
)
@click.option("--prepare-only", is_flag=True, help="見本データを作って終わる（画面は出さない）。")
@click.option("--fresh", is_flag=True, help="見本データを作り直す。")
def demo(key: str | None, port: int | None, data_dir: Path, prepare_only: bool, fresh: bool) -> None:
    """見本データで試す。このコンピューターの中だけで動き、Ctrl-C で終わる。"""
    from django.conf import settings

    from banso.portal.sample.place import CannotPrepare, Demo

    if not key:
        fail(f"どの計画で試すかを --plan で指定してください（{'、'.join(_plans(settings.PLANS_DIR))}）。")
    demonstration = Demo(key, data_dir, settings.PLANS_DIR)
    try:
        if fresh or not demonstration.is_ready():
            click.echo("見本データを作っています。初めてのときだけ、1分ほどかかります。")
            demonstration.prepare()
    except CannotPrepare as reason:
        fail(str(reason))
    if prepare_only:
        click.echo(f"見本データができました（{data_dir}）。")
        return
    port = port or _free_port()
    marker = demonstration.marker()
    click.echo(f"\n{marker['title']}（見本データ）\n\n  http://localhost:{port}/\n")
    click.echo("見本の利用者（合言葉はどれも " + str(marker["password"]) + "）")
    for line in marker["people"]:
        click.echo(f"  {line}")
    click.echo(
        f"\n届いたファイルの見本：{demonstration.files}\n  事務局でログインし、「報告」「まとめて受け取る」に入れてみてください。"
    )
    click.echo("\n終わるときは Ctrl-C を押してください。")
    sys.stdout.flush()
    os.environ.update(demonstration.environment())
    os.environ.pop("BANSO_DATABASE_URL", None)
    sys.exit(serving.serve(f"127.0.0.1:{port}", workers=1))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="待ち受けるポート。",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="プロセスの数。")
def serve(host: str, port: int, workers: int) -> None:
    """職場で使うための画面を出す。設定は環境変数（BANSO_…）で行う。"""
    if not os.environ.get("BANSO_SECRET_KEY"):
        fail(
            "BANSO_SECRET_KEY が設定されていないため、起動しません。台帳の封印とサインインを守る鍵です。"
            "50文字以上の推測できない文字列を環境変数に入れ、なくさないように保管してください。"
        )
    if not os.environ.get("BANSO_PLAN"):
        fail(
            "BANSO_PLAN が設定されていないため、起動しません。計画のフォルダ（例: mihon/2025）を入れてください。"
        )
    from django.conf import settings

    if settings.FACE_REFUSED:
        fail(settings.FACE_REFUSED)
    if not settings.DATA_KEY and not settings.TRIAL:
        fail(
            "BANSO_DATA_KEY が設定されていないため、起動しません。相談の申し込みの内容を閉じて保存する鍵です。"
            "banso contacts new-key で作り、控えとは別の所にも保管してください。"
        )
    if not settings.TRIAL:
        django_setup()
        from banso.access.sight import why_unguarded

        if reason := why_unguarded():
            fail(reason)
    sys.exit(serving.serve(f"{host}:{port}", workers))


def _plans(root: Path) -> list[str]:
    return sorted(str(path.parent.relative_to(root)) for path in root.glob("*/*/plan.yaml"))


def _free_port() -> int:
    """8000, or the next port that nobody uses. Ends the command when there is none."""
    for port in range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TO_TRY):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            # As the server does: a port that waits after its last user is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    fail(f"空いているポートがありません（{DEFAULT_PORT}から）。--port で指定してください。")
