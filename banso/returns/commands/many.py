"""``banso returns work`` reads dropped files; ``banso returns consolidated`` writes the workbook of all bodies."""

import os
import signal
from pathlib import Path
from types import FrameType

import click

from banso.lib.commands import fail, plan_option
from banso.lib.fiscal import Period
from banso.returns.commands.shared import PeriodKey, plan_in_force


@click.command()
@click.option("--until-empty", is_flag=True, help="待っているファイルを読み終えたら終わる。")
@click.option("--with-parent", is_flag=True, hidden=True, help="始めたプロセスがいなくなったら終わる。")
def work(until_empty: bool, with_parent: bool) -> None:
    """まとめて入れられたファイルを、一つずつ読む。同時に動くのは一つだけ。"""
    from banso.returns import worker

    # Whoever waits for a page comes first.
    os.nice(5)
    asked: list[int] = []
    parent = os.getppid()

    def note(number: int, _frame: FrameType | None) -> None:
        # The file that is being read is finished first.
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)
    count = worker.work(
        until_empty=until_empty, stop=lambda: bool(asked) or (with_parent and os.getppid() != parent)
    )
    if until_empty:
        click.echo(f"{count}個のファイルを読みました。")


@click.command()
@plan_option
@click.option("--period", type=PeriodKey(), required=True, help="期間（例: 2025-09）。")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="書き出すファイル。",
)
def consolidated(key: str | None, period: Period, output: Path) -> None:
    """全機関の行を一つにまとめたExcelを作る。記入して、まとめて受け取るところから入れられる。"""
    from banso.returns.queries.consolidated import consolidated as consolidated_of
    from banso.returns.workbook.consolidated import bodies_of

    plan = plan_in_force(key)
    if not bodies_of(plan, period):
        fail(f"{period.label}に報告する機関はありません。")
    output.write_bytes(consolidated_of(plan, period))
    click.echo(f"作りました：{output}")
