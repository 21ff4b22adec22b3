"""``banso plan`` with ``load``, which reaches beyond the room of plans: the directory follows the plan."""

from pathlib import Path

import click
from django.conf import settings

from banso.lib.commands import INPUT_HAS_PROBLEMS, django_setup, fail
from banso.plan.commands import fault_line, plan
from banso.plan.faults import Fault, Severity

__all__ = ["plan"]


@plan.command()
@click.argument("key")
@click.pass_context
def load(ctx: click.Context, key: str) -> None:
    """計画と、その窓口の台帳を読み込み、使う版にする。誤りがあれば今の版を使い続け、どこが誤りかを示す。

    KEY は計画のフォルダ（BANSO_PLANS_DIR）の下の場所。例: mihon/2025
    窓口の台帳（directory フォルダ）だけに誤りがあるときは、計画は新しい版になり、窓口は前のまま残る。終了状態は1。
    """
    django_setup()
    from banso.directory.operations import load_directory, sync
    from banso.plan import operations
    from banso.plan.queries import current
    from banso.portal.exchange import has_directory_from_office

    folder = settings.PLANS_DIR / key
    if not folder.is_dir() or ".." in folder.parts or Path(key).is_absolute():
        raise click.BadParameter(f"計画「{key}」のフォルダが {settings.PLANS_DIR} の下にありません。")
    attempt = operations.load(key=key)
    for fault in attempt.faults:
        told = Fault(**{**fault, "severity": Severity(fault["severity"])})
        click.echo(fault_line(folder, told), err=True)
    if attempt.edition is None:
        fail(f"計画「{key}」は読み込めません。今の版を使い続けます。")
    click.echo(f"計画「{key}」第{attempt.edition.number}版を使います（指紋 {attempt.edition.digest[:12]}）。")
    plan_in_force = current(key)
    sync(plan=plan_in_force)
    if has_directory_from_office():
        click.echo("窓口の台帳は、職場の面から受け取ったものを使い続けます（banso exchange import）。")
        return
    reading = load_directory(plan=plan_in_force)
    for told in reading.faults:
        click.echo(fault_line(folder / "directory", told), err=True)
    if reading.folder is None:
        click.echo("窓口の台帳は読み込めません。窓口は前のまま残します。", err=True)
        ctx.exit(INPUT_HAS_PROBLEMS)
    click.echo(
        f"窓口の台帳を読み込みました（サービス {len(reading.folder.services)}、指紋 {reading.digest[:12]}）。"
    )
